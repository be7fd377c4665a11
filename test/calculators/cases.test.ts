/** Every checked case of every calculator, within its own tolerances. */
import { describe, expect, it } from '@jest/globals';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { runCalculator } from '../../src/calculators/run.ts';
import { InvalidInput } from '../../src/errors.ts';
import { casesOf, differences, valueAt } from './cases.ts';

describe.each(CALCULATORS.map((calculator) => ({ slug: calculator.slug, calculator })))('$slug', ({ calculator }) => {
  const cases = casesOf(calculator);

  it('has cases of runs and of refusals', () => {
    expect(cases.some(({ expected }) => expected.error === undefined)).toBe(true);
    expect(cases.some(({ expected }) => expected.error !== undefined)).toBe(true);
  });

  it.each(cases.filter(({ expected }) => expected.error === undefined))('computes $name', (checked) => {
    const { outputs } = runCalculator(calculator, checked.parameters);
    expect(differences(calculator, checked, outputs)).toEqual([]);
    for (const [path, { value, absTol }] of Object.entries(checked.published ?? {})) {
      expect(Math.abs((valueAt(outputs, path) as number) - value)).toBeLessThanOrEqual(absTol);
    }
  });

  it.each(cases.filter(({ expected }) => expected.error !== undefined))('refuses $name', (checked) => {
    const { error } = checked.expected;
    expect(() => runCalculator(calculator, checked.parameters)).toThrow(InvalidInput);
    try {
      runCalculator(calculator, checked.parameters);
    } catch (refusal) {
      expect((refusal as InvalidInput).problems[0]).toMatchObject({ ...error });
    }
  });
});
