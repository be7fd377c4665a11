/**
 * The spiral: a margin deficit forces the account to buy back a share f of what is left of its book, the vega bought
 * lifts implied volatility, and dearer options cost the account more and may call for more margin.
 *
 * A round's purchases are made at the mean of the marks before and after it; what is left is marked at the latter.
 *
 * Margin requirements are those of the whole book, excluding its mark value. Strategy-based (Cboe Rule 10.3, FINRA Rule
 * 4210 and the standard margin of crypto venues): each option requires a rate on the spot less the amount out of the
 * money, but at least a minimum rate.
 *
 * Scan (after CME's SPAN): the worst loss over sixteen scenarios, seven prices within the scan range with volatility up
 * and down, and two extreme prices of which only a part is covered. For a book of short options only, one of two among
 * the fourteen ordinary scenarios is always the worst: the value of options rises with volatility and is convex in the
 * price, so over a range of prices it is greatest at an end.
 */
import type { Warn } from '../kit/definition.ts';
import { afterMove } from '../market/after-move.ts';
import { type OptionBook, optionBook } from '../market/option-book.ts';
import type { Input, Outputs } from './interface.ts';

/** Lowest implied volatility after a shift. */
const LOWEST_VOLATILITY = 0.01;
/** Largest relative deficit that is rounding. */
const RESTORED = 1e-12;
/** Remaining share of the book that counts as 0. */
const CLOSED = 1e-12;
/** Largest shift of implied volatility. */
const HIGHEST_SHIFT = 20;

/** Marks the account after the shock and makes it buy back options until its margin is restored. */
export function compute(account: Input, warn: Warn): Outputs {
  const { spot: S0, options, contractSize, accountEquity, shock, volatilityShock } = account;
  const amounts = options.map(({ shortContracts }) => shortContracts * contractSize);
  const book = optionBook(options, amounts, account, S0, LOWEST_VOLATILITY);
  const requirement = requirementOf(account, book);

  const S1 = afterMove(S0, -shock);
  const markValueBefore = book.value(S0);
  const markValueAfterShock = book.value(S1, volatilityShock);
  const requirementBefore = requirement(S0, 0, markValueBefore);
  const netLiquidation = accountEquity - (markValueAfterShock - markValueBefore);
  const spiral = runSpiral(book, requirement, {
    ...account,
    spot: S1,
    volatilityShift: volatilityShock,
    netLiquidation,
  });

  const { path, status, executionCost } = spiral;
  const [first] = path;
  const last = path.at(-1) as MarginCall;
  const callBefore = requirementBefore > accountEquity;
  warnOf(spiral, last, callBefore, warn);
  return {
    markValueBefore,
    markValueAfterShock,
    requirementBefore,
    requirementAfterShock: first.requirement,
    callBefore,
    marginDeficit: Math.max(0, first.requirement - netLiquidation),
    netLiquidationAfterShock: netLiquidation,
    boughtBackFraction: 1 - last.remainingFraction,
    finalImpliedVolatilityShift: last.impliedVolatilityShift,
    endogenousVolatilityShift: last.impliedVolatilityShift - volatilityShock,
    executionCost,
    finalNetLiquidation: last.netLiquidation,
    totalLoss: accountEquity - last.netLiquidation,
    insolvent: last.netLiquidation < 0,
    finalRequirement: last.requirement,
    rounds: last.round,
    status,
    path,
  };
}

function warnOf({ status }: Spiral, last: MarginCall, callBefore: boolean, warn: Warn): void {
  if (callBefore) warn('CALL_BEFORE', 'The account was already short of margin before the shock.');
  if (status === 'maxRounds') {
    warn('ROUND_LIMIT', `The spiral was stopped after ${last.round} margin calls, before the margin was restored.`);
  }
  if (status === 'fullyClosed')
    warn('FULLY_CLOSED', 'Everything was bought back, because nothing less restored the margin.');
  if (last.netLiquidation < 0)
    warn('INSOLVENT', 'The account ends with negative equity; someone else bears that loss.');
  if (last.impliedVolatilityShift >= HIGHEST_SHIFT) {
    warn('VOLATILITY_CAP', 'Implied volatility rose by 2000 points, where the model stops it.');
  }
}

interface Stress {
  /** S1, quote per base. */
  readonly spot: number;
  /** u right after the shock. */
  readonly volatilityShift: number;
  /** Net liquidation value right after the shock, quote. */
  readonly netLiquidation: number;
  readonly vegaDepth: number;
  readonly restoreBuffer: number;
  readonly maxRounds: number;
}

interface MarginCall {
  round: number;
  /** x. */
  remainingFraction: number;
  /** u. */
  impliedVolatilityShift: number;
  /** x M(S1, u), quote. */
  requirement: number;
  netLiquidation: number;
}

interface Spiral {
  status: 'noCall' | 'converged' | 'fullyClosed' | 'maxRounds';
  /** Right after the shock, then one per round. */
  path: [MarginCall, ...MarginCall[]];
  /** Quote. */
  executionCost: number;
}

/** Runs the margin calls after the shock. */
function runSpiral(book: OptionBook, requirementOf: Requirement, stress: Stress): Spiral {
  const { spot: S1, vegaDepth, restoreBuffer, maxRounds } = stress;
  let u = stress.volatilityShift;
  let { value, vega } = book.valueAndVega(S1, u);
  let x = 1;
  let nlv = stress.netLiquidation;
  let requirement = requirementOf(S1, u, value);
  let executionCost = 0;
  const path: Spiral['path'] = [
    { round: 0, remainingFraction: x, impliedVolatilityShift: u, requirement, netLiquidation: nlv },
  ];

  for (let round = 0; round < maxRounds; round += 1) {
    if (nlv >= requirement * (1 - RESTORED)) {
      return { status: round === 0 ? 'noCall' : 'converged', path, executionCost };
    }
    const f = nlv <= 0 ? 1 : Math.min(1, 1 - nlv / (requirement * (1 + restoreBuffer)));
    u = Math.min(HIGHEST_SHIFT, u + (f * x * vega) / vegaDepth);
    const valueBefore = value;
    ({ value, vega } = book.valueAndVega(S1, u));
    const rise = value - valueBefore;
    nlv -= (f * x * rise) / 2 + (1 - f) * x * rise;
    executionCost += (f * x * rise) / 2;
    x *= 1 - f;
    if (x <= CLOSED) x = 0;
    requirement = x === 0 ? 0 : x * requirementOf(S1, u, value);
    path.push({
      round: round + 1,
      remainingFraction: x,
      impliedVolatilityShift: u,
      requirement,
      netLiquidation: nlv,
    });
    if (x === 0) return { status: 'fullyClosed', path, executionCost };
  }
  return { status: 'maxRounds', path, executionCost };
}

/** Lowest price of a scenario, as a share of the spot. */
const LOWEST_PRICE = 1e-6;

/** The requirement of the whole book at a spot and a shift of volatility; `value` is the book's value there. */
type Requirement = (spot: number, shift: number, value: number) => number;

/** The requirement by the account's margin model. */
function requirementOf(account: Input, book: OptionBook): Requirement {
  if (account.marginModel === 'scenarioScan') return scanRequirement(account, book);
  return (spot) => strategyRequirement(account, spot);
}

/** M = sum of n max(rate S - OTM, minimum B), quote. */
function strategyRequirement(account: Input, spot: number): number {
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

function scanRequirement(account: Input, book: OptionBook): Requirement {
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

/** One scenario of a scan: the value of the book in it, and an upper bound that is cheap to compute. */
interface Scenario {
  weight: number;
  valueAt(shift: number): number;
  /** Upper bound of valueAt; it is tight only for shifts from the last one evaluated on. */
  boundAt(shift: number): number;
}

/** Volatility lifts the value by at most the largest vega per unit, so the last value bounds the next one. */
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

/** Largest weighted loss, at least 0: evaluates the scenario with the highest bound first, others only if needed. */
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
