import { expect, it } from '@jest/globals';
import type { Output } from '../../src/widget/views/definition.ts';
import { singlesOf } from '../../src/widget/views/singles.ts';

const output = (name: string, rest: Partial<Output> = {}): Output => ({
  name,
  label: name,
  values: null,
  valueLabels: null,
  indexOf: null,
  zeroLabel: null,
  firstEntries: [],
  axis: 'NONE',
  unit: '1',
  type: 'NUMBER',
  description: '',
  ...rest,
});

it('tells single outputs that have a value from those that are null, each in the order of the calculator', () => {
  const outputs = [
    output('ratio'),
    output('status', { type: 'ENUM' }),
    output('series', { axis: 'ROUND', type: 'NUMBER_LIST' }),
    output('move'),
    output('count'),
    output('halted', { type: 'BOOLEAN' }),
  ];
  const values = { ratio: null, status: 'CONVERGED', series: [1, 2], count: 0, halted: false };
  const { defined, missing } = singlesOf(outputs, values);
  // Zero and `no` are values; what a run omits is not.
  expect(defined.map(({ name }) => name)).toEqual(['status', 'count', 'halted']);
  expect(missing.map(({ name }) => name)).toEqual(['ratio', 'move']);
});
