/**
 * Counter-based random numbers: each is a function of a key and a counter, so any of them can be generated alone, in
 * any order and on any machine, and no two draws of a simulation share one.
 *
 * Philox4x32-10 of Salmon, J. K., Moraes, M. A., Dror, R. O., Shaw, D. E. (2011), 'Parallel Random Numbers: As Easy as
 * 1, 2, 3', Proceedings of SC11, doi 10.1145/2063384.2063405.
 */

const ROUNDS = 10;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
/** Increments of the key words between rounds: fractional parts of the golden ratio and of sqrt 3, times 2^32. */
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** Four words of 32 bits, each a whole number from 0 to 2^32 - 1. */
export type FourWords = readonly [number, number, number, number];

/**
 * Ten rounds of Philox over four words.
 *
 * @param counter - the block to encrypt.
 * @param key - two words of 32 bits.
 * @example philox4x32([0, 0, 0, 0], [0, 0]); // => [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]
 */
export function philox4x32(counter: FourWords, key: readonly [number, number]): FourWords {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round += 1) {
    const high0 = highWord(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const high1 = highWord(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/**
 * A number between 0 and 1 with 52 random bits; never exactly 0 or 1.
 *
 * @param seed - whole number, 0 to 2^53 - 1.
 * @param run - whole number, 0 to 2^32 - 1.
 * @param dimension - whole number, 0 to 2^32 - 1.
 */
export function uniformDraw(seed: number, run: number, dimension: number): number {
  const [c0, c1] = philox4x32([run, dimension, 0, 0], [seed >>> 0, Math.floor(seed / 0x1_0000_0000)]);
  return ((c0 >>> 6) * 0x400_0000 + (c1 >>> 6) + 0.5) / 0x10_0000_0000_0000;
}

/** Upper 32 of the 64 bits of a product. */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carried = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (carried >>> 16);
}
