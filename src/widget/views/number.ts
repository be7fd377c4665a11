/** Numbers as users type them: with a decimal point, and optionally in percent for fractions. */

const NUMBER = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(e[+-]?\d+)?\s*(%?)$/i;

/** Whether 0.05 of the unit is commonly written as 5 %. */
export function takesPercent(unit: string): boolean {
  return unit.startsWith('fraction') || unit === '1/year';
}

/**
 * @param text - such as `0.2`, `-1e6` or, for fractions, `20 %`.
 * @returns null if it is not a number; Infinity if it is too large.
 * @example numberIn('20 %', 'fraction'); // => 0.2
 */
export function numberIn(text: string, unit: string): number | null {
  const [, digits, exponent = '', percent = ''] = NUMBER.exec(text.trim().replace('−', '-')) ?? [];
  if (digits === undefined || (percent !== '' && !takesPercent(unit))) return null;
  const power = Number(exponent.slice(1)) - (percent === '' ? 0 : 2);
  // Parsing the exponent along with the digits gives the nearest double, which dividing by 100 may miss.
  return Number(power === 0 ? digits : `${digits}e${power}`);
}

/** What to enter instead of a text that is not a number. */
export function wantedNumber(unit: string): string {
  return takesPercent(unit) ? 'a number such as 0.05 or 5 %' : 'a number with a decimal point';
}

/** A fraction in percent, without floating-point noise: 0.05 as 5, for `5 %`. */
export function inPercent(value: number): number {
  return Number((value * 100).toPrecision(12));
}
