/**
 * Form fields for the parts of one book: giving one part empties others, so what a missing field stands for depends on
 * those given.
 */
import type { Given, Parameter } from './parameter.ts';
import { inSentence } from './wording.ts';

/**
 * What the form shows for a parameter; undefined for an empty field, which takes its default.
 *
 * If the form sends a part that empties this one, its default is written out, because an empty field would then mean 0.
 */
export function shownValue(parameter: Parameter, given: Given, parameters: readonly Parameter[]): unknown {
  const { name, type, emptyOnce, default: standard } = parameter;
  if (given[name] !== undefined) return given[name];
  if (emptyOnce.some((other) => given[other] !== undefined)) return isNumber(type) ? 0 : [];
  const isSent = parameters.some((other) => emptyOnce.includes(other.name) && isFilledIn(other));
  return isSent ? standard : undefined;
}

/**
 * Says which other given parts count too, so that nobody takes the sum of two books for one; empty if there are none.
 */
export function countedBeside({ name, emptyOnce }: Parameter, given: Given, parameters: readonly Parameter[]): string {
  if (isNothing(given[name])) return '';
  const others = parameters.filter((other) => emptyOnce.includes(other.name) && !isNothing(given[other.name]));
  const labels = others.map(({ label }) => inSentence(label));
  return labels.length === 0 ? '' : `Counts in addition to ${labels.join(' and ')}.`;
}

/** Whether the form sends the list, because its default fills the rows. */
function isFilledIn({ default: standard }: Parameter): boolean {
  return Array.isArray(standard) && standard.length > 0;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === 0 || (Array.isArray(value) && value.length === 0);
}

function isNumber(type: string): boolean {
  return type === 'NUMBER' || type === 'INTEGER';
}
