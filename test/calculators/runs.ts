/** Inputs for properties of every calculator: its presets and the cases that it computes. */
import type { Calculator } from '../../src/calculators/kit/definition.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { casesOf } from './cases.ts';

/** Rows for `describe.each`. */
export const EVERY_CALCULATOR = CALCULATORS.map((calculator) => ({ slug: calculator.slug, calculator }));

export function soundInputs(calculator: Calculator): { name: string; parameters: Readonly<Record<string, unknown>> }[] {
  return [...calculator.presets, ...casesOf(calculator).filter(({ expected }) => expected.error === undefined)];
}

/** The same value, deeply frozen. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
