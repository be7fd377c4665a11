/** Names, units and values as readers expect them. */

const NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
const EXTREME = new Intl.NumberFormat('en', { maximumSignificantDigits: 6, notation: 'scientific' });
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A unit for display beside a number, such as `fraction per √day`; empty if there is none. */
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

/** A number, word or boolean with its unit; fractions as percentages. */
export function valueInWords(value: unknown, unit: string): string {
  if (value === null || value === undefined) return 'not defined';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value);
  const words = unitInWords(unit);
  return words.startsWith('fraction')
    ? `${written(value * 100)} ${words.replace('fraction', '%')}`
    : `${written(value)} ${words}`.trim();
}

function written(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e12) ? EXTREME.format(value) : NUMBER.format(value);
}

/** @example dayInWords('1987-10-19T00:00:00.000Z'); // => '19 October 1987' */
export function dayInWords(date: string): string {
  return DAY.format(new Date(date));
}

/** Some sites separate the name of a term from the kind of its page by a glyph that most fonts lack. */
export function withoutGlyph(title: string): string {
  return title.replaceAll(/\s*⎊\s*/g, ' · ');
}

/** A label within a sentence; abbreviations and names keep their capitals. */
export function inSentence(label: string): string {
  return /^(?:[A-Z](?=[A-Z&])|DebtRank|Fano|Kolmogorov|Poisson|R²)/.test(label)
    ? label
    : label.charAt(0).toLowerCase() + label.slice(1);
}

interface Named {
  name: string;
  label: string;
}

interface Described extends Named {
  values: readonly string[] | null;
  valueLabels: readonly string[] | null;
  fields?: readonly Described[];
}

/** Replaces names, values and nulls from the code in descriptions, notes and messages by what readers see. */
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
