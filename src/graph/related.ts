/** Which neighbours of a concept a reader wants next, in the order of `model/ranking.ts`. */
import { linkLevel } from '../model/ranking.ts';
import { RELATION_KINDS } from '../model/types.ts';
import type { ConceptRecord } from './image.ts';
import { linkCount, placeOf } from './layout/links.ts';
import type { Slugs } from './layout/slugs.ts';
import { conceptIn, rankOf } from './layout/statements.ts';

const LEVELS = {
  OUTGOING: RELATION_KINDS.map((kind) => linkLevel(kind, 'OUTGOING')),
  INCOMING: RELATION_KINDS.map((kind) => linkLevel(kind, 'INCOMING')),
};
const SIMILAR = RELATION_KINDS.indexOf('SIMILAR');

interface Neighbour {
  level: number;
  links: number;
  place: number;
  isOutgoing: boolean;
  isIncoming: boolean;
}

/** Numbers of at most `first` neighbours, each once, most relevant first. */
export function rankRelated(
  { outgoing, incoming, similar }: Pick<ConceptRecord, 'outgoing' | 'incoming' | 'similar'>,
  first: number,
  { rank, bySlug }: Slugs,
): number[] {
  const found = new Map<number, Neighbour>();
  const add = (other: number, kindRank: number, place: number, direction: 'OUTGOING' | 'INCOMING') => {
    const level = LEVELS[direction][kindRank] as number;
    const known = found.get(other);
    const isOutgoing = direction === 'OUTGOING';
    if (known === undefined) {
      found.set(other, { level, links: 1, place, isOutgoing, isIncoming: !isOutgoing });
      return;
    }
    known.level = Math.max(known.level, level);
    known.links++;
    known.place = Math.min(known.place, place);
    if (isOutgoing) known.isOutgoing = true;
    else known.isIncoming = true;
  };
  for (let i = 0; i < linkCount(outgoing); i++) {
    const link = outgoing[i] as number;
    add(conceptIn(link), rankOf(link), placeOf(outgoing, i), 'OUTGOING');
  }
  for (let i = 0; i < linkCount(incoming); i++) {
    const link = incoming[i] as number;
    add(conceptIn(link), rankOf(link), placeOf(incoming, i), 'INCOMING');
  }
  for (const other of similar) {
    add(other, SIMILAR, 0, 'OUTGOING');
    add(other, SIMILAR, 0, 'INCOMING');
  }
  const keys = new Float64Array(found.size);
  let next = 0;
  for (const [other, neighbour] of found) keys[next++] = sortKey(neighbour, rank[other] as number);
  return Array.from(keys.sort().subarray(0, first), (key) => bySlug[key % CONCEPTS] as number);
}

const MOST_LEVEL = 5;
const MOST_LINKS = 15;
const PLACES = 2 ** 20;
const CONCEPTS = 2 ** 25;

/** The higher level first, then more links, the earlier place, the slug: in that order within the 52 bits of one number. */
function sortKey({ level, links, place, isOutgoing, isIncoming }: Neighbour, rank: number): number {
  const raised = isOutgoing && isIncoming ? level + 1 : level;
  const strength = (MOST_LEVEL - raised) * (MOST_LINKS + 1) + MOST_LINKS - Math.min(links, MOST_LINKS);
  return (strength * PLACES + Math.min(place, PLACES - 1)) * CONCEPTS + rank;
}
