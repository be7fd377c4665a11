/**
 * Which neighbours of a concept a reader wants next.
 *
 * A neighbour's level is that of the strongest link, plus one where links go both ways:
 * 4 for what the concept's own pages list (RELATED, HAS_PART, NARROWER) or whose name is alike (SIMILAR),
 * 3 for an area that holds it and for whoever lists it so, 2 for RECOMMENDS in either direction, 1 for mere mentions.
 * Among equals: more kinds and directions of links first, then the earlier place on a page, then the slug.
 */
import type { RelationKind } from './types.ts';

const OUTGOING: Record<RelationKind, number> = {
  HAS_PART: 4,
  RELATED: 4,
  NARROWER: 4,
  SIMILAR: 4,
  RECOMMENDS: 2,
  MENTIONS: 1,
  LINKS_TO: 1,
};
const INCOMING: Record<RelationKind, number> = { ...OUTGOING, HAS_PART: 3, RELATED: 3, NARROWER: 3 };

/** Level of one link, before the bonus for a mutual one. */
export function linkLevel(kind: RelationKind, direction: 'OUTGOING' | 'INCOMING'): number {
  return direction === 'OUTGOING' ? OUTGOING[kind] : INCOMING[kind];
}
