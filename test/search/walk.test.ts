import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LINKS } from '../../src/graph/links-read.ts';
import { LINKS_OF_ONE, type Walkable } from '../../src/graph/reader.ts';
import { type Nearby, rings } from '../../src/search/walks/walk.ts';
import { byRelaxation, graphs, linksOf, memoryGraph, NODES, relation, walkable } from './walk-graph.ts';

/** All rings, at most `most` concepts in total, and whether any ring was cut. */
async function walked(graph: Walkable, seeds: readonly string[], depth: number, most = 1_000_000) {
  const found: Nearby[] = [];
  let isCut = false;
  for await (const { ring, isCut: isRingCut } of rings(seeds, depth, graph, most)) {
    found.push(...ring);
    isCut ||= isRingCut;
  }
  return { found, isCut };
}

async function ringsOf(relations: readonly string[], seeds: readonly string[], depth: number, most?: number) {
  const { found, isCut } = await walked(memoryGraph(relations.map(relation)), seeds, depth, most);
  return [...found.map(({ key, distance }) => `${distance} ${key}`), ...(isCut ? ['…'] : [])];
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

  it('hold as many as are wanted, the first in order, and say whether there are more', async () => {
    const graph = ['a RELATED b', 'a MENTIONS c', 'a MENTIONS d', 'b RELATED x', 'c RELATED y'];
    expect(await ringsOf(graph, ['a'], 2)).toEqual(['1 b', '1 c', '1 d', '2 x', '2 y']);
    expect(await ringsOf(graph, ['a'], 2, 5)).toEqual(['1 b', '1 c', '1 d', '2 x', '2 y']);
    expect(await ringsOf(graph, ['a'], 2, 4)).toEqual(['1 b', '1 c', '1 d', '2 x', '…']);
    expect(await ringsOf(graph, ['a'], 2, 3)).toEqual(['1 b', '1 c', '1 d', '…']);
    expect(await ringsOf(graph, ['a'], 1, 3)).toEqual(['1 b', '1 c', '1 d']);
    expect((await ringsOf(graph, ['a'], 1, 2)).slice(0, 2)).toEqual(['1 b', '1 c']);
    expect(await ringsOf(graph, ['a'], 1, 0)).toEqual(['…']);
  });

  it('are what relaxing every relation finds', async () => {
    const given = fc.tuple(graphs(20), fc.subarray(NODES), fc.integer({ min: 0, max: 4 }));
    await fc.assert(
      fc.asyncProperty(given, async ([relations, seeds, depth]) => {
        const { found, isCut } = await walked(memoryGraph(relations), seeds, depth);
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
        const one = await walked(memoryGraph(all, 2), ['a', 'b'], 3, 2);
        expect(await walked(memoryGraph(shuffled, 2), ['a', 'b'], 3, 2)).toEqual(one);
      }),
    );
  });

  it('say that they are cut where a concept has more links than are told, and only there', async () => {
    const fan = Array.from({ length: LINKS_OF_ONE }, (_, i) => relation(`x-${i} RELATED hub`));
    const exact = await walked(memoryGraph(fan), ['hub'], 1);
    expect([exact.found.length, exact.isCut]).toEqual([LINKS_OF_ONE, false]);
    const over = await walked(memoryGraph([...fan, relation('hub LINKS_TO y')]), ['hub'], 1);
    expect([over.found.length, over.isCut]).toEqual([LINKS_OF_ONE, true]);
    expect(over.found.some(({ key }) => key === 'y')).toBe(false);
  });

  it('end in a graph without end, and say that they are cut', async () => {
    let seen = 0;
    const endless = walkable({
      linksOf(keys) {
        seen += keys.length * 300;
        return keys.map((key) => ({
          items: Array.from({ length: 300 }, (_, i) =>
            linksOf(String(key), [relation(`${key} RELATED ${key}.${i}`)]),
          ).flat(),
          hasMore: false,
        }));
      },
    });
    const { found, isCut } = await walked(endless, ['a'], 8);
    expect(isCut).toBe(true);
    expect(seen).toBeLessThanOrEqual(LINKS + 100 * 300); // one batch over budget
    expect(found.length).toBeLessThanOrEqual(LINKS + 300);
  });
});
