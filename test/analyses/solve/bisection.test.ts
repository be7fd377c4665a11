/** Bisection against closed forms and fine grids, and the number of runs that it takes. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { solveOf } from '../../../src/analyses/solve/solve.ts';
import { RunTimeout } from '../../../src/errors.ts';
import { ask, countingFind, timeFor } from '../counted.ts';
import { search, solve } from './search.ts';

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
        // The scan cannot see features narrower than its steps.
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

  it.each([
    [0, 5e-324, 2, 4], // no number in between: at most one halving
    [0, 6.4e-323, 2, 8], // 13 numbers: four halvings, and one for rounding
    [-4.4e-323, 6.4e-323, 23, 46],
  ])('are counted from %d to %d, among the smallest numbers there are', (from, to, points, most) => {
    const analysis = solveOf(countingFind().find);
    const unknown = { path: 'x', from, to, points };
    const target = { output: 'y', comparison: 'AT_MOST', value: 1 };
    expect(analysis.runs(analysis.check({ calculator: 'broken', unknown, target }))).toBeLessThanOrEqual(most);
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
