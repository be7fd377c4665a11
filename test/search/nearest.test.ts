import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LINKS_OF_ONE, type Walkable } from '../../src/graph/reader.ts';
import type { RelationKey } from '../../src/model/graph.ts';
import { linksTo, nearestTargets, type Targets } from '../../src/search/walks/nearest.ts';
import type { Nearby } from '../../src/search/walks/walk.ts';
import { byRelaxation, graphs, linksOf, memoryGraph, NODES, relation, walkable } from './walk-graph.ts';

function targetsAmong(slugs: readonly string[], graph: Walkable): Targets {
  let beside: ReturnType<Targets['beside']> | null = null;
  return {
    has: (key) => slugs.includes(key as string),
    beside() {
      beside ??= linksTo(slugs, graph);
      return beside;
    },
  };
}

/** The targets found around `origin`, by distance and slug. */
async function found(origin: string, targets: readonly string[], relations: readonly RelationKey[], most?: number) {
  const graph = memoryGraph(relations, most);
  const all: Nearby[] = [];
  for await (const ring of nearestTargets(origin, targetsAmong(targets, graph), graph)) all.push(...ring);
  return inOrder(all);
}

function inOrder(all: readonly Nearby[]): string[] {
  return all.map(({ key, distance, strength }) => `${distance} ${key} ${strength}`).sort();
}

describe('the nearest targets', () => {
  it('are found one, two and three relations away in either direction, and no further', async () => {
    const chain = ['a RELATED b', 'c HAS_PART b', 'c MENTIONS d', 'e RECOMMENDS d'].map(relation);
    expect(await found('a', ['b', 'c', 'd', 'e'], chain)).toEqual(['1 b 4', '2 c 3', '3 d 1']);
    expect(await found('e', ['a', 'b', 'c', 'd', 'e'], chain)).toEqual(['1 d 2', '2 c 1', '3 b 4']);
    expect(await found('a', ['a'], chain)).toEqual([]);
  });

  it('are what relaxing every relation finds', async () => {
    const given = fc.tuple(graphs(16), fc.subarray(NODES), fc.constantFrom(...NODES));
    await fc.assert(
      fc.asyncProperty(given, async ([relations, targets, origin]) => {
        const wanted = byRelaxation([origin], 3, relations).filter(({ key }) => targets.includes(key as string));
        expect(await found(origin, targets, relations)).toEqual(inOrder(wanted));
      }),
      { numRuns: 500 },
    );
  });

  it('are found beside a concept of more links than are told, and beyond one', async () => {
    const fan = Array.from({ length: LINKS_OF_ONE + 500 }, (_, i) =>
      relation(`hub RELATED x-${String(i).padStart(4, '0')}`),
    );
    const graph = [...fan, relation('a RELATED hub'), relation('hub MENTIONS near'), relation('x-0000 MENTIONS far')];
    expect(await found('hub', ['near', 'x-1499'], graph)).toEqual(['1 near 1', '1 x-1499 4']);
    expect(await found('a', ['near', 'x-1499'], graph)).toEqual(['2 near 1', '2 x-1499 4']);
    expect(await found('a', ['far'], graph)).toEqual(['3 far 1']);
  });

  it('take no more steps than are asked for', async () => {
    const links = memoryGraph(['a RELATED b', 'b RELATED c', 'c RELATED d'].map(relation));
    for await (const ring of nearestTargets('a', targetsAmong(['b', 'd'], links), links)) {
      expect(inOrder(ring)).toEqual(['1 b 4']);
      break;
    }
    expect(links.asked).toEqual([['a']]);
  });

  it('are looked for over a bounded number of links', async () => {
    let seen = 0;
    const crowded = walkable({
      linksOf(keys) {
        seen += keys.length;
        return keys.map((key) => ({
          items: Array.from({ length: 900 }, (_, i) =>
            linksOf(String(key), [relation(`${key} RELATED ${key}.${i}`)]),
          ).flat(),
          hasMore: false,
        }));
      },
    });
    for await (const ring of nearestTargets('a', targetsAmong(['z'], crowded), crowded)) expect(ring).toEqual([]);
    expect(seen).toBeLessThanOrEqual(1 + 100 + 1); // itself, one batch of its neighbours, and the target
  });
});
