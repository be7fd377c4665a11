/** RDF as independent parsers read it, and the integrity conditions of SKOS. */
import { describe, expect, it } from '@jest/globals';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { Parser } from 'n3';
import { parse } from 'oxigraph';
import type { ExportName } from '../../src/export/names.ts';
import type { PageContent } from '../../src/model/types.ts';
import { page } from '../support/pages.ts';
import { exportOfGlossary, exportOfPages, HOSTILE_PAGES, SITE } from './export-of.ts';
import { conditionsBrokenBy, SKOS, type Triple } from './skos-conditions.ts';

interface Term {
  termType: string;
  value: string;
  language?: string;
  datatype?: { value: string };
}
interface Quad {
  subject: Term;
  predicate: Term;
  object: Term;
}

const inOrder = (quads: Iterable<Quad>): string[] =>
  [...quads].map(({ subject, predicate, object }) => [subject, predicate, object].map(canonical).join(' ')).sort();

/** A term in canonical N-Quads; there are no blank nodes, so none needs a canonical name. */
function canonical({ termType, value, language = '', datatype }: Term): string {
  if (termType === 'NamedNode') return `<${value}>`;
  if (termType !== 'Literal') throw new Error(`${termType} has no address`);
  return `${JSON.stringify(value)}${language && `@${language}`}^^${datatype?.value}`;
}

const READERS: Readonly<Record<string, [ExportName, (text: string) => Promise<string[]>]>> = {
  'Turtle by n3': ['turtle', async (text) => inOrder(new Parser({ format: 'text/turtle' }).parse(text))],
  'Turtle by oxigraph': ['turtle', async (text) => inOrder(parse(text, { format: 'text/turtle' }) as Quad[])],
  'JSON-LD by oxigraph': ['jsonld', async (text) => inOrder(parse(text, { format: 'application/ld+json' }) as Quad[])],
  'JSON-LD by jsonld-streaming-parser': [
    'jsonld',
    (text) =>
      new Promise((resolve, reject) => {
        const quads: Quad[] = [];
        const parser = new JsonLdParser({
          documentLoader: { load: () => Promise.reject(new Error('no context is fetched')) },
        });
        parser.on('data', (quad: Quad) => quads.push(quad));
        parser.on('error', reject);
        parser.on('end', () => resolve(inOrder(quads)));
        parser.end(text);
      }),
  ],
};

async function triplesOf(pages: readonly PageContent[]): Promise<Triple[]> {
  const quads = new Parser().parse(await exportOfPages('turtle', pages));
  return quads.map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value]);
}

describe('RDF', () => {
  it.each([
    ['the bundled glossary', exportOfGlossary],
    ['pages that say what breaks formats', (name: ExportName) => exportOfPages(name, HOSTILE_PAGES)],
  ] as const)('is the same to four readers, each triple once: %s', async (_, exported) => {
    const texts = { turtle: await exported('turtle'), jsonld: await exported('jsonld') };
    const [first = [], ...others] = await Promise.all(
      Object.values(READERS).map(([name, read]) => read(texts[name as 'turtle' | 'jsonld'])),
    );
    expect(first.length).toBeGreaterThan(150);
    expect(new Set(first).size).toBe(first.length);
    for (const other of others) expect(other).toEqual(first);
  });

  it('says of a concept what its pages say, and where', async () => {
    const pages = [
      page('definition', 'repo', {
        name: 'Repo',
        alternateNames: ['Repurchase Agreement'],
        meaning: 'A secured loan.',
        body: ['It is rolled over.'],
        facets: { Risk: 'It may not be.' },
        author: 'Ann',
        publisher: 'Desk',
        section: 'Funding',
        image: { url: 'https://glossary.example/a b|c.png', width: null, height: null, alt: null },
        publishedAt: '2026-01-02T00:00:00Z',
        links: {
          RELATED: ['haircut'],
          HAS_PART: ['term-repo'],
          MENTIONS: ['bank'],
          RECOMMENDS: ['run'],
          NARROWER: ['reverse-repo'],
        },
      }),
      page('document', 'repos', { url: 'https://voc.example/repos', name: 'repo' }),
    ];
    const concept = (slug: string) => `<${SITE}concept/${slug}/>`;
    const text = await exportOfPages('turtle', pages);
    expect(text.slice(text.indexOf(`${concept('repo')} a`), text.indexOf(`${concept('repos')} a`))).toBe(
      `${concept('repo')} a skos:Concept, schema:DefinedTerm;
    skos:inScheme <${SITE}concepts/>;
    schema:inDefinedTermSet <${SITE}concepts/>;
    schema:termCode "repo";
    skos:prefLabel "Repo";
    schema:name "Repo";
    skos:altLabel "Repurchase Agreement";
    schema:description "A secured loan.";
    skos:definition "A secured loan.";
    skos:note "It is rolled over.", "Risk: It may not be.";
    dcterms:hasPart ${concept('term-repo')};
    skos:related ${concept('haircut')};
    rdfs:seeAlso ${concept('run')};
    dcterms:references ${concept('bank')};
    skos:narrower ${concept('reverse-repo')};
    skos:closeMatch ${concept('repos')};
    skos:topConceptOf <${SITE}concepts/>;
    schema:subjectOf <https://glossary.example/definition/repo/>;
    prov:wasDerivedFrom <https://glossary.example/definition/repo/>.
<https://glossary.example/definition/repo/> a schema:WebPage, prov:Entity;
    schema:about ${concept('repo')};
    schema:name "Repo ⎊ Definition";
    schema:author "Ann";
    schema:publisher "Desk";
    schema:articleSection "Funding";
    schema:image <https://glossary.example/a%20b%7Cc.png>;
    schema:datePublished "2026-01-02T00:00:00Z"^^xsd:dateTime.
`,
    );
    expect(text).toContain(`${concept('reverse-repo')} a skos:Concept`);
    expect(text).toContain(`skos:broader ${concept('repo')}`);
    expect(text).toContain('<https://voc.example/repos> a schema:CreativeWork, prov:Entity');
  });
});

describe('SKOS', () => {
  const concept = (slug: string) => `${SITE}concept/${slug}/`;
  const related = (triples: readonly Triple[]) =>
    triples.filter(([, property]) => property === `${SKOS}related`).map(([from, , to]) => `${from} ${to}`);

  it('has its integrity conditions held by the bundled glossary', async () => {
    const quads = new Parser().parse(await exportOfGlossary('turtle'));
    expect(
      conditionsBrokenBy(quads.map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value])),
    ).toEqual([]);
  });

  it('has S27 held where pages relate what stands above and below, at any distance and around circles', async () => {
    const triples = await triplesOf([
      page('document', 'a', { url: 'https://v.example/a', links: { NARROWER: ['b'], RELATED: ['c', 'd', 'e'] } }),
      page('document', 'b', { url: 'https://v.example/b', links: { NARROWER: ['c'] } }),
      page('document', 'c', { url: 'https://v.example/c', links: { NARROWER: ['d'], RELATED: ['e', 'x'] } }),
      page('document', 'd', { url: 'https://v.example/d', links: { RELATED: ['a', 'x'] } }),
      page('document', 'x', { url: 'https://v.example/x', links: { NARROWER: ['y'], RELATED: ['y'] } }),
      page('document', 'y', { url: 'https://v.example/y', links: { NARROWER: ['x'] } }),
    ]);
    expect(conditionsBrokenBy(triples)).toEqual([]);
    const kept = [
      ['a', 'e'],
      ['c', 'e'],
      ['c', 'x'],
      ['d', 'x'],
    ].map((pair) => pair.map((slug) => concept(slug)).join(' '));
    expect(related(triples).sort()).toEqual(kept);
    expect(triples.filter(([, property]) => property === 'http://purl.org/dc/terms/relation')).toHaveLength(4);
  });

  it('has S27 held under a hierarchy that is deeper than anybody looks', async () => {
    const links = (i: number) => ({ NARROWER: [`t-${i + 1}`], ...(i === 1_500 && { RELATED: ['t-0', 'apart'] }) });
    const triples = await triplesOf(
      Array.from({ length: 1_600 }, (_, i) =>
        page('document', `t-${i}`, { url: `https://v.example/${i}`, links: links(i) }),
      ),
    );
    expect(related(triples)).toEqual([]);
  });

  it('has S13, S14 and S46 held where names are alike', async () => {
    const triples = await triplesOf([
      page('definition', 'repo', { name: 'Repo', alternateNames: ['Repo', 'repo', 'Repos', 'Repos'] }),
      page('term', 'repo', { name: 'REPO' }),
      page('term', 'repo-2', { name: 'Repo', links: { RELATED: ['repo'] } }),
    ]);
    expect(conditionsBrokenBy(triples)).toEqual([]);
    expect(triples).toContainEqual([concept('repo'), `${SKOS}closeMatch`, concept('repo-2')]);
  });

  it('is judged by rules that tell what breaks them', () => {
    const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
    const says = (from: string, property: string, to: string): Triple => [from, SKOS + property, to];
    const [a, b, c] = ['urn:a', 'urn:b', 'urn:c'];
    for (const [rule, triples] of [
      [
        'S9',
        [
          [a, type, `${SKOS}Concept`],
          [a, type, `${SKOS}ConceptScheme`],
        ],
      ],
      ['S13', [says(a, 'prefLabel', 'x'), says(a, 'altLabel', 'x')]],
      ['S14', [says(a, 'prefLabel', 'x'), says(a, 'prefLabel', 'y')]],
      ['S27', [says(a, 'broader', b), says(c, 'narrower', b), says(c, 'related', a)]],
      ['S46', [says(a, 'exactMatch', b), says(b, 'exactMatch', c), says(c, 'relatedMatch', a)]],
    ] as const) {
      expect(conditionsBrokenBy(triples as unknown as Triple[]).map((broken) => broken.split(' ')[0])).toEqual([rule]);
    }
  });
});
