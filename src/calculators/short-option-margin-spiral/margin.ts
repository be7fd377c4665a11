/**
 * Margin requirements of a book of short options, in excess of its mark value and per whole book.
 *
 * Strategy-based (Cboe Rule 10.3, FINRA Rule 4210 and the standard margin of venues for coins): each option asks for a
 * rate on the spot less the amount out of the money, at least for a minimum rate.
 *
 * Scan (after CME's SPAN): the worst loss over sixteen scenarios, seven prices within the scan range with volatility up
 * and down, and two extreme prices of which only a part is covered. For a book of nothing but short options two of the
 * fourteen ordinary scenarios are always the worst: the value of options rises with volatility, and it is convex in the
 * price, so that over a range of prices it is greatest at an end.
 */
import type { Values } from '../kit/input.ts';
import type { OptionBook } from '../market/option-book.ts';
import type { parameters } from './parameters.ts';

type Account = Values<typeof parameters>;

/** Lowest price of a scenario, as a share of the spot. */
const LOWEST_PRICE = 1e-6;

/** The requirement of the whole book at a spot and a shift of volatility; `value` is that of the book there. */
export type Requirement = (spot: number, shift: number, value: number) => number;

/** The requirement that an account asks for. */
export function requirementOf(account: Account, book: OptionBook): Requirement {
  if (account.marginModel === 'scenarioScan') return scanRequirement(account, book);
  return (spot) => strategyRequirement(account, spot);
}

/** M = sum of n max(rate S - OTM, minimum B), quote. */
function strategyRequirement(account: Account, spot: number): number {
  const { options, contractSize, marginRate, minimumRate, putMinimumBase } = account;
  let requirement = 0;
  for (const { type, strike, shortContracts } of options) {
    const outOfTheMoney = Math.max(0, type === 'call' ? strike - spot : spot - strike);
    const base = type === 'put' && putMinimumBase === 'strike' ? strike : spot;
    const perUnit = Math.max(marginRate * spot - outOfTheMoney, minimumRate * base);
    requirement += shortContracts * contractSize * perUnit;
  }
  return requirement;
}

function scanRequirement(account: Account, book: OptionBook): Requirement {
  const { options, contractSize, shortOptionMinimumRate } = account;
  const { priceScanRange, volatilityScanRange, extremeMoveMultiple, extremeCoverFraction } = account;
  const soldUnits = options.reduce((sum, { shortContracts }) => sum + shortContracts * contractSize, 0);
  const extreme = extremeMoveMultiple * priceScanRange;
  let scannedSpot = Number.NaN;
  let scenarios: Scenario[] = [];

  return (spot, shift, value) => {
    if (spot !== scannedSpot) {
      scannedSpot = spot;
      const scenario = (move: number, volatilityShift: number, weight: number) =>
        boundedScenario(book, Math.max(LOWEST_PRICE * spot, spot * (1 + move)), volatilityShift, weight);
      scenarios = [
        scenario(priceScanRange, volatilityScanRange, 1),
        scenario(-priceScanRange, volatilityScanRange, 1),
        scenario(extreme, 0, extremeCoverFraction),
        scenario(-extreme, 0, extremeCoverFraction),
      ];
    }
    return Math.max(worstLoss(scenarios, shift, value), shortOptionMinimumRate * spot * soldUnits);
  };
}

/** One scenario of a scan: what the book is worth in it, and an upper bound that costs nothing. */
interface Scenario {
  weight: number;
  valueAt(shift: number): number;
  /** At least valueAt for any shift from the last one on. */
  boundAt(shift: number): number;
}

/** Volatility lifts the value by no more than the largest vega, so that the last value bounds the next one. */
function boundedScenario(book: OptionBook, price: number, volatilityShift: number, weight: number): Scenario {
  const slope = book.largestVega(price);
  let lastShift = Number.POSITIVE_INFINITY;
  let lastValue = 0;
  return {
    weight,
    valueAt(shift) {
      lastShift = shift;
      lastValue = book.value(price, shift + volatilityShift);
      return lastValue;
    },
    boundAt: (shift) => (shift < lastShift ? Number.MAX_VALUE : lastValue + slope * (shift - lastShift)),
  };
}

/** Largest weighted loss, at least 0: the likeliest scenario first, the others only where their bounds exceed it. */
function worstLoss(scenarios: Scenario[], shift: number, value: number): number {
  const boundOf = ({ weight, boundAt }: Scenario) => weight * (boundAt(shift) - value);
  scenarios.sort((a, b) => boundOf(b) - boundOf(a));
  let worst = 0;
  for (const scenario of scenarios) {
    if (boundOf(scenario) <= worst) continue;
    worst = Math.max(worst, scenario.weight * (scenario.valueAt(shift) - value));
  }
  return worst;
}
