/** In-memory graphs for walks: random ones, and reads of them that follow a reader's definition literally. */
import fc from 'fast-check';
import { ringOverLinks } from '../../src/graph/links-read.ts';
import { type Key, LINKS_OF_ONE, type Walkable } from '../../src/graph/reader.ts';
import type { Link, RelationKey } from '../../src/model/graph.ts';
import { byCodePoint } from '../../src/model/orders.ts';
import { linkLevel } from '../../src/model/ranking.ts';
import { RELATION_KINDS, type RelationKind } from '../../src/model/types.ts';
import type { Nearby } from '../../src/search/walks/walk.ts';

/** A relation as `from kind to`. */
export function relation(text: string): RelationKey {
  const [from = '', kind, to = ''] = text.split(' ');
  return { from, kind: kind as RelationKind, to };
}

/** Orders a concept's links: the stronger kind first, then by slug, then outgoing first. */
export function byRank(a: Link<string>, b: Link<string>): number {
  return (
    RELATION_KINDS.indexOf(a.kind) - RELATION_KINDS.indexOf(b.kind) ||
    byCodePoint(a.to, b.to) ||
    Number(a.direction === 'INCOMING') - Number(b.direction === 'INCOMING')
  );
}

/** All links of a concept, in order. */
export function linksOf(slug: string, relations: readonly RelationKey[]): Link<string>[] {
  return relations
    .flatMap(({ from, to, kind }): Link<string>[] => [
      ...(from === slug ? [{ to, kind, direction: 'OUTGOING' as const }] : []),
      ...(to === slug
        ? [{ to: from, kind, direction: kind === 'SIMILAR' ? ('OUTGOING' as const) : ('INCOMING' as const) }]
        : []),
    ])
    .sort(byRank);
}

/** A graph with slugs as keys, as walks read it. */
export function walkable(graph: Pick<Walkable, 'linksOf'> & Partial<Walkable>): Walkable {
  const compare = (a: Key, b: Key) => byCodePoint(a as string, b as string);
  return {
    keyOf: (slug) => slug,
    slugOf: (key) => key as string,
    compare,
    ring: (keys, bounds) => ringOverLinks(keys, bounds, { ...graph, compare }),
    among: () => ({ items: [], hasMore: false }),
    ...graph,
  };
}

/** A graph that returns at most `most` links per concept; `asked` records each list of requested concepts. */
export function memoryGraph(relations: readonly RelationKey[], most = LINKS_OF_ONE): Walkable & { asked: Key[][] } {
  const asked: Key[][] = [];
  const graph = walkable({
    linksOf(keys) {
      asked.push([...keys]);
      return keys.map((key) => {
        const all = linksOf(key as string, relations);
        return { items: all.slice(0, most), hasMore: all.length > most };
      });
    },
    among: (keys) => ({
      items: relations.filter(({ from, to }) => keys.includes(from) && keys.includes(to)),
      hasMore: false,
    }),
  });
  return { ...graph, asked };
}

/** Names whose code point order differs from their UTF-16 order and from their order here. */
export const NODES = ['d', 'a', 'C', '\u{1f6ff}', '\ufe45', 'e', 'b', 'f', 'g'];

/** At most `maxLength` distinct relations between the NODES. */
export function graphs(maxLength: number): fc.Arbitrary<RelationKey[]> {
  const node = fc.integer({ min: 0, max: NODES.length - 1 });
  return fc
    .uniqueArray(fc.tuple(node, node, fc.constantFrom(...RELATION_KINDS)), {
      maxLength,
      selector: ([from, to, kind]) => (kind === 'SIMILAR' ? [[from, to].sort(), kind] : [from, to, kind]).join(' '),
    })
    .map((triples) =>
      triples
        .filter(([from, to]) => from !== to)
        .map(([from, to, kind]) => ({ from: NODES[from] as string, to: NODES[to] as string, kind })),
    );
}

/**
 * The concepts around `seeds` by definition, in ring order: distances by relaxing all relations as often as there are
 * concepts, then levels from all links between one distance and the next.
 */
export function byRelaxation(seeds: readonly string[], depth: number, relations: readonly RelationKey[]): Nearby[] {
  const distances = new Map(NODES.map((slug) => [slug, seeds.includes(slug) ? 0 : Number.POSITIVE_INFINITY]));
  const distanceOf = (slug: string) => distances.get(slug) as number;
  for (const _ of NODES) {
    for (const { from, to } of relations) {
      distances.set(to, Math.min(distanceOf(to), distanceOf(from) + 1));
      distances.set(from, Math.min(distanceOf(from), distanceOf(to) + 1));
    }
  }
  return NODES.filter((slug) => distanceOf(slug) > 0 && distanceOf(slug) <= depth)
    .map((slug) => {
      const inner = NODES.filter((other) => distanceOf(other) === distanceOf(slug) - 1);
      const levels = inner.flatMap((other) =>
        linksOf(other, relations)
          .filter((link) => link.to === slug)
          .map(({ kind, direction }) => linkLevel(kind, direction)),
      );
      return { slug, distance: distanceOf(slug), strength: Math.max(...levels), links: levels.length };
    })
    .sort(
      (a, b) => a.distance - b.distance || b.strength - a.strength || b.links - a.links || byCodePoint(a.slug, b.slug),
    )
    .map(({ slug, distance, strength }) => ({ key: slug, distance, strength }));
}
