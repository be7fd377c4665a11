/** Both stores find the same concepts and name the same ones first: only how relevant a mention is, is the engine’s own. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { nameWords } from '../../src/model/names.ts';
import { textQuery } from '../../src/search/text-query.ts';
import { openNeo4jStore } from '../../src/store/neo4j/neo4j-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store, TextHit, TextQuery } from '../../src/store/store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { fillWithGlossary } from '../support/glossary.ts';
import { pick, type Random, seededRandom } from '../support/name-queries.ts';
import { OPTIONS, SERVER, wipe } from '../support/neo4j-server.ts';

jest.setTimeout(120_000);

const FILTERS = [
  { kinds: null, hasCalculator: null, isStub: null },
  { kinds: ['AREA' as const, 'TERM' as const], hasCalculator: null, isStub: null },
  { kinds: null, hasCalculator: true, isStub: false },
];

describeWithNeo4j('full text on both stores', () => {
  const stores: Store[] = [];
  /** Texts of the glossary, names among them. */
  let texts: string[];
  let glosses: string[];

  beforeAll(async () => {
    await wipe();
    for (const store of [await openNeo4jStore(SERVER, OPTIONS), await openSqliteStore(':memory:')]) {
      stores.push(store);
      await fillWithGlossary(store);
    }
    const pages = await (stores[1] as Store).readPages({ first: 1_000, after: null });
    texts = pages.flatMap(({ page }) => [
      page.name,
      ...page.alternateNames,
      ...page.definitions.map(({ text }) => text),
    ]);
    glosses = pages.flatMap(({ page }) => page.statements.flatMap(({ gloss }) => gloss ?? []));
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
  });

  /** One to four words that stand together somewhere. */
  function wordsOf(text: string, random: Random): string {
    const words = nameWords(text);
    const from = Math.floor(random() * words.length);
    return words.slice(from, from + 1 + Math.floor(random() * 4)).join(' ');
  }

  async function answers(query: TextQuery) {
    return Promise.all(
      stores.map(async (store) => {
        const { items } = await store.searchText({ ...query, first: 1_000, after: null });
        return { items, count: await store.countText(query) };
      }),
    );
  }
  const slugOf = ({ concept }: TextHit) => concept.slug;
  const named = (items: readonly TextHit[]) =>
    items.flatMap((hit) => (hit.score >= 1 ? [`${slugOf(hit)} ${hit.score} ${hit.relationCount}`] : []));

  it.each(['ALL_WORDS', 'ANY_WORD', 'ONE_GLOSS'] as const)('finds the same concepts by %s', async (scope) => {
    const random = seededRandom(scope.length);
    let found = 0;
    for (let i = 0; i < 120; i++) {
      const asked = textQuery(wordsOf(pick(scope === 'ONE_GLOSS' ? glosses : texts, random), random));
      // Lucene has no `the` in its index of glosses.
      if (asked === null || textQuery(`${asked.words.join(' ')} x`)?.words.length === 1) continue;
      const query = { ...asked, scope, filter: FILTERS[i % FILTERS.length] as TextQuery['filter'] };
      const [onNeo4j, onSqlite] = await answers(query);
      expect([query, onNeo4j?.items.map(slugOf).sort()]).toEqual([query, onSqlite?.items.map(slugOf).sort()]);
      expect(onNeo4j?.count).toBe(onSqlite?.count);
      if (scope !== 'ONE_GLOSS') expect(named(onNeo4j?.items ?? [])).toEqual(named(onSqlite?.items ?? []));
      found += onSqlite?.items.length ?? 0;
    }
    expect(found).toBeGreaterThan(200);
  });
});
