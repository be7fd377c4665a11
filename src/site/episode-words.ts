/** Documented crashes in words: what is compared, and how far off the model is. */
import { inSentence, valueInWords } from './wording.ts';

export interface Titled {
  slug: string;
  title: string;
}

/** A parameter or an output with the label that readers see. */
export interface Labelled {
  name: string;
  label: string;
  fields: readonly { name: string; label: string }[];
}

/** A figure of a model and the observed one. */
export interface Comparison {
  /** Selector of the output, such as `funds[0].navEnd`. */
  output: string;
  observed: number;
  model: number | null;
  error: number | null;
  relativeError: number | null;
  hit: boolean;
}

const PERCENT = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
/** Significant digits of a model's figures, because the observed ones are not known more exactly. */
const DIGITS = 3;

/** Splits a path into the name of a parameter or output, an index and a field; a path of another form is all name. */
export function partsOf(path: string): { name: string; index: string | undefined; field: string | undefined } {
  const [, name = path, index, field] = /^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?$/.exec(path) ?? [];
  return { name, index, field };
}

/** @example pathInWords('funds[0].navEnd', outputs); // => 'Final net asset value (funds, row 1)' */
export function pathInWords(path: string, known: readonly Labelled[]): string {
  const { name, index, field } = partsOf(path);
  const whole = known.find((one) => one.name === name);
  const label = whole?.label ?? name;
  if (index === undefined) return label;
  const place = `${inSentence(label)}, row ${Number(index) + 1}`;
  return `${whole?.fields.find((one) => one.name === field)?.label ?? label} (${place})`;
}

/**
 * Labels of the figures, in the order of `comparison`; several observations of one output are numbered.
 *
 * @example labelsOf([{ output: 'priceImpact', … }, { output: 'priceImpact', … }], outputs)
 * // => ['Price impact (observation 1 of 2)', 'Price impact (observation 2 of 2)']
 */
export function labelsOf(comparison: readonly Pick<Comparison, 'output'>[], outputs: readonly Labelled[]): string[] {
  return comparison.map(({ output }, i) => {
    const label = pathInWords(output, outputs);
    const isSame = (other: Pick<Comparison, 'output'>) => other.output === output;
    const count = comparison.filter(isSame).length;
    return count === 1
      ? label
      : `${label} (observation ${comparison.slice(0, i + 1).filter(isSame).length} of ${count})`;
  });
}

/** Compares an observed figure with the model's, as in `observed 5 %, model 0.272 %; missed by 94.6 %`. */
export function compared(one: Comparison, unit: string): string {
  const text = `observed ${valueInWords(one.observed, unit)}, model ${rounded(one.model, unit)}; ${verdict(one, unit)}`;
  return text.replaceAll(/ (?=[%×])/g, '\u00a0');
}

function rounded(value: number | null, unit: string): string {
  return valueInWords(value === null ? null : Number(value.toPrecision(DIGITS)), unit);
}

function verdict({ error, relativeError, hit }: Comparison, unit: string): string {
  if (error === null) return 'missed: the model has no number';
  if (error === 0) return 'hit exactly';
  const off =
    relativeError === null ? rounded(Math.abs(error), unit) : `${PERCENT.format(100 * Math.abs(relativeError))} %`;
  return hit ? `hit, ${off} off` : `missed by ${off}`;
}
