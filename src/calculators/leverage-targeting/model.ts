/**
 * The loop: mark to market, close part of the gap to the target, move the price, and again.
 *
 * With n units at the price p and debt B, equity is e = n p - B, and leverage is back at L once n = L e / p. Sales pay
 * off debt at the price before their own impact; the impact hits what is still held. Once equity is gone, everything is
 * sold. If less is sold than the target needs, leverage stays above it, and the fall that follows raises it further: no
 * round trades more than its target needs, and no trade is reversed.
 */
import type { Warn } from '../kit/definition.ts';
import { type ImpactLaw, priceImpact, warnBeyondLaw } from '../market/impact.ts';
import { isAbove, isSameLevel } from '../market/levels.ts';
import type { Input, Outputs } from './interface.ts';

/** Sales, as a fraction of the initial assets, below which the loop has settled. */
const SETTLED = 1e-12;
/** A rise by ten times the reference price, where the loop is stopped. */
const LOWEST_DECLINE = -10;

/** What the investor trades until leverage is back at its target, and where that leaves the price. */
export function compute(input: Input, warn: Warn): Outputs {
  const { referencePrice: P0, shock, assets, targetLeverage: L, impactExponent } = input;
  const { units, debt, decline, ...loop } = runLoop(input);
  const isLinear = impactExponent === 1;
  const g = (L - 1) * priceImpact(input, assets / P0);
  const diverges = isLinear && g >= 1 && shock !== 0;
  const finalPrice = P0 * (1 - decline);
  const finalAssets = units * finalPrice;
  const finalEquity = equityOf(finalAssets, debt, assets);

  if (diverges) warn('DIVERGES', `The gain is ${g}: a small shock would grow until holdings have shrunk enough.`);
  warnOfEnding(loop, decline, finalEquity, warn);
  warnBeyondLaw(input, Math.abs(loop.soldQuantity), warn);
  return {
    ...loop,
    firstRoundSales: loop.salesSeries[0] ?? 0,
    gain: isLinear ? g : null,
    linearAmplification: isLinear && g < 1 ? 1 / (1 - g) : null,
    diverges,
    finalPrice,
    totalDecline: decline,
    amplification: shock === 0 ? null : decline / shock,
    finalAssets,
    finalDebt: debt,
    finalEquity,
    finalLeverage: finalEquity > 0 && units > 0 ? finalAssets / finalEquity : null,
  };
}

interface Loop {
  status: 'converged' | 'insolvent' | 'returnCap' | 'maxRounds';
  rounds: number;
  /** n, base. */
  units: number;
  /** B, quote. */
  debt: number;
  /** D, including the shock, fraction of the reference price. */
  decline: number;
  /** Q, base; negative for purchases. */
  soldQuantity: number;
  /** Quote; negative for purchases. */
  totalSales: number;
  /** P0, after the shock, then one per round, quote per base. */
  priceSeries: number[];
  /** One per round, quote. */
  salesSeries: number[];
  /** One per round, before its trade; null without equity. */
  leverageSeries: (number | null)[];
}

function runLoop(input: Input): Loop {
  const { referencePrice: P0, shock, assets, targetLeverage: L, adjustmentSpeed, maxRounds } = input;
  const priceAt = (decline: number) => P0 * (1 - decline);
  const loop: Loop = {
    status: 'maxRounds',
    rounds: 0,
    units: assets / P0,
    debt: assets * (1 - 1 / L),
    decline: shock,
    soldQuantity: 0,
    totalSales: 0,
    priceSeries: [P0, priceAt(shock)],
    salesSeries: [],
    leverageSeries: [],
  };

  while (loop.rounds < maxRounds) {
    if (loop.units <= 0) return { ...loop, status: 'insolvent' };
    const price = priceAt(loop.decline);
    const equity = loop.units * price - loop.debt;
    const isSolvent = price > 0 && isAbove(equity, 0, assets);
    const sold = isSolvent ? adjustmentSpeed * (loop.units - (L * equity) / price) : loop.units;
    if (isSolvent && Math.abs(sold * price) <= SETTLED * assets) return { ...loop, status: 'converged' };

    loop.leverageSeries.push(isSolvent ? (loop.units * price) / equity : null);
    loop.rounds += 1;
    loop.units -= sold;
    loop.debt -= sold * price;
    loop.totalSales += sold * price;
    loop.salesSeries.push(sold * price);
    loop.soldQuantity += sold;
    const decline = Math.min(1, shock + signedImpact(input, loop.soldQuantity));
    loop.decline = Math.max(LOWEST_DECLINE, decline);
    loop.priceSeries.push(priceAt(loop.decline));
    if (decline <= LOWEST_DECLINE) return { ...loop, status: 'returnCap' };
  }
  return loop;
}

/** Assets minus debt, quote; 0 if that is within the rounding of the initial assets. */
function equityOf(assets: number, debt: number, initialAssets: number): number {
  return isSameLevel(assets - debt, 0, initialAssets) ? 0 : assets - debt;
}

/** Decline caused by a cumulative sale, negative for a purchase: fraction of the reference price. */
function signedImpact(law: ImpactLaw, soldQuantity: number): number {
  return soldQuantity >= 0 ? priceImpact(law, soldQuantity) : -priceImpact(law, -soldQuantity);
}

function warnOfEnding(
  { status, rounds }: Pick<Loop, 'status' | 'rounds'>,
  decline: number,
  finalEquity: number,
  warn: Warn,
): void {
  if (decline >= 1) warn('PRICE_FLOOR', 'The price fell to zero, where the model stops.');
  if (status === 'returnCap') {
    warn('RETURN_CAP', 'The price rose without end and was stopped at eleven times the start.');
  }
  if (status === 'insolvent') warn('INSOLVENT', 'The equity is gone, and everything was sold.');
  if (finalEquity < 0) warn('BAD_DEBT', `Debt of ${-finalEquity} is not covered by assets; creditors bear that loss.`);
  if (status === 'maxRounds') warn('ROUND_LIMIT', `The loop was stopped after ${rounds} rounds, before it settled.`);
}
