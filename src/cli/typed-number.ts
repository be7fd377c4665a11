/** Parses numbers as people type them: with a decimal point, and in percent for fractions. */

const NUMBER = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(e[+-]?\d+)?\s*(%?)$/i;

/**
 * @param text - such as `0.2`, `-1e6` or, for fractions, `20 %`.
 * @returns null if it is not a number.
 * @example typedNumber('20 %', 'fraction'); // => 0.2
 */
export function typedNumber(text: string, unit: string): number | null {
  const [, digits, exponent = '', percent = ''] = NUMBER.exec(text.trim()) ?? [];
  if (digits === undefined || (percent !== '' && !takesPercent(unit))) return null;
  const power = Number(exponent.slice(1)) - (percent === '' ? 0 : 2);
  // Parsing with the exponent gives the nearest double, which a division by 100 may miss.
  return Number(power === 0 ? digits : `${digits}e${power}`);
}

/** The expected input, for messages about text that is not a number. */
export function wantedNumber(unit: string): string {
  return takesPercent(unit) ? 'a number such as 0.05 or 5 %' : 'a number with a decimal point';
}

/** Whether people write 0.05 of the unit as 5 %. */
function takesPercent(unit: string): boolean {
  return unit.startsWith('fraction') || unit === '1/year';
}
