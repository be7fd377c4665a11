/**
 * The loop: mark to market, close part of the gap to the target, move the price, and again.
 *
 * With n units at the price p and debt B, equity is e = n p - B, and leverage is back at L once n = L e / p. What is sold
 * pays off debt at the price before its own impact; the impact hits what is still held. Equity that is gone has everything
 * sold.
 */
import { type ImpactLaw, priceImpact } from '../market/impact.ts';

/** Sales, as a fraction of the initial assets, below which the loop has settled. */
const SETTLED = 1e-12;
/** A rise of ten times the reference price, where the loop is stopped. */
const LOWEST_DECLINE = -10;

export interface Investor {
  readonly referencePrice: number;
  /** s, fraction of the reference price; negative for a rise. */
  readonly shock: number;
  /** A0, quote. */
  readonly assets: number;
  /** L. */
  readonly targetLeverage: number;
  /** Share of the gap closed in each round, in (0, 1]. */
  readonly adjustmentSpeed: number;
  readonly law: ImpactLaw;
  readonly maxRounds: number;
}

export interface Loop {
  status: 'converged' | 'insolvent' | 'returnCap' | 'maxRounds';
  rounds: number;
  /** n, base. */
  units: number;
  /** B, quote. */
  debt: number;
  /** D, the shock included, fraction of the reference price. */
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

export function runLoop(investor: Investor): Loop {
  const { referencePrice: P0, shock, assets, targetLeverage: L, law, maxRounds } = investor;
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
    const isGone = price <= 0 || equity <= 0;
    const sold = isGone ? loop.units : investor.adjustmentSpeed * (loop.units - (L * equity) / price);
    if (!isGone && Math.abs(sold * price) <= SETTLED * assets) return { ...loop, status: 'converged' };

    loop.leverageSeries.push(equity > 0 ? (loop.units * price) / equity : null);
    loop.rounds += 1;
    loop.units -= sold;
    loop.debt -= sold * price;
    loop.totalSales += sold * price;
    loop.salesSeries.push(sold * price);
    loop.soldQuantity += sold;
    const decline = Math.min(1, shock + signedImpact(law, loop.soldQuantity));
    loop.decline = Math.max(LOWEST_DECLINE, decline);
    loop.priceSeries.push(priceAt(loop.decline));
    if (decline <= LOWEST_DECLINE) return { ...loop, status: 'returnCap' };
  }
  return loop;
}

/** Decline caused by a cumulative sale, negative for a purchase: fraction of the reference price. */
function signedImpact(law: ImpactLaw, soldQuantity: number): number {
  return soldQuantity >= 0 ? priceImpact(law, soldQuantity) : -priceImpact(law, -soldQuantity);
}
