/** The check that every number of a result passes. */
import { describe, expect, it } from '@jest/globals';
import { defineCalculator } from '../../../src/calculators/kit/definition.ts';
import { output } from '../../../src/calculators/kit/output.ts';
import { runCalculator } from '../../../src/calculators/run/run.ts';
import { InvalidInput } from '../../../src/errors.ts';
import { TEXTS } from '../examples.ts';

describe('the gate for outputs', () => {
  const extreme = defineCalculator({
    ...TEXTS,
    nulls: 'refused',
    parameters: {},
    outputs: {
      huge: output.number({ unit: '1', nullable: true, description: 'Huge.' }),
      zero: output.number({ unit: '1', description: 'Zero.' }),
      series: output.numbers({ unit: '1', axis: 'ROUND', nullableEntries: true, description: 'Series.' }),
      path: output.listOf({
        entry: 'Point',
        axis: 'TIME',
        description: 'Path.',
        fields: { price: output.number({ unit: '1', nullable: true, description: 'Price.' }) },
      }),
    },
    compute: () => ({
      huge: 1e308 * 10,
      zero: -0,
      series: Float64Array.of(1, -0, Number.NaN),
      path: [{ price: 1 }, { price: Number.NEGATIVE_INFINITY }],
    }),
  });

  it('makes null of what is not finite and zero of minus zero, and says so', () => {
    const { outputs, warnings } = runCalculator(extreme);
    expect(outputs).toStrictEqual({ huge: null, zero: 0, series: [1, 0, null], path: [{ price: 1 }, { price: null }] });
    expect(warnings.map(({ code, message }) => `${code} ${message.split(' ')[0]}`)).toEqual([
      'OVERFLOW huge',
      'OVERFLOW series',
      'OVERFLOW path',
    ]);
  });

  it('refuses an input for which an output overflows that cannot be null, alone, in a list or in an entry', () => {
    const outputs = {
      alone: output.number({ unit: '1', description: 'Alone.' }),
      series: output.numbers({ unit: '1', axis: 'ROUND', description: 'Series.' }),
      path: output.listOf({
        entry: 'Point',
        axis: 'TIME',
        description: 'Path.',
        fields: { price: output.number({ unit: '1', description: 'Price.' }) },
      }),
    };
    const sound = { alone: 1, series: [1], path: [{ price: 1 }] };
    const extremes = { alone: Number.NaN, series: [1, Number.NaN], path: [{ price: Number.NaN }] };
    for (const [name, extreme] of Object.entries(extremes)) {
      const calculator = { ...TEXTS, nulls: 'refused', parameters: {}, outputs } as const;
      const run = () => runCalculator({ ...calculator, compute: () => ({ ...sound, [name]: extreme }) });
      expect(run).toThrow(InvalidInput);
      expect(run).toThrow(`parameters are so extreme that ${name} is too large to be represented`);
    }
  });
});
