/** All readers find the same concepts and rank the same first; only a mention's relevance depends on the engine. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import type { ConceptFilter } from '../../src/model/graph.ts';
import { nameWords } from '../../src/model/names.ts';
import { buildNameIndex } from '../../src/search/names/name-index.ts';
import { type Found, findTexts, type TextSources } from '../../src/search/text/find.ts';
import { textQuery } from '../../src/search/text/text-query.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { fillWithGlossary } from '../support/glossary.ts';
import { pick, type Random, seededRandom } from '../support/name-queries.ts';
import { openNeo4j, wipe } from '../support/neo4j-server.ts';
import { imageReads, type Reads, storeReads } from '../support/reads.ts';
import { namesIn } from '../support/writing.ts';

const FILTERS = [
  { kinds: null, hasCalculator: null, isStub: null },
  { kinds: ['AREA' as const, 'TERM' as const], hasCalculator: null, isStub: null },
  { kinds: null, hasCalculator: true, isStub: false },
];

describeWithNeo4j('full text by every reader', () => {
  let neo4j: Store;
  let sqlite: Store;
  /** The image over SQLite, the image over Neo4j, and Neo4j itself. */
  let sources: TextSources[];
  /** Texts of the glossary, including names. */
  let texts: string[];
  let glosses: string[];

  beforeAll(async () => {
    await wipe();
    neo4j = await openNeo4j();
    sqlite = await openSqliteStore(':memory:');
    for (const store of [neo4j, sqlite]) await fillWithGlossary(store);
    const attacher = attacherOf(CALCULATORS);
    const readers: [Store, Reads][] = [
      [sqlite, imageReads(sqlite, attacher)],
      [neo4j, imageReads(neo4j, attacher)],
      [neo4j, storeReads(neo4j)],
    ];
    sources = await Promise.all(
      readers.map(async ([store, graph]) => ({ store, graph, names: await buildNameIndex(await namesIn(graph)) })),
    );
    const pages = await sqlite.readPages({ first: 1_000, after: null });
    texts = pages.flatMap(({ page }) => [
      page.name,
      ...page.alternateNames,
      ...page.definitions.map(({ text }) => text),
    ]);
    glosses = pages.flatMap(({ page }) => page.statements.flatMap(({ gloss }) => gloss ?? []));
  });
  afterAll(async () => {
    for (const store of [neo4j, sqlite]) await store.close();
  });

  /** One to four consecutive words of a text. */
  function wordsOf(text: string, random: Random): string {
    const words = nameWords(text);
    const from = Math.floor(random() * words.length);
    return words.slice(from, from + 1 + Math.floor(random() * 4)).join(' ');
  }

  const slugs = (found: readonly Found[]) => found.map(({ slug }) => slug).sort();
  const named = (found: readonly Found[]) =>
    found.flatMap(({ slug, score, relationCount }) => (score >= 1 ? [`${slug} ${score} ${relationCount}`] : [])).sort();

  it.each(['ALL_WORDS', 'ANY_WORD', 'ONE_GLOSS'] as const)('finds the same concepts by %s', async (scope) => {
    const random = seededRandom(scope.length);
    let found = 0;
    for (let i = 0; i < 120; i++) {
      const asked = textQuery(wordsOf(pick(scope === 'ONE_GLOSS' ? glosses : texts, random), random));
      // Lucene's index of glosses omits `the`.
      if (asked === null || textQuery(`${asked.words.join(' ')} x`)?.words.length === 1) continue;
      const query = { ...asked, scope };
      const filter = FILTERS[i % FILTERS.length] as ConceptFilter;
      const [wanted = [], ...others] = await Promise.all(sources.map((one) => findTexts(query, filter, one)));
      for (const other of others) {
        expect([query, slugs(other)]).toEqual([query, slugs(wanted)]);
        if (scope !== 'ONE_GLOSS') expect(named(other)).toEqual(named(wanted));
      }
      found += wanted.length;
    }
    expect(found).toBeGreaterThan(200);
  });
});
