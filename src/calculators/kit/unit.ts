/**
 * Units as data: each parameter and output names its unit in one small language, so that a program can rescale a run.
 *
 * A unit is a product of factors: `quote/base`, `base/day`, `fraction/sqrt(day)`, `quote/base^2`, `1/quote`.
 * What has a dimension is a base unit; fractions, multiples and counts are pure numbers with a telling name.
 */

export const BASE_UNITS = ['quote', 'base', 'minute', 'hour', 'day', 'year'] as const;
export type BaseUnit = (typeof BASE_UNITS)[number];

const PURE_NUMBERS: ReadonlySet<string> = new Set(['1', 'fraction', 'x', 'count', 'bps']);

/** One factor: what joins it to the one before, then a root or a word with an optional power. */
const FACTOR = /(^|(?<!^)[*/])(?:sqrt\((\w+)\)|(\w+)(?:\^(\d+))?)/y;

function isBaseUnit(word: string): word is BaseUnit {
  return (BASE_UNITS as readonly string[]).includes(word);
}

/**
 * The power of each base unit in a unit.
 *
 * @param unit - such as `base/day`.
 * @returns the non-zero exponents by base unit.
 * @throws Error where the unit is not of the language.
 * @example unitExponents('fraction/sqrt(day)'); // => Map { 'day' => -0.5 }
 */
export function unitExponents(unit: string): ReadonlyMap<BaseUnit, number> {
  const exponents = new Map<BaseUnit, number>();
  FACTOR.lastIndex = 0;
  while (FACTOR.lastIndex < unit.length || unit === '') {
    const [, joint, root, word = root ?? '', power = '1'] = FACTOR.exec(unit) ?? [];
    if (isBaseUnit(word)) {
      const exponent = (joint === '/' ? -1 : 1) * (root === undefined ? Number(power) : 0.5);
      exponents.set(word, (exponents.get(word) ?? 0) + exponent);
    } else if (!PURE_NUMBERS.has(word)) {
      throw new Error(`unit "${unit}" must be made of ${[...BASE_UNITS, ...PURE_NUMBERS].join(', ')}`);
    }
  }
  return new Map([...exponents].filter(([, exponent]) => exponent !== 0));
}
