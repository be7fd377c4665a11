/** Numbers as they are typed: with a decimal point, and in percent where they are fractions. */

const NUMBER = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(e[+-]?\d+)?\s*(%?)$/i;

/** Whether 0.05 of a unit is commonly called 5 %. */
export function takesPercent(unit: string): boolean {
  return unit.startsWith('fraction') || unit === '1/year';
}

/**
 * @param text - such as `0.2`, `-1e6` or, of fractions, `20 %`.
 * @returns null for what is no number. One that is too large is Infinity.
 * @example numberIn('20 %', 'fraction'); // => 0.2
 */
export function numberIn(text: string, unit: string): number | null {
  const [, digits, exponent = '', percent = ''] = NUMBER.exec(text.trim().replace('−', '-')) ?? [];
  if (digits === undefined || (percent !== '' && !takesPercent(unit))) return null;
  const power = Number(exponent.slice(1)) - (percent === '' ? 0 : 2);
  // Written with its power it is the nearest number that there is; a division by 100 may miss that.
  return Number(power === 0 ? digits : `${digits}e${power}`);
}

/** What is wanted instead of a text that is no number. */
export function wantedNumber(unit: string): string {
  return takesPercent(unit) ? 'a number such as 0.05 or 5 %' : 'a number with a decimal point';
}

/** A number with as many digits as it has: 0.05 as 5, for `5 %`. */
export function inPercent(value: number): number {
  return Number((value * 100).toPrecision(12));
}
