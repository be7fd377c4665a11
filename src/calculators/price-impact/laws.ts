/**
 * Three laws of what an order does to the price, as fractions of the reference price and before any floor.
 *
 * They answer different questions. The power law describes one metaorder worked over time, and its average cost is the
 * mean of the impact along the way. Kyle's auction clears the whole order at one price. Almgren et al. split the cost
 * into a permanent part, of which half is paid on average, and a temporary part that depends on the speed of trading.
 */
import { type ImpactLaw, impactArea, priceImpact } from '../market/impact.ts';

export interface OrderImpact {
  /** Peak move (power law, Kyle) or permanent impact (Almgren), at least 0. */
  readonly impact: number;
  /** null for laws without such a part. */
  readonly temporaryImpact: number | null;
  /** Average execution price against the reference price, adverse positive. */
  readonly averageSlippage: number;
  /** Share of the volume traded: of one day's, or of the horizon's (Almgren). */
  readonly participationRate: number;
}

/**
 * Power law in participation: I(Q) = Y sigma (Q/V)^delta, its average 1/(1 + delta) of the peak.
 *
 * @param law - V, sigma, Y, delta.
 * @param Q - base, at least 0.
 * @param cap - largest impact that any part of the order can pay, fraction; Infinity for none.
 * @example powerLaw({ dailyVolume: 1e6, dailyVolatility: 0.02, impactCoefficient: 1, impactExponent: 1 }, 1e5, Infinity).averageSlippage; // => 0.001
 */
export function powerLaw(law: ImpactLaw, Q: number, cap: number): OrderImpact {
  return {
    impact: priceImpact(law, Q),
    temporaryImpact: null,
    averageSlippage: Q === 0 ? 0 : impactArea(law, Q, cap) / Q,
    participationRate: Q / law.dailyVolume,
  };
}

/** P0, sqrt(Sigma0) (quote per base) and sigma_u (base) of Kyle's single auction, and V for the participation. */
export interface KyleAuction {
  readonly referencePrice: number;
  readonly fundamentalStdDev: number;
  readonly noiseStdDev: number;
  readonly dailyVolume: number;
}

/**
 * Kyle's single auction: lambda = sqrt(Sigma0) / (2 sigma_u) quote per base squared, one price for the whole order.
 *
 * @param Q - base, at least 0.
 * @example kyle({ referencePrice: 100, fundamentalStdDev: 4, noiseStdDev: 1e5, dailyVolume: 1e6 }, 1e5).impact; // => 0.02
 */
export function kyle(auction: KyleAuction, Q: number): OrderImpact {
  const { referencePrice: P0, fundamentalStdDev, noiseStdDev, dailyVolume: V } = auction;
  const lambda = fundamentalStdDev / (2 * noiseStdDev);
  const impact = (lambda * Q) / P0;
  return { impact, temporaryImpact: null, averageSlippage: impact, participationRate: Q / V };
}

/** V (base per day), sigma, T (days), Theta (base), gamma and eta of Almgren et al. (2005). */
export interface AlmgrenMarket {
  readonly dailyVolume: number;
  readonly dailyVolatility: number;
  readonly executionDays: number;
  readonly sharesOutstanding: number;
  readonly permanentCoefficient: number;
  readonly temporaryCoefficient: number;
}

/**
 * Almgren et al.: permanent gamma sigma x (Theta/V)^(1/4) with x = Q/V, temporary eta sigma (x/T)^(3/5).
 *
 * @param Q - base, at least 0.
 */
export function almgren(market: AlmgrenMarket, Q: number): OrderImpact {
  const { dailyVolume: V, dailyVolatility: sigma, executionDays: T, sharesOutstanding: Theta } = market;
  const { permanentCoefficient: gamma, temporaryCoefficient: eta } = market;
  const x = Q / V;
  const permanent = gamma * sigma * x * (Theta / V) ** 0.25;
  const temporary = eta * sigma * (x / T) ** 0.6;
  return {
    impact: permanent,
    temporaryImpact: temporary,
    averageSlippage: permanent / 2 + temporary,
    participationRate: x / T,
  };
}
