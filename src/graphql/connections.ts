/** Connections: pages of edges with cursors, the same for every list. Parts that are not selected are not computed. */
import type { Answer } from '../graph/reader.ts';
import type { Slice } from '../model/graph.ts';
import { whenKnown } from './context.ts';
import { brokenCursor, type CursorValue, cursorsOf } from './cursors.ts';

/** Converts a place in a list to the values of a cursor, and back. */
export interface Places<Place> {
  of(place: Place): readonly CursorValue[];
  /** Null if the values are not a place in this list. */
  read(values: readonly CursorValue[]): Place | null;
}

/** One list, identified by everything it depends on, such as filter and order; a cursor is valid for one list. */
export interface CursorList<Place> {
  /** Where the page starts; null at the beginning of the list. @throws InvalidInput for a cursor of another list. */
  start(after: string | null | undefined): Place | null;
  cursorOf(place: Place): string;
}

/** @param list - any JSON value that identifies the list. */
export function cursorList<Place>(list: unknown, places: Places<Place>): CursorList<Place> {
  const cursors = cursorsOf(list);
  return {
    start(after) {
      const values = cursors.decode(after);
      if (values === null) return null;
      const place = places.read(values);
      if (place === null) throw brokenCursor();
      return place;
    },
    cursorOf: (place) => cursors.encode(places.of(place)),
  };
}

/** An edge for its resolvers; the cursor is computed only when selected. */
export type Edge<Item> = Item & { cursor(): string };

interface PageOf<Item, Node> {
  /** Reads the page, once. */
  read(): Answer<Slice<Item>>;
  cursorOf(item: Item): string;
  nodeOf(item: Item): Node;
  /** The cursor as given. */
  after: string | null | undefined;
}

/** The fields common to all connections. */
export function connection<Item extends object, Node>({ read, cursorOf, nodeOf, after }: PageOf<Item, Node>) {
  let answer: Answer<Slice<Item>> | null = null;
  const page = () => {
    answer ??= read();
    return answer;
  };
  return {
    edges: () =>
      whenKnown(page(), ({ items }) => items.map((item): Edge<Item> => ({ ...item, cursor: () => cursorOf(item) }))),
    nodes: () => whenKnown(page(), ({ items }) => items.map(nodeOf)),
    pageInfo: () =>
      whenKnown(page(), ({ items, hasNextPage }) => ({
        hasNextPage,
        hasPreviousPage: after !== null && after !== undefined,
        startCursor: () => (items[0] === undefined ? null : cursorOf(items[0])),
        endCursor: () => (items.length === 0 ? null : cursorOf(items.at(-1) as Item)),
      })),
  };
}
