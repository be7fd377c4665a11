/** Pages by other authors: their content is kept in the right place, or named in a warning. */
import { describe, expect, it } from '@jest/globals';
import { readPage } from '../../../ingest/pages/read-page.ts';
import { codes, read, SITE } from '../fixtures.ts';

const HERE = `${SITE}/definition/margin-call/`;
const OWN = `\n\n**Original URL:** ${HERE}\n`;
const page = (text: string) => read(`# Margin Call\n\n${text}${OWN}`);
const body = ({ page: { definitions } }: ReturnType<typeof read>) =>
  definitions.filter(({ kind }) => kind === 'BODY').map(({ text }) => text);
const relations = ({ page: { statements } }: ReturnType<typeof read>) =>
  statements.map(({ kind, target }) => `${kind} ${target}`);
const html = (content: string, head = '') =>
  read(`<!doctype html><html><head><link rel="canonical" href="${HERE}">${head}</head><body>${content}</body></html>`, {
    format: 'html',
  });

describe('the text of a page', () => {
  it('begins under its title', () => {
    const result = page(`A broker [asks](/area/collateral/).\n\n- [Haircut](/term/haircut/)\n\n## Example\n\nIt pays.`);
    expect(body(result)).toEqual(['A broker asks.', 'It pays.']);
    expect(relations(result)).toEqual(['LINKS_TO collateral', 'RELATED haircut']);
  });

  it('is kept where a list of links has an item that is more than one', () => {
    const result = page('- [Haircut](/term/haircut/)\n- [Repo](/term/repo/)\n- More in [the law](/area/law/) of it');
    expect(relations(result)).toEqual(['RELATED haircut', 'RELATED repo', 'LINKS_TO law']);
    expect(body(result)).toEqual(['More in the law of it']);
  });

  it('is kept under any heading of an area', () => {
    const text = `# Collateral ⎊ Area\n\nWhat is pledged.\n\n## Its history\n\nOld as [debt](/area/debt/).\n\n## What is the Risk of Collateral?\n\nIt falls.\n\n**Original URL:** ${SITE}/area/collateral/\n`;
    expect(read(text).page.definitions).toEqual([
      { kind: 'BODY', facet: null, text: 'What is pledged.' },
      { kind: 'BODY', facet: null, text: 'Old as debt.' },
      { kind: 'FACET', facet: 'Risk', text: 'It falls.' },
    ]);
    expect(relations(read(text))).toEqual(['LINKS_TO debt']);
  });

  it('is named where it has no place: code, and what stands among entries and is none', () => {
    const result = page('It pays.\n\n```python\nx = 1\n```\n\n## Glossary\n\n### Loose\n\nNo link.');
    expect(body(result)).toEqual(['It pays.']);
    expect(codes(result)).toEqual(['LEFT_OUT', 'LEFT_OUT']);
    expect(codes(html('<h1>Margin Call</h1><pre>x = 1</pre><p>It pays.</p>'))).toEqual(['LEFT_OUT']);
  });

  it('is whole where nothing shows that it was cut', () => {
    for (const text of ['# Margin Call\n\nA broker asks\n', '# Margin Call\n\n- Cash\n- Bonds', '# Margin Call\n']) {
      expect(read(text, { fallbackUrl: HERE })).toMatchObject({ page: { truncated: false }, warnings: [] });
    }
    const half = read('# Margin Call\n\nA broker asks. See [the law](https://gloss', { fallbackUrl: HERE });
    expect([half.page.truncated, body(half)]).toEqual([true, ['A broker asks.']]);
  });
});

describe('a link', () => {
  it.each([
    ['../area/collateral.md', 'collateral'],
    ['haircut.md', 'haircut'],
    ['./Cash%20Flow.md#top', 'cash-flow'],
    ['/term/repo/', 'repo'],
    ['../../area/debt/', 'debt'],
  ])('in Markdown starts from the file: %s', (url, slug) => {
    expect(relations(page(`See [it](${url}).`))).toEqual([`LINKS_TO ${slug}`]);
  });

  it('in HTML starts from the page, or from where its base says', () => {
    const content = '<main><h1>Margin Call</h1><p>See <a href="../haircut/">it</a>.</p></main>';
    expect(relations(html(content))).toEqual(['LINKS_TO haircut']);
    expect(relations(html(content, `<base href="${SITE}/area/x/">`))).toEqual(['LINKS_TO haircut']);
    expect(relations(html(content.replace('../', ''), '<base href="/term/">'))).toEqual(['LINKS_TO haircut']);
  });

  it.each([
    ['[haircut][1]\n\n[1]: /term/haircut/ "Title"', 'haircut'],
    ['[Haircut][]\n\n[haircut]: </term/haircut/>', 'Haircut'],
    ['[haircut]\n\n[haircut]: /term/haircut/', 'haircut'],
    ['[haircut](/term/haircut/ (a title))', 'haircut'],
    ['[[Haircut]]', 'Haircut'],
    ['[[haircut#How|words]]', 'words'],
    ['<a class="x" href="/term/haircut/">words</a>', 'words'],
  ])('is read however Markdown writes it: %j', (source, text) => {
    const result = page(source);
    expect(body(result)).toEqual([text]);
    expect(result.page.statements).toMatchObject([{ kind: 'LINKS_TO', anchor: text }]);
    expect(result.page.statements[0]?.target).toBe('haircut');
  });

  it('whose text is an address gives its target no name', () => {
    const { statements } = page(`See <${SITE}/term/haircut/>.`).page;
    expect(statements).toMatchObject([{ target: 'haircut', anchor: null }]);
  });
});

describe('signs', () => {
  it.each([
    ['10<sup>6</sup> and r<sub>i</sub>', '10⁶ and rᵢ'],
    ['e<sup>-kT</sup>, the 2<sup>nd</sup>', 'e^-kT, the 2nd'],
    ['a rate $r_1^2 = \\frac{a}{b}$ of $5 or $6', 'a rate r_1^2 = \\frac{a}{b} of $5 or $6'],
    ['~~old~~ ==new== words', 'old new words'],
    ['![a ~~ b <sup>c](u.png) and ~~old~~ words', 'and old words'],
    ['one\\\ntwo', 'one two'],
    ['noted[^1].\n\n[^1]: Here.', 'noted.'],
    ['a <Tooltip text="x">word</Tooltip>', 'a word'],
  ])('of Markdown are read: %j', (source, text) => {
    expect(body(page(source))[0]).toBe(text);
  });

  it.each([
    ['10<sup>6</sup>', '10⁶'],
    ['x<sup class="reference"><a href="#n1">[1]</a></sup> y', 'x y'],
    ['<math alttext="{\\displaystyle L=qS}"><mi>L</mi></math>', 'L=qS'],
    ['<math><semantics><mi>L</mi><annotation encoding="application/x-tex">L^2</annotation></semantics></math>', 'L^2'],
    ['<math><msup><mi>x</mi><mn>2</mn></msup><mo>/</mo><mfrac><mi>a</mi><mi>b</mi></mfrac></math>', 'x²/a/b'],
  ])('of HTML are read: %s', (source, text) => {
    expect(body(html(`<main><h1>Margin Call</h1><p>${source}</p></main>`))).toEqual([text]);
  });

  it('of programs are no text', () => {
    const text =
      'import A from "./a";\n\nIt pays.\n\n<script>\nf()\n\ng()\n</script>\n\n<style>p {}</style>\n\n<!-- a\n\nb -->';
    expect(body(page(text))).toEqual(['It pays.']);
  });
});

describe('the head of a page', () => {
  it('is the front matter: YAML or TOML', () => {
    const fields =
      'title: Margin Call\naliases: [Cover Call]\ndate: 2026-03-04\nauthor: Ada\ndescription: A call for cash.';
    const toml =
      'title = "Margin Call"\naliases = ["Cover Call"]\ndate = 2026-03-04\nauthor = "Ada"\ndescription = "A call for cash."';
    for (const text of [`---\n${fields}\n---\n`, `+++\n${toml}\n+++\n`]) {
      const { page: read_, warnings } = read(`${text}\nA broker asks.\n`, { fallbackUrl: HERE });
      expect(read_).toMatchObject({
        name: 'Margin Call',
        alternateNames: ['Cover Call'],
        publishedAt: '2026-03-04T00:00:00Z',
        author: 'Ada',
        definitions: [
          { kind: 'MEANING', text: 'A call for cash.' },
          { kind: 'BODY', text: 'A broker asks.' },
        ],
      });
      expect(warnings).toEqual([]);
    }
  });

  it.each([
    ['an unclosed quote', 'title: "Repo\nlastmod: 2026-01-01', /line 2: " is not closed/],
    ['a colon in a plain value', 'date: 2026-01-01\ntitle: Margin: Call', /line 3: Nested mappings are not allowed/],
    ['an unclosed list', 'tags: [a, b\ntitle: Repo', /line 2: \[ is not closed/],
    ['a field twice', 'title: Repo\ntitle: Reverse', /line 3: Map keys must be unique/],
    ['an alias of nothing', 'title: *repo', /Unresolved alias /],
  ])('is not guessed from front matter with %s, which is left out with its reason', (_, fields, reason) => {
    const { page, warnings } = read(`---\n${fields}\n---\n# Margin Call\n\nA broker asks.\n`, { fallbackUrl: HERE });
    expect([page.name, page.modifiedAt, page.publishedAt]).toEqual(['Margin Call', null, null]);
    expect(page.definitions.map(({ text }) => text)).toEqual(['A broker asks.']);
    const message = expect.stringMatching(reason);
    expect(warnings).toEqual([{ code: 'LEFT_OUT', message }]);
    expect(warnings[0]?.message).toContain('the front matter, which cannot be read (');
  });

  it('has front matter with tags that YAML does not know, and text between rules that is no field', () => {
    const tagged = read('---\ntitle: !unknown Margin Call\n---\nA broker asks.\n', { fallbackUrl: HERE });
    expect([tagged.page.name, tagged.warnings]).toEqual(['Margin Call', []]);
    const ruled = read('---\n# Margin Call\n\n`Cash` is asked for.\n\n---\n', { fallbackUrl: HERE });
    expect([ruled.page.name, ruled.warnings]).toEqual(['Margin Call', []]);
  });

  it('is underlined, or in og:title where the site has set its own name as the heading', () => {
    expect(read(`Margin Call\n===\n\nExample\n---\n\nIt pays.${OWN}`).page).toMatchObject({ name: 'Margin Call' });
    const titled = '<meta property="og:title" content="Margin Call | Terms">';
    expect(html('<h1>Terms</h1><main><h2>Margin Call</h2><p>A.</p></main>', titled).page.name).toBe('Margin Call');
  });

  it('has an address that is relative, or in og:url', () => {
    const text = '<html><head><link rel="canonical" href="/definition/margin-call/"></head><h1>A</h1><p>B.</p></html>';
    const options = { format: 'html', fallbackUrl: `${SITE}/definition/other/` } as const;
    expect(read(text, options)).toMatchObject({ page: { url: HERE }, warnings: [] });
    expect(() => read(text, { format: 'html' })).toThrow(expect.objectContaining({ code: 'NO_ADDRESS' }));
    const og = text.replace('link rel="canonical" href="', `meta property="og:url" content="${SITE}`);
    expect(read(og, { format: 'html' }).page.url).toBe(HERE);
  });
});

describe('JSON-LD as people write it', () => {
  const meant = (json: unknown) =>
    html(
      '<main><h1>Margin Call</h1><p>A broker asks.</p></main>',
      `<script type="application/ld+json">${JSON.stringify(json)}</script>`,
    ).page;

  it('names its author by reference, and describes the page beside the article', () => {
    const graph = [
      { '@type': ['Article', 'BlogPosting'], author: { '@id': '#me' }, headline: 'Margin Call' },
      { '@type': 'WebPage', '@id': HERE, description: 'A call for cash.' },
      { '@type': 'Person', '@id': '#me', name: 'Ada' },
    ];
    expect(meant({ '@graph': graph })).toMatchObject({
      author: 'Ada',
      definitions: [{ text: 'A call for cash.' }, {}],
    });
  });

  it('has values in objects, names with prefixes, and the term as main entity', () => {
    const term = {
      '@type': 'schema:DefinedTerm',
      'schema:name': 'Margin Call',
      'schema:alternateName': [{ '@value': 'Cover Call', '@language': 'en' }],
      'http://schema.org/description': { '@value': 'A call for cash.' },
      termCode: 'MC',
    };
    expect(meant({ '@type': 'WebPage', mainEntity: term })).toMatchObject({
      alternateNames: ['Cover Call', 'MC'],
      definitions: [{ kind: 'MEANING', text: 'A call for cash.' }, { kind: 'BODY' }],
    });
  });
});

describe('the content of an HTML page', () => {
  it('is not what surrounds it', () => {
    const around = [
      '<header><h1 class="site-title"><a href="/">Terms</a></h1></header>',
      '<div class="cookie-banner">We bake.</div><div role="navigation">Home</div>',
      '<article><h1>Margin Call</h1><p>A broker asks.</p><div class="share-buttons">Tell</div>',
      '<ol class="comment-list"><li>First!</li></ol></article>',
      '<div id="sidebar">Popular</div><section id="comments"><article class="comment"><p>Reply</p></article></section>',
    ].join('\n');
    for (const content of [around, `<main>${around}</main>`, around.replace(/<(\/?)article/g, '<$1div')]) {
      const result = html(content, '<title>Margin Call - Terms</title>');
      expect([result.page.name, body(result)]).toEqual(['Margin Call', ['A broker asks.']]);
    }
  });

  it('is all of the articles side by side', () => {
    const entry = (name: string, slug: string) =>
      `<article><h2><a href="/term/${slug}/">${name}</a></h2><p>A ${name}.</p></article>`;
    const text = `<html><head><link rel="canonical" href="${SITE}/area/debt/"></head><body><h1>Debt</h1>${entry('Loan', 'loan')}${entry('Bond', 'bond')}</body></html>`;
    expect(relations(read(text, { format: 'html' }))).toEqual(['HAS_PART loan', 'HAS_PART bond']);
  });
});

describe('a character set', () => {
  const text = `# Itô – Calculus\n\nA “path”.${OWN}`;
  const name = (bytes: Uint8Array, format: 'markdown' | 'html' = 'markdown') =>
    readPage(bytes, { format, fallbackUrl: null }).page.name;
  const windows = (written: string) =>
    Uint8Array.from(written, (sign) => ({ '–': 0x96, '“': 0x93, '”': 0x94 })[sign] ?? sign.charCodeAt(0));

  it('is what the mark before the text says, what the page declares, or what the bytes show', () => {
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(name(little)).toBe('Itô – Calculus');
    expect(name(Buffer.from(little).swap16())).toBe('Itô – Calculus');
    expect(name(windows(text))).toBe('Itô – Calculus');
    const declared = `<html><head><meta charset="iso-8859-2"><link rel="canonical" href="${HERE}"></head><h1>Z</h1></html>`;
    expect(name(Buffer.from(declared.replace('Z', 'Krak\xf3w \xb1'), 'latin1'), 'html')).toBe('Kraków ą');
  });
});
