/** What is written in one transaction: all of it is in memory meanwhile, so that it is bounded in pages and in bytes. */

const MOST_PAGES = 200;
/** About 100 pages of a glossary: twice as many take no less time. */
const MOST_BYTES = 2 * 2 ** 20;

export interface Batch<Item> {
  /** @param bytes - of the file that the page is in, or its share of them. */
  add(item: Item, bytes: number): void;
  isEmpty(): boolean;
  isFull(): boolean;
  /** All that was added, each once; the batch is empty then. */
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
