import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FourWords, philox4x32, uniformDraw } from '../../src/numerics/philox.ts';

const ONES = 0xffffffff;

describe('Philox', () => {
  // Known answer tests of Random123 (kat_vectors, philox4x32 10).
  it.each<[string, FourWords, [number, number], FourWords]>([
    ['zeros', [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    ['ones', [ONES, ONES, ONES, ONES], [ONES, ONES], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    [
      'the digits of pi',
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('gives its known answer for %s', (_, counter, key, answer) => {
    expect(philox4x32(counter, key)).toEqual(answer);
  });

  it('is the published recipe in whole numbers of any size', () => {
    const word = fc.integer({ min: 0, max: ONES });
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        expect(philox4x32(counter, key)).toEqual(philoxInBigIntegers(counter, key));
      }),
    );
  });
});

describe('a uniform draw', () => {
  it('takes the upper 26 bits of two words and lies half a step above', () => {
    // From the known answer for zeros: seed 0, run 0, dimension 0.
    const bits = BigInt(0x6627e8d5 >>> 6) * 2n ** 26n + BigInt(0xe169c58d >>> 6);
    expect(uniformDraw(0, 0, 0)).toBe((Number(bits) + 0.5) / 2 ** 52);
  });

  it('reads both halves of the seed, the run and the dimension', () => {
    const draws = [
      [1, 0, 0],
      [2 ** 32, 0, 0],
      [2 ** 32 + 1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [Number.MAX_SAFE_INTEGER, 9_999, 19],
    ].map(([seed = 0, run = 0, dimension = 0]) => uniformDraw(seed, run, dimension));
    expect(new Set(draws).size).toBe(draws.length);
    expect(draws.every((u) => u > 0 && u < 1)).toBe(true);
  });

  it('is spread evenly and alike in neighbouring runs and dimensions', () => {
    const count = 20_000;
    const pairs = Array.from({ length: count }, (_, run) => [uniformDraw(7, run, 0), uniformDraw(7, run, 1)] as const);
    const cells = new Array<number>(100).fill(0);
    for (const [u, v] of pairs) {
      const cell = Math.floor(u * 10) * 10 + Math.floor(v * 10);
      cells[cell] = (cells[cell] as number) + 1;
    }
    const expected = count / cells.length;
    const chiSquare = cells.reduce((sum, cell) => sum + (cell - expected) ** 2 / expected, 0);
    // 99 degrees of freedom: mean 99, standard deviation 14.
    expect(chiSquare).toBeGreaterThan(99 - 4 * 14);
    expect(chiSquare).toBeLessThan(99 + 4 * 14);
  });
});

function philoxInBigIntegers(counter: FourWords, key: readonly [number, number]): number[] {
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  const word = 2n ** 32n;
  for (let round = 0; round < 10; round += 1) {
    const product0 = 0xd2511f53n * c0;
    const product1 = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [(product1 / word) ^ c1 ^ k0, product1 % word, (product0 / word) ^ c3 ^ k1, product0 % word];
    k0 = (k0 + 0x9e3779b9n) % word;
    k1 = (k1 + 0xbb67ae85n) % word;
  }
  return [c0, c1, c2, c3].map(Number);
}
