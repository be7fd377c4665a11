/** Ranks the neighbours of a concept by what a reader wants next, in the order of `model/ranking.ts`. */
import { linkLevel } from '../model/ranking.ts';
import { RELATION_KINDS } from '../model/types.ts';
import type { ConceptRecord } from './image.ts';
import { linkCount, placeOf } from './layout/links.ts';
import type { Slugs } from './layout/slugs.ts';
import { conceptIn, MOST_CONCEPTS, rankOf } from './layout/statements.ts';

const LEVELS = {
  OUTGOING: RELATION_KINDS.map((kind) => linkLevel(kind, 'OUTGOING')),
  INCOMING: RELATION_KINDS.map((kind) => linkLevel(kind, 'INCOMING')),
};
const SIMILAR = RELATION_KINDS.indexOf('SIMILAR');

/** Numbers of at most `first` neighbours, each once, most relevant first. */
export function rankRelated(concept: Linked, first: number, { rank, bySlug }: Slugs): number[] {
  const keys = neighbourLinks(concept);
  // After sorting, the links of one neighbour are adjacent.
  let count = 0;
  for (let i = 0; i < keys.length; ) {
    const begin = i;
    const other = Math.floor((keys[i] as number) / OF_OTHER);
    const least = other * OF_OTHER;
    let level = 0;
    let place = PLACES - 1;
    let directions = 0;
    for (; i < keys.length && (keys[i] as number) < least + OF_OTHER; i++) {
      const rest = (keys[i] as number) - least;
      const at = rest & (PLACES - 1);
      const sort = rest >> PLACE_BITS;
      level = Math.max(level, sort >> 1);
      place = Math.min(place, at);
      directions |= (sort & 1) + 1;
    }
    const raised = directions === BOTH ? level + 1 : level;
    const strength = (MOST_LEVEL - raised) * (MOST_LINKS + 1) + MOST_LINKS - Math.min(i - begin, MOST_LINKS);
    keys[count++] = (strength * PLACES + place) * MOST_CONCEPTS + (rank[other] as number);
  }
  return Array.from(keys.subarray(0, count).sort().subarray(0, first), (key) => bySlug[key % MOST_CONCEPTS] as number);
}

type Linked = Pick<ConceptRecord, 'id' | 'outgoing' | 'incoming' | 'namesakes'>;

const PLACE_BITS = 20;
const PLACES = 2 ** PLACE_BITS;
/** Room for a level (at most eight), a direction and a place. */
const OF_OTHER = 2 * 8 * PLACES;
const INCOMING = 1;
const BOTH = 3;

const MOST_LEVEL = 5;
const MOST_LINKS = 15;

/**
 * All links of a concept, sorted: the other's number, the level, the direction and the place, packed into one number
 * each.
 */
function neighbourLinks({ id, outgoing, incoming, namesakes }: Linked): Float64Array {
  const similar = Math.max(0, namesakes.length - 1);
  const keys = new Float64Array(linkCount(outgoing) + linkCount(incoming) + 2 * similar);
  let next = 0;
  const add = (other: number, sort: number, place: number) => {
    keys[next++] = other * OF_OTHER + sort * PLACES + Math.min(place, PLACES - 1);
  };
  for (let i = 0; i < linkCount(outgoing); i++) {
    const link = outgoing[i] as number;
    add(conceptIn(link), (LEVELS.OUTGOING[rankOf(link)] as number) * 2, placeOf(outgoing, i));
  }
  for (let i = 0; i < linkCount(incoming); i++) {
    const link = incoming[i] as number;
    add(conceptIn(link), (LEVELS.INCOMING[rankOf(link)] as number) * 2 + INCOMING, placeOf(incoming, i));
  }
  for (const other of namesakes) {
    if (other === id) continue;
    add(other, (LEVELS.OUTGOING[SIMILAR] as number) * 2, 0);
    add(other, (LEVELS.INCOMING[SIMILAR] as number) * 2 + INCOMING, 0);
  }
  return keys.sort();
}
