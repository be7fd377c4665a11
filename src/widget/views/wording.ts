/** Names, units and numbers as a reader wants them. */

/** `maintenanceMarginRate` as `Maintenance margin rate`. */
export function nameInWords(name: string): string {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A unit as it stands beside a number; empty where there is none. */
export function unitInWords(unit: string): string {
  if (unit === '1' || unit === 'count') return '';
  return unit === 'x' ? '×' : unit;
}

/** Writes numbers to six significant digits, in the language's own way. */
export function numberWriter(language: string): (value: number) => string {
  const locale = Intl.NumberFormat.supportedLocalesOf([language.replaceAll('_', '-')].filter(isLocale));
  const plain = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 });
  const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6, notation: 'scientific' });
  return (value) => {
    const size = Math.abs(value);
    return size !== 0 && (size < 1e-4 || size >= 1e12) ? short.format(value) : plain.format(value);
  };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** A single result in words. */
export function valueInWords(value: unknown, write: (value: number) => string): string {
  if (value === null || value === undefined) return 'not defined';
  if (typeof value === 'number') return write(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return nameInWords(String(value));
}

/** A count with what is counted, in the singular where it is one. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : more}`;
}
