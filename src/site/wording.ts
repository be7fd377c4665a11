/** Names, units and values as a reader wants them. */

const NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
const EXTREME = new Intl.NumberFormat('en', { maximumSignificantDigits: 6, notation: 'scientific' });

/** @example inWords('maintenanceMarginRate') // => 'Maintenance margin rate' */
export function inWords(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A unit as it stands beside a number; empty where there is none. */
export function unitInWords(unit: string): string {
  if (unit === '1' || unit === 'count') return '';
  return unit === 'x' ? '×' : unit;
}

/** A number, a word or whether something is so, with its unit; fractions as percentages. */
export function valueInWords(value: unknown, unit: string): string {
  if (value === null || value === undefined) return 'not defined';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return inWords(String(value));
  return unit === 'fraction' ? `${written(value * 100)} %` : `${written(value)} ${unitInWords(unit)}`.trim();
}

export function written(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e12) ? EXTREME.format(value) : NUMBER.format(value);
}
