/** Parameters of one book in a form: what each is where an address does not give it, since one that is given empties others. */
import type { Given, Parameter } from './parameter.ts';
import { inSentence } from './wording.ts';

/**
 * What the form shows of a parameter; undefined for an empty field, which takes its default.
 *
 * A part that others empty is written out where the form sends these others, for an empty field would then be 0.
 */
export function shownValue(parameter: Parameter, given: Given, parameters: readonly Parameter[]): unknown {
  const { name, type, emptyOnce, default: standard } = parameter;
  if (given[name] !== undefined) return given[name];
  if (emptyOnce.some((other) => given[other] !== undefined)) return isNumber(type) ? 0 : [];
  const isSent = parameters.some((other) => emptyOnce.includes(other.name) && isFilledIn(other));
  return isSent ? standard : undefined;
}

/** What counts besides a part that was given, so that nobody takes the sum of two books for one; empty where nothing does. */
export function countedBeside({ name, emptyOnce }: Parameter, given: Given, parameters: readonly Parameter[]): string {
  if (isNothing(given[name])) return '';
  const others = parameters.filter((other) => emptyOnce.includes(other.name) && !isNothing(given[other.name]));
  const labels = others.map(({ label }) => inSentence(label));
  return labels.length === 0 ? '' : `Counts in addition to ${labels.join(' and ')}.`;
}

/** A list whose default stands in the rows of the form is sent with it. */
function isFilledIn({ default: standard }: Parameter): boolean {
  return Array.isArray(standard) && standard.length > 0;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === 0 || (Array.isArray(value) && value.length === 0);
}

function isNumber(type: string): boolean {
  return type === 'NUMBER' || type === 'INTEGER';
}
