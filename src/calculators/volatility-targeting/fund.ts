/**
 * The fund day by day: the market's own return and the impact of yesterday's trade move the price, the estimate of
 * volatility follows, and the exposure is set anew.
 */
import { type ImpactLaw, priceImpact } from '../market/impact.ts';

/** Largest return of one day; more is no market but a price chasing its own impact. */
export const RETURN_CAP = 10;

export interface Rule extends ImpactLaw {
  /** P0, quote per base. */
  readonly referencePrice: number;
  /** Quote. */
  readonly assets: number;
  /** tau, per square root of a year. */
  readonly targetVolatility: number;
  /** Estimate before the first return, per square root of a day. */
  readonly initialVolatility: number;
  /** lambda, weight of yesterday's variance in today's. */
  readonly decayFactor: number;
  readonly maxLeverage: number;
  readonly tradingDaysPerYear: number;
  /** u, one per day, fraction. */
  readonly exogenousReturns: readonly number[];
}

export type Status = 'completed' | 'priceFloor' | 'returnCap' | 'wipedOut';

/** The course of the fund: volatilities, exposures, prices and assets start with the day before the first return. */
export interface Course {
  status: Status;
  /** J of the last trade, a return that the price has yet to show. */
  pendingImpact: number;
  /** Largest base quantity of one day. */
  largestQuantity: number;
  /** Per square root of a year. */
  volatilities: number[];
  exposures: number[];
  /** Quote, negative for a sale. */
  trades: number[];
  prices: number[];
  assets: number[];
  returns: number[];
}

/** Runs the fund through the returns, until they end or it does. */
export function runFund(rule: Rule): Course {
  const { decayFactor: lambda, exogenousReturns } = rule;
  let variance = rule.initialVolatility ** 2;
  let w = exposureAt(variance, rule);
  let price = rule.referencePrice;
  let assets = rule.assets;
  const course = beforeFirstReturn(variance, w, rule);
  for (const u of exogenousReturns) {
    const r = Math.min(RETURN_CAP, Math.max(-1, u + course.pendingImpact));
    if (r === -1) course.status = 'priceFloor';
    if (r === RETURN_CAP) course.status = 'returnCap';
    price *= 1 + r;

    const drifted = w * assets * (1 + r);
    assets *= 1 + w * r;
    variance = lambda * variance + (1 - lambda) * r ** 2;
    if (course.status === 'completed' && assets <= 0) course.status = 'wipedOut';
    const isRunning = course.status === 'completed';
    if (!isRunning) assets = Math.max(0, assets);
    w = isRunning ? exposureAt(variance, rule) : 0;
    const trade = w * assets - drifted;

    const quantity = price <= 0 ? 0 : Math.abs(trade) / price;
    course.pendingImpact = trade === 0 ? 0 : Math.sign(trade) * priceImpact(rule, quantity);
    course.largestQuantity = Math.max(course.largestQuantity, quantity);
    course.volatilities.push(annual(variance, rule));
    course.exposures.push(w);
    course.trades.push(trade);
    course.prices.push(price);
    course.assets.push(assets);
    course.returns.push(r);
    if (!isRunning) break;
  }
  return course;
}

function beforeFirstReturn(variance: number, w: number, rule: Rule): Course {
  return {
    status: 'completed',
    pendingImpact: 0,
    largestQuantity: 0,
    volatilities: [annual(variance, rule)],
    exposures: [w],
    trades: [],
    prices: [rule.referencePrice],
    assets: [rule.assets],
    returns: [],
  };
}

/** Volatility per square root of a year, from the variance of a day. */
function annual(variance: number, { tradingDaysPerYear }: Rule): number {
  return Math.sqrt(variance) * Math.sqrt(tradingDaysPerYear);
}

/** w, the target over the estimate, at most the cap; the cap for an estimate of zero. */
function exposureAt(variance: number, rule: Rule): number {
  return variance === 0 ? rule.maxLeverage : Math.min(rule.maxLeverage, rule.targetVolatility / annual(variance, rule));
}
