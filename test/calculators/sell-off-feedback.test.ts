/** Properties of the sell-off loop for any input, and its closed form. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { priceImpact } from '../../src/calculators/market/impact.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { sellOffFeedback } from '../../src/calculators/sell-off-feedback/calculator.ts';
import { evenly } from './numbers.ts';

const market = fc.record({
  shock: evenly(0.01, 0.9),
  holdings: evenly(0, 1e8),
  sellSensitivity: evenly(0, 20),
  dailyVolume: evenly(1e4, 1e7),
  dailyVolatility: evenly(0, 0.2),
  impactCoefficient: evenly(0, 3),
  impactExponent: fc.oneof(fc.constant(1), evenly(0.1, 1)),
});
type Market = typeof market extends fc.Arbitrary<infer M> ? M : never;

function outputsOf(parameters: Partial<Market> & { maxRounds?: number }) {
  return runCalculator(sellOffFeedback, { maxRounds: 10_000, ...parameters }).outputs as {
    totalDecline: number;
    finalPrice: number;
    localGain: number;
    amplification: number | null;
    gain: number | null;
    closedFormDecline: number | null;
    status: string;
    diverges: boolean;
  };
}

/** How far from its limit a loop may stop: the size of its last step, divided by the share that each step loses. */
function slack({ localGain }: { localGain: number }): number {
  return 1e-11 / Math.max(1e-9, 1 - localGain);
}

describe('the sell-off loop', () => {
  it('never ends above the shock and amplifies it at least once', () => {
    fc.assert(
      fc.property(market, (parameters) => {
        const { totalDecline, amplification } = outputsOf(parameters);
        expect(totalDecline).toBeGreaterThanOrEqual(parameters.shock);
        expect(totalDecline).toBeLessThanOrEqual(1);
        expect(amplification).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it.each(['shock', 'sellSensitivity', 'holdings', 'impactCoefficient', 'dailyVolatility'] as const)(
    'falls no less with more %s',
    (name) => {
      fc.assert(
        fc.property(market, evenly(1, 1.1), (parameters, factor) => {
          const more = { ...parameters, [name]: parameters[name] * factor };
          const deeper = outputsOf(more);
          expect(deeper.totalDecline).toBeGreaterThanOrEqual(outputsOf(parameters).totalDecline - slack(deeper));
        }),
      );
    },
  );

  it('falls no more in a deeper market', () => {
    fc.assert(
      fc.property(market, evenly(1, 3), (parameters, factor) => {
        const deeper = { ...parameters, dailyVolume: parameters.dailyVolume * factor };
        const base = outputsOf(parameters);
        expect(outputsOf(deeper).totalDecline).toBeLessThanOrEqual(base.totalDecline + slack(base));
      }),
    );
  });

  it('adds nothing to the shock without impact', () => {
    fc.assert(
      fc.property(market, (parameters) => {
        expect(outputsOf({ ...parameters, impactCoefficient: 0 }).totalDecline).toBe(parameters.shock);
      }),
    );
  });

  it('ends at s / (1 - g) while sellers are left and impact is linear', () => {
    fc.assert(
      fc.property(market, evenly(0, 0.999), (drawn, gain) => {
        const parameters = {
          ...drawn,
          impactExponent: 1,
          impactCoefficient: 1,
          dailyVolatility: 0.02,
          dailyVolume: 1e6,
        };
        const sellSensitivity = 1 / drawn.shock / 1000;
        const holdings = (gain * 1e6) / (0.02 * sellSensitivity);
        const outputs = outputsOf({ ...parameters, sellSensitivity, holdings });
        const expected = drawn.shock / (1 - (outputs.gain ?? 0));
        fc.pre(outputs.status === 'converged' && expected * sellSensitivity <= 1);
        expect(Math.abs(outputs.totalDecline / expected - 1)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it('ends where the closed form says, sold out or not', () => {
    fc.assert(
      fc.property(market, (drawn) => {
        const { closedFormDecline, totalDecline, gain } = outputsOf({ ...drawn, impactExponent: 1 });
        // Near a gain of 1 the loop takes more rounds than its limit.
        fc.pre(gain !== null && Math.abs(1 - gain) >= 0.01);
        expect(Math.abs(totalDecline - (closedFormDecline ?? Number.NaN))).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it('ends at the least fixed point at or above the shock', () => {
    fc.assert(
      fc.property(market, (parameters) => {
        const { totalDecline, status } = outputsOf(parameters);
        const { shock, holdings, sellSensitivity } = parameters;
        const next = (D: number) =>
          Math.min(1, shock + priceImpact(parameters, holdings * Math.min(1, sellSensitivity * D)));
        fc.pre(status !== 'maxRounds');
        expect(Math.abs(next(totalDecline) - totalDecline)).toBeLessThanOrEqual(1e-11);
        for (let k = 0; k < 50; k += 1) {
          const below = shock + (totalDecline - shock) * (k / 50);
          expect(next(below)).toBeGreaterThanOrEqual(below - 1e-11);
        }
      }),
    );
  });

  it('takes the price to zero where shock and impact make up all of it in decimals, and not for a bit less', () => {
    for (let permille = 1; permille <= 999; permille += 1) {
      // Everything is sold, with an impact of 1 - s.
      const at = (holdings: number) =>
        outputsOf({ shock: permille / 1_000, holdings, sellSensitivity: 10_000, dailyVolatility: 0.05 });
      const holdings = (1_000 - permille) * 20_000;
      expect(at(holdings)).toMatchObject({ status: 'priceFloor', totalDecline: 1, finalPrice: 0 });
      expect(at(holdings * (1 - 1e-8)).status).toBe('exhausted');
    }
  });

  it('has sold out where the sensitivity times the decline is 1 in decimals, and not for a billionth less', () => {
    for (let tenths = 11; tenths <= 10_000; tenths += 1) {
      const at = (shock: number) => outputsOf({ shock, sellSensitivity: tenths / 10, impactCoefficient: 0 }).status;
      expect([at(10 / tenths), at((10 / tenths) * (1 - 1e-9))]).toEqual(['exhausted', 'converged']);
    }
  });
});
