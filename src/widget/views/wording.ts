/** Names, units and numbers in readers' words. */

interface Named {
  name: string;
  label: string;
}

interface Valued {
  values: readonly string[] | null;
  valueLabels: readonly string[] | null;
}

/** The label of a field; its name if it is not among these. */
export function labelIn(fields: readonly Named[], name: string): string {
  return fields.find((field) => field.name === name)?.label ?? name;
}

/** The label of an ENUM value; any other value unchanged. */
export function valueLabelIn({ values, valueLabels }: Valued, value: unknown): unknown {
  return valueLabels?.[values?.indexOf(value as string) ?? -1] ?? value;
}

/** A value as tables and lists of numbers show it: an index becomes a row number, from 1. */
export function valueInTable(
  field: Valued & { indexOf: string | null; zeroLabel: string | null },
  value: unknown,
): unknown {
  if (field.zeroLabel !== null && value === 0) return field.zeroLabel;
  return field.indexOf !== null && typeof value === 'number' ? value + 1 : valueLabelIn(field, value);
}

/** The name of an entry before the first round, which is at 1, such as `Start`; undefined from there on. */
export function entryBefore(firstEntries: readonly string[], place: number): string | undefined {
  return firstEntries[place - 1 + firstEntries.length];
}

/** The name of a list's axis, such as `Round`. */
export function axisInWords(axis: string): string {
  return axis.charAt(0) + axis.slice(1).toLowerCase();
}

/** A unit as written beside a number, such as `fraction per √day`; empty if there is none. */
export function unitInWords(unit: string): string {
  if (unit === 'x') return '×';
  if (unit === 'bps') return 'basis points';
  const signs = unit
    .replaceAll(/sqrt\((\w+)\)/g, '√$1')
    .replace('^2', '²')
    .replace('*', ' ')
    .replace(/^(?:1|count²?)(?=\/|$)/, '')
    .replace(/\/(?=√?(?:year|day|hour|minute)$)/, ' per ')
    .trim();
  return signs.replace(/^(year|day|hour|minute)(?!²)/, '$1s');
}

/** Formats numbers to six significant digits in the conventions of the language. */
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
  return String(value);
}

/** A count with its noun, singular for one. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : more}`;
}

/** A label inside a sentence; abbreviations and names keep their capitals. */
export function inSentence(label: string): string {
  return /^(?:[A-Z](?=[A-Z&])|DebtRank|Fano|Kolmogorov|Poisson|R²)/.test(label)
    ? label
    : label.charAt(0).toLowerCase() + label.slice(1);
}

interface Described extends Named {
  values: readonly string[] | null;
  valueLabels: readonly string[] | null;
  fields?: readonly Described[];
}

/** Replaces a program's names, values and nulls in descriptions, notes and messages by what readers see. */
export function readersWords(fields: readonly Described[]): (text: string) => string {
  const all = fields.flatMap((field) => [field, ...(field.fields ?? [])]);
  const labels = new Map(all.map(({ name, label }) => [name, inSentence(label)]));
  const values = new Map(
    all.flatMap((field) => (field.values ?? []).map((value, i) => [value, `“${field.valueLabels?.[i] ?? value}”`])),
  );
  return (text) =>
    text
      .replaceAll(/\b(status )?([a-z]+\d*[A-Z]\w*)/g, (whole, status: string | undefined, name: string) =>
        status === undefined
          ? (labels.get(name) ?? values.get(name) ?? whole)
          : `${status}${values.get(name) ?? labels.get(name) ?? name}`,
      )
      .replaceAll(/\bnulls?\b/g, 'not defined')
      .replaceAll(/\bIndex (?=of|among)/g, 'Number ')
      .replaceAll(/, from 0(?=[.;](?!\d))/g, ', from 1')
      .replaceAll('; -1 for', '; empty for');
}
