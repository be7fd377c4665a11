/** The single outputs of a run, split into those with a value, which come first, and those that are null. */
import type { Output, Values } from './definition.ts';

/** @returns both in the calculator's order. */
export function singlesOf(outputs: readonly Output[], values: Values): { defined: Output[]; missing: Output[] } {
  const single = outputs.filter(({ axis, name }) => axis === 'NONE' && !Array.isArray(values[name]));
  const isMissing = ({ name }: Output) => (values[name] ?? null) === null;
  return { defined: single.filter((output) => !isMissing(output)), missing: single.filter(isMissing) };
}
