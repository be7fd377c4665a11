/** The spiral as a path: what capital allows at the last price, what customers pay for the rest, and again. */
import type { Model } from './equilibrium.ts';

export interface Path {
  readonly rounds: number;
  readonly isSettled: boolean;
  /** Quote per base, the first at the start. */
  readonly priceSeries: number[];
  /** Base. */
  readonly positionSeries: number[];
}

/**
 * Follows the spiral from an illiquidity on.
 *
 * @param start - d, quote per base: 0 or the greatest.
 * @param tolerance - change of d, quote per base, below which the path has settled.
 */
export function spiralPath(model: Model, start: number, tolerance: number, maxRounds: number): Path {
  const { value: v1, supply: Z1, demandSlope: kappa } = model;
  const priceSeries = [v1 - start];
  const positionSeries = [start === 0 ? Z1 : 0];
  let d = start;
  let rounds = 0;
  while (rounds < maxRounds) {
    const x = Math.min(Z1, Math.max(0, model.capitalAt(d) / model.marginAt(d)));
    const next = (Z1 - x) / kappa;
    if (Math.abs(next - d) <= tolerance) return { rounds, isSettled: true, priceSeries, positionSeries };
    d = next;
    rounds += 1;
    priceSeries.push(v1 - d);
    positionSeries.push(x);
  }
  return { rounds, isSettled: false, priceSeries, positionSeries };
}
