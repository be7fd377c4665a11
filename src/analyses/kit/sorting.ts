/** An order of computed numbers that ignores noise: numbers that agree to 8 significant digits are equal. */

/**
 * A number rounded to 8 significant digits.
 *
 * @example to8Digits(0.30000000000000004); // => 0.3
 */
export function to8Digits(number: number): number {
  return Number(number.toPrecision(8));
}

/**
 * Indices of a list, the largest number first; equal numbers, and nulls, which come last, by index.
 *
 * @example descending([1, null, 3]); // => [2, 0, 1]
 */
export function descending(numbers: readonly (number | null)[]): number[] {
  const keys = numbers.map((number) => (number === null ? Number.NEGATIVE_INFINITY : to8Digits(number)));
  const difference = (a: number, b: number) => (keys[b] === keys[a] ? a - b : (keys[b] ?? 0) > (keys[a] ?? 0) ? 1 : -1);
  return [...keys.keys()].sort(difference);
}
