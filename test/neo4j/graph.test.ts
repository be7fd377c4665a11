import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { STATEMENT_KINDS } from '../../src/model/types.ts';
import { openNeo4jStore } from '../../src/store/neo4j/neo4j-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { CONCEPT_ORDERS, type Store } from '../../src/store/store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { OPTIONS, query, SERVER, wipe } from '../support/neo4j-server.ts';
import { page } from '../support/pages.ts';
import { contents, context, write } from '../support/writing.ts';

jest.setTimeout(300_000);

const ATTACHER = {
  digest: 'digest',
  calculators: [{ slug: 'cascade', title: 'Cascade' }],
  attachmentsOf: (slug: string, name: string) =>
    [
      ...(slug === 'a' ? [{ calculator: 'cascade', by: 'listed' as const, phrase: null, place: 0 }] : []),
      ...(name.includes('Cascade')
        ? [{ calculator: 'cascade', by: 'phrase' as const, phrase: 'cascade', place: 5 }]
        : []),
    ].slice(0, 1),
};

// Beyond U+FFFF, where UTF-16 sorts otherwise than code points, and just below.
const NAMES = ['Cascade', 'cascades', 'Itô', 'Ito', '𝛿-hedge', '﹅ mark', 'Zeta', 'ADL'];
const SLUGS = ['a', 'b', 'c', 'd', 'e', '\u{1d6ff}', '\ufe45'];
const TEXTS = ['One.', 'Two.', 'Three.'];

const link = fc.record(
  {
    to: fc.constantFrom(...SLUGS),
    anchor: fc.constantFrom(...NAMES),
    facet: fc.constantFrom('Risk', 'Cost'),
    gloss: fc.constantFrom(...TEXTS),
  },
  { requiredKeys: ['to'] },
);
const pages = fc
  .record({
    kind: fc.constantFrom('definition' as const, 'area' as const, 'term' as const),
    slug: fc.constantFrom(...SLUGS),
    name: fc.constantFrom(...NAMES),
    resource: fc.constantFrom(null, 1, 2),
    meaning: fc.option(fc.constantFrom(...TEXTS), { nil: undefined }),
    publishedAt: fc.constantFrom(null, '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'),
    links: fc.array(fc.tuple(fc.constantFrom(...STATEMENT_KINDS), link), { maxLength: 8 }),
    address: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ kind, slug, meaning, links, address, ...rest }) =>
    page(kind, slug, {
      ...rest,
      url: `https://glossary.example/${address}/`,
      ...(meaning === undefined ? {} : { meaning, body: ['A paragraph.'], facets: { Risk: 'A facet.' } }),
      links: Object.fromEntries(
        STATEMENT_KINDS.map((kind) => [
          kind,
          links.flatMap(([of, one]) => (of === kind && one.to !== slug ? [one] : [])),
        ]),
      ),
    }),
  );
const steps = fc.array(
  fc.record({
    write: fc.array(pages, { maxLength: 6 }),
    remove: fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Everything that both stores answer, in every order. */
async function everything(store: Store): Promise<unknown> {
  const filter = { kinds: null, hasCalculator: null, isStub: null };
  const lists = [];
  for (const order of CONCEPT_ORDERS) lists.push(await store.listConcepts({ filter, order, first: 100, after: null }));
  return {
    contents: await contents(store),
    lists,
    counts: await store.countRelations(SLUGS, { kinds: null, direction: 'BOTH' }),
    neighbours: await store.neighbours(SLUGS, { kinds: null, first: 3 }),
    neighboursOfKinds: await store.neighbours(SLUGS, { kinds: ['SIMILAR', 'RELATED'], first: 100 }),
    among: await store.relationsAmong(SLUGS, { kinds: null, first: 100 }),
    firstAmong: await store.relationsAmong([...SLUGS].reverse(), { kinds: ['SIMILAR', 'MENTIONS'], first: 2 }),
    names: await store.names({ first: 10, after: 'a' }),
    glosses: await store.definitions(SLUGS, { kinds: ['GLOSS'], first: 3 }),
    attached: await store.conceptsOf(['cascade'], 10),
    statistics: await store.statistics(),
    version: await store.version(),
  };
}

describeWithNeo4j('The graph in Neo4j', () => {
  let store: Store;

  beforeEach(async () => {
    await wipe();
    store = await openNeo4jStore(SERVER, OPTIONS);
  });
  afterEach(() => store.close());

  it('answers what SQLite answers, whatever is written and removed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        await store.close();
        await wipe();
        store = await openNeo4jStore(SERVER, OPTIONS);
        const sqlite = await openSqliteStore(':memory:');
        for (const one of [store, sqlite]) await one.lock('ingest', 'test', 300);
        const used = context({ attacher: ATTACHER });
        for (const step of all) {
          const urls = step.remove.map((address) => `https://glossary.example/${address}/`);
          const wanted = [await sqlite.replacePages(step.write, used), await sqlite.removePages(urls, used)];
          expect([await store.replacePages(step.write, used), await store.removePages(urls, used)]).toEqual(wanted);
        }
        expect(await everything(store)).toEqual(await everything(sqlite));
        expect(await store.checkIntegrity()).toEqual([]);
        await sqlite.close();
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  it('gives plain numbers, strings, lists and null', async () => {
    await write(store, [page('definition', 'a', { resource: 3, publishedAt: '2026-01-01T00:00:00.000Z' })]);
    const [read] = await store.pages(['https://glossary.example/definition/a/resource/3/']);
    expect(read).toMatchObject({
      resource: 3,
      publishedAt: '2026-01-01T00:00:00.000Z',
      author: null,
      truncated: false,
    });
    const statistics = await store.statistics();
    expect(Object.values(statistics).map((value) => typeof value)).toEqual([
      ...['number', 'number', 'number', 'number', 'number'],
      'string',
    ]);
    // Whole numbers are kept as integers, not as the floats that JavaScript's numbers are.
    expect(await query('MATCH (p:Page) RETURN valueType(p.resource) AS type')).toEqual([{ type: 'INTEGER NOT NULL' }]);
  });

  it('has labels and relationship types from the closed list alone', async () => {
    const hostile = {
      ...page('definition', 'a', { links: { RELATED: ['`) DETACH DELETE (n) //'] } }),
      name: '`:Admin',
    };
    await write(store, [hostile], { attacher: ATTACHER });
    const labels = await query<{ label: string }>('MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label');
    expect(labels.map(({ label }) => label).sort()).toEqual(['Calculator', 'Concept', 'Graph', 'Page', 'Run', 'Stub']);
    await expect(
      write(store, [page('definition', 'b', { links: { 'X]->() DELETE r //': ['a'] } as never })]),
    ).rejects.toThrow(TypeError);
  });

  it('links concepts of one name in a chain, and lets go of one that is renamed', async () => {
    const named = (slug: string, name: string) => page('definition', slug, { name });
    const chain = async () =>
      (
        await query<{ link: string }>(
          "MATCH (a)-[s:SIMILAR {reason: 'same name'}]->(b) RETURN a.slug + b.slug AS link ORDER BY link",
        )
      ).map(({ link }) => link);
    await write(store, [named('a', 'Margin Call'), named('c', 'Margin-Calls')]);
    expect(await chain()).toEqual(['ac']);
    await write(store, [named('b', 'margin call')]);
    expect(await chain()).toEqual(['ab', 'bc']);
    await write(store, [named('b', 'Other')]);
    expect(await chain()).toEqual(['ac']);
    await store.lock('ingest', 'test', 30);
    await store.removePages(['https://glossary.example/definition/c/'], context());
    expect(await chain()).toEqual([]);
  });

  it('tells of each run which pages it changed, also of one that is gone and of one that came back', async () => {
    const one = page('definition', 'a');
    const run = (id: string) => ({ run: { id, at: '2026-01-01T00:00:00.000Z' } });
    const history = () =>
      query("MATCH (r:Run)-[c:CHANGED]->(p) RETURN r.id + ' ' + c.what + ' ' + labels(p)[0] AS what ORDER BY what");
    await write(store, [one], run('1'));
    await store.lock('ingest', 'test', 30);
    await store.removePages([one.url], context(run('2')));
    expect(await history()).toEqual([{ what: '1 added RemovedPage' }, { what: '2 removed RemovedPage' }]);
    await write(store, [one], run('3'));
    expect(await history()).toEqual([{ what: '1 added Page' }, { what: '2 removed Page' }, { what: '3 added Page' }]);
  });

  it('is reached by routing too, and a read sees what was written before it', async () => {
    const routed = await openNeo4jStore(SERVER.replace(/^bolt/, 'neo4j'), OPTIONS);
    for (let i = 0; i < 5; i++) {
      await write(routed, [page('definition', `page-${i}`)]);
      expect(await routed.concepts([`page-${i}`])).toMatchObject([{ slug: `page-${i}` }]);
    }
    await routed.close();
  });

  it('gives a lock that many ask for at once to one of them', async () => {
    const other = await openNeo4jStore(SERVER, OPTIONS);
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? store : other).lock(`race ${round}`, `owner ${i}`, 30)),
      );
      expect(answers.filter((holder) => holder === null).length).toBe(1);
    }
    await other.close();
  });

  it('finds what somebody broke by hand', async () => {
    await write(store, [page('definition', 'a', { meaning: 'One.', links: { RELATED: ['b'] } })]);
    await query('MATCH (c:Concept {slug: "b"}) REMOVE c:Stub SET c.relationCount = 7, c.linkCounts = [3]');
    await query('MATCH (c:Concept {slug: "a"}) REMOVE c.alternateWords');
    expect(await store.checkIntegrity()).toEqual([
      'b: concept is a stub and has a page, or is none and has none',
      'b: concept has not the number of relations that it should',
      'b: concept has not the link texts that it should',
      'a: concept has no words for full text',
    ]);
  });
});
