/**
 * The funding constraint of Brunnermeier and Pedersen's date 1 in the illiquidity d = v1 - p1, and its stable equilibria.
 *
 * Speculators hold x(d) = Z1 - kappa d at margin m(d) and own W(d). They are constrained where m x > W, that is where
 * f(d) = m x - W = A d^2 + B d + C is positive; capital and margin both worsen with d. The larger root of f is stable;
 * the smaller one separates it from the liquid equilibrium d = 0 and is never reported.
 *
 * Margin and capital are sums of large terms. A market with exactly the capital needed must not count as constrained
 * because the sums round, so both are compared to within 1e-12 of the largest term.
 */
import type { Warn } from '../kit/definition.ts';
import { afterMove } from '../market/after-move.ts';
import type { Input, Outputs } from './interface.ts';

/** Change of illiquidity, as a fraction of the reference price, below which the path has settled. */
const SETTLED = 1e-12;
const ROUNDING = 1e-12;

/** The selected equilibrium, what the spirals add to it, and a path that leads there. */
export function compute(input: Input, warn: Warn): Outputs {
  const { referencePrice: P0, shock, speculatorPosition: x0, equilibriumSelection } = input;
  const market = marketAfter(input);
  const { value: v1 } = market;
  const equilibria = stableEquilibria(market);
  const wantsLiquid = equilibriumSelection === 'liquid';
  const equilibrium = equilibria.at(wantsLiquid ? 0 : -1) as Equilibrium;
  const { status, illiquidity: d, position: x1 } = equilibrium;
  const price = v1 - d;
  const m1 = market.marginAt(d);
  const W1 = market.capitalAt(d);
  const path = spiralPath(market, wantsLiquid ? 0 : market.greatestIlliquidity, SETTLED * P0, input.maxRounds);

  warnOfEnding(equilibria, status, W1, warn);
  if (!path.pathConverged) {
    warn('ROUND_LIMIT', `The path was stopped after ${path.rounds} rounds; the equilibrium itself is exact.`);
  }
  return {
    fundamentalValue: v1,
    finalPrice: price,
    illiquidity: d,
    totalDecline: (P0 - price) / P0,
    amplification: shock === 0 ? null : (P0 - price) / market.fall,
    speculatorPositionEnd: x1,
    speculatorSales: x0 - x1,
    marginEnd: m1,
    speculatorCapitalEnd: W1,
    marginUse: W1 > 0 ? (m1 * x1) / W1 : null,
    shadowCostOfCapital: d / m1,
    customerDemandSlope: market.demandSlope,
    ...spirals(market, equilibrium),
    multipleEquilibria: equilibria.length === 2,
    equilibriumPrices: equilibria.map(({ illiquidity }) => v1 - illiquidity),
    status,
    ...path,
  };
}

interface Market {
  /** v1, quote per base. */
  readonly value: number;
  /** P0 - v1, quote per base. */
  readonly fall: number;
  /** kappa, base squared per quote. */
  readonly demandSlope: number;
  /** Z1, base. */
  readonly supply: number;
  /** x0, base. */
  readonly inventory: number;
  /** theta-bar. */
  readonly marginSensitivity: number;
  /** Illiquidity at which customers hold everything, Z1/kappa, quote per base. */
  readonly greatestIlliquidity: number;
  /** Largest difference of margin and capital, quote, that is rounding. */
  readonly rounding: number;
  /** Largest illiquidity, quote per base, at which a second root of the constraint is rounding. */
  readonly priceRounding: number;
  /** m(d), quote per base. */
  marginAt(d: number): number;
  /** W(d), quote. */
  capitalAt(d: number): number;
}

/** The market once the value has fallen and capital is lost. */
export function marketAfter(input: Input): Market {
  const { referencePrice: P0, shock, customerSupply: Z1, speculatorPosition: x0 } = input;
  const { speculatorCapital: W0, capitalLoss, baseMargin, marginSensitivity: theta } = input;
  const value = afterMove(P0, -shock);
  const fall = P0 - value;
  // Two customers with constant absolute risk aversion.
  const kappa = 2 / (input.riskAversion * input.fundamentalStdDev ** 2);
  const capitalAtValue = W0 - x0 * fall - capitalLoss;
  return {
    value,
    fall,
    demandSlope: kappa,
    supply: Z1,
    inventory: x0,
    marginSensitivity: theta,
    greatestIlliquidity: Z1 / kappa,
    rounding: ROUNDING * Math.max((baseMargin + theta * P0) * Z1, W0, x0 * P0, capitalLoss),
    priceRounding: ROUNDING * P0,
    marginAt: (d) => baseMargin + theta * (fall + d),
    capitalAt: (d) => capitalAtValue - x0 * d,
  };
}

/** Margin for a position of all that customers sell, minus capital; 0 if it is rounding. */
function marginLacking({ supply, rounding, marginAt, capitalAt }: Market, d: number): number {
  const lacking = marginAt(d) * supply - capitalAt(d);
  return Math.abs(lacking) <= rounding ? 0 : lacking;
}

interface Equilibrium {
  readonly status: 'unconstrained' | 'constrained' | 'wipedOut';
  /** d, quote per base. */
  readonly illiquidity: number;
  /** x1, base. */
  readonly position: number;
}

/** Stable equilibria, the most liquid first: one or two. */
function stableEquilibria(market: Market): Equilibrium[] {
  const { supply: Z1, greatestIlliquidity: dMax, demandSlope: kappa, rounding } = market;
  const atValue: Equilibrium = { status: 'unconstrained', illiquidity: 0, position: Z1 };
  // Speculators with nothing to hold are never constrained; their capital may be negative.
  if (Z1 === 0) return [atValue];

  const isLiquid = marginLacking(market, 0) <= 0;
  const liquid = isLiquid ? [atValue] : [];
  const capitalLeft = market.capitalAt(dMax);
  if (capitalLeft < -rounding || (capitalLeft <= rounding && !isLiquid)) {
    return [...liquid, { status: 'wipedOut', illiquidity: dMax, position: 0 }];
  }
  const d = isLiquid ? largestRoot(market) : bindingRoot(market);
  if (!(d > (isLiquid ? market.priceRounding : 0) && d <= dMax)) return liquid;
  return [...liquid, { status: 'constrained', illiquidity: d, position: Math.max(0, Z1 - kappa * d) }];
}

/** The root if f(0) > 0 >= f(dMax): there is one up to dMax, even if rounding hides it. */
function bindingRoot(market: Market): number {
  const d = largestRoot(market);
  return d > 0 && d <= market.greatestIlliquidity ? d : market.greatestIlliquidity;
}

/** Largest root of f; NaN if it has none, or none that is stable. */
function largestRoot(market: Market): number {
  const { supply: Z1, demandSlope: kappa, inventory: x0, marginSensitivity: theta } = market;
  const A = -theta * kappa;
  const B = theta * Z1 - kappa * market.marginAt(0) + x0;
  const C = marginLacking(market, 0);
  if (A === 0) return B < 0 && C > 0 ? -C / B : Number.NaN;

  const discriminant = B * B - 4 * A * C;
  if (!(discriminant > 0)) return Number.NaN;
  // Avoids the cancellation of the textbook formula.
  const q = B === 0 ? Math.sqrt(discriminant) / 2 : -(B + Math.sign(B) * Math.sqrt(discriminant)) / 2;
  return Math.max(q / A, C / q);
}

/** How the price depends on capital if the constraint binds, and the factor that each spiral contributes. */
function spirals(market: Market, { status, illiquidity, position: x1 }: Equilibrium) {
  const { inventory: x0, marginSensitivity: theta, demandSlope: kappa } = market;
  if (status !== 'constrained') {
    return {
      priceSensitivity: null,
      baselineSensitivity: null,
      lossSpiralMultiplier: null,
      marginSpiralMultiplier: null,
      totalMultiplier: null,
    };
  }
  const demand = kappa * market.marginAt(illiquidity);
  const over = (numerator: number, denominator: number) => (denominator > 0 ? numerator / denominator : null);
  const priceSensitivity = over(1, demand - theta * x1 - x0);
  const baselineSensitivity = 1 / demand;
  return {
    priceSensitivity,
    baselineSensitivity,
    lossSpiralMultiplier: over(demand, demand - x0),
    marginSpiralMultiplier: over(demand, demand - theta * x1),
    totalMultiplier: priceSensitivity === null ? null : priceSensitivity / baselineSensitivity,
  };
}

/**
 * The spiral as a path: the position that capital allows at the last price, the price that customers pay for the rest,
 * and so on. The map does not fall with d and each start lies at one end, so the path passes no equilibrium.
 *
 * @param start - d, quote per base: 0 or the largest.
 * @param tolerance - change of d, quote per base, below which the path has settled.
 */
function spiralPath(market: Market, start: number, tolerance: number, maxRounds: number) {
  const { value: v1, supply: Z1, demandSlope: kappa } = market;
  const priceSeries = [v1 - start];
  const positionSeries = [start === 0 ? Z1 : 0];
  let d = start;
  let rounds = 0;
  while (rounds < maxRounds) {
    const isFree = marginLacking(market, d) <= 0;
    const x = isFree ? Z1 : Math.min(Z1, Math.max(0, market.capitalAt(d) / market.marginAt(d)));
    const next = (Z1 - x) / kappa;
    if (Math.abs(next - d) <= tolerance) return { rounds, pathConverged: true, priceSeries, positionSeries };
    d = next;
    rounds += 1;
    priceSeries.push(v1 - d);
    positionSeries.push(x);
  }
  return { rounds, pathConverged: false, priceSeries, positionSeries };
}

function warnOfEnding(
  equilibria: readonly Equilibrium[],
  status: Equilibrium['status'],
  capital: number,
  warn: Warn,
): void {
  if (equilibria.length === 2) {
    warn('FRAGILE', 'There are two stable equilibria: the market can fall from the liquid one to the other.');
  }
  if (status === 'wipedOut') warn('WIPED_OUT', 'Speculators have no capital left; customers hold everything.');
  if (capital < 0) warn('NEGATIVE_CAPITAL', 'Speculators owe more than they own; others bear the difference.');
}
