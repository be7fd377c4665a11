/** Statistics of an output against numbers computed by hand. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { statisticsOf } from '../../../src/analyses/simulate/statistics.ts';

const ASKED = { quantiles: [0, 0.5, 0.9, 1], tailLevel: 0.5, bins: 3 };
const of = (numbers: readonly number[], asked = {}) => statisticsOf(Float64Array.from(numbers), { ...ASKED, ...asked });

describe('statistics of an output', () => {
  it('are those of the runs that have a number', () => {
    expect(of([4, Number.NaN, 1, 3, 1, Number.NaN, 6])).toEqual({
      count: 5,
      mean: 3,
      // Squares 1, 4, 0, 4, 9 over 4.
      standardDeviation: Math.sqrt(4.5),
      standardError: Math.sqrt(4.5) / Math.sqrt(5),
      minimum: 1,
      maximum: 6,
      minimumRun: 2,
      maximumRun: 6,
      // 1, 1, 3, 4, 6: at 0.9 of 4 steps, 0.6 of the way from 4 to 6.
      quantiles: [1, 3, expect.closeTo(5.2, 12), 6],
      // Half of five, rounded down: 1 and 1, 4 and 6.
      lowerShortfall: 1,
      upperShortfall: 5,
      histogramEdges: [1, expect.closeTo(8 / 3, 12), expect.closeTo(13 / 3, 12), 6],
      histogramCounts: [2, 2, 1],
    });
  });

  it('of no number are missing', () => {
    expect(of([Number.NaN, Number.NaN])).toEqual({
      count: 0,
      mean: null,
      standardDeviation: null,
      standardError: null,
      minimum: null,
      maximum: null,
      minimumRun: null,
      maximumRun: null,
      quantiles: [null, null, null, null],
      lowerShortfall: null,
      upperShortfall: null,
      histogramEdges: [],
      histogramCounts: [],
    });
  });

  it('of one number have no deviation', () => {
    expect(of([7])).toMatchObject({ mean: 7, standardDeviation: null, standardError: null, lowerShortfall: 7 });
  });

  it('of equal numbers have one bin without width, and no noise', () => {
    expect(of(new Array<number>(1_000).fill(0.1))).toMatchObject({
      mean: 0.1,
      standardDeviation: 0,
      histogramEdges: [0.1, 0.1],
      histogramCounts: [1_000],
    });
  });

  it('have tails of whole numbers of runs', () => {
    // 1 - 0.95 is slightly below 0.05 in floating point: two of 40 runs are in the tail nevertheless.
    const numbers = Array.from({ length: 40 }, (_, i) => i);
    expect(of(numbers, { tailLevel: 0.95 })).toMatchObject({ lowerShortfall: 0.5, upperShortfall: 38.5 });
    expect(of(numbers, { tailLevel: 0.9999 })).toMatchObject({ lowerShortfall: 0, upperShortfall: 39 });
  });

  it('put a number on an edge into the bin above, and the greatest into the last', () => {
    expect(of([0, 1, 2, 3], { bins: 3 }).histogramCounts).toEqual([1, 1, 2]);
  });

  it('are numbers or null where sums overflow', () => {
    const { MAX_VALUE } = Number;
    const found = of([-MAX_VALUE, -MAX_VALUE, MAX_VALUE, MAX_VALUE, 0], { bins: 2 });
    expect(found).toMatchObject({ standardDeviation: null, lowerShortfall: null, upperShortfall: null });
    expect(found).toMatchObject({ histogramEdges: [-MAX_VALUE, 0, MAX_VALUE], histogramCounts: [2, 3] });
  });

  it('count each number once, between rising edges', () => {
    const numbers = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 200 }), (values, bins) => {
        const { histogramCounts, histogramEdges } = of(values, { bins });
        expect(histogramCounts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
        expect(histogramEdges).toHaveLength(histogramCounts.length + 1);
        for (let k = 1; k < histogramEdges.length; k += 1) {
          expect(histogramEdges[k]).toBeGreaterThanOrEqual(histogramEdges[k - 1] as number);
        }
      }),
    );
  });
});
