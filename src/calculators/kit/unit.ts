/**
 * Units as data: parameters and outputs name their units in one small language, so that a program can rescale a run.
 *
 * A unit is a product of factors: `quote/base`, `base/day`, `fraction/sqrt(day)`, `quote/base^2`, `1/quote`.
 * Units with a dimension are base units; fractions, multiples and counts are pure numbers with a descriptive name.
 */

export const BASE_UNITS = ['quote', 'base', 'minute', 'hour', 'day', 'year'] as const;
export type BaseUnit = (typeof BASE_UNITS)[number];

const PURE_NUMBERS: ReadonlySet<string> = new Set(['1', 'fraction', 'x', 'count', 'bps']);

/** Sizes of the units of time, in days, and of a basis point as a fraction; all other units have size 1. */
const SIZES: Readonly<Record<string, number>> = { minute: 1 / 1440, hour: 1 / 24, day: 1, year: 365, bps: 1e-4 };

/** One factor: the operator before it, then a square root, or a word with an optional power. */
const FACTOR = /(^|(?<!^)[*/])(?:sqrt\((\w+)\)|(\w+)(?:\^(\d+))?)/y;

function isBaseUnit(word: string): word is BaseUnit {
  return (BASE_UNITS as readonly string[]).includes(word);
}

/**
 * The power of each base unit in a unit.
 *
 * @param unit - such as `base/day`.
 * @returns the non-zero exponents by base unit.
 * @throws Error if the unit is not in the language.
 * @example unitExponents('fraction/sqrt(day)'); // => Map { 'day' => -0.5 }
 */
export function unitExponents(unit: string): ReadonlyMap<BaseUnit, number> {
  return summed(factorsOf(unit).flatMap(({ word, exponent }) => (isBaseUnit(word) ? [[word, exponent] as const] : [])));
}

/**
 * How many of one unit make one of another: an hour is 1/24 day, a basis point 1e-4 of a fraction; a year has 365 days.
 *
 * @returns the factor that converts a number in `from` to one in `to`; null if their dimensions differ.
 * @throws Error if a unit is not in the language.
 * @example unitRatio('1/sqrt(day)', '1/sqrt(year)'); // => 19.1049731745428
 */
export function unitRatio(from: string, to: string): number | null {
  const [one, other] = [factorsOf(from), factorsOf(to)];
  const inverse = other.map(({ word, exponent }) => ({ word, exponent: -exponent }));
  return dimensionsOf([...one, ...inverse]).size === 0 ? sizeOf(one) / sizeOf(other) : null;
}

interface Factor {
  word: string;
  /** A whole number, or ±½. */
  exponent: number;
}

function factorsOf(unit: string): Factor[] {
  const factors: Factor[] = [];
  FACTOR.lastIndex = 0;
  while (FACTOR.lastIndex < unit.length || unit === '') {
    const [, joint, root, word = root ?? '', power = '1'] = FACTOR.exec(unit) ?? [];
    if (!isBaseUnit(word) && !PURE_NUMBERS.has(word)) {
      throw new Error(`unit "${unit}" must be made of ${[...BASE_UNITS, ...PURE_NUMBERS].join(', ')}`);
    }
    factors.push({ word, exponent: (joint === '/' ? -1 : 1) * (root === undefined ? Number(power) : 0.5) });
  }
  return factors;
}

/** Exponents summed by key, without those that are 0. */
function summed<Key>(exponents: readonly (readonly [Key, number])[]): ReadonlyMap<Key, number> {
  const sums = new Map<Key, number>();
  for (const [key, exponent] of exponents) sums.set(key, (sums.get(key) ?? 0) + exponent);
  return new Map([...sums].filter(([, exponent]) => exponent !== 0));
}

/** Powers of quote, base and time. */
function dimensionsOf(factors: readonly Factor[]): ReadonlyMap<string, number> {
  return summed(
    factors.flatMap(({ word, exponent }) =>
      isBaseUnit(word) ? [[word === 'quote' || word === 'base' ? word : 'time', exponent] as const] : [],
    ),
  );
}

/** Size of a unit, in days and fractions. */
function sizeOf(factors: readonly Factor[]): number {
  let size = 1;
  for (const { word, exponent } of factors) {
    const one = SIZES[word] ?? 1;
    const power = Math.abs(exponent) === 0.5 ? Math.sqrt(one) : one ** Math.abs(exponent);
    size = exponent < 0 ? size / power : size * power;
  }
  return size;
}
