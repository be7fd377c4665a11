/**
 * The fund day by day: the market's own return and the impact of yesterday's trade move the price, the volatility
 * estimate follows, and the exposure is reset.
 */
import type { Warn } from '../kit/definition.ts';
import { priceImpact, warnBeyondLaw } from '../market/impact.ts';
import { isAbove } from '../market/levels.ts';
import type { Input, Outputs } from './interface.ts';

/** Largest return of one day; beyond it the price only chases its own impact. */
const RETURN_CAP = 10;
/** Smallest decline of the market on its own for which amplification is reported. */
const SMALLEST_DECLINE = 1e-9;

/** Runs the fund through the returns and summarises its course. */
export function compute(input: Input, warn: Warn): Outputs {
  const { exogenousReturns } = input;
  const { volatilities, exposures, trades, prices, assets, returns, ...course } = runFund(input);
  const { status, pendingImpact, largestQuantity, growth } = course;
  warnOfUnits(input, warn);
  warnOfEarlyEnd(status, returns.length, warn);
  warnBeyondLaw(input, largestQuantity, warn);

  const daysRun = returns.length;
  const finalPrice = prices[daysRun] as number;
  const exogenousGrowth = exogenousReturns.slice(0, daysRun).reduce((product, u) => product * (1 + u), 1);
  const [totalDecline, exogenousDecline] = [1 - growth, 1 - exogenousGrowth];
  // Purchases count as sales of 0; an overflow passes through and ends as null.
  const sales = trades.map((trade) => Math.max(0, -trade));
  return {
    initialExposure: exposures[0] as number,
    finalExposure: exposures[daysRun] as number,
    finalVolatility: volatilities[daysRun] as number,
    peakVolatility: Math.max(...volatilities),
    firstTrade: trades[0] as number,
    totalSales: sales.reduce((sum, sale) => sum + sale, 0),
    peakDailySales: Math.max(...sales),
    finalPrice,
    totalDecline,
    exogenousDecline,
    feedbackDecline: exogenousGrowth - growth,
    amplification: exogenousDecline > SMALLEST_DECLINE ? totalDecline / exogenousDecline : null,
    minimumPrice: Math.min(...prices),
    finalAssets: assets[daysRun] as number,
    pendingImpact,
    daysRun,
    status,
    volatilitySeries: volatilities,
    exposureSeries: exposures,
    tradeSeries: trades,
    priceSeries: prices,
    assetsSeries: assets,
    returnSeries: returns,
  };
}

/** Warns of an annual volatility below twice the daily one, as if a year had four days: one is in the other's unit. */
function warnOfUnits({ initialVolatility, dailyVolatility }: Input, warn: Warn): void {
  if (initialVolatility === 0 || initialVolatility >= 2 * dailyVolatility) return;
  const message = `initialVolatility is ${initialVolatility} per year and dailyVolatility ${dailyVolatility} per day. Is one of them in the unit of the other?`;
  warn('UNIT_SUSPECT', message);
}

function warnOfEarlyEnd(status: Status, day: number, warn: Warn): void {
  if (status === 'priceFloor') warn('PRICE_FLOOR', `The price fell to zero on day ${day}, where the model stops.`);
  if (status === 'wipedOut') warn('WIPED_OUT', `The fund lost all its assets on day ${day}, where the model stops.`);
  if (status !== 'returnCap') return;
  const message = `The return of day ${day} was capped at ${RETURN_CAP * 100} %: the fund's purchases drive up their own price.`;
  warn('RETURN_CAP', message);
}

type Status = Outputs['status'];

/** The course of the fund: volatilities, exposures, prices and assets start with the day before the first return. */
interface Course {
  status: Status;
  /** Last price over the first. */
  growth: number;
  /** J of the last trade, a return that is not in the price yet. */
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

/** Runs the fund through the returns, until they end or the fund does. */
function runFund(rule: Input): Course {
  const { decayFactor: lambda, exogenousReturns } = rule;
  let variance = (rule.initialVolatility / Math.sqrt(rule.tradingDaysPerYear)) ** 2;
  let w = exposureAt(variance, rule);
  let price = rule.referencePrice;
  let assets = rule.assets;
  const course = beforeFirstReturn(variance, w, rule);
  for (const u of exogenousReturns) {
    const r = Math.min(RETURN_CAP, Math.max(-1, u + course.pendingImpact));
    if (r === -1) course.status = 'priceFloor';
    if (r === RETURN_CAP) course.status = 'returnCap';
    course.growth *= 1 + r;
    price = rule.referencePrice * course.growth;

    const drifted = w * assets * (1 + r);
    const isLeft = isAbove(1 + w * r, 0, 1);
    assets *= isLeft ? 1 + w * r : 0;
    variance = lambda * variance + (1 - lambda) * r ** 2;
    if (course.status === 'completed' && !isLeft) course.status = 'wipedOut';
    const isRunning = course.status === 'completed';
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

function beforeFirstReturn(variance: number, w: number, rule: Input): Course {
  return {
    status: 'completed',
    growth: 1,
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
function annual(variance: number, { tradingDaysPerYear }: Input): number {
  return Math.sqrt(variance) * Math.sqrt(tradingDaysPerYear);
}

/** w, the target over the estimate, but at most the cap; the cap if the estimate is 0. */
function exposureAt(variance: number, rule: Input): number {
  return variance === 0 ? rule.maxLeverage : Math.min(rule.maxLeverage, rule.targetVolatility / annual(variance, rule));
}
