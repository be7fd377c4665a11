/**
 * Price impact of forced selling or buying: I(Q) = Y sigma (Q/V)^delta, a fraction of the reference price.
 *
 * Q is the cumulative forced quantity of the whole episode, taken as one metaorder, so that splitting it does not change
 * the end price. delta = 1 is Kyle's linear law with lambda = Y sigma P0 / V; delta = 0.5 is the square-root law.
 *
 * Toth et al. (2011), Physical Review X 1, 021006, doi 10.1103/PhysRevX.1.021006.
 */
import type { Warn } from '../kit/definition.ts';
import { input } from '../kit/input.ts';
import type { BaseUnit } from '../kit/unit.ts';

/** V, sigma, Y and delta: volume of one day (base), volatility of one day, coefficient, exponent in [0.1, 1]. */
export interface ImpactLaw {
  readonly dailyVolume: number;
  readonly dailyVolatility: number;
  readonly impactCoefficient: number;
  readonly impactExponent: number;
}

/**
 * Move caused by a cumulative forced quantity.
 *
 * @param law - V, sigma, Y, delta.
 * @param quantity - Q, base.
 * @returns I(Q), fraction of the reference price, at least 0; 0 for Q at or below 0.
 * @example priceImpact({ dailyVolume: 1e6, dailyVolatility: 0.02, impactCoefficient: 1, impactExponent: 0.5 }, 1e4); // => 0.002
 */
export function priceImpact(law: ImpactLaw, quantity: number): number {
  if (quantity <= 0) return 0;
  const participation = quantity / law.dailyVolume;
  // A gain of exactly 1 must come out exact, so the linear law avoids the power function.
  const scaled = law.impactExponent === 1 ? participation : participation ** law.impactExponent;
  return law.impactCoefficient * law.dailyVolatility * scaled;
}

/**
 * Area under the impact curve up to a quantity, from which volume-weighted fills follow.
 *
 * @param law - V, sigma, Y, delta.
 * @param quantity - q, base.
 * @param cap - largest impact counted, fraction; Infinity for none.
 * @returns A(q; cap), the integral of min(I(x), cap) from 0 to q, base times fraction; 0 for q at or below 0.
 */
export function impactArea(law: ImpactLaw, quantity: number, cap: number): number {
  if (quantity <= 0) return 0;
  const impact = priceImpact(law, quantity);
  const steepness = 1 + law.impactExponent;
  if (impact <= cap) return (quantity * impact) / steepness;
  const cappedFrom =
    law.dailyVolume * (cap / (law.impactCoefficient * law.dailyVolatility)) ** (1 / law.impactExponent);
  return (cappedFrom * cap) / steepness + (quantity - cappedFrom) * cap;
}

/**
 * Average impact at which a further quantity trades.
 *
 * @param law - V, sigma, Y, delta.
 * @param quantity - Q, base: what the episode traded before.
 * @param step - dQ, base, above 0: what trades now.
 * @param cap - largest impact counted, fraction; Infinity for none.
 * @returns fraction of the reference price, between the capped impacts of Q and of Q + dQ.
 * @example averageImpact({ dailyVolume: 1e6, dailyVolatility: 0.02, impactCoefficient: 1, impactExponent: 1 }, 0, 1e4, 1); // => 0.0001
 */
export function averageImpact(law: ImpactLaw, quantity: number, step: number, cap: number): number {
  const average = (impactArea(law, quantity + step, cap) - impactArea(law, quantity, cap)) / step;
  // The difference of two large areas has no correct digit left if the step is tiny compared with the quantity.
  const least = Math.min(priceImpact(law, quantity), cap);
  const most = Math.min(priceImpact(law, quantity + step), cap);
  return Math.min(most, Math.max(least, average));
}

/** Warns of a cumulative quantity, base, beyond what the impact law was measured on. */
export function warnBeyondLaw(law: ImpactLaw, quantity: number, warn: Warn): void {
  if (quantity <= law.dailyVolume || priceImpact(law, quantity) === 0) return;
  const message = "More than a day's volume is forced through the market; impact laws were measured on far less.";
  warn('BEYOND_IMPACT_LAW', message);
}

/** Q/V measures the episode by the volume of one day, so the day is built into the law. */
export const absoluteUnits = (): readonly BaseUnit[] => ['day'];

/** The parameters of the impact law, the same in every calculator with one. */
export function impactParameters(defaults: { impactExponent: number }) {
  return {
    dailyVolume: input.number({
      unit: 'base/day',
      default: 1_000_000,
      above: 0,
      max: 1e18,
      concept: 'trading-volume-metrics',
      description: 'Average volume traded in one day, V.',
    }),
    dailyVolatility: input.number({
      unit: 'fraction/sqrt(day)',
      default: 0.02,
      min: 0,
      max: 5,
      concept: 'realized-volatility',
      description: 'Standard deviation of the one-day return, sigma, which scales the impact.',
    }),
    impactCoefficient: input.number({
      unit: '1',
      default: 1,
      min: 0,
      max: 100,
      concept: 'price-impact',
      description: 'Coefficient Y of the impact law I(Q) = Y sigma (Q/V)^delta; 0 switches impact off.',
    }),
    impactExponent: input.number({
      unit: '1',
      default: defaults.impactExponent,
      min: 0.1,
      max: 1,
      concept: 'price-impact',
      description: 'Exponent delta of the impact law: 1 is linear (Kyle), 0.5 the square-root law.',
    }),
  };
}
