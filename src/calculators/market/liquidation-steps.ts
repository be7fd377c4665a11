/** A liquidation in steps: the venue closes a part, takes its fee, and closes the next if the rest is short again. */
import { isSameLevel } from './levels.ts';
import { firstRoot, groupMargin, type MarginGroup, notionalOf, type PricePath, priceOn, profitOf } from './margin.ts';

/** Remaining share that counts as 0. */
const CLOSED = 1e-12;

export interface LiquidationTerms {
  /** Share of the original sizes closed in one step. */
  readonly liquidationStep: number;
  /** Fee on the notional closed. */
  readonly liquidationFeeRate: number;
  readonly maxSteps: number;
}

export interface LiquidationStep {
  /** From 1. */
  step: number;
  /** Place t on the path. */
  at: number;
  closedShare: number;
  /** Closed in the step, quote. */
  closedNotional: number;
  /** After the step, at its prices, quote. */
  equity: number;
  maintenanceMargin: number;
}

/**
 * Steps of the liquidation of a group along a path, from its start.
 *
 * The profit of a closed part, less the fee, is booked to the group's cash, or to its coins if it is coin-margined.
 */
export function liquidationSteps(
  whole: MarginGroup,
  path: PricePath,
  direction: 1 | -1,
  { liquidationStep, liquidationFeeRate, maxSteps }: LiquidationTerms,
): LiquidationStep[] {
  const steps: LiquidationStep[] = [];
  let group = whole;
  let closedShare = 0;
  let t = firstRoot(group, path, direction, path.start);
  for (let step = 1; step <= maxSteps && t !== null; step += 1) {
    const at = t;
    const share = Math.min(1, step * liquidationStep);
    const closed = 1 - share < CLOSED ? 1 : share;
    const part = closed - closedShare;
    closedShare = closed;
    let { cash } = group;
    const coins = new Map(group.coins);
    let closedNotional = 0;
    for (const position of whole.positions) {
      const price = priceOn(path, position.symbol, at);
      const notional = part * notionalOf(position, price);
      const booked = part * profitOf(position, price) - liquidationFeeRate * notional;
      closedNotional += notional;
      if (whole.isCoinMargined) coins.set(position.symbol, (coins.get(position.symbol) ?? 0) + booked / price);
      else cash += booked;
    }
    const positions = whole.positions.map((position) => ({ ...position, size: (1 - closed) * position.size }));
    group = { ...group, cash, coins, positions: closed === 1 ? [] : positions };
    const { equity: rest, requirement } = groupMargin(group, path, at);
    // The equity left is a difference of the closed amounts too, so their scale decides what is rounding.
    const equity = isSameLevel(rest, 0, groupMargin(whole, path, at).scale) ? 0 : rest;
    steps.push({ step, at, closedShare: closed, closedNotional, equity, maintenanceMargin: requirement });
    t = closed === 1 ? null : firstRoot(group, path, direction, at);
  }
  return steps;
}
