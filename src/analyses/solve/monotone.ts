/** Whether an output rises or falls along a scan. */

export type Monotone = 'INCREASING' | 'DECREASING' | 'CONSTANT' | 'NONE';

/** Differences up to this share of the range count as none. */
const NOISE = 1e-12;

/**
 * Whether numbers only rise, only fall, do neither or both.
 *
 * @param range - largest minus smallest number.
 * @returns null with fewer than two.
 */
export function monotone(numbers: readonly number[], range: number): Monotone | null {
  if (numbers.length < 2) return null;
  const differences = numbers.slice(1).map((number, k) => number - (numbers[k] as number));
  const rises = differences.some((difference) => difference > NOISE * range);
  const falls = differences.some((difference) => difference < -NOISE * range);
  if (rises && falls) return 'NONE';
  if (rises) return 'INCREASING';
  return falls ? 'DECREASING' : 'CONSTANT';
}
