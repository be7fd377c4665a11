/** One list of cases that every way of running a calculator must pass. */
import { describe, expect, it } from '@jest/globals';
import type { Calculator } from '../../src/calculators/kit/definition.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { type Answer, type Case, casesOf, differences } from './cases.ts';

/** The outcome of a run: its answer, or the parameter and code of each problem for which it was refused. */
export type Outcome = Answer | { problems: readonly { parameter: string; code: string }[] };

export type Way = (calculator: Calculator, parameters: Case['parameters']) => Outcome | Promise<Outcome>;

/** Runs every case of every calculator in one way, within the case's own tolerances. */
export function everyCase(run: Way): void {
  describe.each(CALCULATORS.map((calculator) => ({ slug: calculator.slug, calculator })))('$slug', ({ calculator }) => {
    const cases = casesOf(calculator);

    it('has cases of runs and of refusals', () => {
      expect(cases.some(({ expected }) => expected.error === undefined)).toBe(true);
      expect(cases.some(({ expected }) => expected.error !== undefined)).toBe(true);
    });

    it.each(cases)('$name', async (checked) => {
      const { error } = checked.expected;
      const outcome = await run(calculator, checked.parameters);
      if (error === undefined) expectOutputs(calculator, checked, outcome);
      else expect('problems' in outcome ? outcome.problems[0] : outcome).toMatchObject({ ...error });
    });
  });
}

function expectOutputs(calculator: Calculator, checked: Case, outcome: Outcome): void {
  if (!('outputs' in outcome)) throw new Error(`refused: ${JSON.stringify(outcome.problems)}`);
  expect(differences(calculator, checked, outcome)).toEqual([]);
}

/** Parameters as JSON text, with Infinity as the literal 1e999 that it was read from. */
export function jsonText(parameters: Case['parameters']): string {
  const text = JSON.stringify(parameters, (_, value: unknown) => {
    return value === Number.POSITIVE_INFINITY ? '1e999' : value;
  });
  return text.replaceAll('"1e999"', '1e999');
}
