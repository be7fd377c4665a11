/** The types derived from a definition: what compiles here is part of the contract, and so is what does not. */
import { expect, it } from '@jest/globals';
import { defineCalculator } from '../../../src/calculators/kit/definition.ts';
import { input } from '../../../src/calculators/kit/input.ts';
import { output } from '../../../src/calculators/kit/output.ts';

const TEXTS = {
  slug: 'example',
  title: 'Example',
  summary: 'An example.',
  version: '1.0.0',
  concepts: [],
  phrases: [],
  nulls: 'refused',
  equations: [],
  assumptions: [],
  references: [],
} as const;

const parameters = {
  shock: input.number({ unit: 'fraction', default: 0.1, description: 'Shock.' }),
  limit: input.number({ unit: 'fraction', nullable: true, description: 'Limit.' }),
  side: input.oneOf({ values: { long: 'Long.', short: 'Short.' }, default: 'long', description: 'Side.' }),
  positions: input.listOf({
    entry: 'Position',
    maxLength: 10,
    description: 'Positions.',
    fields: { size: input.number({ unit: 'base', description: 'Size.' }) },
  }),
};
const outputs = {
  price: output.number({ unit: 'quote/base', nullable: true, description: 'Price.' }),
  status: output.oneOf({ values: { converged: 'Converged.', maxRounds: 'Stopped.' }, description: 'Status.' }),
};
const presets = [{ name: 'first', title: 'First', parameters: { positions: [{ size: 1 }] } }] as const;

it('types what compute takes and has to give', () => {
  const calculator = defineCalculator({
    ...TEXTS,
    parameters,
    outputs,
    presets,
    compute({ shock, limit, side, positions }) {
      const total: number = positions.reduce((sum, { size }) => sum + size, shock);
      const bound: number | null = limit;
      const sideIsKnown: 'long' | 'short' = side;
      return { price: bound ?? total, status: sideIsKnown === 'long' ? 'converged' : 'maxRounds' };
    },
  });
  expect(calculator.compute({ shock: 1, limit: null, side: 'long', positions: [{ size: 2 }] }, () => {})).toEqual({
    price: 3,
    status: 'converged',
  });
});

it('does not compile a misspelt name, a missing result or a wrong value', () => {
  const definitions = () => [
    defineCalculator({
      ...TEXTS,
      parameters,
      outputs,
      presets,
      // @ts-expect-error: there is no parameter `shok`.
      compute: ({ shok }) => ({ price: shok, status: 'converged' }),
    }),
    // @ts-expect-error: `price` is missing and `prise` is no output.
    defineCalculator({ ...TEXTS, parameters, outputs, presets, compute: () => ({ prise: 1, status: 'converged' }) }),
    // @ts-expect-error: `converge` is not among the statuses.
    defineCalculator({ ...TEXTS, parameters, outputs, presets, compute: () => ({ price: 1, status: 'converge' }) }),
    defineCalculator({
      ...TEXTS,
      parameters,
      outputs,
      presets,
      // @ts-expect-error: `limit` may be null.
      compute: ({ limit }) => ({ price: limit + 1, status: 'converged' }),
    }),
    defineCalculator({
      ...TEXTS,
      parameters,
      outputs,
      // @ts-expect-error: presets use the names of parameters, in entries too.
      presets: [{ name: 'first', title: 'First', parameters: { positions: [{ sise: 1 }] } }],
      compute: () => ({ price: 1, status: 'converged' }),
    }),
    // @ts-expect-error: a default is one of the values.
    input.oneOf({ values: { long: 'Long.' }, default: 'short', description: 'Side.' }),
    // @ts-expect-error: options have no `maximum`.
    input.number({ unit: '1', maximum: 1, description: 'Number.' }),
  ];
  expect(definitions).toBeInstanceOf(Function);
});
