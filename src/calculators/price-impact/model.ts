/**
 * Three laws of an order's price impact, as fractions of the reference price and before any floor.
 *
 * They answer different questions. The power law describes one metaorder worked over time, and its average cost is the
 * mean of the impact along the way. Kyle's auction clears the whole order at one price. Almgren et al. split the cost
 * into a permanent part, of which half is paid on average, and a temporary part that depends on the speed of trading.
 */
import type { Warn } from '../kit/definition.ts';
import { afterMove } from '../market/after-move.ts';
import { impactArea, priceImpact, warnBeyondLaw } from '../market/impact.ts';
import { flooredDecline } from '../market/levels.ts';
import type { Input, Outputs } from './interface.ts';

const LAWS: Readonly<Record<Input['model'], (order: Input) => OrderImpact>> = { powerLaw, kyle, almgren };

/** Impact and cost of an order. */
export function compute(order: Input, warn: Warn): Outputs {
  const { side, referencePrice: P0, orderQuantity: Q } = order;
  const { impact, temporaryImpact, averageSlippage, participationRate } = LAWS[order.model](order);
  const isSale = side === 'sell';
  const floored = (move: number) => (isSale ? flooredDecline(move) : move);
  const [I, slippage] = [floored(impact), floored(averageSlippage)];
  const priceFloorHit = isSale && I === 1;
  if (priceFloorHit) warn('PRICE_FLOOR', 'The sale takes the price to zero, where the law stops.');
  warnOfVolume(order, participationRate, warn);

  const direction = isSale ? -1 : 1;
  return {
    priceImpact: I,
    temporaryImpact,
    averageSlippage: slippage,
    averageSlippageBps: 1e4 * slippage,
    finalPrice: afterMove(P0, direction * I),
    averagePrice: afterMove(P0, direction * slippage),
    notional: Q * P0,
    cost: Q * P0 * slippage,
    effectiveLambda: Q === 0 ? null : (I * P0) / Q,
    participationRate,
    priceFloorHit,
  };
}

/** Empirical laws stop applying once an order exceeds the whole volume; Kyle's auction has no volume. */
function warnOfVolume(order: Input, participationRate: number, warn: Warn): void {
  if (order.model === 'powerLaw') warnBeyondLaw(order, order.orderQuantity, warn);
  if (order.model === 'almgren' && participationRate > 1) {
    warn('BEYOND_VOLUME', 'The order exceeds the whole volume of its horizon: it cannot be executed that fast.');
  }
}

interface OrderImpact {
  /** Peak move (power law, Kyle) or permanent impact (Almgren), at least 0. */
  readonly impact: number;
  /** null for laws without such a part. */
  readonly temporaryImpact: number | null;
  /** Average execution price against the reference price, adverse positive. */
  readonly averageSlippage: number;
  /** Share of the volume traded: of one day's, or of the horizon's (Almgren). */
  readonly participationRate: number;
}

/** Power law in participation: I(Q) = Y sigma (Q/V)^delta, and its mean along the way; no part of a sale pays more than 1. */
function powerLaw(order: Input): OrderImpact {
  const { side, orderQuantity: Q, dailyVolume: V } = order;
  const cap = side === 'sell' ? 1 : Number.POSITIVE_INFINITY;
  return {
    impact: priceImpact(order, Q),
    temporaryImpact: null,
    averageSlippage: Q === 0 ? 0 : impactArea(order, Q, cap) / Q,
    participationRate: Q / V,
  };
}

/** Kyle's single auction: lambda = sqrt(Sigma0) / (2 sigma_u) quote per base squared, one price for the whole order. */
function kyle({ orderQuantity: Q, dailyVolume: V, ...auction }: Input): OrderImpact {
  const lambda = auction.fundamentalStdDev / (2 * auction.noiseStdDev);
  const impact = (lambda * Q) / auction.referencePrice;
  return { impact, temporaryImpact: null, averageSlippage: impact, participationRate: Q / V };
}

/** Almgren et al.: permanent gamma sigma x (Theta/V)^(1/4) with x = Q/V, temporary eta sigma (x/T)^(3/5). */
function almgren(order: Input): OrderImpact {
  const {
    orderQuantity: Q,
    dailyVolume: V,
    dailyVolatility: sigma,
    executionDays: T,
    sharesOutstanding: Theta,
  } = order;
  const { permanentCoefficient: gamma, temporaryCoefficient: eta } = order;
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
