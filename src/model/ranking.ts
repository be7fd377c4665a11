/**
 * Ranks the neighbours of a concept by what a reader wants next.
 *
 * A neighbour's level is that of its strongest link, plus one if links go both ways:
 * - 4 for what the concept's own pages list (RELATED, HAS_PART, NARROWER) or a similar name (SIMILAR),
 * - 3 for an area that contains it and for a concept that lists it so,
 * - 2 for RECOMMENDS in either direction, 1 for mere mentions.
 * Ties: more kinds and directions of links first, then the earlier place on a page, then the slug.
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
