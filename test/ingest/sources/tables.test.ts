/** Files that contain many terms each. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataFactory, Parser, Writer } from 'n3';
import { readCsv } from '../../../ingest/sources/csv/csv.ts';
import { withoutCircles } from '../../../ingest/sources/skos/circles.ts';
import { readTriples } from '../../../ingest/sources/skos/rdf.ts';
import { readSkos } from '../../../ingest/sources/skos/skos.ts';
import { writeFiles } from '../../support/markdown.ts';
import { temporaryFolder } from '../../support/program.ts';
import { kept } from '../kept.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function terms(name: string, text: string, options: Parameters<typeof kept>[1] = {}) {
  writeFiles(folder.path, { [name]: text });
  const { pages, ...rest } = await kept(join(folder.path, name), { base: 'https://desk.example/', ...options });
  return { ...rest, pages: new Map(pages.map((page) => [page.concept, page])) };
}

describe('a table', () => {
  const ROWS = [
    ['Term', 'Definition', 'Synonyms', 'Parent', 'See also', 'Owner'],
    ['Repo', 'A loan, "secured".', 'Repurchase agreement; RP', 'Funding', 'Haircut', 'Ann'],
    ['Haircut', '', '', '', '', ''],
  ];
  const write = (sign: string, rows = ROWS) =>
    rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(sign)).join('\r\n');

  it.each([',', ';', '\t'])(
    'is a page for each row and for each parent, whatever is between its cells: %j',
    async (sign) => {
      const { pages, warnings } = await terms('terms.csv', `\ufeff${write(sign)}`);
      expect(pages.get('repo')).toMatchObject({
        url: 'https://desk.example/terms/#repo',
        kind: 'DOCUMENT',
        name: 'Repo',
        alternateNames: ['Repurchase agreement', 'RP'],
        meaning: 'A loan, "secured".',
        relations: [['RELATED', 'haircut']],
      });
      expect(pages.get('funding')).toMatchObject({ name: 'Funding', relations: [['NARROWER', 'repo']] });
      expect([...pages.keys()].sort()).toEqual(['funding', 'haircut', 'repo']);
      expect(warnings).toEqual(['LEFT_OUT']);
    },
  );

  it('may say in a first line what is between its cells, and says which cells have no column', async () => {
    const { pages, report } = await terms('t.csv', 'sep=;\r\nterm;definition\r\nRepo;A loan, secured.;Ann\r\n');
    expect(pages.get('repo')?.meaning).toBe('A loan, secured.');
    expect(report.pages[0]?.warnings).toEqual([
      { code: 'LEFT_OUT', message: '1 cell past the last column is left out: "Ann"' },
    ]);
  });

  it('tells where the other rows are that a row speaks of', async () => {
    const { whereToRead, pages } = await terms(
      't.csv',
      'term,parent,related,url\nRepo,Loan,Haircut; Gold,\nHaircut,,,https://x.example/h\n',
    );
    expect(pages.get('repo')?.statements.map(({ link }) => link?.url)).toEqual(['https://x.example/h', undefined]);
    expect(pages.get('loan')?.statements.map(({ link }) => link?.url)).toEqual(['https://desk.example/t/#repo']);
    expect(whereToRead.get('gold')?.url).toBeNull();
  });

  it('says of rows without a term that they are left out, and of a table without one that it is none', async () => {
    const { pages, report } = await terms('t.csv', 'term,definition\nRepo,A loan.\n,What is it?\n???,Nothing.\n,\n');
    expect([...pages.keys()]).toEqual(['repo']);
    expect(report.pages[0]?.warnings).toEqual([
      { code: 'LEFT_OUT', message: '2 rows without a term are left out, the first with "What is it?"' },
    ]);
    const { error } = (await terms('t.csv', 'term,definition\n,What is it?\n')).report.pages[0] ?? {};
    expect(error).toEqual({ code: 'NOT_A_PAGE', message: 'it contains no row with a term' });
  });

  it.each([
    ['Basis,Cash less future.\n', '1 row repeats a term and is a concept of its own: "Basis" (basis-2)'],
    [
      'basis,Cash less future.\nRepo,Again.\n',
      '2 rows repeat a term and are concepts of their own, the first "basis" (basis-2)',
    ],
  ])('says which rows repeat the term of an earlier one', async (rows, message) => {
    const { pages, report } = await terms('t.csv', `term,definition\nBasis,A difference.\nRepo,A loan.\n${rows}`);
    expect([pages.get('basis')?.meaning, pages.get('basis-2')?.meaning]).toEqual([
      'A difference.',
      'Cash less future.',
    ]);
    expect(report.pages[0]?.warnings).toEqual([{ code: 'DUPLICATE_TERM', message }]);
  });

  it('has columns of other names where they are told, and is no glossary without them', async () => {
    const rows = [
      ['Wort', 'Erklärung'],
      ['Repo', "'=A loan."],
    ];
    const columns = { term: 'Wort', definition: 'Erklärung' };
    expect((await terms('t.csv', write(',', rows), { columns })).pages.get('repo')?.meaning).toBe('=A loan.');
    const { report } = await terms('t.csv', write(',', rows));
    expect(report.pages[0]?.error).toMatchObject({ code: 'NOT_A_PAGE', message: expect.stringContaining('Wort') });
  });

  it('that is found in a folder goes unmentioned where it holds no term, and only there', async () => {
    writeFiles(folder.path, {
      'good.csv': 'term,definition\nRepo,A loan.\n',
      'open.csv': 'term,definition\nRepo,"A loan.\n',
      'prices.csv': 'day,price\n1,2\n',
      'prices-open.csv': 'day,price\n1,"2\n',
      'good.jsonld': '{"@type":"DefinedTerm","name":"Haircut","description":"A discount."}',
      'open.jsonld': '{"@type":"DefinedTerm",',
      'context.jsonld': '{"@context":{"name":"https://schema.org/name"}}',
      'open.nt': '<https://desk.example/a> <https',
      'events.jsonl': '{"event":1}\n',
      'todo.txt': '# To do\n\nMilk, eggs.\n',
    });
    const refused = async (base: string | null) =>
      (await kept(folder.path, { base })).report.pages.flatMap(({ source, error }) =>
        error === undefined ? [] : [`${source} ${error.code}: ${error.message}`],
      );
    const malformed = [
      expect.stringMatching(/^open\.csv NOT_A_PAGE: it is not a table: Quote Not Closed/),
      expect.stringMatching(/^open\.jsonld NOT_A_PAGE: its JSON-LD cannot be read: /),
      expect.stringMatching(/^open\.nt NOT_A_PAGE: its turtle cannot be read: /),
    ];
    expect(await refused('https://desk.example/')).toEqual(malformed);
    const homeless =
      'NO_ADDRESS: neither the file nor its terms state an address; --base https://host/ derives one from its path';
    expect(await refused(null)).toEqual([`good.csv ${homeless}`, `good.jsonld ${homeless}`, ...malformed]);
  });

  it('at random reads back as it was written', () => {
    const cell = fc.stringMatching(/^[A-Za-z0-9"', ;.=+-]{0,20}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (cells) => {
        const rows = cells.map(([name, meaning], row) => [`T${row} ${name}`.trim(), meaning]);
        const pages =
          readCsv(write(',', [['term', 'definition'], ...rows]), { url: 'https://desk.example/', name: 't' }) ?? [];
        const plain = (text: string) =>
          text
            .replace(/^'(?=[=+-])/, '')
            .replace(/\s+/g, ' ')
            .trim();
        expect(pages.map(({ page }) => [page.name, page.definitions[0]?.text ?? ''])).toEqual(
          rows.map(([name = '', meaning = '']) => [plain(name), plain(meaning)]),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('SKOS', () => {
  const TURTLE = `@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://voc.example/> .
:repo a s:Concept ; s:prefLabel "repo"@en , "Pensionsgeschäft"@de ; s:definition "A secured loan."@en , "Ein Kredit."@de ; s:broader :funding .
:funding a s:Concept ; s:prefLabel "funding"@en .`;
  const XML = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://www.w3.org/2004/02/skos/core#">
<s:Concept rdf:about="https://voc.example/repo"><s:prefLabel xml:lang="en">repo</s:prefLabel><s:prefLabel xml:lang="de">Pensionsgeschäft</s:prefLabel><s:definition xml:lang="en">A secured loan.</s:definition><s:definition xml:lang="de">Ein Kredit.</s:definition><s:broader rdf:resource="https://voc.example/funding"/></s:Concept>
<s:Concept rdf:about="https://voc.example/funding"><s:prefLabel xml:lang="en">funding</s:prefLabel></s:Concept></rdf:RDF>`;
  const JSON_LD = JSON.stringify({
    '@context': { s: 'http://www.w3.org/2004/02/skos/core#' },
    '@graph': [
      {
        '@id': 'https://voc.example/repo',
        '@type': 's:Concept',
        's:prefLabel': [
          { '@value': 'repo', '@language': 'en' },
          { '@value': 'Pensionsgeschäft', '@language': 'de' },
        ],
        's:definition': [
          { '@value': 'A secured loan.', '@language': 'en' },
          { '@value': 'Ein Kredit.', '@language': 'de' },
        ],
        's:broader': { '@id': 'https://voc.example/funding' },
      },
      {
        '@id': 'https://voc.example/funding',
        '@type': 's:Concept',
        's:prefLabel': { '@value': 'funding', '@language': 'en' },
      },
    ],
  });

  it.each([
    ['voc.ttl', TURTLE],
    ['voc.rdf', XML],
    ['voc.jsonld', JSON_LD],
  ])('is the same graph in every syntax, in the wanted language: %s', async (name, text) => {
    const { pages } = await terms(name, text);
    expect(pages.get('repo')).toMatchObject({
      name: 'repo',
      alternateNames: ['Pensionsgeschäft'],
      meaning: 'A secured loan.',
    });
    expect(pages.get('funding')?.relations).toEqual([['NARROWER', 'repo']]);
    const german = (await terms(name, text, { language: 'de' })).pages;
    expect(german.get('pensionsgeschaft')).toMatchObject({ meaning: 'Ein Kredit.', url: 'https://voc.example/repo' });
  });

  it('relates to what has a label though no type, and says what it leads to that the file does not describe', async () => {
    const { pages, report } = await terms(
      'voc.ttl',
      `${TURTLE} :repo s:related :haircut , :gone ; s:narrower :lost . :haircut s:prefLabel "haircut"@en .`,
    );
    expect(pages.get('repo')?.relations).toEqual([['RELATED', 'haircut']]);
    expect(pages.get('haircut')).toMatchObject({ name: 'haircut', url: 'https://voc.example/haircut' });
    expect(report.pages.flatMap(({ warnings }) => warnings)).toEqual([
      {
        code: 'LEFT_OUT',
        message: 'the narrower concept https://voc.example/lost is left out: the file does not describe it',
      },
      {
        code: 'LEFT_OUT',
        message: 'the related concept https://voc.example/gone is left out: the file does not describe it',
      },
    ]);
  });

  it('has names, authors and dates from Dublin Core where SKOS has no words for them', async () => {
    const { pages, warnings } = await terms(
      'voc.ttl',
      `@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> .
       @prefix foaf: <http://xmlns.com/foaf/0.1/> . @base <https://voc.example/> .
       <s> a skos:ConceptScheme ; dct:title "Words of the desk"@en, "Worte"@de ; dct:description "What we say."@en ;
         dct:publisher <desk> ; dct:issued "2020-01-02" ; skos:hasTopConcept <a> .
       <desk> foaf:name "The Desk" .
       <a> a skos:Concept ; skos:prefLabel "Repo"@en ; dct:creator "Ann" ; dct:modified "2021-02-03T04:05:06Z" .`,
    );
    expect(warnings).toEqual([]);
    expect(pages.get('words-of-the-desk')).toMatchObject({
      ...{ url: 'https://voc.example/s', meaning: 'What we say.', publisher: 'The Desk' },
      publishedAt: '2020-01-02T00:00:00Z',
    });
    expect(pages.get('repo')).toMatchObject({ author: 'Ann', modifiedAt: '2021-02-03T04:05:06Z' });
  });

  it('says what a scheme or a collection has that the file does not describe', async () => {
    const { report } = await terms(
      'voc.ttl',
      `${TURTLE} :all a s:ConceptScheme ; s:prefLabel "all"@en ; s:hasTopConcept :gone . :some a s:Collection ; s:member :repo , :lost . :repo s:topConceptOf :nowhere .`,
    );
    expect(report.pages.flatMap(({ warnings }) => warnings.map(({ message }) => message))).toEqual(
      expect.arrayContaining([
        'the top concept https://voc.example/gone is left out: the file does not describe it',
        'the member https://voc.example/lost is left out: the file does not describe it',
        'the scheme https://voc.example/nowhere is left out: the file does not describe it',
      ]),
    );
  });

  it('fetches nothing: a context from elsewhere is a refusal, and so is what is no RDF', async () => {
    const { report } = await terms(
      'voc.jsonld',
      JSON_LD.replace('"@context":{', '"@context":["https://other.example/c",{').replace('},"@graph"', '}],"@graph"'),
    );
    expect(report.pages[0]?.error?.message).toContain('https://other.example/c');
    for (const [name, text] of [
      ['a.ttl', 'no turtle'],
      ['a.ttl', TURTLE.replaceAll('s:Concept', 's:Thing')],
    ] as const) {
      expect((await terms(name, text)).report.pages[0]?.error?.code).toBe('NOT_A_PAGE');
    }
  });

  it('at random reads back: each broader link once, from above, unless it leads up again', async () => {
    const links = fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7)), { selector: ([a, b]) => `${a} ${b}`, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(links, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), async (pairs, sides) => {
        const writer = new Writer();
        const { namedNode, literal } = DataFactory;
        const skos = (name: string) => namedNode(`http://www.w3.org/2004/02/skos/core#${name}`);
        const node = (n: number) => namedNode(`https://voc.example/${n}`);
        const text: string[] = [];
        for (let n = 0; n < 8; n++) {
          text.push(
            writer.quadToString(node(n), namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type'), skos('Concept')),
          );
          text.push(writer.quadToString(node(n), skos('prefLabel'), literal(`term ${n}`, 'en')));
        }
        for (const [i, [above, below]] of pairs.entries()) {
          const [s, p, o] = sides[i]
            ? [node(above), skos('narrower'), node(below)]
            : [node(below), skos('broader'), node(above)];
          text.push(writer.quadToString(s, p, o));
        }
        expect(new Parser().parse(text.join(''))).toHaveLength(text.length);
        const pages = readSkos(await readTriples(text.join(''), 'turtle', null), { url: null, name: 'v' }, 'en') ?? [];
        const stated = pages.flatMap(({ page }) =>
          page.statements.map(({ kind, target }) => `${kind} ${page.concept} ${target}`),
        );
        const below = new Map<string, Set<string>>();
        for (const [a, b] of pairs) below.set(`term-${a}`, (below.get(`term-${a}`) ?? new Set()).add(`term-${b}`));
        const { kept: whole } = withoutCircles(below);
        const expected = [...whole].flatMap(([a, all]) => all.map((b) => `NARROWER ${a} ${b}`));
        expect(stated.sort()).toEqual(expected.sort());
      }),
      { numRuns: 60 },
    );
  });

  it('has no circle left, and keeps every link that is in none', () => {
    const links = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 30 });
    fc.assert(
      fc.property(links, (pairs) => {
        const below = new Map<string, Set<string>>();
        for (const [a, b] of pairs) below.set(String(a), (below.get(String(a)) ?? new Set()).add(String(b)));
        const { kept: whole, dropped } = withoutCircles(below);
        const reaches = (
          from: string,
          to: string,
          links: ReadonlyMap<string, Iterable<string>>,
          seen = new Set<string>(),
        ): boolean =>
          [...(links.get(from) ?? [])].some((next) => {
            if (next === to) return true;
            if (seen.has(next)) return false;
            seen.add(next);
            return reaches(next, to, links, seen);
          });
        for (const id of whole.keys()) expect(reaches(id, id, whole)).toBe(false);
        for (const [above, lower] of dropped) expect(lower === above || reaches(lower, above, below)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a glossary on one page', () => {
  const TERMS = [
    ['Repo', 'A loan against collateral.'],
    ['Haircut', 'What is taken off its value.'],
    ['Margin call', 'A call for more.'],
  ] as const;
  const each = (write: (name: string, text: string) => string) =>
    TERMS.map(([name, text]) => write(name, text)).join('\n');
  it.each([
    ['list.html', `<html><h1>Words</h1><dl>${each((name, text) => `<dt>${name}</dt><dd>${text}</dd>`)}</dl></html>`],
    ['list.md', `# Words\n\n${each((name, text) => `${name}\n: ${text}\n`)}`],
    ['headings.md', `# Glossary\n\n${each((name, text) => `## ${name}\n\n${text}\n`)}`],
    ['bold.md', `# Glossary\n\n${each((name, text) => `**${name}**: ${text}\n`)}`],
    ['items.md', `# Glossary of terms\n\n${each((name, text) => `- **${name}** – ${text}`)}`],
    [
      'set.html',
      `<html><h1>Words</h1><script type="application/ld+json">${JSON.stringify({
        '@type': 'DefinedTermSet',
        name: 'Words',
        hasDefinedTerm: TERMS.map(([name, description]) => ({ '@type': 'DefinedTerm', name, description })),
      })}</script></html>`,
    ],
  ])('has a page for each term and one that names them: %s', async (name, text) => {
    const { pages } = await terms(name, text);
    const meanings = TERMS.map(([term]) => pages.get(term.toLowerCase().replace(' ', '-'))?.meaning);
    expect(meanings).toEqual(TERMS.map(([, meaning]) => meaning));
    const whole = [...pages.values()].find(({ relations }) => relations.length === 3);
    expect(whole?.relations).toEqual([
      ['HAS_PART', 'repo'],
      ['HAS_PART', 'haircut'],
      ['HAS_PART', 'margin-call'],
    ]);
    expect(pages.size).toBe(4);
  });

  it.each([
    [
      'a list in HTML',
      'words.html',
      `<head><meta name="author" content="Ann"><meta property="og:site_name" content="The Desk"></head><main>
       <h1>Words</h1><p>All our <a href="#long">words</a>.</p>
       <dl><dt>Long</dt><dd>Owning.<ul><li>One.</li><li>Two.</li></ul></dd><dt>Short</dt><dd>Owing.</dd></dl><p>Updated.</p></main>`,
      ['Owning.', 'One.', 'Two.'],
      ['All our words.', 'Updated.'],
    ],
    [
      'headings',
      'glossary.md',
      '---\nauthor: Ann\npublisher: The Desk\n---\n# Glossary\n\nAll our words.\n\n## Long\n\nOwning.\n\n## Short\n\nOwing.\n\n## Flat\n\nNeither.\n\n# Sources\n\nUpdated.\n',
      ['Owning.'],
      ['All our words.', 'Updated.'],
    ],
    [
      'bold words',
      'glossary.md',
      '---\nauthor: Ann\npublisher: The Desk\n---\n# Glossary\n\nAll our words.\n\n**Long**: Owning.\n\n**Short**: Owing.\n\n**Flat**: Neither.\n\n**Void**\n',
      ['Owning.'],
      ['All our words.', 'Void'],
    ],
  ])(
    'keeps what belongs to no term on a page of its own, and who wrote all of them: %s',
    async (_, name, text, of, rest) => {
      const { pages } = await terms(name, text);
      const textsOf = (slug: string) => pages.get(slug)?.definitions.map((found) => found.text);
      expect(textsOf('long')).toEqual(of);
      expect(textsOf(name.startsWith('words') ? 'words' : 'glossary')).toEqual(rest);
      for (const page of pages.values()) expect(page).toMatchObject({ author: 'Ann', publisher: 'The Desk' });
    },
  );

  it('is not any page with headings', async () => {
    const { pages } = await terms('repo.md', `# Repo\n\n${each((name, text) => `## ${name}\n\n${text}\n`)}`);
    expect([...pages.keys()]).toEqual(['repo']);
  });

  it('is not an index: headings with nothing but lists of links below them', async () => {
    const topics = ['Credit', 'Funding', 'Volatility'].map((topic) => `## ${topic}\n\n- [Repo](repo.md)\n`);
    const { pages } = await terms('terms.md', `# All terms\n\n${topics.join('\n')}`);
    expect([...pages.keys()]).toEqual(['terms']);
  });
});
