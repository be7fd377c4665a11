/** Everything on a page is either in the graph or named in a warning: a small input for each way to lose something. */
import { describe, expect, it } from '@jest/globals';
import { read } from './reading.ts';

describe('questions that stand in JSON-LD alone', () => {
  const question = (name: string, answer: unknown) => ({ '@type': 'Question', name, acceptedAnswer: answer });
  const html = (mainEntity: unknown, body: string, type = 'FAQPage') =>
    `<script type="application/ld+json">${JSON.stringify({ '@type': type, mainEntity })}</script><h1>Repo</h1>${body}`;
  const [ASKED, SHOWN] = [
    question('Who sets it?', { '@type': 'Answer', text: '<p>The <b>lender</b>.</p>' }),
    question('What is it?', { text: 'A loan against securities. It is short.' }),
  ];

  it.each(['repo.html', 'definition/repo.html', 'term/repo.html', 'area/repo.html'])(
    'are texts of %s',
    async (path) => {
      const body = '<p>A loan against <a href="/term/security/">securities</a>.</p><p>It is short.</p>';
      expect(await read(path, html([ASKED, SHOWN], body))).toMatchObject({
        texts: [
          'BODY repo: A loan against securities.',
          'BODY repo: It is short.',
          'BODY repo: Who sets it? The lender.',
        ],
        warnings: [],
      });
    },
  );

  it('may be of any kind, with several answers', async () => {
    const several = question('Who?', [{ text: 'A lender.' }, 'A bank.']);
    expect((await read('repo.html', html(several, '<p>A loan.</p>', 'QAPage'))).texts[1]).toBe(
      'BODY repo: Who? A lender. A bank.',
    );
  });

  it('are texts of a glossary, and are told of beside terms of JSON-LD', async () => {
    const list = '<dl><dt>Long</dt><dd>Owning.</dd><dt>Short</dt><dd>Owing.</dd></dl>';
    const asked = [ASKED, question('What is short?', { text: 'Owing.' })];
    expect((await read('words.html', html(asked, list))).texts.at(-1)).toBe('BODY repo: Who sets it? The lender.');
    const terms = ['Long', 'Short'].map((name) => ({ '@type': 'DefinedTerm', name, description: `${name} it is.` }));
    const script = `<script type="application/ld+json">${JSON.stringify(terms)}</script><script type="application/ld+json">{"a" 1}</script>`;
    expect((await read('words.html', script + html(ASKED, ''))).warnings).toEqual([
      'BAD_JSON_LD JSON-LD block 2 is left out: line 1: a colon is expected, but got "1"',
      'LEFT_OUT 1 text outside the terms of the JSON-LD left out: "Who sets it? The lender."',
    ]);
  });
});

describe('a heading', () => {
  const TEXT =
    '# Repo\n\nA loan.\n\n## Kinds\n\nThere are two.\n\n### Tri-party\n\nA third holds it.\n\n#### Who?\n\nA bank.\n\n### Both\n\n#### Fee\n\nIt is paid.';
  it.each(['repo.md', 'term/repo.md', 'area/repo.md'])('below another leads into its text: %s', async (path) => {
    expect((await read(path, TEXT)).texts).toEqual([
      'BODY repo: A loan.',
      'BODY repo: There are two.',
      'BODY repo: Tri-party: A third holds it.',
      'BODY repo: Who? A bank.',
      'BODY repo: Both: Fee: It is paid.',
    ]);
  });

  it('below a term of a glossary is a part of it, any other is told of unless it is a letter', async () => {
    const terms =
      '# Glossary\n\n## A – C\n\n## Rates\n\n### Alpha\n\nFirst.\n\n#### Example\n\nOne.\n\n### Beta\n\nSecond.\n\n### Gamma\n\nThird.\n';
    const { texts, warnings } = await read('glossary.md', terms);
    expect(texts).toEqual([
      'MEANING alpha: First.',
      'BODY alpha: Example: One.',
      'MEANING beta: Second.',
      'MEANING gamma: Third.',
    ]);
    expect(warnings).toEqual(['LEFT_OUT headings between the terms are left out: Rates']);
  });

  it('ends what a bold term says', async () => {
    const terms = '# Glossary\n\n**Alpha** First.\n\n**Beta** Second.\n\n**Gamma** Third.\n\n## Sources\n\nA desk.';
    expect(await read('glossary.md', terms)).toMatchObject({
      texts: ['MEANING alpha: First.', 'MEANING beta: Second.', 'MEANING gamma: Third.', 'BODY glossary: A desk.'],
      warnings: ['LEFT_OUT headings between the terms are left out: Sources'],
    });
  });

  it('of an aside goes with it, and sentences there are told of', async () => {
    const aside = '<aside><h2>Mind</h2><p>It may be <b>called</b> at once by any lender.</p></aside>';
    const others =
      '<aside class="sidebar"><p>Read more of our texts here.</p></aside><footer><a href="/x">Back</a></footer>';
    expect(await read('repo.html', `<main><h1>Repo</h1><p>A loan.</p>${aside}${others}</main>`)).toMatchObject({
      texts: ['BODY repo: A loan.'],
      warnings: ['LEFT_OUT what stands beside the text, "Mind It may be called at once by any lender.", is left out'],
    });
  });

  it('is told of twenty times at most, with the number of all others', async () => {
    const aside = (n: number) => `<aside><p>It may be called ${n} times by any lender.</p></aside>`;
    const asides = Array.from({ length: 1000 }, (_, n) => aside(n)).join('');
    const terms = '<dl><dt>Repo</dt><dd>A loan.</dd><dt>Haircut</dt><dd>A part of it.</dd></dl>';
    for (const content of ['<p>A loan.</p>', terms]) {
      const { warnings } = await read('repo.html', `<main><h1>Repo</h1>${content}${asides}</main>`);
      expect(warnings).toHaveLength(21);
      expect(warnings.at(-1)).toBe('LEFT_OUT and 980 more of this kind');
    }
  });

  it('may be a button that opens its text', async () => {
    const html = '<h1>Repo</h1><h2>Kinds</h2><p>Two.</p><h3><button>Who pays?</button></h3><p>The lender.</p>';
    expect((await read('repo.html', html)).texts[1]).toBe('BODY repo: Who pays? The lender.');
  });
});

describe('a name', () => {
  const LONG = `${'word '.repeat(60)}end`;
  it('of more than 256 characters is cut with a warning', async () => {
    const fields = `---\ntitle: ${LONG}\nauthor: ${LONG}\naliases: [${LONG}]\n---\nA loan.`;
    const { pages, warnings } = await read('repo.md', fields);
    expect([pages[0]?.name.length, pages[0]?.author?.length]).toEqual([256, 256]);
    expect(warnings.map((message) => /^LEFT_OUT the end of (.+?), which has more than 256/.exec(message)?.[1])).toEqual(
      ['the title', 'the author'],
    );
    const [csv] = (
      await read('words.csv', `Term,Definition,Related\n${LONG},Text,"${LONG.replace('word', 'other')};B"\n`)
    ).warnings;
    expect(csv).toMatch(/^LEFT_OUT the end of the title, .* \("word word /);
  });

  it('is one of 100 others at most', async () => {
    const aliases = Array.from({ length: 130 }, (_, i) => `Name ${i}`).join(', ');
    const { pages, warnings } = await read('repo.md', `---\naliases: [${aliases}]\n---\nA loan.`);
    expect(pages[0]?.alternateNames).toHaveLength(100);
    expect(warnings).toEqual(['LEFT_OUT 30 other names are left out: at most 100 are kept']);
  });
});

describe('bytes that begin as UTF-16 does', () => {
  const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
  it.each<[string, Uint8Array]>([
    ['two characters of nonsense', new Uint8Array([0xff, 0xfe, 0x00, 0x62, 0x61, 0x64])],
    ['a NUL', utf16('# Repo\n\nA\0loan.')],
    ['what nobody has defined', utf16(`# ${'\ue123\ue456'.repeat(20)}`)],
  ])('are no text: %s', async (_, bytes) => {
    await expect(read('repo.md', bytes)).rejects.toMatchObject({ code: 'NOT_TEXT' });
  });

  it.each([
    '# Repo\n\nA loan.',
    '# 回购\n\n以证券为抵押的贷款。',
    '证券，贷款',
    '\ue000 # Apple’s sign in a long line of text is no fault.',
  ])('are a text in any script: %s', async (text) => {
    expect((await read('repo.md', utf16(text))).pages).toHaveLength(1);
  });
});

describe('Markdown of tools', () => {
  it('says which calls of templates show something', async () => {
    const text =
      'A {{< tooltip id="pod" >}} loan.\n\n{% include rates.html %}{% if a %}{% endif %}\n\n{{% notice title="Mind" %}}\nIt is short.\n{{% /notice %}}';
    expect((await read('repo.md', text)).warnings).toEqual([
      'LEFT_OUT content embedded from elsewhere (tooltip, include, Mind) is left out',
    ]);
  });

  it('has titles of components before their texts, and words apart that tags set apart', async () => {
    const { texts } = await read(
      'repo.mdx',
      '<Callout title="Mind">It is short.</Callout>\n\n<details><summary>Who?</summary>A bank.</details>',
    );
    expect(texts).toEqual(['BODY repo: Mind: It is short.', 'BODY repo: Who? A bank.']);
  });

  it('has all authors, names and relations in its front matter, or says what of it is not read', async () => {
    const fields =
      'title: Repo\nname: Repurchase\nauthors: [Ada, Bob]\ndescription: A loan.\ndefinition: A short loan.\nrelated: [haircut]\nweight: 3\nlayout: post\nhint: One of many words here.';
    const { pages, warnings } = await read('repo.md', `---\n${fields}\n---\nText.`);
    expect(pages[0]).toMatchObject({ author: 'Ada, Bob', alternateNames: ['Repurchase'] });
    expect(warnings).toEqual(['LEFT_OUT what the front matter says as definition, related, hint is left out']);
    const long = `---\ntitle: Repo\nnotes: ${'x'.repeat(70_000)}\n---\nText.`;
    expect(await read('repo.md', long)).toMatchObject({
      texts: ['BODY repo: Text.'],
      warnings: ['LEFT_OUT the front matter, which cannot be read (it has more than 64 KiB), is left out'],
    });
  });
});

describe('faults of many terms in one file', () => {
  it('are told of twenty times at most, with the number of all others', async () => {
    const row = (n: number) => `Term ${n},Text,${n} ${'word '.repeat(60)}`;
    const csv = `Term,Definition,Synonyms\n${Array.from({ length: 3000 }, (_, n) => row(n)).join('\n')}\n`;
    const { pages, warnings } = await read('words.csv', csv);
    expect([pages.length, warnings.length]).toEqual([3000, 21]);
    expect(warnings.at(-1)).toBe('LEFT_OUT and 2980 more of this kind');
  });
});

describe('tables and vocabularies', () => {
  it.each([
    '# Terms\n\n| Term | Definition | More |\n|---|---|---|\n| Alpha | First | |\n| Beta | | Second |\n| | Nameless | Third |\n',
    '<h1>Terms</h1><table><tr><th>Term</th><th>Definition</th><th>More</th></tr><tr><td>Alpha</td><td>First</td><td></td></tr><tr><td>Beta</td><td></td><td>Second</td></tr><tr><td></td><td>Nameless</td><td>Third</td></tr></table>',
  ])('have their cells in their columns, empty ones included', async (text) => {
    const { texts } = await read(text.startsWith('#') ? 'terms.md' : 'terms.html', text);
    expect(texts).toEqual(['MEANING alpha: First', 'MEANING beta: Second', 'BODY terms: Nameless | Third']);
  });

  it('say which addresses are none', async () => {
    const table = 'Term,Definition,Id\nAlpha,First,7\nBeta,Second,https://desk.example/beta\nGamma,Third,8\n';
    expect((await read('words.csv', table)).warnings).toEqual([
      'LEFT_OUT 2 values in the address column left out, because not an address: "7"',
    ]);
  });

  it('of schema.org have authors, dates and pictures of terms', async () => {
    const term = {
      '@type': 'DefinedTerm',
      name: 'Alpha',
      author: [{ name: 'Ada' }, { name: 'Bob' }],
      dateModified: '2026-03-04',
      image: '/a.png',
    };
    const set = { '@type': 'DefinedTermSet', name: 'Words', publisher: 'Desk', hasDefinedTerm: [term, 'Beta'] };
    const { pages, warnings } = await read('words.jsonld', JSON.stringify(set));
    expect(pages).toMatchObject([
      { author: 'Ada, Bob', modifiedAt: '2026-03-04T00:00:00Z', image: { url: 'https://desk.example/a.png' } },
      { name: 'Words', publisher: 'Desk' },
    ]);
    expect(warnings).toEqual(['LEFT_OUT 1 terms without a name are left out']);
  });

  it('of SKOS have members in order, comments and labels of RDFS, and say what texts are not read', async () => {
    const turtle = `@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      @prefix dct: <http://purl.org/dc/terms/> . @prefix : <https://voc.example/> .
      :a a skos:Concept ; skos:prefLabel "alpha" ; rdfs:label "first" ; skos:definition "First." ; rdfs:comment "It leads." ;
        dct:source "A desk" ; skos:broaderTransitive :b .
      :b a skos:Concept ; skos:prefLabel "beta" ; rdfs:comment "Second." .
      :l a skos:OrderedCollection ; skos:prefLabel "letters" ; skos:memberList ( :b :a ) .`;
    const { pages, texts, relations, warnings } = await read('words.ttl', turtle);
    expect(pages[0]?.alternateNames).toEqual(['first']);
    expect(texts).toEqual(['MEANING alpha: First.', 'BODY alpha: It leads.', 'MEANING beta: Second.']);
    expect(relations).toEqual(['letters HAS_PART alpha', 'letters HAS_PART beta']);
    expect(warnings).toEqual(['LEFT_OUT 1 relations that follow from others, 1 texts under source are left out']);
  });
});

describe('a fault of syntax', () => {
  it.each<[string, string, string]>([
    ['repo.md', '---\ntitle: [unclosed\n---\nText.', 'line 2: [ is not closed'],
    ['repo.md', '---\ndate: 2026-01-01\ntags: {a: b\ntitle: x\n---\nText.', 'line 3: { is not closed'],
    ['repo.md', '+++\n\ntitle = "x\n+++\nText.', 'line 3: unfinished string'],
    ['repo.md', ';;;\n{"title": "x",\n "date" 1}\n;;;\nText.', 'line 3: a colon is expected, but got "1"'],
    [
      'repo.md',
      '# Repo\n\nText.\n\n```json\n\n{"a": 1,\n "b": tru}\n```\n',
      'line 8: a value is expected, but got "tru"',
    ],
    [
      'repo.html',
      '<h1>Repo</h1><p>Text.</p>\n<script type="application/ld+json">\n{"a": 1\n "b": 2}\n</script>',
      'line 4: a comma or the end is expected, but got "b"',
    ],
    [
      'repo.html',
      '<h1>Repo</h1><p>Text.</p>\n<script type="application/ld+json">/* a\n */ [1,, 2]</script>',
      'line 3: a value is expected, but got ","',
    ],
  ])('is named by its line of the file: %s', async (path, text, message) => {
    expect((await read(path, text)).warnings.join()).toContain(message);
  });
});

describe('keywords in JSON-LD', () => {
  const script = (...nodes: unknown[]) => `<script type="application/ld+json">${JSON.stringify(nodes)}</script>`;
  it.each<[string, unknown]>([
    ['a string', 'Funding, Short Term; Repo'],
    ['a list', ['Funding', 'Short Term', 'Repo']],
    ['terms', [{ '@type': 'DefinedTerm', name: 'Short Term' }, 'Funding']],
  ])('are what tags of the page are: %s', async (_, keywords) => {
    const article = { '@type': 'Article', headline: 'Repo', articleSection: ['Rates', 'Lenders'], keywords };
    const other = { '@type': 'Article', headline: 'Other', keywords: 'Elsewhere' };
    const mentioned = { '@type': 'WebPage', mentions: [{ '@type': 'Article', name: 'Third', keywords: 'Far' }] };
    for (const path of ['repo.html', 'definition/repo.html']) {
      const { relations } = await read(path, `${script(article, other, mentioned)}<h1>Repo</h1><p>A loan.</p>`);
      expect([...relations].sort()).toEqual([
        'repo MENTIONS funding',
        'repo MENTIONS lenders',
        'repo MENTIONS short-term',
      ]);
    }
  });

  it('stand beside the tags of Open Graph', async () => {
    const head = '<meta property="article:tag" content="OTC"><meta property="article:tag" content="Rates">';
    expect((await read('swap.html', `${head}<h1>Swap</h1><p>Flows.</p>`)).relations).toEqual([
      'swap MENTIONS otc',
      'swap MENTIONS rates',
    ]);
  });
});

describe('sections in JSON-LD', () => {
  it.each(['repo.html', 'definition/repo.html'])('beside the first are what tags of %s are', async (path) => {
    const article = {
      '@type': 'Article',
      headline: 'Repo',
      articleSection: ['Funding', 'Short Term', 'Repo', 'Lenders'],
    };
    const html = `<script type="application/ld+json">${JSON.stringify(article)}</script><h1>Repo</h1><p>A loan.</p>`;
    const { pages, relations } = await read(path, html);
    expect(pages[0]?.section).toBe('Funding');
    expect(relations).toEqual(['repo MENTIONS short-term', 'repo MENTIONS lenders']);
  });
});
