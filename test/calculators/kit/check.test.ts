/** The order of checks within one list, vector or matrix. */
import { describe, expect, it } from '@jest/globals';
import { defineCalculator } from '../../../src/calculators/kit/definition.ts';
import { input } from '../../../src/calculators/kit/input.ts';
import { faults, mechanics, network, sound, TEXTS } from '../examples.ts';

describe('lists, vectors and matrices', () => {
  it.each([
    [5, 'returns WRONG_TYPE'],
    [[], 'returns EMPTY'],
    [[0, 0, 0, 'x'], 'returns TOO_LARGE'],
    [[0, 'x'], 'returns[1] WRONG_TYPE'],
    [[0, null], 'returns[1] WRONG_TYPE'],
    [[0, Number.NaN], 'returns[1] NOT_FINITE'],
    [[-1, 'x'], 'returns[0] OUT_OF_RANGE'],
  ])('names the entry of a list: %p', (returns, fault) => {
    expect(faults(mechanics, { returns })).toEqual([fault]);
  });

  it.each([
    [5, 'WRONG_TYPE'],
    [['x', 0, 0, 0], 'WRONG_TYPE'],
    [[], 'EMPTY'],
    [[0, 0, 0, Number.NaN], 'TOO_LARGE'],
    [[Number.NaN], 'SHAPE_MISMATCH'],
    [[-1, Number.NaN], 'NOT_FINITE'],
    [[2, -1], 'NEGATIVE_VALUE'],
    [[0, 2], 'OUT_OF_RANGE'],
  ])('names the vector, check by check: %p', (shocks, code) => {
    expect(faults(network, { ...sound, shocks })).toEqual([`shocks ${code}`]);
  });

  it('looks for negative entries before those at an open bound', () => {
    expect(faults(network, { ...sound, equity: [0, -1] })).toEqual(['equity NEGATIVE_VALUE']);
    expect(faults(network, { ...sound, equity: [1e-10, 1] })).toEqual(['equity OUT_OF_RANGE']);
  });

  it.each([
    [[1, 2], 'WRONG_TYPE'],
    [[[1, 'x']], 'WRONG_TYPE'],
    [[], 'EMPTY'],
    [[[]], 'EMPTY'],
    [[[], []], 'EMPTY'],
    [[[0, 0, 0, 0], [1]], 'TOO_LARGE'],
    [[[1, 2], [1]], 'SHAPE_MISMATCH'],
    [[[1, Number.POSITIVE_INFINITY]], 'NOT_FINITE'],
    [[[10, -1]], 'NEGATIVE_VALUE'],
    [[[10, 1]], 'OUT_OF_RANGE'],
  ])('names the matrix, check by check: %p', (holdings, code) => {
    expect(faults(network, { holdings, shocks: [0, 0] })[0]).toBe(`holdings ${code}`);
  });

  it('does not hold a vector against a faulty matrix', () => {
    expect(faults(network, { holdings: 'none', shocks: [0, 0, 0] })).toEqual(['holdings WRONG_TYPE']);
  });

  const square = defineCalculator({
    ...TEXTS,
    nulls: 'absent',
    parameters: {
      weights: input.numbers({ unit: '1', maxLength: 9, description: 'Weights.' }),
      correlation: input.matrix({
        unit: '1',
        square: true,
        correlation: true,
        maxLength: 9,
        length: 'weights',
        description: 'Correlation.',
      }),
    },
    outputs: {},
    compute: () => ({}),
  });

  it.each([
    [
      [
        [1, 0, 0],
        [0, 1, 0],
      ],
      'NOT_SQUARE',
    ],
    [[[1]], 'SHAPE_MISMATCH'],
    [
      [
        [1, 0.5],
        [0.4, 0.9],
      ],
      'NON_UNIT_DIAGONAL',
    ],
    [
      [
        [1, 1.5],
        [1.4, 1],
      ],
      'NOT_SYMMETRIC',
    ],
    [
      [
        [1, 1.5],
        [1.5, 1],
      ],
      'OUT_OF_RANGE',
    ],
    [
      [
        [1, Number.NaN],
        [1.5, 1],
      ],
      'NOT_FINITE',
    ],
  ])('checks a correlation matrix by diagonal, symmetry and range: %p', (correlation, code) => {
    expect(faults(square, { weights: [1, 1], correlation })).toEqual([`correlation ${code}`]);
  });

  it('grants a correlation matrix the rounding of a billionth', () => {
    const correlation = [
      [1 + 5e-10, 0.5],
      [0.5 + 5e-10, 1],
    ];
    expect(faults(square, { weights: [1, 1], correlation })).toEqual([]);
  });
});
