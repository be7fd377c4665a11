/** Searches whose answers are known by hand, and what is told beside the answer. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Solution, solveOf } from '../../../src/analyses/solve/solve.ts';
import { runCalculator } from '../../../src/calculators/run/run.ts';
import { RunTimeout } from '../../../src/errors.ts';
import { ask, countingFind, find, timeFor } from '../counted.ts';
import { faultOf } from '../faults.ts';

const solve = solveOf(find);

interface Asked {
  from?: number;
  to?: number;
  points?: number;
  scale?: string;
  find?: string;
  parameters?: object;
  path?: string;
  apply?: string;
  tolerance?: number;
}
/** A search over x of the toy. */
function search(output: string, comparison: string, value: number, asked: Asked = {}): Solution {
  const { from = -5, to = 5, points = 33, scale = 'LINEAR', path = 'x', apply = 'SET', tolerance } = asked;
  return ask(solve, {
    calculator: 'broken',
    parameters: asked.parameters,
    unknown: { path, apply, from, to, points, scale },
    target: { output, comparison, value, tolerance },
    find: asked.find,
  });
}

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
    expect(solution.points.codes[32]).toBe('OUT_OF_RANGE');
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
    // The parity leaps from -1 to 1 or back at every whole number.
    const leaps = search('parity', 'EQUALS', 0, { from: -49.5, to: 9.5, points: 60 });
    expect(leaps).toMatchObject({ outcome: 'NEVER', crossingCount: 59 });
    expect(leaps.crossings.every(({ kind }) => kind === 'JUMP')).toBe(true);
  });

  it('are not all searched where they are more than 100: no answer is better than a false one', () => {
    const many = () => search('parity', 'EQUALS', 0, { from: -99.5, to: 9.5, points: 110 });
    expect(faultOf(many)).toBe('target.value OUT_OF_RANGE');
  });
});

describe('bisection', () => {
  it('agrees with the closed form wherever the line and the value are', () => {
    const slope = fc.double({ min: 0.1, max: 100, noNaN: true });
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(
        slope,
        share,
        fc.constantFrom('AT_MOST', 'AT_LEAST', 'EQUALS'),
        fc.integer({ min: 2, max: 60 }),
        (a, s, comparison, points) => {
          const wanted = -5 + 10 * s;
          const parameters = { slope: a, drop: 0 };
          const find = comparison === 'AT_LEAST' ? 'SMALLEST' : 'LARGEST';
          const { value, monotone, crossingCount } = search('y', comparison, a * wanted, { parameters, find, points });
          expect(Math.abs((value ?? 99) - wanted)).toBeLessThan(1e-9);
          expect([monotone, crossingCount]).toEqual(['INCREASING', 1]);
        },
      ),
    );
  });

  it('agrees with a grid so fine that it needs no bisection', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(number(-6, 6), number(-5, 5), number(-4, 4), (limit, jumpAt, drop) => {
        // What is narrower than the scan it cannot see.
        fc.pre(Math.abs(limit - jumpAt) > 0.06 && Math.abs(limit + drop - jumpAt) > 0.06);
        const y = (x: number) => x - (x >= jumpAt ? drop : 0);
        const fine = Array.from({ length: 20_001 }, (_, k) => -5 + k / 2000).filter((x) => y(x) <= limit);
        const solution = search('y', 'AT_MOST', limit, { parameters: { jumpAt, drop }, points: 201 });
        if (fine.length === 0) expect(solution.value).toBeNull();
        else expect(Math.abs((solution.value ?? 99) - (fine.at(-1) as number))).toBeLessThanOrEqual(1 / 2000);
      }),
    );
  });
});

describe('the runs of a search', () => {
  const request = fc.record({
    calculator: fc.constant('broken'),
    parameters: fc.record({ jumpAt: fc.double({ min: -5, max: 5, noNaN: true }), drop: fc.constantFrom(0, 3) }),
    unknown: fc.oneof(
      fc.record({
        path: fc.constant('x'),
        from: fc.double({ min: -90, max: 0, noNaN: true }),
        to: fc.constant(9),
        points: fc.integer({ min: 2, max: 300 }),
      }),
      fc.record({
        path: fc.constant('x'),
        from: fc.constantFrom(1e-12, 0.1),
        to: fc.constant(9),
        points: fc.integer({ min: 2, max: 9 }),
        scale: fc.constant('LOG'),
      }),
      fc.record({
        path: fc.constant('steps'),
        from: fc.constant(0),
        to: fc.integer({ min: 1, max: 1000 }),
        points: fc.integer({ min: 2, max: 9 }),
      }),
    ),
    target: fc.record({
      output: fc.constantFrom('y', 'wave', 'n', 'z', 'parity'),
      comparison: fc.constantFrom('AT_MOST', 'AT_LEAST', 'EQUALS'),
      value: fc.double({ min: -2, max: 2, noNaN: true }),
    }),
  });

  it('are never more than were charged for, and not charged far above', () => {
    let mostShare = 0;
    fc.assert(
      fc.property(request, (asked) => {
        const counting = countingFind();
        const analysis = solveOf(counting.find);
        const charged = analysis.runs(analysis.check(asked));
        ask(analysis, asked);
        mostShare = Math.max(mostShare, counting.runs() / charged);
        return counting.runs() <= charged;
      }),
      { numRuns: 300 },
    );
    expect(mostShare).toBeGreaterThan(0.85);
  });

  it('are refused once the time is up, for no part of an answer stands alone', () => {
    const asked = {
      calculator: 'broken',
      unknown: { path: 'x', from: 0, to: 9 },
      target: { output: 'z', comparison: 'AT_MOST', value: 4 },
    };
    expect(() => ask(solve, asked, timeFor(20))).toThrow(RunTimeout);
    expect(() => ask(solve, asked, timeFor(40))).toThrow(/after 40 of at most \d+ runs: ask for fewer points/);
  });
});
