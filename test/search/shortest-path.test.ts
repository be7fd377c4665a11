import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LINKS } from '../../src/graph/links-read.ts';
import { LINKS_OF_ONE, type Walkable } from '../../src/graph/reader.ts';
import type { Link, RelationKey } from '../../src/model/graph.ts';
import { shortestPath, type Walked } from '../../src/search/walks/shortest-path.ts';
import { byRank, graphs, linksOf, memoryGraph, NODES, relation, walkable } from './walk-graph.ts';

/** The path as text: `a >RELATED b <MENTIONS c` goes from a through b to c, and c mentions b. */
function shown(walked: Walked | null): string | null {
  if (walked === null) return null;
  const steps = walked.relations.map(({ from, kind }, i) => {
    const arrow = from === walked.slugs[i] ? '>' : '<';
    return `${arrow}${kind} ${walked.slugs[i + 1]}`;
  });
  return [walked.slugs[0], ...steps].join(' ');
}

async function path(relations: readonly string[], from: string, to: string, maxHops = 8, most = LINKS_OF_ONE) {
  return shown(await shortestPath(from, to, maxHops, memoryGraph(relations.map(relation), most)));
}

/** By definition: all walks of 0, 1, 2 … links; of the first that arrive, the one with the strongest steps. */
function byExhaustion(from: string, to: string, maxHops: number, relations: readonly RelationKey[]): string | null {
  let walks: Link<string>[][] = [[]];
  for (let hops = 0; hops <= maxHops; hops++) {
    const arrived = walks.filter((walk) => (walk.at(-1)?.to ?? from) === to).sort(byStep);
    if (arrived[0] !== undefined) {
      const steps = arrived[0].map(
        ({ to: other, kind, direction }) => `${direction === 'OUTGOING' ? '>' : '<'}${kind} ${other}`,
      );
      return [from, ...steps].join(' ');
    }
    walks = walks.flatMap((walk) => {
      const visited = [from, ...walk.map((link) => link.to)];
      const next = linksOf(visited.at(-1) as string, relations).filter((link) => !visited.includes(link.to));
      return next.map((link) => [...walk, link]);
    });
  }
  return null;
}

function byStep(a: readonly Link<string>[], b: readonly Link<string>[]): number {
  const i = a.findIndex((link, step) => byRank(link, b[step] as Link<string>) !== 0);
  return i < 0 ? 0 : byRank(a[i] as Link<string>, b[i] as Link<string>);
}

const ends = fc.constantFrom(...NODES);
const hops = fc.integer({ min: 1, max: 8 });

describe('a shortest path', () => {
  it('leads over relations in either direction and says in which each is stated', async () => {
    const graph = ['a RELATED b', 'c MENTIONS b', 'c HAS_PART d'];
    expect(await path(graph, 'a', 'd')).toBe('a >RELATED b <MENTIONS c >HAS_PART d');
    expect(await path(graph, 'd', 'a')).toBe('d <HAS_PART c >MENTIONS b <RELATED a');
  });

  it('from a concept to itself has no relation, and asks nothing', async () => {
    const links = memoryGraph([relation('a RELATED b')]);
    expect(await shortestPath('a', 'a', 1, links)).toEqual({ slugs: ['a'], relations: [] });
    expect(links.asked).toEqual([]);
  });

  it('takes the strongest kind at the first step where equally short ones differ, whatever comes after', async () => {
    const weakFirst = ['a LINKS_TO b', 'b HAS_PART z', 'a MENTIONS c', 'c NARROWER z'];
    expect(await path(weakFirst, 'a', 'z')).toBe('a >MENTIONS c >NARROWER z');
    expect(await path(weakFirst, 'z', 'a')).toBe('z <HAS_PART b <LINKS_TO a');
  });

  it('takes the lower slug by code point, then the outgoing one, among relations of one kind', async () => {
    const graph = [
      'a RELATED \u{1f6ff}',
      'a RELATED \ufe45',
      '\ufe45 RELATED z',
      'z RELATED \ufe45',
      '\u{1f6ff} RELATED z',
    ];
    expect(await path(graph, 'a', 'z')).toBe('a >RELATED \ufe45 >RELATED z');
  });

  it('is null where there is none within maxHops', async () => {
    const chain = ['a RELATED b', 'b RELATED c', 'c RELATED d', 'x RELATED y'];
    expect(await path(chain, 'a', 'd', 3)).toBe('a >RELATED b >RELATED c >RELATED d');
    expect(await path(chain, 'a', 'd', 2)).toBeNull();
    expect(await path(chain, 'a', 'y')).toBeNull();
  });

  it('is what trying every walk finds', async () => {
    const given = fc.tuple(graphs(16), ends, ends, hops);
    await fc.assert(
      fc.asyncProperty(given, async ([relations, from, to, maxHops]) => {
        const found = shown(await shortestPath(from, to, maxHops, memoryGraph(relations)));
        expect(found).toBe(byExhaustion(from, to, maxHops, relations));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order in which relations came', async () => {
    const given = graphs(20).chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), ends, ends),
    );
    await fc.assert(
      fc.asyncProperty(given, async ([all, shuffled, from, to]) => {
        const one = await shortestPath(from, to, 8, memoryGraph(all));
        expect(await shortestPath(from, to, 8, memoryGraph(shuffled))).toEqual(one);
      }),
    );
  });
});

describe('a shortest path past a concept of more links than are told', () => {
  const fan = (hub: string, n = LINKS_OF_ONE + 500) =>
    Array.from({ length: n }, (_, i) => `${hub}-${String(i).padStart(4, '0')} RELATED ${hub}`);

  it('is exact while there is one such concept, from it, to it and through it', async () => {
    const graph = [...fan('hub'), 'hub-1499 MENTIONS x', 'y MENTIONS hub-1498'];
    expect(await path(graph, 'hub', 'x')).toBe('hub <RELATED hub-1499 >MENTIONS x');
    expect(await path(graph, 'x', 'hub')).toBe('x <MENTIONS hub-1499 >RELATED hub');
    expect(await path(graph, 'x', 'y')).toBe('x <MENTIONS hub-1499 >RELATED hub <RELATED hub-1498 <MENTIONS y');
  });

  it('is exact on every graph in which one concept has more links than are told', async () => {
    const given = fc.tuple(graphs(16), fc.integer({ min: 4, max: 8 }), ends, ends, hops);
    await fc.assert(
      fc.asyncProperty(given, async ([relations, most, from, to, maxHops]) => {
        fc.pre(NODES.filter((slug) => linksOf(slug, relations).length > most).length <= 1);
        const found = shown(await shortestPath(from, to, maxHops, memoryGraph(relations, most)));
        expect(found).toBe(byExhaustion(from, to, maxHops, relations));
      }),
      { numRuns: 500 },
    );
  });

  it('finds the weakest relation between two hubs, where neither tells it', async () => {
    const graph = [...fan('hub'), ...fan('pub'), 'hub LINKS_TO pub', 'pub LINKS_TO hub'];
    expect(await path(graph, 'hub', 'pub')).toBe('hub >LINKS_TO pub');
    expect(await path([...graph, 'a RELATED hub', 'b RELATED pub'], 'a', 'b')).toBe(
      'a >RELATED hub >LINKS_TO pub <RELATED b',
    );
  });

  it('finds the relation of a hub to a concept that stands beside a hub', async () => {
    const graph = [...fan('hub'), ...fan('pub'), 'a RELATED hub', 'b RELATED pub', 'b RELATED y', 'hub LINKS_TO y'];
    expect(await path(graph, 'a', 'b')).toBe('a >RELATED hub >LINKS_TO y <RELATED b');
    expect(await path(graph, 'b', 'a')).toBe('b >RELATED y <LINKS_TO hub <RELATED a');
  });

  it('finds a concept between two hubs that either tells', async () => {
    const told = 'hub-0000';
    expect(await path([...fan('hub'), ...fan('pub'), `${told} LINKS_TO pub`], 'hub', 'pub')).toBe(
      'hub <RELATED hub-0000 >LINKS_TO pub',
    );
    expect(await path([...fan('hub'), ...fan('pub'), 'hub LINKS_TO pub-0000'], 'hub', 'pub')).toBe(
      'hub >LINKS_TO pub-0000 >RELATED pub',
    );
  });

  it('goes on from the other end where all that a hub tells is a dead end', async () => {
    const graph = [...fan('hub'), ...fan('pub'), 'pub-0000 RELATED hub-1400'];
    expect(await path(graph, 'hub', 'pub')).toBe('hub <RELATED hub-1400 <RELATED pub-0000 >RELATED pub');
  });

  it('is always a path, never shorter than the shortest, and never misses a relation of the two', async () => {
    const given = fc.tuple(graphs(30), fc.integer({ min: 1, max: 3 }), ends, ends, hops);
    await fc.assert(
      fc.asyncProperty(given, async ([relations, most, from, to, maxHops]) => {
        const found = await shortestPath(from, to, maxHops, memoryGraph(relations, most));
        const wanted = byExhaustion(from, to, maxHops, relations);
        if (wanted === null) expect(found).toBeNull();
        if (wanted?.split(' ').length === 3) expect(shown(found)).toBe(wanted);
        if (found === null) return;
        expect([found.slugs[0], found.slugs.at(-1)]).toEqual([from, to]);
        expect(found.relations.length).toBe(found.slugs.length - 1);
        expect(found.relations.length).toBeGreaterThanOrEqual(((wanted?.split(' ').length ?? 1) - 1) / 2);
        expect(found.relations.length).toBeLessThanOrEqual(maxHops);
        found.relations.forEach((step, i) => {
          const sides = [found.slugs[i], found.slugs[i + 1]];
          expect(sides).toContain(step.from);
          expect(sides).toContain(step.to);
          const same = ({ from: f, to: t, kind }: RelationKey) =>
            kind === step.kind &&
            ((f === step.from && t === step.to) || (kind === 'SIMILAR' && t === step.from && f === step.to));
          expect(relations.some(same)).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('the search of a path', () => {
  /** An infinite graph: every concept has `width` links of its own; `hasMore` says whether they count as truncated. */
  function endless(width: number, hasMore: boolean): Walkable & { seen(): number; calls(): number } {
    let [seen, calls] = [0, 0];
    const graph = walkable({
      linksOf(keys) {
        calls++;
        seen += keys.length * width;
        return keys.map((key) => ({
          items: Array.from({ length: width }, (_, i) =>
            linksOf(String(key), [relation(`${key} RELATED ${key}.${i}`)]),
          ).flat(),
          hasMore,
        }));
      },
      among() {
        calls++;
        return { items: [], hasMore: false };
      },
    });
    return { ...graph, seen: () => seen, calls: () => calls };
  }

  it.each([
    [2, false],
    [300, false],
    [LINKS_OF_ONE, true],
  ])('ends in a graph without end where a concept has %d links', async (width, hasMore) => {
    const graph = endless(width, hasMore);
    expect(await shortestPath('a', 'b', 8, graph)).toBeNull();
    expect(graph.seen()).toBeLessThanOrEqual(LINKS + 100 * width); // one batch over budget
    expect(graph.calls()).toBeLessThanOrEqual(300);
  });

  it('asks for each concept once, from the end where there are fewer', async () => {
    const chain = ['a RELATED b', 'b RELATED c', 'c RELATED d', 'd RELATED e'].map(relation);
    const crowd = Array.from({ length: 300 }, (_, i) => relation(`a RELATED x-${i}`));
    const links = memoryGraph([...crowd, ...chain]);
    expect(shown(await shortestPath('a', 'e', 8, links))).toBe('a >RELATED b >RELATED c >RELATED d >RELATED e');
    expect(links.asked).toEqual([['a'], ['e'], ['d'], ['c']]);
  });
});
