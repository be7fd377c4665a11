/** Connections: pages of edges with cursors, the same for every list. What nobody asks for is not made. */
import { InvalidInput } from '../errors.ts';
import type { Answer } from '../graph/reader.ts';
import type { Slice } from '../model/graph.ts';
import { whenKnown } from './context.ts';
import { type CursorValue, cursorsOf } from './cursors.ts';

/** What a cursor keeps of a place in a list, and back. */
export interface Places<Place> {
  of(place: Place): readonly CursorValue[];
  /** Null where the values are no place of this list. */
  read(values: readonly CursorValue[]): Place | null;
}

/** One list by all that it depends on, such as its filter and order: a cursor goes with one list. */
export interface CursorList<Place> {
  /** Where the page starts: null at the beginning of the list. @throws InvalidInput for a cursor of another list. */
  start(after: string | null | undefined): Place | null;
  cursorOf(place: Place): string;
}

/** @param list - any JSON value that tells the list from all others. */
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

export function brokenCursor(): InvalidInput {
  return new InvalidInput([
    { parameter: 'after', code: 'BAD_CURSOR', message: 'is not a cursor that this service gave' },
  ]);
}

/** An edge as its resolvers see it: the cursor is made where it is asked for. */
export type Edge<Item> = Item & { cursor(): string };

interface PageOf<Item, Node> {
  /** Reads the page, once. */
  read(): Answer<Slice<Item>>;
  cursorOf(item: Item): string;
  nodeOf(item: Item): Node;
  /** As it was given. */
  after: string | null | undefined;
}

/** The fields that every connection has. */
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
