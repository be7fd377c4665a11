/** Texts of pages, prefetched. */
import { expect, it } from '@jest/globals';
import type { PageRecord } from '../../src/graph/image.ts';
import { storedTexts } from '../../src/graph/read/texts.ts';
import type { PageVersion } from '../../src/store/store.ts';

const pages = Array.from({ length: 1_000 }, (_, id) => ({ id, url: `u${id}`, version: 1 }) as PageRecord);

/** A store of such pages, each with a text of `length` characters; `read` records the reads. */
function storeOf(length: number, character = 'x') {
  const read: string[] = [];
  const said = [{ facet: null, text: character.repeat(length) }];
  return {
    read,
    texts: async (asked: readonly PageVersion[]) => {
      read.push(...asked.map(({ url }) => url));
      return asked.map(() => ({ MEANING: said, BODY: [], FACET: [] }));
    },
    glosses: async () => [],
  };
}

it('answers at once what was read ahead, and reads nothing twice', async () => {
  const store = storeOf(10);
  const texts = storedTexts(store, 10_000_000);
  await texts.of(pages[3] as PageRecord);
  await texts.readAhead(pages, () => true);
  for (const page of pages) expect(texts.of(page)).toMatchObject({ MEANING: [{ text: 'xxxxxxxxxx' }] });
  expect(store.read.length).toBe(pages.length);
});

it.each(['x', 'é', '“'])('leaves room for what is asked for: %s', async (character) => {
  const store = storeOf(1_000, character);
  const most = 500_000;
  await storedTexts(store, most).readAhead(pages, () => true);
  // A text takes one or two bytes per character plus some overhead; batches are read as a whole.
  const each = (character === '“' ? 2_000 : 1_000) + 100;
  expect(store.read.length * each).toBeLessThan(most + 100 * each);
  expect(store.read.length).toBeGreaterThan(most / each / 3);
});

it('ends where texts are no longer wanted', async () => {
  const store = storeOf(10);
  let left = 250;
  await storedTexts(store, 10_000_000).readAhead(pages, () => left-- > 0);
  expect(store.read.length).toBe(200);
});
