/** Which inputs of a calculator can vary, and their initial range. */

import { describe, expect, it } from '@jest/globals';
import { labelOf } from '../../../src/calculators/kit/label.ts';
import { pathInWords } from '../../../src/widget/analyses/kit/paths.ts';
import {
  bracketAround,
  mainVariable,
  rangeAround,
  type Variable,
  variablesOf,
  withValue,
} from '../../../src/widget/analyses/kit/variables.ts';
import type { Parameter } from '../../../src/widget/views/definition.ts';

const parameter = (name: string, type: Parameter['type'], rest: Partial<Parameter> = {}): Parameter => ({
  name,
  label: labelOf(name),
  valueLabels: null,
  indexOf: null,
  type,
  unit: '1',
  description: '',
  required: false,
  nullable: false,
  default: null,
  emptyOnce: [],
  note: null,
  minimum: null,
  minimumExcluded: false,
  maximum: null,
  maximumExcluded: false,
  values: null,
  ...rest,
});
const variable = (rest: Partial<Variable>): Variable => ({
  path: 'x',
  label: 'X',
  description: '',
  group: '',
  unit: '1',
  value: 1,
  isWhole: false,
  apply: 'SET',
  minimum: null,
  maximum: null,
  ...rest,
});

describe('what can vary', () => {
  const leverage = parameter('leverage', 'NUMBER', { default: 5 });
  const side = parameter('side', 'ENUM');
  const positions = parameter('positions', 'OBJECT_LIST', { fields: [side, leverage, parameter('symbol', 'INTEGER')] });
  const parameters = [
    parameter('model', 'ENUM'),
    parameter('shock', 'NUMBER', { minimum: 0, maximum: 1 }),
    parameter('maxRounds', 'INTEGER'),
    parameter('equity', 'NUMBER_LIST'),
    parameter('liabilities', 'NUMBER_MATRIX'),
    positions,
  ];
  const values = {
    model: 'sqrt',
    shock: 0.05,
    maxRounds: 20,
    equity: [10, 20],
    liabilities: [
      [0, 1],
      [2, 0],
    ],
    positions: [
      { side: 'long', symbol: 0 },
      { side: 'short', leverage: 8, symbol: 1 },
    ],
  };

  it('is every number, and every list as a whole by a factor', () => {
    expect(variablesOf(parameters, values).map(({ path, apply, value }) => [path, apply, value])).toEqual([
      ['shock', 'SET', 0.05],
      ['maxRounds', 'SET', 20],
      ['equity[*]', 'MULTIPLY', 1],
      ['equity[0]', 'SET', 10],
      ['equity[1]', 'SET', 20],
      ['liabilities[*][*]', 'MULTIPLY', 1],
      ['liabilities[0][0]', 'SET', 0],
      ['liabilities[0][1]', 'SET', 1],
      ['liabilities[1][0]', 'SET', 2],
      ['liabilities[1][1]', 'SET', 0],
      ['positions[*].leverage', 'MULTIPLY', 1], // the field's default applies where none is given
      ['positions[0].leverage', 'SET', 5],
      ['positions[0].symbol', 'SET', 0],
      ['positions[1].leverage', 'SET', 8],
      ['positions[1].symbol', 'SET', 1],
    ]);
  });

  it('leaves long lists out but for their first entries and the whole', () => {
    const equity = Array.from({ length: 500 }, (_, i) => i + 1);
    const paths = variablesOf(parameters, { equity }).map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith('equity'))).toHaveLength(13);
  });

  it('is written back where it came from, the rest as it was', () => {
    const at = (path: string) => variablesOf(parameters, values).find((known) => known.path === path) as Variable;
    expect(withValue(values, at('shock'), 0.2)).toEqual({ ...values, shock: 0.2 });
    expect(withValue(values, at('equity[*]'), 3)).toEqual({ ...values, equity: [30, 60] });
    expect(withValue(values, at('liabilities[1][0]'), 9)).toMatchObject({
      liabilities: [
        [0, 1],
        [9, 0],
      ],
    });
    expect(withValue(values, at('positions[1].leverage'), 3)).toMatchObject({
      positions: [
        { side: 'long', symbol: 0 },
        { side: 'short', leverage: 3, symbol: 1 },
      ],
    });
  });

  it('begins with what the examples vary', () => {
    const variables = variablesOf(parameters, values);
    expect(mainVariable(variables, new Set(['equity', 'shock']))?.path).toBe('shock');
    expect(mainVariable(variables, new Set())?.path).toBe('shock');
    expect(mainVariable([], new Set())).toBeUndefined();
    const solver = [parameter('tolerance', 'NUMBER'), parameter('equity', 'NUMBER_LIST')];
    expect(mainVariable(variablesOf(solver, { tolerance: 1e-12, equity: [1, 2] }), new Set())?.path).toBe('equity[*]');
  });
});

describe('the range at first', () => {
  it('goes from nothing to twice the value, within the bounds', () => {
    expect(rangeAround(variable({ value: 0.05, minimum: 0, maximum: 1 }))).toEqual({ from: 0, to: 0.1 });
    expect(rangeAround(variable({ value: 0.8, minimum: 0, maximum: 1 }))).toEqual({ from: 0, to: 1 });
    expect(rangeAround(variable({ value: -2 }))).toEqual({ from: -4, to: 0 });
    expect(rangeAround(variable({ value: 0, minimum: 0, maximum: 0.5 }))).toEqual({ from: 0, to: 0.5 });
    expect(rangeAround(variable({ value: null, minimum: 1 }))).toEqual({ from: 1, to: 2 });
    expect(rangeAround(variable({ value: 1, isWhole: true, minimum: 1, maximum: 1 }))).toEqual({ from: 1, to: 2 });
  });

  it('of a search reaches to the lowest value and ten times the present one', () => {
    expect(bracketAround(variable({ value: 10, minimum: 1, maximum: 1000 }))).toEqual({ from: 1, to: 100 });
    expect(bracketAround(variable({ value: 0.2, minimum: 0, maximum: 1 }))).toEqual({ from: 0, to: 1 });
    expect(bracketAround(variable({ value: 5, minimum: -1e15, maximum: 1e15 }))).toEqual({ from: 0, to: 50 });
    expect(bracketAround(variable({ value: -3 }))).toEqual({ from: -30, to: 0 });
  });
});

it('is called what a reader would call it', () => {
  const known = [
    parameter('positions', 'OBJECT_LIST', {
      fields: [parameter('leverage', 'NUMBER'), parameter('size', 'NUMBER'), parameter('maxLoss', 'NUMBER')],
    }),
    ...['maxRounds', 'liabilities', 'losses', 'externalAssets', 'equity'].map((name) => parameter(name, 'NUMBER_LIST')),
  ];
  const words = (path: string) => pathInWords(path, known);
  expect(words('maxRounds')).toBe('Maximum rounds');
  expect(words('positions[0].leverage')).toBe('Leverage of position 1');
  expect(words('positions[*].maxLoss')).toBe('Maximum loss of all positions');
  expect(words('liabilities[0][1]')).toBe('Liability 1, 2');
  expect(words('losses[2]')).toBe('Loss 3');
  expect(words('externalAssets[*]')).toBe('All external assets');
  expect(words('equity[1]')).toBe('Equity 2');
});
