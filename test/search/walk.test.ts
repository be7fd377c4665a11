import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LINKS, LINKS_OF_ONE, type Links, type Nearby, rings } from '../../src/search/walk.ts';
import { byRelaxation, graphs, linksOf, memoryLinks, NODES, relation } from './walk-graph.ts';

/** All rings, of which the caller keeps `most` each, and whether any was cut. */
async function walked(links: Pick<Links, 'of'>, seeds: readonly string[], depth: number, most?: number) {
  const found: Nearby[] = [];
  let isCut = false;
  const walk = rings(seeds, depth, links);
  for (let next = await walk.next(); !next.done; next = await walk.next(most)) {
    found.push(...next.value.ring.slice(0, most));
    isCut ||= next.value.isCut;
  }
  return { found, isCut };
}

async function ringsOf(relations: readonly string[], seeds: readonly string[], depth: number, most?: number) {
  const { found } = await walked(memoryLinks(relations.map(relation)), seeds, depth, most);
  return found.map(({ slug, distance }) => `${distance} ${slug}`);
}

describe('the rings around concepts', () => {
  it('come nearest first, in each the strongest link first, then the most links, then the slug', async () => {
    const graph = [
      ...['a LINKS_TO linked', 'a RELATED related', 'holder HAS_PART a', 'a RECOMMENDS twice', 'twice MENTIONS a'],
      ...['a RECOMMENDS once', 'a RECOMMENDS also', 'linked HAS_PART far', 'related RELATED linked'],
    ];
    expect(await ringsOf(graph, ['a'], 2)).toEqual([
      ...['1 related', '1 holder', '1 twice', '1 also', '1 once', '1 linked'],
      '2 far',
    ]);
  });

  it('lie around all seeds together, and hold none of these', async () => {
    const graph = ['a RELATED b', 'b RELATED c', 'c RELATED d', 'd RELATED e'];
    expect(await ringsOf(graph, ['a', 'e'], 3)).toEqual(['1 b', '1 d', '2 c']);
    expect(await ringsOf(graph, ['a', 'b'], 1)).toEqual(['1 c']);
    expect(await ringsOf(graph, [], 3)).toEqual([]);
    expect(await ringsOf(graph, ['a'], 0)).toEqual([]);
  });

  it('go on from what the caller kept alone', async () => {
    const graph = ['a RELATED b', 'a MENTIONS c', 'b RELATED x', 'c RELATED y'];
    expect(await ringsOf(graph, ['a'], 2, 1)).toEqual(['1 b', '2 x']);
    expect(await ringsOf(graph, ['a'], 2, 0)).toEqual([]);
  });

  it('are what relaxing every relation finds', async () => {
    const given = fc.tuple(graphs(20), fc.subarray(NODES), fc.integer({ min: 0, max: 4 }));
    await fc.assert(
      fc.asyncProperty(given, async ([relations, seeds, depth]) => {
        const { found, isCut } = await walked(memoryLinks(relations), seeds, depth);
        expect(found).toEqual(byRelaxation(seeds, depth, relations));
        expect(isCut).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('do not depend on the order in which relations came', async () => {
    const given = graphs(20).chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    await fc.assert(
      fc.asyncProperty(given, async ([all, shuffled]) => {
        const one = await walked(memoryLinks(all, 2), ['a', 'b'], 3, 2);
        expect(await walked(memoryLinks(shuffled, 2), ['a', 'b'], 3, 2)).toEqual(one);
      }),
    );
  });

  it('say that they are cut where a concept has more links than are told, and only there', async () => {
    const fan = Array.from({ length: LINKS_OF_ONE }, (_, i) => relation(`x-${i} RELATED hub`));
    const exact = await walked(memoryLinks(fan), ['hub'], 1);
    expect([exact.found.length, exact.isCut]).toEqual([LINKS_OF_ONE, false]);
    const over = await walked(memoryLinks([...fan, relation('hub LINKS_TO y')]), ['hub'], 1);
    expect([over.found.length, over.isCut]).toEqual([LINKS_OF_ONE, true]);
    expect(over.found.some(({ slug }) => slug === 'y')).toBe(false);
  });

  it('end in a graph without end, and say that they are cut', async () => {
    let seen = 0;
    const endless: Pick<Links, 'of'> = {
      async of(slugs) {
        seen += slugs.length * 300;
        return slugs.map((slug) => ({
          items: Array.from({ length: 300 }, (_, i) =>
            linksOf(slug, [relation(`${slug} RELATED ${slug}.${i}`)]),
          ).flat(),
          hasMore: false,
        }));
      },
    };
    const { found, isCut } = await walked(endless, ['a'], 8);
    expect(isCut).toBe(true);
    expect(seen).toBeLessThanOrEqual(LINKS + 100 * 300); // one batch more than it wants
    expect(found.length).toBeLessThanOrEqual(LINKS + 300);
  });
});
