/** What the dealers' hedging loop promises for any book, and its end found by another method. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dealerGammaFeedback } from '../../src/calculators/dealer-gamma-feedback/calculator.ts';
import { optionBook } from '../../src/calculators/market/option-book.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { brentRoot } from '../../src/numerics/brent.ts';

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
        expect(amplification).toBeGreaterThanOrEqual(0);
        expect(amplification).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('ends where move and hedge agree', () => {
    fc.assert(
      fc.property(optionsWith(anyPosition), depths, shocks, (options, marketDepth, shock) => {
        const { totalReturn, hedgeFlow, finalPrice, status } = outputsOf({ options, marketDepth, shock });
        if (status === 'diverges' || status === 'maxRounds') return;
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
        if (Math.abs(feedbackRatio) > 0.5) return;
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
    const { path, rounds, status } = outputsOf({
      options: [oscillating as DealerOption],
      marketDepth: 1e6,
      shock: 0.03,
      maxRounds: 5000,
    });
    expect({ length: path.length, last: path.at(-1)?.round, rounds, status }).toEqual({
      length: 201,
      last: 200,
      rounds: 5000,
      status: 'dampened',
    });
  });
});
