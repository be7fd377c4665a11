/** Properties of the impact-law fit: it recovers a given law, its invariances, and no nearby fit is better. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { impactCalibration } from '../../src/calculators/impact-calibration/calculator.ts';
import { priceImpact } from '../../src/calculators/price-impact/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { studentTTwoSided } from '../../src/numerics/student-t.ts';
import { acrossScales, evenly } from './numbers.ts';

interface Order {
  orderQuantity: number;
  dailyVolatility: number;
  dailyVolume: number;
  impact: number;
  weight: number;
}
interface Outputs {
  status: string;
  impactCoefficient: number;
  impactExponent: number;
  coefficientStandardError: number | null;
  nonlinearCoefficient: number;
  nonlinearExponent: number;
  nonlinearRSquared: number;
  logCoefficient: number | null;
  logExponent: number | null;
  residuals: number[];
}
const outputsOf = (parameters: Readonly<Record<string, unknown>>) =>
  runCalculator(impactCalibration, parameters).outputs as unknown as Outputs;

const SCATTERED = fc.array(
  fc.record({
    orderQuantity: acrossScales(1, 1e5),
    dailyVolatility: evenly(0.01, 0.05),
    dailyVolume: fc.constant(1e6),
    noise: evenly(-1, 1),
    weight: evenly(0.5, 2),
  }),
  { minLength: 8, maxLength: 60 },
);
/** Orders that follow a law, each impact perturbed by a share of its drawn noise. */
const follow = (orders: (Omit<Order, 'impact'> & { noise: number })[], Y: number, delta: number, noise = 0): Order[] =>
  orders.map(({ noise: drawn, ...order }) => {
    const scaled = Y * (order.orderQuantity / order.dailyVolume) ** delta * (1 + noise * drawn);
    return { ...order, impact: order.dailyVolatility * scaled };
  });
const close = (actual: number, expected: number, tolerance = 1e-7) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(expected)));

describe('the calibration of the impact law', () => {
  it('finds the law that orders follow, both ways', () => {
    fc.assert(
      fc.property(SCATTERED, evenly(0.2, 3), evenly(0.2, 1.2), (orders, Y, delta) => {
        const { nonlinearCoefficient, nonlinearExponent, logCoefficient, logExponent } = outputsOf({
          observations: follow(orders, Y, delta),
        });
        close(nonlinearExponent, delta);
        close(nonlinearCoefficient, Y, 1e-6);
        close(logExponent ?? 0, delta);
        close(logCoefficient ?? 0, Y, 1e-6);
      }),
    );
  });

  it('fits no worse than any other coefficient and exponent', () => {
    fc.assert(
      fc.property(SCATTERED, evenly(0.3, 1), (orders, delta) => {
        const observations = follow(orders, 1, delta, 0.8);
        const { nonlinearCoefficient: Y, nonlinearExponent: d, status } = outputsOf({ observations });
        fc.pre(status === 'fitted');
        const squares = (one: number, exponent: number) =>
          observations.reduce((sum, { orderQuantity: Q, dailyVolume: V, impact, dailyVolatility, weight }) => {
            return sum + weight * (impact / dailyVolatility - one * (Q / V) ** exponent) ** 2;
          }, 0);
        const best = squares(Y, d);
        for (const a of [0.9, 0.99, 1.01, 1.1]) {
          for (const b of [-0.1, -0.01, 0, 0.01, 0.1]) {
            expect(squares(Y * a, d + b)).toBeGreaterThanOrEqual(best * (1 - 1e-12));
          }
        }
      }),
    );
  });

  it('does not depend on the scale of weights, of volatility or of volume', () => {
    fc.assert(
      fc.property(SCATTERED, fc.constantFrom(0.25, 4), (orders, factor) => {
        const observations = follow(orders, 1, 0.5, 0.5);
        const own = outputsOf({ observations });
        const others = [
          observations.map((order) => ({ ...order, weight: order.weight * factor })),
          observations.map((order) => ({
            ...order,
            dailyVolatility: order.dailyVolatility * factor,
            impact: order.impact * factor,
          })),
          observations.map((order) => ({
            ...order,
            orderQuantity: order.orderQuantity * factor,
            dailyVolume: order.dailyVolume * factor,
          })),
        ];
        for (const other of others) {
          const { impactCoefficient, impactExponent } = outputsOf({ observations: other });
          close(impactCoefficient, own.impactCoefficient);
          close(impactExponent, own.impactExponent);
        }
      }),
    );
  });

  it('is the same in as many bins as orders, and with the exponent held at its own estimate', () => {
    fc.assert(
      fc.property(SCATTERED, (orders) => {
        const observations = follow(orders, 1, 0.5, 0.5);
        const single = outputsOf({ observations, method: 'logLinear' });
        const binned = outputsOf({ observations, method: 'logLinear', bins: observations.length });
        close(binned.impactExponent, single.impactExponent, 1e-9);
        const free = outputsOf({ observations });
        fc.pre(free.impactExponent >= 0.1 && free.impactExponent <= 1);
        close(
          outputsOf({ observations, fixedExponent: free.impactExponent }).impactCoefficient,
          free.impactCoefficient,
        );
      }),
    );
  });

  it('gives what a calculator with an impact law takes', () => {
    const { impactCoefficient, impactExponent } = outputsOf(impactCalibration.presets[0].parameters);
    expect(runCalculator(priceImpact, { impactCoefficient, impactExponent }).outputs).toHaveProperty('priceImpact');
  });
});

it.each([
  [2.7764451051977987, 4, 0.05],
  [12.706204736432095, 1, 0.05],
  [-2.576, 1e6, 0.009995],
])('Student: %d with %d degrees of freedom has the two-sided p-value %d, as tables have it', (t, nu, p) => {
  expect(studentTTwoSided(t, nu)).toBeCloseTo(p, 6);
});
