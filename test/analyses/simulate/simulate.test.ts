/** Simulations: what a run is, what is counted, which fault comes first, and what remains when the time is up. */
import { describe, expect, it } from '@jest/globals';
import { simulate, simulateOf } from '../../../src/analyses/simulate/simulate.ts';
import { findCalculator } from '../../../src/calculators/registry.ts';
import { runCalculator } from '../../../src/calculators/run/run.ts';
import { ask, countingFind, find, timeFor } from '../counted.ts';
import { faultOf } from '../faults.ts';

const answerTo = (request: unknown) => ask(simulate, request);

describe('a simulation', () => {
  const request = {
    calculator: 'price-impact',
    distributions: [
      { path: 'orderQuantity', kind: 'UNIFORM', from: 1_000, to: 200_000 },
      { path: 'dailyVolatility', kind: 'LOGNORMAL', median: 1, sigma: 0.5, apply: 'MULTIPLY' },
    ],
    runs: 200,
    seed: 2 ** 53 - 1,
    outputs: ['priceImpact'],
  };

  it('gives the same answer for the same seed, and another for another', () => {
    expect(answerTo(request)).toEqual(answerTo(request));
    expect(answerTo({ ...request, seed: 2 ** 53 - 2 })).not.toEqual(answerTo(request));
  });

  it('has the first runs of a longer one', () => {
    const [longer, shorter] = [answerTo(request), answerTo({ ...request, runs: 50 })];
    const run = longer.outputs[0]?.minimumRun as number;
    const again = answerTo({ ...request, runs: run + 1 });
    expect(again.outputs[0]?.minimum).toBe(longer.outputs[0]?.minimum);
    expect(shorter.outputs[0]?.minimum).toBeGreaterThanOrEqual(longer.outputs[0]?.minimum as number);
  });

  it('without any spread is the run itself', () => {
    const certain = { ...request, distributions: [{ path: 'orderQuantity', kind: 'UNIFORM', from: 5_000, to: 5_000 }] };
    const { outputs } = runCalculator(findCalculator('price-impact'), { orderQuantity: 5_000 });
    expect(answerTo(certain).outputs[0]).toMatchObject({
      mean: outputs.priceImpact,
      standardDeviation: 0,
      quantiles: new Array(7).fill(outputs.priceImpact),
    });
  });

  it('tells how often each status occurred, in the order of the catalogue', () => {
    const { statuses } = answerTo({
      calculator: 'hawkes-clustering',
      distributions: [{ path: 'branchingRatio', kind: 'EMPIRICAL', values: [1.2, 0.5, 0.5, 1, 1.2, 1.2] }],
      runs: 600,
      outputs: ['meanClusterSize'],
    });
    const inCatalogue = Object.keys(
      (findCalculator('hawkes-clustering').outputs.status as unknown as { values: object }).values,
    );
    expect(statuses.map(({ status }) => status)).toEqual(
      inCatalogue.filter((status) => statuses.some((share) => share.status === status)),
    );
    expect(statuses).toHaveLength(3);
    expect(statuses.reduce((sum, { count }) => sum + count, 0)).toBe(600);
    expect(statuses.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('tells why runs were refused, the most frequent first, then by name', () => {
    const refusals = (values: number[]) =>
      answerTo({
        calculator: 'sell-off-feedback',
        distributions: [
          { path: 'shock', kind: 'EMPIRICAL', values },
          { path: 'sellSensitivity', kind: 'EMPIRICAL', values: [-1] },
        ],
        runs: 500,
        outputs: ['totalDecline'],
      });
    const { okCount, refusedCount, refusedShare, outputs, refusals: found } = refusals([2, 0.1, 0.1, 0.1]);
    expect({ okCount, refusedCount, refusedShare }).toEqual({ okCount: 0, refusedCount: 500, refusedShare: 1 });
    expect(outputs[0]).toMatchObject({ count: 0, nullCount: 0, mean: null });
    expect(found.map(({ parameter, code }) => `${parameter} ${code}`)).toEqual([
      'sellSensitivity OUT_OF_RANGE',
      'shock OUT_OF_RANGE',
    ]);
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  });

  it('draws once for all places that a path matches', () => {
    const { outputs } = answerTo({
      calculator: 'fire-sale-contagion',
      parameters: { holdings: [[300, 200]], equity: [40], assetShocks: [0, 0], marketDepth: [8_000, 12_000] },
      distributions: [{ path: 'assetShocks[*]', kind: 'UNIFORM', from: 0, to: 0.05 }],
      runs: 50,
      outputs: ['totalDirectLoss'],
    });
    // One institution holding 500 loses 500 times the shared shock, at most 25; independent shocks spread less.
    const [{ maximum, standardDeviation } = {}] = outputs;
    expect(maximum).toBeLessThanOrEqual(25);
    expect(standardDeviation).toBeGreaterThan(5);
  });
});

describe('a simulation whose time is up', () => {
  const request = {
    calculator: 'broken',
    distributions: [{ path: 'x', kind: 'UNIFORM', from: -20, to: 20 }],
    runs: 100,
    outputs: ['y', 'z'],
  };

  it('counts the runs that are left out, and has statistics of the others', () => {
    const counting = countingFind();
    const cut = ask(simulateOf(counting.find), request, timeFor(40));
    expect(cut).toMatchObject({ runs: 100, timeoutCount: 60, refusedShare: cut.refusedCount / 100 });
    expect(cut.okCount + cut.refusedCount).toBe(40);
    // The input check refuses values beyond 10 before anything is computed.
    expect(counting.runs()).toBe(cut.okCount);
    expect(cut.outputs).toEqual(ask(simulateOf(find), { ...request, runs: 40 }).outputs);
  });

  it('has no statistics where it was up at once', () => {
    const nothing = ask(simulateOf(find), request, timeFor(0));
    expect(nothing).toMatchObject({ okCount: 0, refusedCount: 0, timeoutCount: 100, statuses: [], refusals: [] });
    expect(nothing.outputs.map(({ count }) => count)).toEqual([0, 0]);
  });

  it('is charged for all its runs, and tells how many are done', () => {
    const analysis = simulateOf(find);
    const checked = analysis.check(request);
    expect(analysis.runs(checked)).toBe(100);
    const watch = timeFor(30);
    analysis.answer(checked, watch);
    expect(watch.told).toEqual(Array.from({ length: 30 }, (_, run) => [run, 100]));
  });
});

describe('a request for a simulation', () => {
  const sound = { path: 'x', kind: 'NORMAL', mean: 1, standardDeviation: 1 };
  const { check } = simulateOf(find);
  const faultIn = (request: object) =>
    faultOf(() => check({ calculator: 'broken', distributions: [sound], ...request }));

  it('is complete with a calculator and one distribution', () => {
    expect(check({ calculator: 'broken', distributions: [sound], rankCorrelation: null, runs: null })).toMatchObject({
      runs: 1_000,
      seed: 1,
      factor: null,
      tailLevel: 0.95,
      bins: 20,
      quantiles: [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99],
    });
  });

  it('is refused at its first fault in the order of the catalogue', () => {
    const faulty: Record<string, unknown> = {
      calculator: 'none',
      distributions: [],
      rankCorrelation: [[1]],
      runs: 0,
      seed: 0.5,
      outputs: ['word'],
      quantiles: [0.5, 2],
      tailLevel: 0.4,
      bins: 0,
    };
    const two = [sound, { ...sound, path: 'slope' }];
    const repairs: [string, Record<string, unknown>][] = [
      ['calculator UNKNOWN_VALUE', { calculator: 'broken' }],
      ['distributions EMPTY', { distributions: new Array(21).fill(sound) }],
      ['distributions TOO_LARGE', { distributions: two }],
      [
        'rankCorrelation SHAPE_MISMATCH',
        {
          rankCorrelation: [
            [1, 0],
            [0, Number.POSITIVE_INFINITY],
          ],
        },
      ],
      [
        'rankCorrelation NOT_FINITE',
        {
          rankCorrelation: [
            [1, 0.5],
            [0.4, 0.9],
          ],
        },
      ],
      [
        'rankCorrelation NON_UNIT_DIAGONAL',
        {
          rankCorrelation: [
            [1, 1.5],
            [0.4, 1],
          ],
        },
      ],
      [
        'rankCorrelation NOT_SYMMETRIC',
        {
          rankCorrelation: [
            [1, 1.5],
            [1.5, 1],
          ],
        },
      ],
      [
        'rankCorrelation OUT_OF_RANGE',
        {
          rankCorrelation: [
            [1, 0.5],
            [0.5, 1],
          ],
        },
      ],
      ['runs OUT_OF_RANGE', { runs: 10 }],
      ['seed NOT_INTEGER', { seed: -1 }],
      ['seed OUT_OF_RANGE', { seed: 7 }],
      ['outputs[0] NOT_NUMERIC', { outputs: ['y', 'v'] }],
      ['outputs[1] UNKNOWN_OUTPUT', { outputs: ['y'] }],
      ['quantiles[1] OUT_OF_RANGE', { quantiles: new Array(51).fill(0.5) }],
      ['quantiles TOO_LARGE', { quantiles: [] }],
      ['tailLevel OUT_OF_RANGE', { tailLevel: 0.9 }],
      ['bins OUT_OF_RANGE', { bins: 1 }],
    ];
    for (const [fault, repair] of repairs) {
      expect(faultOf(() => check(faulty))).toBe(fault);
      Object.assign(faulty, repair);
    }
    expect(check(faulty)).toMatchObject({ runs: 10, seed: 7, bins: 1, quantiles: [] });
  });

  it.each<[string, object]>([
    ['path MISSING', { path: null }],
    ['path UNKNOWN_PARAMETER', { path: 'y', kind: 'NONE' }],
    ['apply UNKNOWN_VALUE', { apply: 'TIMES' }],
    ['kind MISSING', { kind: undefined }],
    ['kind UNKNOWN_VALUE', { kind: 'CAUCHY' }],
    ['mean MISSING', { mean: null, standardDeviation: -1 }],
    ['mean NOT_FINITE', { mean: Number.POSITIVE_INFINITY }],
    ['mean WRONG_TYPE', { mean: '1' }],
    ['standardDeviation OUT_OF_RANGE', { standardDeviation: -1, minimum: Number.NaN }],
    ['median OUT_OF_RANGE', { kind: 'LOGNORMAL', median: 0 }],
    ['sigma MISSING', { kind: 'LOGNORMAL', median: 1 }],
    ['from MISSING', { kind: 'UNIFORM' }],
    ['to MISSING', { kind: 'UNIFORM', from: 1 }],
    ['to OUT_OF_RANGE', { kind: 'UNIFORM', from: 1, to: 0.5 }],
    ['mode MISSING', { kind: 'TRIANGULAR', from: 1, to: 0 }],
    ['to OUT_OF_RANGE', { kind: 'TRIANGULAR', from: 1, to: 0, mode: 7 }],
    ['mode OUT_OF_RANGE', { kind: 'TRIANGULAR', from: 0, to: 1, mode: 7 }],
    ['scale OUT_OF_RANGE', { kind: 'STUDENT_T', location: 0, scale: -1 }],
    ['degreesOfFreedom OUT_OF_RANGE', { kind: 'STUDENT_T', location: 0, scale: 1, degreesOfFreedom: 0.9 }],
    ['values MISSING', { kind: 'EMPIRICAL' }],
    ['values EMPTY', { kind: 'EMPIRICAL', values: [] }],
    ['values TOO_LARGE', { kind: 'EMPIRICAL', values: new Array(1_001).fill(1) }],
    ['values NOT_FINITE', { kind: 'EMPIRICAL', values: [1, Number.NaN] }],
    ['minimum NOT_FINITE', { minimum: Number.NaN, maximum: Number.NaN }],
    ['maximum NOT_FINITE', { maximum: Number.NaN }],
    ['maximum OUT_OF_RANGE', { minimum: 2, maximum: 1 }],
  ])('names the field of a distribution: %s', (fault, fields) => {
    expect(faultIn({ distributions: [{ ...sound, ...fields }] })).toBe(`distributions[0].${fault}`);
  });

  it('leads to each place once', () => {
    expect(faultIn({ distributions: [sound, { ...sound, apply: 'ADD' }] })).toBe('distributions[1].path OUT_OF_RANGE');
  });

  it('has correlations for all its distributions, of which numbers exist', () => {
    const three = ['x', 'slope', 'drop'].map((path) => ({ ...sound, path }));
    const matrix = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ];
    expect(faultIn({ distributions: three, rankCorrelation: matrix })).toBe('rankCorrelation NOT_PSD');
    expect(faultIn({ distributions: three, rankCorrelation: [[1]] })).toBe('rankCorrelation SHAPE_MISMATCH');
    expect(faultIn({ distributions: three, rankCorrelation: [1, 1, 1] })).toBe('rankCorrelation SHAPE_MISMATCH');
  });
});
