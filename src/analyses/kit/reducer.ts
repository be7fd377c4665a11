/** Reducers turn a list into one value. They skip nulls; only `count` counts them. */

export const REDUCERS = ['first', 'last', 'min', 'max', 'sum', 'mean', 'count'] as const;
export type Reducer = (typeof REDUCERS)[number];

export function isReducer(word: string | undefined): word is Reducer {
  return (REDUCERS as readonly unknown[]).includes(word);
}

/**
 * Reduces a list to one value.
 *
 * @param values - scalars of one kind; min, max, sum and mean take numbers and booleans, true as 1.
 * @returns null for a list of nulls or none, except a sum of 0 and the count of entries; null also on overflow.
 * @example reduced([3, null, 1], 'sum'); // => 4
 */
export function reduced(values: readonly unknown[], reducer: Reducer): unknown {
  if (reducer === 'count') return values.length;
  const present = values.filter((value) => value !== null);
  if (reducer === 'first') return present[0] ?? null;
  if (reducer === 'last') return present.at(-1) ?? null;
  const numbers = present.map(Number);
  const value = REDUCTIONS[reducer](numbers);
  return Number.isFinite(value) ? value : null;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** For an empty list, those without an answer return a number that is not finite. */
const REDUCTIONS = {
  min: (numbers: readonly number[]) => numbers.reduce((least, number) => Math.min(least, number), Infinity),
  max: (numbers: readonly number[]) => numbers.reduce((most, number) => Math.max(most, number), -Infinity),
  sum,
  mean: (numbers: readonly number[]) => sum(numbers) / numbers.length,
};
