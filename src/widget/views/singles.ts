/** The single outputs of a run, those with a value apart from those that are null: what has a value is read first. */
import type { Output, Values } from './definition.ts';

/** @returns both in the order in which the calculator has them. */
export function singlesOf(outputs: readonly Output[], values: Values): { defined: Output[]; missing: Output[] } {
  const single = outputs.filter(({ axis, name }) => axis === 'NONE' && !Array.isArray(values[name]));
  const isMissing = ({ name }: Output) => (values[name] ?? null) === null;
  return { defined: single.filter((output) => !isMissing(output)), missing: single.filter(isMissing) };
}
