/** Rings and relations of the image, counted in typed arrays, against the same from the links that it reports. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attacherOf } from '../../src/calculators/attach.ts';
import { followGraph } from '../../src/graph/follow.ts';
import { imageReader } from '../../src/graph/image-reader.ts';
import { ringOverLinks } from '../../src/graph/links-read.ts';
import { storedTexts } from '../../src/graph/read/texts.ts';
import { type GraphReader, type Key, LINKS_OF_ONE } from '../../src/graph/reader.ts';
import { byCodePoint } from '../../src/model/orders.ts';
import { RELATION_KINDS, STATEMENT_KINDS } from '../../src/model/types.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { pick, seededRandom } from '../support/name-queries.ts';
import { page } from '../support/pages.ts';
import { write } from '../support/writing.ts';

const random = seededRandom(1);
const SLUGS = Array.from({ length: 40 }, (_, i) =>
  i % 7 === 0 ? `\u{1f6ff}-${i}` : i % 5 === 0 ? `\ufe45-${i}` : `s-${i}`,
);
/** Around the limit of links that a walk follows from one concept, and one more. */
const FANS = [LINKS_OF_ONE - 5, LINKS_OF_ONE + 1].map((count, hub) =>
  page('definition', `hub-${hub}`, {
    links: { LINKS_TO: Array.from({ length: count }, (_, i) => `fan-${hub}-${i}`), RELATED: [SLUGS[hub] as string] },
  }),
);
const PAGES = SLUGS.map((slug, i) =>
  page('definition', slug, {
    name: i % 4 === 0 ? 'Margin calls' : slug,
    links: Object.fromEntries(
      STATEMENT_KINDS.map((kind) => [
        kind,
        Array.from({ length: Math.floor(random() * 4) }, () => pick([...SLUGS, 'hub-0', 'hub-1'], random)).filter(
          (to) => to !== slug,
        ),
      ]),
    ),
  }),
);

describe('the image', () => {
  let store: Store;
  let graph: GraphReader;
  beforeAll(async () => {
    store = await openSqliteStore(':memory:');
    const attacher = attacherOf([]);
    await write(store, [...PAGES, ...FANS], { attacher });
    const image = await followGraph({ store, attacher, mostBytes: Number.POSITIVE_INFINITY }).catchUp();
    graph = imageReader(image, storedTexts(store, 1_000_000));
  });
  afterAll(() => store.close());

  const slugs = fc.subarray([...SLUGS, 'hub-0', 'hub-1', 'fan-0-1'], { minLength: 1, maxLength: 8 });
  const kinds = fc.option(fc.subarray([...RELATION_KINDS]));

  it('has the rings that its links make, within the same budget', async () => {
    const given = fc.record({
      slugs,
      kinds,
      seen: slugs,
      most: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(10_000)),
      links: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant(50_000)),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ slugs: from, kinds: used, seen: hidden, most, links }) => {
        const walkable = graph.walkable(used);
        const keysOf = (some: readonly string[]) => some.map((slug) => walkable.keyOf(slug) as Key);
        const asked = (budget: { links: number }) => ({ seen: new Set(keysOf(hidden)), most, budget });
        const [mine, other] = [{ links }, { links }];
        const ring = await walkable.ring(keysOf(from), asked(mine));
        expect(ring).toEqual(await ringOverLinks(keysOf(from), asked(other), walkable));
        // By how much the budget was overspent does not matter.
        expect(Math.max(mine.links, 0)).toBe(Math.max(other.links, 0));
      }),
      { numRuns: 400 },
    );
  });

  it('has the relations among concepts that their links are', async () => {
    await fc.assert(
      fc.asyncProperty(slugs, kinds, fc.integer({ min: 1, max: 30 }), async (some, used, first) => {
        const walkable = graph.walkable(used);
        const keys = some.map((slug) => walkable.keyOf(slug) as Key);
        const lists = await walkable.linksOf(keys);
        const all = lists.flatMap(({ items }, i) =>
          items
            .filter(({ to, direction }) => direction === 'OUTGOING' && keys.includes(to))
            .map(({ to, kind }) => ({ from: some[i] as string, to: walkable.slugOf(to), kind }))
            .filter(({ from, to, kind }) => kind !== 'SIMILAR' || byCodePoint(from, to) < 0),
        );
        all.sort(
          (a, b) =>
            RELATION_KINDS.indexOf(a.kind) - RELATION_KINDS.indexOf(b.kind) ||
            byCodePoint(a.from, b.from) ||
            byCodePoint(a.to, b.to),
        );
        const { items, hasMore } = await walkable.among(keys, first);
        expect(items).toEqual(all.slice(0, first));
        expect(hasMore).toBe(all.length > first);
      }),
      { numRuns: 300 },
    );
  });
});
