/** Searches whose answers can be computed by hand, and what is reported beside the answer. */
import { describe, expect, it } from '@jest/globals';
import { runCalculator } from '../../../src/calculators/run/run.ts';
import { find } from '../counted.ts';
import { faultOf } from '../faults.ts';
import { type Asked, search } from './search.ts';

describe('the largest and the smallest value', () => {
  it.each([
    ['LARGEST', 2],
    ['SMALLEST', -2],
  ])('with a square of at most 4: the %s is %d', (find, value) => {
    const solution = search('z', 'AT_MOST', 4, { find });
    expect(solution).toMatchObject({
      outcome: 'FOUND',
      atBound: false,
      unit: 'fraction',
      crossingCount: 2,
      monotone: 'NONE',
    });
    expect(solution.value).toBeCloseTo(value, 11);
    expect(solution.outputAtValue).toBeLessThanOrEqual(4);
    expect(solution.crossings.map(({ kind, admissible }) => [kind, admissible])).toEqual([
      ['CONTINUOUS', 'UPPER'],
      ['CONTINUOUS', 'LOWER'],
    ]);
  });

  it('with a square of at least 4 are the ends, whatever lies between', () => {
    expect(search('z', 'AT_LEAST', 4)).toMatchObject({
      outcome: 'FOUND',
      value: 5,
      atBound: true,
      outputAtValue: 25,
      crossingCount: 2,
    });
    expect(search('z', 'AT_LEAST', 4, { find: 'SMALLEST' })).toMatchObject({
      outcome: 'FOUND',
      value: -5,
      atBound: true,
    });
  });

  it.each([
    ['LARGEST', 2],
    ['SMALLEST', -2],
  ])('with a square of 4: the %s is %d', (find, value) => {
    const solution = search('z', 'EQUALS', 4, { find });
    expect(solution.outcome).toBe('FOUND');
    expect(solution.value).toBeCloseTo(value, 11);
    expect(solution.crossings.map(({ admissible }) => admissible)).toEqual(['BOTH', 'BOTH']);
  });

  it('are looked for among factors and summands as well', () => {
    const factor = search('z', 'AT_MOST', 4, { apply: 'MULTIPLY', parameters: { x: 0.5 }, from: 1, to: 10 });
    expect(factor.value).toBeCloseTo(4, 10);
    const summand = search('z', 'AT_MOST', 4, { apply: 'ADD', parameters: { x: 0.5 }, from: 0, to: 9 });
    expect(summand.value).toBeCloseTo(1.5, 10);
  });

  it('are looked for in the logarithm', () => {
    const solution = search('z', 'AT_MOST', 1e-6, { from: 1e-9, to: 1, scale: 'LOG' });
    expect(Math.abs((solution.value ?? 0) / 1e-3 - 1)).toBeLessThan(1e-9);
    expect(solution.points.x[16]).toBeCloseTo(10 ** -4.5, 9);
  });

  it('are there always or never', () => {
    const always = search('z', 'AT_MOST', 100);
    expect(always).toMatchObject({ outcome: 'ALWAYS', value: 5, atBound: true, outputAtValue: 25, crossings: [] });
    expect(search('z', 'AT_MOST', 100, { find: 'SMALLEST' })).toMatchObject({ outcome: 'ALWAYS', value: -5 });
    const never = search('z', 'AT_MOST', -1);
    expect(never).toMatchObject({ outcome: 'NEVER', value: null, atBound: false, outputAtValue: null, run: null });
    expect(search('n', 'EQUALS', 4)).toMatchObject({
      outcome: 'ALWAYS',
      value: 5,
      crossingCount: 33,
      monotone: 'CONSTANT',
    });
  });

  it('come with the run there, which is that of the calculator', () => {
    const { value, run, outputAtValue } = search('z', 'AT_MOST', 4);
    const alone = runCalculator(find('broken'), { x: value });
    expect(run).toEqual(alone);
    expect(outputAtValue).toBe(alone.outputs.z);
  });
});

describe('a jump', () => {
  it('over the target is told with both sides, the admissible one answers', () => {
    const leapt = search('y', 'AT_MOST', 4.5, { from: 0, to: 10, parameters: { drop: -2 } });
    expect(leapt.crossings).toMatchObject([{ kind: 'JUMP', admissible: 'LOWER' }]);
    expect(leapt.value).toBeLessThan(3.7);
    expect(leapt.value).toBeCloseTo(3.7, 10);
    expect(leapt.crossings[0]?.upperValue).toBeCloseTo(5.7, 10);
  });

  it('over a value that is to be met is no answer', () => {
    const solution = search('y', 'EQUALS', 4.5, { from: 0, to: 10, parameters: { drop: -2 } });
    expect(solution).toMatchObject({
      outcome: 'NEVER',
      value: null,
      crossings: [{ kind: 'JUMP', admissible: 'NEITHER' }],
    });
  });

  it('is wherever a flag turns', () => {
    const solution = search('isBeyond', 'AT_MOST', 0, { from: 0, to: 10 });
    expect(solution).toMatchObject({ crossings: [{ kind: 'JUMP', lowerValue: 0, upperValue: 1 }] });
    expect(solution.value).toBeCloseTo(3.7, 10);
  });
});

describe('an edge', () => {
  it('is where runs begin to be refused', () => {
    const solution = search('z', 'AT_LEAST', 50, { from: 0, to: 20 });
    expect(solution).toMatchObject({
      outcome: 'FOUND',
      crossings: [
        { kind: 'CONTINUOUS', admissible: 'UPPER' },
        { kind: 'EDGE', admissible: 'LOWER', upperValue: null },
      ],
    });
    expect(solution.value).toBeCloseTo(10, 10);
    expect(solution.value).toBeLessThanOrEqual(10);
    expect(solution.points.statuses.filter((status) => status === 'REFUSED')).toHaveLength(16);
    expect([solution.points.codes[32], solution.points.faults[32]]).toEqual(['OUT_OF_RANGE', 'x']);
    expect(solution.points.y[32]).toBeNull();
  });

  it('is where there is no number', () => {
    const solution = search('y', 'AT_MOST', 0, { from: -20, to: 1, find: 'SMALLEST' });
    expect(solution.crossings[0]).toMatchObject({ kind: 'EDGE', admissible: 'UPPER', lowerValue: null });
    expect(solution.value).toBeCloseTo(-10, 10);
  });
});

describe('a whole number', () => {
  const steps = (comparison: string, value: number, asked: Asked = {}) =>
    search('n', comparison, value, { path: 'steps', from: 0, to: 1000, points: 5, ...asked });

  it('is found exactly, as a step', () => {
    expect(steps('AT_MOST', 617.5)).toMatchObject({
      value: 617,
      crossings: [{ lower: 617, upper: 618, kind: 'STEP', admissible: 'LOWER' }],
    });
    expect(steps('AT_LEAST', 617.5, { find: 'SMALLEST' }).value).toBe(618);
  });

  it('that hits a value answers, one that passes by does not', () => {
    expect(steps('EQUALS', 617)).toMatchObject({ outcome: 'FOUND', value: 617, outputAtValue: 617 });
    expect(steps('EQUALS', 250)).toMatchObject({ outcome: 'FOUND', value: 250 });
    expect(steps('EQUALS', 617.5)).toMatchObject({
      outcome: 'NEVER',
      crossings: [{ lower: 617, upper: 618, kind: 'STEP', admissible: 'NEITHER' }],
    });
  });

  it('is scanned once each', () => {
    const { points, atBound, value } = steps('AT_MOST', 9, { from: 0.2, to: 3.4, points: 33 });
    expect(points.x).toEqual([0, 1, 2, 3]);
    expect([value, atBound]).toEqual([3, true]);
  });
});

describe('many crossings', () => {
  // sin x is 0.5 at π/6 and 5π/6, and again each 2π.
  const crossed = Array.from({ length: 40 }, (_, k) =>
    [Math.PI / 6, (5 * Math.PI) / 6].map((x) => x + 2 * Math.PI * (k - 20)),
  )
    .flat()
    .filter((x) => x > -97 && x < 9);
  const waves = (find: string) => search('wave', 'AT_LEAST', 0.5, { from: -97, to: 9, points: 1000, find });

  it.each([
    ['LARGEST', crossed.slice(-20)],
    ['SMALLEST', crossed.slice(0, 20)],
  ])('are counted, and the 20 nearest to the %s are told', (find, expected) => {
    const { crossings, crossingCount, value } = waves(find);
    expect(crossingCount).toBe(crossed.length);
    expect(crossings).toHaveLength(20);
    for (const [i, { lower }] of crossings.entries()) expect(lower).toBeCloseTo(expected[i] as number, 9);
    expect(value).toBeCloseTo(expected.at(find === 'LARGEST' ? -1 : 0) as number, 9);
  });

  it('are searched beyond the 20 told for one that meets a value', () => {
    // The parity jumps from -1 to 1 or back at every integer.
    const leaps = search('parity', 'EQUALS', 0, { from: -49.5, to: 9.5, points: 60 });
    expect(leaps).toMatchObject({ outcome: 'NEVER', crossingCount: 59 });
    expect(leaps.crossings.every(({ kind }) => kind === 'JUMP')).toBe(true);
  });

  it('are not all searched where they are more than 100: no answer is better than a false one', () => {
    const many = () => search('parity', 'EQUALS', 0, { from: -99.5, to: 9.5, points: 110 });
    expect(faultOf(many)).toBe('target.value OUT_OF_RANGE');
  });
});
