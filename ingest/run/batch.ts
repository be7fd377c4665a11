/** The pages of one transaction, all in memory until it is written and so bounded in pages and in bytes. */

const MOST_PAGES = 200;
/** About 100 pages of a glossary; doubling it saves no time. */
const MOST_BYTES = 2 * 2 ** 20;

export interface Batch<Item> {
  /** @param bytes - size of the page's file, or the page's share of it. */
  add(item: Item, bytes: number): void;
  isEmpty(): boolean;
  isFull(): boolean;
  /** Returns all items, each once, and empties the batch. */
  take(): Item[];
}

export function newBatch<Item>(): Batch<Item> {
  const items = new Set<Item>();
  let sum = 0;
  return {
    add(item, bytes) {
      items.add(item);
      sum += bytes;
    },
    isEmpty: () => items.size === 0,
    isFull: () => items.size >= MOST_PAGES || sum >= MOST_BYTES,
    take() {
      const all = [...items];
      items.clear();
      sum = 0;
      return all;
    },
  };
}
