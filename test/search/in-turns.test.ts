/** Index parts are built in turns: the work between two checks of the clock is bounded. */
import { describe, expect, it } from '@jest/globals';
import { indexNames } from '../../src/search/names/names.ts';
import { phraseTree } from '../../src/search/names/phrases.ts';
import { sortedKeys } from '../../src/search/names/sorted-keys.ts';
import { sortByNumber, sortInTurns } from '../../src/sort-in-turns.ts';
import { turnsOf } from '../support/clock.ts';
import { seededRandom, syntheticGlossary } from '../support/name-queries.ts';

const CONCEPTS = syntheticGlossary(3_000, seededRandom(3));

describe('in turns', () => {
  it('512 items are sorted at once, 256 merged', async () => {
    const random = seededRandom(1);
    const numbers = Array.from({ length: 512 * 16 }, () => random());
    let sorted: number[] = [];
    const turns = await turnsOf(async () => {
      sorted = await sortInTurns(numbers, (a, b) => a - b);
    });
    expect(sorted).toEqual(numbers.toSorted((a, b) => a - b));
    // 16 runs, merged in pairs over four rounds; the ends of two runs need no merging.
    expect(turns).toBeGreaterThanOrEqual(16 + (4 * 512 * 16) / 256 - 15);
  });

  it('what stands in order already is not merged', async () => {
    const numbers = Array.from({ length: 512 * 16 }, (_, i) => i);
    let compared = 0;
    const sorted = await sortInTurns(numbers, (a, b) => {
      compared++;
      return a - b;
    });
    expect(sorted).toEqual(numbers);
    // Each with its successor in its run; then two positions found by binary search in each of 15 merges.
    expect(compared).toBeLessThanOrEqual(511 * 16 + 15 * 2 * 13);
  });

  it('256 items are given their numbers, and are compared where these are the same', async () => {
    const random = seededRandom(2);
    const items = Array.from({ length: 512 * 16 }, () => ({ tens: Math.floor(random() * 1e6), ones: random() }));
    let compared = 0;
    let sorted: typeof items = [];
    const sort = async () => {
      sorted = await sortByNumber(
        items,
        ({ tens }) => tens,
        (a, b) => {
          compared++;
          return a.ones - b.ones;
        },
      );
    };
    const turns = await turnsOf(sort);
    expect(sorted).toEqual(items.toSorted((a, b) => a.tens - b.tens || a.ones - b.ones));
    expect(turns).toBeGreaterThanOrEqual((512 * 16) / 256 + 16 + (4 * 512 * 16) / 256 - 15);
    const shared = items.length - new Set(items.map(({ tens }) => tens)).size;
    // The two of each pair, in their run or in one merge; some once more to find an end.
    expect(compared).toBeLessThanOrEqual(4 * shared);
  });

  it('1,024 keys are compared with the ones before them', async () => {
    const keys = Array.from({ length: 10 * 1_024 + 1 }, (_, i) => String(i).padStart(6, '0'));
    expect(await turnsOf(() => sortedKeys(keys))).toBeGreaterThanOrEqual(10);
  });

  it('one concept is taken in, and 256 forms of names join the tree of phrases', async () => {
    expect(await turnsOf(() => indexNames(CONCEPTS))).toBeGreaterThanOrEqual(CONCEPTS.length);
    const names = await indexNames(CONCEPTS);
    const looks = 2 * Math.floor(names.forms.length / 256);
    expect(await turnsOf(() => phraseTree(names))).toBeGreaterThanOrEqual(looks);
  });
});
