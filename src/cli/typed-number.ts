/** Numbers as people write them: with a decimal point, and in percent where they are fractions. */

const NUMBER = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(e[+-]?\d+)?\s*(%?)$/i;

/**
 * @param text - such as `0.2`, `-1e6` or, of fractions, `20 %`.
 * @returns null for what is no number.
 * @example typedNumber('20 %', 'fraction'); // => 0.2
 */
export function typedNumber(text: string, unit: string): number | null {
  const [, digits, exponent = '', percent = ''] = NUMBER.exec(text.trim()) ?? [];
  if (digits === undefined || (percent !== '' && !takesPercent(unit))) return null;
  const power = Number(exponent.slice(1)) - (percent === '' ? 0 : 2);
  // Written with its power it is the nearest number that there is; a division by 100 may miss that.
  return Number(power === 0 ? digits : `${digits}e${power}`);
}

/** What is wanted instead of a text that is no number. */
export function wantedNumber(unit: string): string {
  return takesPercent(unit) ? 'a number such as 0.05 or 5 %' : 'a number with a decimal point';
}

/** Whether 0.05 of a unit is commonly called 5 %. */
function takesPercent(unit: string): boolean {
  return unit.startsWith('fraction') || unit === '1/year';
}
