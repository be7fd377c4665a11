/** Properties of DebtRank for any network, its closed form, and the rounds one by one. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix, solve } from 'ml-matrix';
import { debtrank } from '../../src/calculators/debtrank/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { spectralRadius } from '../../src/numerics/spectral-radius.ts';
import { DECIMAL_RUNS } from './numbers.ts';

interface Network {
  exposures: number[][];
  equity: number[];
  initialStress: number[];
}
interface Options {
  variant?: 'linear' | 'singleHit';
  maxIterations?: number;
  tolerance?: number;
}
interface Outputs {
  stress: number[];
  debtRank: number;
  totalStress: number;
  stressByRound: number[];
  rounds: number;
  status: string;
  defaulted: boolean[];
  spectralRadius: number;
}

const outputsOf = (network: Network, options: Options = {}) =>
  runCalculator(debtrank, { ...network, ...options }).outputs as unknown as Outputs;
const isUnstable = (network: Network) =>
  runCalculator(debtrank, network).warnings.some(({ code }) => code === 'UNSTABLE');

const NETWORK: fc.Arbitrary<Network> = fc.integer({ min: 1, max: 7 }).chain((n) => {
  const vector = (entry: fc.Arbitrary<number>) => fc.array(entry, { minLength: n, maxLength: n });
  const claim = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 30, noNaN: true }));
  return fc.record({
    exposures: fc
      .array(vector(claim), { minLength: n, maxLength: n })
      .map((rows) => rows.map((row, i) => row.map((lent, j) => (i === j ? 0 : lent)))),
    equity: vector(fc.double({ min: 5, max: 100, noNaN: true })),
    initialStress: vector(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true }))),
  });
});

const at = (list: readonly number[], i: number) => list[i] ?? Number.NaN;
const leverageOf = ({ exposures, equity }: Network) =>
  exposures.map((row, i) => row.map((claim) => claim / at(equity, i)));

function near(actual: readonly number[], expected: readonly number[], tolerance: number) {
  expect(actual).toHaveLength(expected.length);
  const gap = expected.map((value, i) => Math.abs(at(actual, i) - value));
  expect(Math.max(...gap)).toBeLessThanOrEqual(tolerance);
}

/** The published linear rounds, one after the other. */
function roundByRound(network: Network, tolerance: number, maxIterations: number) {
  const leverage = leverageOf(network);
  let h = network.initialStress;
  let losses = h;
  let rounds = 0;
  do {
    const next = h.map((lost, i) =>
      Math.min(1, lost + losses.reduce((sum, loss, j) => sum + (leverage[i]?.[j] ?? 0) * loss, 0)),
    );
    losses = next.map((lost, i) => lost - at(h, i));
    h = next;
    rounds += 1;
  } while (Math.max(...losses) >= tolerance && rounds < maxIterations);
  return { h, rounds };
}

/** A dense network whose leverage matrix has a given spectral radius. */
function denseNetwork(n: number, radius: number, isPair: (i: number, j: number) => boolean): Network {
  const raw = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => (i !== j && isPair(i, j) ? 1 + ((7 * i + 13 * j) % 11) : 0)),
  );
  const scale = radius / spectralRadius(Float64Array.from(raw.flat()), n);
  return {
    exposures: raw.map((row) => row.map((claim) => claim * scale)),
    equity: raw.map(() => 1),
    initialStress: raw.map((_, i) => (i === 0 ? 1e-7 : 0)),
  };
}

describe('DebtRank', () => {
  it.each(['linear', 'singleHit'] as const)(
    'leaves no less than the initial and no more than full stress, %s',
    (variant) => {
      fc.assert(
        fc.property(NETWORK, (network) => {
          const { stress, totalStress, debtRank, stressByRound, rounds } = outputsOf(network, { variant });
          for (const [i, lost] of stress.entries()) {
            expect(lost).toBeGreaterThanOrEqual(at(network.initialStress, i));
            expect(lost).toBeLessThanOrEqual(1);
          }
          expect(debtRank).toBeGreaterThanOrEqual(-1e-15);
          expect(stressByRound).toHaveLength(rounds + 1);
          near([at(stressByRound, rounds)], [totalStress], 1e-12);
        }),
      );
    },
  );

  it('spreads no less with larger claims, larger stress or less equity', () => {
    fc.assert(
      fc.property(NETWORK, fc.double({ min: 1, max: 2, noNaN: true }), (network, factor) => {
        const { stress } = outputsOf(network);
        const more: Network[] = [
          { ...network, exposures: network.exposures.map((row) => row.map((claim) => claim * factor)) },
          { ...network, equity: network.equity.map((own) => own / factor) },
          { ...network, initialStress: network.initialStress.map((lost) => Math.min(1, lost * factor)) },
        ];
        for (const other of more) {
          for (const [i, lost] of outputsOf(other).stress.entries()) {
            expect(lost).toBeGreaterThanOrEqual(at(stress, i) - 1e-8);
          }
        }
      }),
    );
  });

  it('spreads no less where losses reverberate than where each is passed on once', () => {
    fc.assert(
      fc.property(NETWORK, (network) => {
        const once = outputsOf(network, { variant: 'singleHit' }).stress;
        for (const [i, lost] of outputsOf(network).stress.entries()) {
          expect(lost).toBeGreaterThanOrEqual(at(once, i) - 1e-8);
        }
      }),
    );
  });

  it('ends at (I - Lambda)^-1 h(0) while the radius is below 1 and nobody defaults', () => {
    fc.assert(
      fc.property(NETWORK, (drawn) => {
        const network = { ...drawn, initialStress: drawn.initialStress.map((lost) => lost / 50) };
        const { stress, spectralRadius: radius, defaulted } = outputsOf(network);
        fc.pre(radius < 0.95 && !defaulted.some(Boolean));
        const system = leverageOf(network).map((row, i) => row.map((entry, j) => (i === j ? 1 : 0) - entry));
        near(stress, solve(new Matrix(system), Matrix.columnVector(network.initialStress)).to1DArray(), 1e-9);
      }),
    );
  });

  it('does not depend on the currency', () => {
    fc.assert(
      fc.property(NETWORK, (network) => {
        const other = {
          ...network,
          exposures: network.exposures.map((row) => row.map((claim) => claim * 3)),
          equity: network.equity.map((own) => own * 3),
        };
        near(outputsOf(other).stress, outputsOf(network).stress, 1e-9);
      }),
    );
  });

  it('has radius 0 and ends in n rounds where nobody owes in a circle', () => {
    fc.assert(
      fc.property(NETWORK, (drawn) => {
        const network = {
          ...drawn,
          exposures: drawn.exposures.map((row, i) => row.map((claim, j) => (j > i ? claim : 0))),
        };
        const outputs = outputsOf(network);
        expect(outputs.spectralRadius).toBe(0);
        expect(outputs.rounds).toBeLessThanOrEqual(network.equity.length);
      }),
    );
  });
});

describe('the rounds near a spectral radius of 1', () => {
  const everybody = () => true;
  const acrossSides = (i: number, j: number) => (i + j) % 2 === 1;
  it.each([
    ['below 1, everybody lends to everybody', 0.9995, everybody, 1e-12, 100_000],
    ['below 1, two sides lend to each other', 0.9995, acrossSides, 1e-12, 100_000],
    ['exactly 1, so that only defaults end it', 1, everybody, 1e-12, 100_000],
    ['above 1, from default to default', 1.0005, acrossSides, 1e-12, 100_000],
    ['below 1, cut after an odd number of rounds', 0.9999, everybody, 1e-12, 2_001],
    ['below 1, a loose tolerance', 0.999, acrossSides, 1e-9, 100_000],
  ])('come out as walked one by one: %s', (_, radius, isPair, tolerance, maxIterations) => {
    const network = denseNetwork(12, radius, isPair);
    const { h, rounds } = roundByRound(network, tolerance, maxIterations);
    const outputs = outputsOf(network, { tolerance, maxIterations });
    near(
      outputs.stress.map((lost, i) => lost / at(h, i)),
      h.map(() => 1),
      1e-9,
    );
    expect(Math.abs(outputs.rounds - rounds)).toBeLessThanOrEqual(1);
    near([at(outputs.stressByRound, outputs.rounds)], [outputs.totalStress], 1e-12);
  });
});

describe('a loss of all equity', () => {
  it('is a default where losses add up to it in decimals, and none where a billionth is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 10_000 }), (own, borrowers) => {
        // What the lender loses initially plus on a fully defaulted borrower: own + (10^4 - own) ten-thousandths.
        const defaultsWith = (claim: number) =>
          outputsOf({
            exposures: [
              [0, claim],
              [0, 0],
            ],
            equity: [borrowers / 100, 1],
            initialStress: [own / 10_000, 1],
          }).defaulted[0];
        const whole = ((10_000 - own) * borrowers) / 10 ** 6;
        expect([defaultsWith(whole), defaultsWith(whole - (1e-9 * borrowers) / 100)]).toEqual([true, false]);
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });
});

describe('the spectral radius', () => {
  const calm = (exposures: number[][], equity: number[]): Network => ({
    exposures,
    equity,
    initialStress: equity.map(() => 0),
  });

  it('is the largest absolute eigenvalue', () => {
    let compared = 0;
    fc.assert(
      fc.property(NETWORK, (network) => {
        const leverage = leverageOf(network);
        const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(new Matrix(leverage));
        const sizes = realEigenvalues.map((real, i) => Math.hypot(real, at(imaginaryEigenvalues, i)));
        const radius = spectralRadius(Float64Array.from(leverage.flat()), leverage.length);
        // An eigenvalue solver resolves a nilpotent block only to the square root of its rounding error.
        fc.pre(radius > 1e-3);
        compared += 1;
        expect(Math.abs(radius / Math.max(...sizes) - 1)).toBeLessThanOrEqual(1e-8);
      }),
    );
    expect(compared).toBeGreaterThanOrEqual(100);
  });

  it.each([2, 7, 51, 200])('of %i institutions that all lend alike is (n - 1) a/E, and warns from 1 on', (n) => {
    const alike = (claim: number) =>
      calm(
        Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 0 : claim))),
        Array.from({ length: n }, () => 10),
      );
    for (const radius of [0.5, 1 - 1e-8, 1, 1.5]) {
      const network = alike((10 * radius) / (n - 1));
      expect(Math.abs(outputsOf(network).spectralRadius / radius - 1)).toBeLessThanOrEqual(1e-9);
      expect(isUnstable(network)).toBe(radius >= 1);
    }
  });

  it('of a star is the root of the sum of its two-way exposures, of a ring the geometric mean, at any size', () => {
    const leverage = fc.integer({ min: -60, max: 60 }).map((tenth) => 10 ** (tenth / 10));
    fc.assert(
      fc.property(fc.array(leverage, { minLength: 4, maxLength: 100 }), (drawn) => {
        const m = Math.floor(drawn.length / 2);
        const star = new Float64Array((m + 1) ** 2);
        const ring = new Float64Array(m ** 2);
        let [squares, logarithms] = [0, 0];
        for (let i = 0; i < m; i += 1) {
          const [out, back] = [at(drawn, i), at(drawn, m + i)];
          star[i + 1] = out;
          star[(i + 1) * (m + 1)] = back;
          squares += out * back;
          ring[i * m + ((i + 1) % m)] = out;
          logarithms += Math.log(out) / m;
        }
        near([spectralRadius(star, m + 1) / Math.sqrt(squares)], [1], 1e-9);
        near([spectralRadius(ring, m) / Math.exp(logarithms)], [1], 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  it('is 0 for a matrix of zeros and for a large network without a cycle', () => {
    expect(spectralRadius(new Float64Array(9), 3)).toBe(0);
    const n = 200;
    const acyclic = Float64Array.from({ length: n * n }, (_, place) => (place % n > Math.floor(place / n) ? 3 : 0));
    expect(spectralRadius(acyclic, n)).toBe(0);
  });
});
