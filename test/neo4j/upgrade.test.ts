import { expect, it } from '@jest/globals';
import { describeWithNeo4j } from '../support/conditions.ts';
import { openNeo4j, query, wipe } from '../support/neo4j-server.ts';
import { page } from '../support/pages.ts';
import { imageReads, storeReads } from '../support/reads.ts';
import { contents, context, NO_CALCULATORS, write } from '../support/writing.ts';

const PAGES = Array.from({ length: 520 }, (_, i) =>
  page('definition', `term-${i}`, {
    alternateNames: [`Other ${i}`],
    body: [`Paragraph ${i}.`],
    links: { MENTIONS: [{ to: 'fund', facet: 'Use', gloss: `Sentence ${i}.` }], RELATED: [`term-${(i + 1) % 520}`] },
  }),
);
const ALIKE = ['Colour Model', 'Color Model'].map((name) =>
  page('definition', name.toLowerCase().replace(' ', '-'), { name }),
);
const REMOVED = page('definition', 'gone');

const MADE_MODEL_7 = [
  "MATCH (c:Concept) SET c.alternateNames = c.alternateNames + 'here'",
  "MATCH (c:Concept {slug: 'fund'}) SET c.name = 'read more'",
];
/** Turns a graph of the current model into one of an earlier model: removes what that lacked, adds what it had. */
const MADE_MODEL_5 = [
  "MATCH ()-[c:CHANGED]->() SET c.what = 'added' REMOVE c.kind, c.slug, c.fields",
  'DROP INDEX change_slug',
];
const MADE_MODEL_3 = [
  ...MADE_MODEL_5,
  `MATCH (c:Concept) SET c.nameKey = toLower(c.name) REMOVE c.likeness`,
  'MATCH ()-[s:SIMILAR]->() DELETE s',
  'DROP INDEX concept_likeness',
  'CREATE INDEX concept_name_key FOR (n:Concept) ON (n.nameKey)',
];
const MADE_OLDER = [
  ...MADE_MODEL_3,
  'MATCH (p:Page) REMOVE p.version',
  'MATCH (p:RemovedPage) REMOVE p.version',
  `MATCH (c:Concept) REMOVE c.relationCounts, c.nameWords
   SET c.alternateWords = [], c.meaningWords = '', c.definitionWords = '', c.facetWords = ''`,
  'MATCH (g:Graph) REMOVE g.graph',
  'DROP INDEX concept_words',
  'DROP INDEX page_version',
  'DROP INDEX removed_page_version',
  `CREATE FULLTEXT INDEX concept_text FOR (n:Concept) ON EACH [n.nameKey, n.alternateWords, n.meaningWords]`,
];
const MADE_MODEL_1 = [
  'MATCH (c:Concept) REMOVE c.alternateWords, c.meaningWords, c.definitionWords, c.facetWords',
  'DROP INDEX concept_text',
  'DROP INDEX gloss_text',
];

describeWithNeo4j('a graph of an older model', () => {
  it.each([
    ['7, in which any text of a link was a name', MADE_MODEL_7],
    ['5, whose runs kept addresses alone', MADE_MODEL_5],
    [
      '4, which knew nothing of where links lead',
      [...MADE_MODEL_5, 'MATCH (c:Concept) REMOVE c.linkPages, c.linkPageCounts'],
    ],
    ['3', MADE_MODEL_3],
    ['2', [...MADE_OLDER]],
    ['1, which had no full text', [...MADE_OLDER, ...MADE_MODEL_1]],
  ])('is, of model %s, as if it had been written by this version', async (model, changes) => {
    await wipe();
    const before = await openNeo4j();
    await write(before, [...PAGES, ...ALIKE, REMOVED]);
    await before.lock('ingest', 'test', 30);
    await before.removePages([REMOVED.url], context());
    const wanted = await contents(before, storeReads(before));
    const { version } = await before.state();
    const history = { since: null, first: 9, after: null };
    const kept = Number(model.slice(0, 1)) > 5 ? await before.pastChanges(history) : { items: [], hasNextPage: false };
    await before.close();
    for (const change of changes) await query(change);
    await query('MATCH (g:Graph) SET g.model = toInteger($model)', { model: model.slice(0, 1) });

    const store = await openNeo4j();
    expect(await contents(store, storeReads(store))).toEqual(wanted);
    expect(await contents(store, imageReads(store, NO_CALCULATORS))).toEqual(wanted);
    const found = async (...words: string[]) => (await store.searchTexts(words, 'EVERY')).map(({ concept }) => concept);
    for (const n of ['0', '519']) {
      expect(await found('paragraph', n)).toEqual([`term-${n}`]);
      expect(await found('other', n)).toEqual([`term-${n}`]);
    }
    expect(await store.searchGlosses(['sentence', '519'])).toMatchObject([{ concept: 'fund' }]);
    const { items, state } = await store.changes({ after: null, first: 1_000 });
    expect(items.filter(({ page: outline }) => outline === null).map(({ url }) => url)).toEqual([REMOVED.url]);
    expect(items.length).toBe(523);
    expect(state.graph).toMatch(/^[\da-f-]{36}$/);
    expect(state.version).toBeGreaterThan(version);
    expect(await query('MATCH (g:Graph) RETURN g.model AS model')).toEqual([{ model: 8 }]);
    expect(await store.pastChanges(history)).toEqual(kept);
    expect(await query("SHOW INDEXES YIELD name WHERE name IN ['concept_text', 'concept_name_key']")).toEqual([]);
    expect(await query('MATCH (a)-[s:SIMILAR]->(b) RETURN a.slug AS a, b.slug AS b, s.reason AS reason')).toEqual([
      { a: 'color-model', b: 'colour-model', reason: 'spelling' },
    ]);
    expect(await store.checkIntegrity()).toEqual([]);
    await store.close();
  });
});
