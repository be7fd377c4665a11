/**
 * The loop of the close: funds trade K r, their impact is part of the day's return r, of which they have to trade more.
 *
 * It ends where r = r0 + sign(K r) I(|K r| / P0), or at the first bound: a fund without assets left, a price of zero, or a
 * return of 1000 %.
 */
import { type ImpactLaw, priceImpact } from '../market/impact.ts';

/** Largest return of the day. */
export const RETURN_CAP = 10;
/** Change of the return below which the loop has settled. */
const SETTLED = 1e-12;

export interface Fund {
  /** L, multiple of the day's return. */
  readonly leverage: number;
  /** A of the day before, quote. */
  readonly assets: number;
}

export type Status = 'converged' | 'fundWipedOut' | 'priceFloor' | 'returnCap' | 'maxRounds';

/** Returns beyond which a fund has nothing left or the model ends, fractions. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

export interface Close {
  status: Status;
  rounds: number;
  /** r, fraction. */
  finalReturn: number;
  /** r0, then one per round. */
  returnSeries: number[];
}

/**
 * What all funds together trade per unit of return.
 *
 * @returns K = sum of A (L^2 - L), quote; at least 0 without funds of a leverage between 0 and 1.
 * @example demandPerUnitReturn([{ leverage: -1, assets: 10 }]); // => 20
 */
export function demandPerUnitReturn(funds: readonly Fund[]): number {
  return funds.reduce((sum, { leverage: L, assets: A }) => sum + A * (L * L - L), 0);
}

/** The returns at which the first fund on each side has lost all, if that comes before a price of zero or the cap. */
export function boundsOf(funds: readonly Fund[]): Bounds {
  const wipeOuts = funds
    .filter(({ leverage, assets }) => leverage !== 0 && assets > 0)
    .map(({ leverage }) => -1 / leverage);
  return {
    lower: Math.max(-1, ...wipeOuts.filter((r) => r < 0)),
    upper: Math.min(RETURN_CAP, ...wipeOuts.filter((r) => r > 0)),
  };
}

/**
 * Signed move of the price that a demand causes.
 *
 * @param demand - quote, negative for a sale; its base quantity is taken at the reference price P0.
 */
export function signedImpact(law: ImpactLaw, demand: number, P0: number): number {
  return Math.sign(demand) * priceImpact(law, Math.abs(demand) / P0);
}

/** Runs the loop from the return r0 that the market has made before the close. */
export function closeAfter(r0: number, K: number, bounds: Bounds, market: Market): Close {
  const { law, referencePrice: P0, maxRounds } = market;
  let r = r0;
  const returnSeries = [r0];
  for (let rounds = 0; ; ) {
    const next = r0 + signedImpact(law, K * r, P0);
    const isSettled = Math.abs(next - r) <= SETTLED;
    r = isSettled ? next : Math.min(bounds.upper, Math.max(bounds.lower, next));
    if (isSettled) return { status: 'converged', rounds, finalReturn: r, returnSeries };
    rounds += 1;
    returnSeries.push(r);
    const isOver = r === bounds.lower || r === bounds.upper;
    if (isOver) return { status: statusAt(r), rounds, finalReturn: r, returnSeries };
    if (rounds === maxRounds) return { status: 'maxRounds', rounds, finalReturn: r, returnSeries };
  }
}

export interface Market {
  readonly law: ImpactLaw;
  /** P0, quote per base. */
  readonly referencePrice: number;
  readonly maxRounds: number;
}

/** What it means that the return was cut to a bound. */
function statusAt(bound: number): Status {
  if (bound === -1) return 'priceFloor';
  return bound === RETURN_CAP ? 'returnCap' : 'fundWipedOut';
}
