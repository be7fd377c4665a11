/** Properties of the dealers' hedging loop for any book, and its fixed point by another method. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dealerGammaFeedback } from '../../src/calculators/dealer-gamma-feedback/calculator.ts';
import { optionBook } from '../../src/calculators/market/option-book.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { bisect } from '../../src/numerics/bisection.ts';
import { brentRoot } from '../../src/numerics/brent.ts';
import { normalCdf } from '../../src/numerics/normal.ts';

interface DealerOption {
  type: 'call' | 'put';
  strike: number;
  expiryYears: number;
  impliedVolatility: number;
  dealerPosition: number;
}

interface Outputs {
  bookDelta: number;
  bookGamma: number;
  feedbackRatio: number;
  linearReturn: number | null;
  totalReturn: number | null;
  finalPrice: number | null;
  hedgeFlow: number | null;
  amplification: number | null;
  rounds: number;
  status: string;
  equilibria: { totalReturn: number; stable: boolean }[];
  roundsStatus: string;
  gammaFlipPrice: number | null;
  gammaFlipPrices: number[];
  path: { round: number; totalReturn: number }[];
  gammaProfile: { price: number; gammaNotionalPerPercent: number }[];
}

const SPOT = 100;

function optionsWith(position: fc.Arbitrary<number>): fc.Arbitrary<DealerOption[]> {
  return fc.array(
    fc.record({
      type: fc.constantFrom('call' as const, 'put' as const),
      strike: fc.double({ min: 70, max: 140, noNaN: true }),
      expiryYears: fc.double({ min: 0.02, max: 1, noNaN: true }),
      impliedVolatility: fc.double({ min: 0.2, max: 1, noNaN: true }),
      dealerPosition: position,
    }),
    { minLength: 1, maxLength: 6 },
  );
}
const long = fc.double({ min: 1, max: 100, noNaN: true });
const anyPosition = fc.double({ min: -100, max: 100, noNaN: true });
const shocks = fc.oneof(
  fc.double({ min: 0.001, max: 0.5, noNaN: true }),
  fc.double({ min: -0.5, max: -0.001, noNaN: true }),
);
const depths = fc.double({ min: 3, max: 7, noNaN: true }).map((power) => 10 ** power);

function outputsOf(parameters: { options: DealerOption[]; marketDepth: number } & Record<string, unknown>) {
  const outputs: unknown = runCalculator(dealerGammaFeedback, { spot: SPOT, ...parameters }).outputs;
  return outputs as Outputs;
}

const flipped = (options: readonly DealerOption[]) =>
  options.map((option) => ({ ...option, dealerPosition: -option.dealerPosition }));

/** The catalogue's g(x) = x + shock - h(x), with the published Black-Scholes deltas (r = q = 0). */
function excessOf(options: readonly DealerOption[], marketDepth: number, shock: number): (x: number) => number {
  const delta = (spot: number) =>
    options.reduce((sum, { type, strike: K, expiryYears: T, impliedVolatility: v, dealerPosition }) => {
      const d1 = (Math.log(spot / K) + (v * v * T) / 2) / (v * Math.sqrt(T));
      return sum + dealerPosition * (type === 'call' ? normalCdf(d1) : normalCdf(d1) - 1);
    }, 0);
  const before = delta(SPOT);
  return (x) => x + shock + ((delta(SPOT * (1 + x)) - before) * SPOT) / marketDepth;
}

/** The first root in the direction of the first hedge, by small steps from -shock; null if the range ends first. */
function firstByScan(excess: (x: number) => number, shock: number, step: number): number | null {
  const isBelow = excess(-shock) < 0;
  const towards = isBelow ? step : -step;
  for (let x = -shock; x > -0.99 && x < 10; x += towards) {
    const next = Math.min(10, Math.max(-0.99, x + towards));
    if (excess(next) < 0 !== isBelow) return bisect(excess, Math.min(x, next), Math.max(x, next));
  }
  return null;
}

describe('the answer', () => {
  it('is the nearest root by an independent scan, for 3,456 books with a spread of puts', () => {
    const wrong: unknown[] = [];
    const statuses = new Map<string, number>();
    let books = 0;
    for (const near of [85, 90, 95, 98])
      for (const below of [5, 10, 20])
        for (const expiryYears of [0.02, 0.05, 0.1, 0.25])
          for (const impliedVolatility of [0.4, 0.6, 0.8])
            for (const position of [-30, -10, 10, 30])
              for (const marketDepth of [200, 1000, 5000])
                for (const shock of [0.02, 0.1]) {
                  books += 1;
                  const terms = { type: 'put' as const, expiryYears, impliedVolatility };
                  const options = [
                    { ...terms, strike: near, dealerPosition: position },
                    { ...terms, strike: near - below, dealerPosition: -position },
                  ];
                  const { totalReturn, status } = outputsOf({ options, marketDepth, shock });
                  statuses.set(status, (statuses.get(status) ?? 0) + 1);
                  const root = firstByScan(excessOf(options, marketDepth, shock), shock, 1e-3);
                  const isSame =
                    root === null || totalReturn === null ? root === totalReturn : Math.abs(root - totalReturn) <= 1e-9;
                  if (!isSame) wrong.push({ options, marketDepth, shock, totalReturn, root });
                }
    expect(wrong).toEqual([]);
    expect(books).toBe(3456);
    expect(statuses.get('dampened')).toBeGreaterThan(500);
    expect(statuses.get('amplified')).toBeGreaterThan(500);
  });

  it('has the sign of the shock itself and lies where the status says, for any book', () => {
    fc.assert(
      fc.property(optionsWith(anyPosition), depths, shocks, (options, marketDepth, shock) => {
        const { totalReturn, status, equilibria } = outputsOf({ options, marketDepth, shock });
        if (totalReturn === null) {
          expect(status).toBe('diverges');
          return;
        }
        const amplification = totalReturn / -shock;
        if (status === 'dampened') expect(amplification > 0 && amplification < 1).toBe(true);
        else if (status === 'amplified') expect(amplification).toBeGreaterThan(1);
        else expect(totalReturn).toBe(-shock);
        expect(equilibria.map((one) => one.totalReturn)).toContain(totalReturn);
        // There is no equilibrium between the start and the answer.
        const excess = excessOf(options, marketDepth, shock);
        const sign = Math.sign(excess(-shock));
        for (let part = 1; part < 400 && status !== 'converged'; part += 1) {
          const x = -shock + ((totalReturn + shock) * part) / 400;
          expect(excess(x) * sign).toBeGreaterThanOrEqual(-1e-9 * (1 + 1e4 / marketDepth));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never rises with the shock, and lies no farther from it in a deeper market', () => {
    fc.assert(
      fc.property(optionsWith(anyPosition), depths, shocks, (options, marketDepth, shock) => {
        const returnAfter = (one: number, depth = marketDepth) => {
          const { totalReturn } = outputsOf({ options, marketDepth: depth, shock: one });
          return totalReturn ?? (one > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
        };
        const [less, more] = [returnAfter(shock), returnAfter(shock + 0.05)];
        expect(more).toBeLessThanOrEqual(less + 1e-12);
        expect(Math.abs(returnAfter(shock, 2 * marketDepth) + shock)).toBeLessThanOrEqual(
          Math.abs(less + shock) + 1e-12,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('does not step over the gamma of an option minutes before its expiry', () => {
    const put = { type: 'put' as const, strike: 97, expiryYears: 1e-5, impliedVolatility: 0.3, dealerPosition: 1000 };
    const { totalReturn, status, roundsStatus } = outputsOf({ options: [put], marketDepth: 1e4, shock: 0.05 });
    expect({ status, roundsStatus }).toEqual({ status: 'dampened', roundsStatus: 'maxRounds' });
    expect(Math.abs((totalReturn ?? 0) + 0.03)).toBeLessThanOrEqual(4e-3);
  });

  it('lists all equilibria, unstable between stable ones', () => {
    fc.assert(
      fc.property(optionsWith(anyPosition), depths, shocks, (options, marketDepth, shock) => {
        const { equilibria } = outputsOf({ options, marketDepth, shock });
        const excess = excessOf(options, marketDepth, shock);
        const grid = Array.from({ length: 5500 }, (_, i) => -0.99 + (10.99 * i) / 5499);
        const isBelow = grid.map((x) => excess(x) < 0);
        const changes = isBelow.filter((below, i) => i > 0 && below !== isBelow[i - 1]).length;
        expect(equilibria.length).toBeGreaterThanOrEqual(changes);
        for (const { totalReturn } of equilibria) {
          expect(Math.abs(excess(totalReturn))).toBeLessThanOrEqual(1e-9 * (1 + 1e4 / marketDepth));
        }
        for (const [i, { stable }] of equilibria.entries()) {
          if (i > 0) expect(stable).not.toBe(equilibria[i - 1]?.stable);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the hedging loop of dealers', () => {
  it('never dampens a shock where every option is short', () => {
    fc.assert(
      fc.property(optionsWith(long).map(flipped), depths, shocks, (options, marketDepth, shock) => {
        const { totalReturn, status } = outputsOf({ options, marketDepth, shock });
        if (totalReturn === null) expect(status).toBe('diverges');
        else expect(totalReturn * -shock).toBeGreaterThanOrEqual(shock * shock * (1 - 1e-12));
      }),
    );
  });

  it('never amplifies a shock where every option is long, and always finds an end', () => {
    fc.assert(
      fc.property(optionsWith(long), depths, shocks, (options, marketDepth, shock) => {
        const { amplification, status } = outputsOf({ options, marketDepth, shock });
        expect(['converged', 'dampened']).toContain(status);
        expect(amplification).toBeGreaterThan(0);
        expect(amplification).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('ends where move and hedge agree', () => {
    fc.assert(
      fc.property(optionsWith(anyPosition), depths, shocks, (options, marketDepth, shock) => {
        const { totalReturn, hedgeFlow, finalPrice, status } = outputsOf({ options, marketDepth, shock });
        fc.pre(status !== 'diverges');
        const x = totalReturn ?? Number.NaN;
        const flow = hedgeFlow ?? Number.NaN;
        expect(Math.abs(x - (-shock + (flow * SPOT) / marketDepth))).toBeLessThanOrEqual(
          1e-12 * (1 + 1e8 / marketDepth),
        );
        expect(finalPrice).toBe(SPOT * (1 + x));
      }),
    );
  });

  it('ends for long options where a root finder ends', () => {
    fc.assert(
      fc.property(optionsWith(long), depths, shocks, (options, marketDepth, shock) => {
        const amounts = options.map(({ dealerPosition }) => dealerPosition);
        const book = optionBook(options, amounts, { riskFreeRate: 0, dividendYield: 0 }, SPOT);
        const before = book.delta(SPOT);
        const excess = (x: number) => x + shock + ((book.delta(SPOT * (1 + x)) - before) * SPOT) / marketDepth;
        const root = brentRoot(excess, -shock, 0, 1e-15);
        expect(
          Math.abs((outputsOf({ options, marketDepth, shock }).totalReturn ?? Number.NaN) - root),
        ).toBeLessThanOrEqual(1e-11);
      }),
    );
  });

  it('leaves a shock as it is in an infinitely deep market', () => {
    fc.assert(
      fc.property(optionsWith(anyPosition), shocks, (options, shock) => {
        const { amplification } = outputsOf({ options, marketDepth: 1e18, shock });
        expect(Math.abs((amplification ?? Number.NaN) - 1)).toBeLessThanOrEqual(1e-10);
      }),
    );
  });

  it('is the linear loop for a small shock', () => {
    fc.assert(
      fc.property(optionsWith(anyPosition), (options) => {
        const { feedbackRatio, linearReturn, totalReturn } = outputsOf({ options, marketDepth: 1e6, shock: 1e-6 });
        fc.pre(Math.abs(feedbackRatio) <= 0.5);
        expect(Math.abs((totalReturn ?? Number.NaN) / (linearReturn ?? Number.NaN) - 1)).toBeLessThanOrEqual(1e-3);
      }),
    );
  });

  it('turns delta and gamma around with the positions', () => {
    fc.assert(
      fc.property(optionsWith(anyPosition), (options) => {
        const [one, other] = [options, flipped(options)].map((held) => outputsOf({ options: held, marketDepth: 1e6 }));
        expect(other?.bookDelta).toBeCloseTo(-(one?.bookDelta ?? Number.NaN), 10);
        expect(other?.bookGamma).toBeCloseTo(-(one?.bookGamma ?? Number.NaN), 10);
        expect(other?.gammaFlipPrices).toEqual(one?.gammaFlipPrices);
      }),
    );
  });

  it('has a flip wherever the profile changes sign, the nearest of them first', () => {
    fc.assert(
      fc.property(optionsWith(anyPosition), (options) => {
        const { gammaFlipPrice, gammaFlipPrices, gammaProfile } = outputsOf({ options, marketDepth: 1e6 });
        const signs = gammaProfile.map(({ gammaNotionalPerPercent }) => Math.sign(gammaNotionalPerPercent));
        const changes = signs.filter((sign, i) => i > 0 && sign * (signs[i - 1] ?? 0) < 0).length;
        expect(gammaFlipPrices.length).toBeLessThanOrEqual(changes);
        const distances = gammaFlipPrices.map((price) => Math.abs(price - SPOT));
        if (gammaFlipPrice !== null) expect(Math.abs(gammaFlipPrice - SPOT)).toBe(Math.min(...distances));
        else expect(gammaFlipPrices).toEqual([]);
      }),
    );
  });

  it('keeps the first 201 entries of a long path', () => {
    const oscillating = { type: 'call', strike: 100, expiryYears: 0.1, impliedVolatility: 0.4, dealerPosition: 3300 };
    const { path, rounds, roundsStatus } = outputsOf({
      options: [oscillating as DealerOption],
      marketDepth: 1e6,
      shock: 0.03,
      maxRounds: 5000,
    });
    expect({ length: path.length, last: path.at(-1)?.round, rounds, roundsStatus }).toEqual({
      length: 201,
      last: 200,
      rounds: 5000,
      roundsStatus: 'maxRounds',
    });
  });
});
