/** The relations of a concept for readers: pages of edges, counts, and the pages that state a relation. */

import { firstWhere } from '../../first-where.ts';
import type {
  Direction,
  RelationCursor,
  RelationEdge,
  RelationFilter,
  RelationKey,
  RelationQuery,
  Slice,
} from '../../model/graph.ts';
import { byCodePoint } from '../../model/orders.ts';
import { RELATION_KINDS, type RelationKind, relationRank } from '../../model/types.ts';
import { type ConceptRecord, conceptOf, type Image, type PageRecord } from '../image.ts';
import { placeOf, segments } from '../layout/links.ts';
import { conceptIn, linkOf, rankOf } from '../layout/statements.ts';

type OneDirection = Exclude<Direction, 'BOTH'>;

export function relationEdges(
  image: Image,
  concept: ConceptRecord,
  { kinds, direction, first, after }: RelationQuery,
): Slice<RelationEdge> {
  const edges = directions(direction).map((one) => edgesIn(one, image, concept, kinds, after, first + 1));
  const all = edges.length === 1 ? (edges[0] as RelationEdge[]) : edges.flat().sort(compare);
  return { items: all.slice(0, first), hasNextPage: all.length > first };
}

export function countEdges(concept: ConceptRecord, { kinds, direction }: RelationFilter): number {
  let count = 0;
  for (const one of directions(direction)) {
    for (const [from, to] of segments(linksIn(one, concept), kinds)) count += to - from;
    if (hasSimilar(kinds)) count += similarCount(concept);
  }
  return count;
}

/** The pages of `from` that state the relation, by precedence. */
export function statingPages(image: Image, { from, to, kind }: RelationKey): readonly PageRecord[] {
  const source = conceptOf(image, from);
  const target = image.conceptIds.get(to);
  if (source === null || target === undefined || kind === 'SIMILAR') return [];
  const link = linkOf(relationRank(kind), target);
  return source.pages.filter(({ statements }) => statements.some((one) => image.stated.link(one) === link));
}

function directions(direction: Direction): readonly OneDirection[] {
  return direction === 'BOTH' ? ['OUTGOING', 'INCOMING'] : [direction];
}

function linksIn(direction: OneDirection, { outgoing, incoming }: ConceptRecord): Uint32Array {
  return direction === 'OUTGOING' ? outgoing : incoming;
}

function hasSimilar(kinds: readonly RelationKind[] | null): boolean {
  return kinds === null || kinds.includes('SIMILAR');
}

function similarCount({ namesakes }: ConceptRecord): number {
  return Math.max(0, namesakes.length - 1);
}

/** At most `most` edges of one direction, in order, after the cursor. SIMILAR is the last kind. */
function edgesIn(
  direction: OneDirection,
  { concepts }: Image,
  concept: ConceptRecord,
  kinds: readonly RelationKind[] | null,
  after: RelationCursor | null,
  most: number,
): RelationEdge[] {
  const links = linksIn(direction, concept);
  const edges: RelationEdge[] = [];
  const edgeAt = (i: number): RelationEdge => {
    const link = links[i] as number;
    const kind = RELATION_KINDS[rankOf(link)] as RelationKind;
    return { concept: concepts[conceptIn(link)] as ConceptRecord, kind, direction, place: placeOf(links, i) };
  };
  const own = concept.namesakes.indexOf(concept.id);
  const similarAt = (i: number): RelationEdge => {
    const other = concepts[concept.namesakes[i < own ? i : i + 1] as number] as ConceptRecord;
    return { concept: other, kind: 'SIMILAR', direction, place: 0 };
  };
  const addFrom = (from: number, to: number, at: (i: number) => RelationEdge) => {
    const start = after === null ? 0 : firstWhere(to - from, (i) => isPast(at(from + i), after));
    for (let i = from + start; i < to && edges.length < most; i++) edges.push(at(i));
  };
  for (const [from, to] of segments(links, kinds)) addFrom(from, to, edgeAt);
  if (hasSimilar(kinds)) addFrom(0, similarCount(concept), similarAt);
  return edges;
}

function isPast(edge: RelationEdge, { slug, ...cursor }: RelationCursor): boolean {
  return compare(edge, { ...cursor, concept: { slug } }) > 0;
}

type Compared = Omit<RelationEdge, 'concept'> & { concept: { slug: string } };

/** By kind, place, slug, outgoing before incoming. */
function compare(a: Compared, b: Compared): number {
  return (
    relationRank(a.kind) - relationRank(b.kind) ||
    a.place - b.place ||
    byCodePoint(a.concept.slug, b.concept.slug) ||
    Number(a.direction === 'INCOMING') - Number(b.direction === 'INCOMING')
  );
}
