/** How values, bounds and conditions are worded: the same in validation messages, notes and the schema. */
import type { AnyParameter, Condition, Range } from './input.ts';

const LONGEST_ECHO = 60;

/** A caller's text, safe to print: at most 60 characters, with control, format and surrogate characters replaced. */
export function echo(text: string): string {
  const shortened = text.length > LONGEST_ECHO ? `${text.slice(0, LONGEST_ECHO - 1)}…` : text;
  return shortened.replace(/[\p{Control}\p{Format}\p{Surrogate}]/gu, '\uFFFD');
}

/** A received value as messages show it: numbers and strings as they are, lists and objects by kind. */
export function described(value: unknown): string {
  if (typeof value === 'string') return echo(JSON.stringify(value.slice(0, LONGEST_ECHO)));
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return echo(String(value));
}

/** A bound as a person writes it: 1e12 rather than thirteen digits. */
function figure(number: number): string {
  return Math.abs(number) >= 1e6 ? number.toExponential().replace('e+', 'e') : String(number);
}

/** Smallest number that an open bound of 0 lets through. */
export function smallestAccepted(range: Range): number | undefined {
  return range.smallest ?? (range.above === 0 ? 1e-9 : undefined);
}

/** The lower bound that a number breaks, in words; undefined if it breaks none. */
export function lowerFault(range: Range, value: number): string | undefined {
  const { min, above, smallestSize } = range;
  const smallest = smallestAccepted(range);
  if (min !== undefined && value < min) return `at least ${figure(min)}`;
  if (smallest !== undefined && value < smallest) return `at least ${figure(smallest)}`;
  if (above !== undefined && value <= above) return `above ${figure(above)}`;
  if (smallestSize !== undefined && value !== 0 && Math.abs(value) < smallestSize) {
    return `0 or at least ${figure(smallestSize)} in size`;
  }
  return undefined;
}

/** The upper bound that a number breaks, in words; undefined if it breaks none. */
export function upperFault({ max, below }: Range, value: number): string | undefined {
  if (max !== undefined && value > max) return `at most ${figure(max)}`;
  if (below !== undefined && value >= below) return `below ${figure(below)}`;
  return undefined;
}

/** The range of a parameter or of its entries; empty if it has none. */
export function rangeOf(parameter: AnyParameter): Range {
  const { type } = parameter;
  return type === 'BOOLEAN' || type === 'ENUM' || type === 'OBJECT_LIST' ? {} : parameter;
}

/** The range of a parameter in words, such as `At least 0, below 1.`; empty if it has none. */
export function rangeInWords({ min, above, max, below }: Range): string {
  const bounds = [
    min === undefined ? [] : [`at least ${figure(min)}`],
    above === undefined ? [] : [`above ${figure(above)}`],
    max === undefined ? [] : [`at most ${figure(max)}`],
    below === undefined ? [] : [`below ${figure(below)}`],
  ].flat();
  const words = bounds.join(', ');
  return words === '' ? '' : `${words[0]?.toUpperCase()}${words.slice(1)}.`;
}

/** A condition in words, such as `model is leverageConstraint`. */
export function conditionInWords(condition: Condition): string {
  return Object.entries(condition)
    .map(([name, values]) => `${name} is ${values.join(' or ')}`)
    .join(' and ');
}

/** How a parameter's unit, default or bounds depend on something else, in words; null if they do not. */
export function noteInWords(parameter: AnyParameter): string | null {
  const { note, derived, only, requiredWhen, emptyOnce, unitWhen } = parameter;
  const range = rangeOf(parameter);
  const smallest = smallestAccepted(range);
  const sentences = [
    note,
    derived && `The default is ${derived}.`,
    only && `Checked and used only if ${conditionInWords(only)}.`,
    emptyOnce && emptyOnceInWords(parameter, emptyOnce),
    requiredWhen && `Required if ${conditionInWords(requiredWhen)}.`,
    unitWhen && unitsInWords(unitWhen),
    smallest && `Values below ${smallest} are refused.`,
    range.smallestSize && `If not 0, at least ${range.smallestSize} in size.`,
  ].filter((sentence) => sentence !== undefined);
  return sentences.length === 0 ? null : sentences.join(' ');
}

/** The default of a part of a book, such as `By default a demo, but empty once asks is given.` */
function emptyOnceInWords(parameter: AnyParameter, others: readonly string[]): string {
  const [demo, empty] = 'maxLength' in parameter ? ['a demo', 'empty'] : [parameter.default, '0'];
  return `By default ${demo}, but ${empty} once ${others.join(' or ')} is given.`;
}

/** Units that depend on another parameter, in words, such as `In quote if contractType is inverse.` */
export function unitsInWords(unitWhen: NonNullable<AnyParameter['unitWhen']>): string {
  return Object.entries(unitWhen)
    .flatMap(([name, units]) => Object.entries(units).map(([value, unit]) => `In ${unit} if ${name} is ${value}.`))
    .join(' ');
}
