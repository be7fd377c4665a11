/** Adapts the image for walks: keys are concept numbers. */
import type { Link, LinkList } from '../../model/graph.ts';
import { RELATION_KINDS, type RelationKind } from '../../model/types.ts';
import { type ConceptRecord, conceptOf, type Image } from '../image.ts';
import { segments, sortKeyAt } from '../layout/links.ts';
import { conceptIn, rankOf } from '../layout/statements.ts';
import { type Key, LINKS_OF_ONE, type Walkable } from '../reader.ts';
import { relationsAmong } from './relations-among.ts';
import { imageRing } from './ring.ts';

export function walkableImage(image: Image, kinds: readonly RelationKind[] | null): Walkable {
  const { concepts, slugs } = image;
  const conceptAt = (key: Key) => concepts[key as number] as ConceptRecord;
  const rankAt = (key: Key) => slugs.rank[key as number] as number;
  const hasSimilar = kinds === null || kinds.includes('SIMILAR');

  /** In the order of lists; merges the two directions, outgoing first on ties. */
  const linksOf = ({ id, outgoing, incoming, namesakes }: ConceptRecord): LinkList<Key> => {
    const items: Link<Key>[] = [];
    const out = places(outgoing);
    const back = places(incoming);
    const keyAt = (links: Uint32Array, place: number | undefined) =>
      place === undefined ? Number.POSITIVE_INFINITY : sortKeyAt(links, place, slugs.rank);
    let [o, b] = [0, 0];
    let [outKey, backKey] = [keyAt(outgoing, out[0]), keyAt(incoming, back[0])];
    while (items.length <= LINKS_OF_ONE && (o < out.length || b < back.length)) {
      const isOutgoing = outKey <= backKey;
      const link = (isOutgoing ? outgoing[out[o] as number] : incoming[back[b] as number]) as number;
      if (isOutgoing) outKey = keyAt(outgoing, out[++o]);
      else backKey = keyAt(incoming, back[++b]);
      const kind = RELATION_KINDS[rankOf(link)] as RelationKind;
      items.push({ to: conceptIn(link), kind, direction: isOutgoing ? 'OUTGOING' : 'INCOMING' });
    }
    if (hasSimilar) {
      for (const to of namesakes) {
        if (items.length > LINKS_OF_ONE) break;
        if (to !== id) items.push({ to, kind: 'SIMILAR', direction: 'OUTGOING' });
      }
    }
    return items.length > LINKS_OF_ONE
      ? { items: items.slice(0, LINKS_OF_ONE), hasMore: true }
      : { items, hasMore: false };
  };

  /** Indexes of the links that the walk may use, up to one more than it reads. */
  const places = (links: Uint32Array): number[] => {
    const found: number[] = [];
    for (const [from, to] of segments(links, kinds)) {
      for (let place = from; place < to && found.length <= LINKS_OF_ONE; place++) found.push(place);
    }
    return found;
  };

  const linksOfAll = (keys: readonly Key[]) => keys.map((key) => linksOf(conceptAt(key)));

  return {
    keyOf: (slug) => conceptOf(image, slug)?.id ?? null,
    slugOf: (key) => conceptAt(key).slug,
    compare: (a, b) => rankAt(a) - rankAt(b),
    linksOf: linksOfAll,
    ring: (keys, bounds) => imageRing(image, kinds, linksOfAll, keys, bounds),
    among: (keys, first) => relationsAmong(image, kinds, keys, first),
  };
}
