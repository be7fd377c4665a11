/**
 * The rounds of liquidation. Within a round the oracle price is fixed while liquidators go through the unhealthy
 * positions, the least healthy first, and sell into the pool one after the other; at the end of the round the oracle
 * takes the price of the pool.
 *
 * A thousand positions can take thousands of small liquidations each, so positions are stored as one array per field.
 * Since health changes little from round to round, an insertion sort restores their order.
 */
import type { Warn } from '../kit/definition.ts';
import { afterMove } from '../market/after-move.ts';
import { isAbove, isBelow, isSameLevel } from '../market/levels.ts';
import { mostProfitableSale, poolAt, proceeds } from '../market/pool.ts';
import type { Input, Outputs } from './interface.ts';

/** Health factors are compared in this many steps per unit, then by the index of the position. */
const HEALTH_STEPS = 1e9;
/** Most profitable sale, relative to the pool, that counts as 0; and shortfall of a call's value that is a loss. */
const NOTHING = 1e-12;

/** Lets liquidators close the positions that the shock has made unhealthy. */
export function compute(market: Input, warn: Warn): Outputs {
  const { poolReserveBase, poolReserveQuote, shock, protocols, positions } = market;
  const cascade = runCascade(market);
  const { book, path, status, firstLiquidationRound, liquidatorProfit, collateralSold } = cascade;
  const { collateral, debt } = book;
  const [afterShock] = path;
  const last = path.at(-1) as Round;
  const initialPrice = poolReserveQuote / poolReserveBase;
  const finalPrice = last.price;
  // The shock plus the fall after it, so that it is exactly the shock if nothing is sold.
  const totalDrawdown = shock + (afterShock.price - finalPrice) / initialPrice;

  const badDebt = new Float64Array(protocols.length);
  for (const [i, { protocol }] of positions.entries()) {
    const [owed, held] = [debt[i] as number, (collateral[i] as number) * finalPrice];
    if (isAbove(owed, held)) badDebt[protocol] = (badDebt[protocol] as number) + owed - held;
  }
  const totalBadDebt = badDebt.reduce((sum, uncovered) => sum + uncovered, 0);
  warnOf(market, cascade, totalBadDebt, warn);
  return {
    initialPrice,
    shockedPrice: afterShock.price,
    finalPrice,
    totalDrawdown,
    amplification: shock === 0 ? null : totalDrawdown / shock,
    rounds: last.round,
    liquidations: path.reduce((sum, { liquidations }) => sum + liquidations, 0),
    status,
    liquidatedCollateral: cascade.liquidatedCollateral,
    repaidDebt: cascade.repaidDebt,
    badDebt,
    totalBadDebt,
    firstLiquidationRound,
    protocolsHit: firstLiquidationRound.filter((round) => round > 0).length,
    liquidatorProfit,
    collateralSold,
    finalHealthFactor: positions.map((_, i) => (debt[i] === 0 ? null : healthFactor(book, i, finalPrice))),
    finalCollateral: collateral,
    finalDebt: debt,
    finalReserveBase: cascade.reserveBase,
    finalReserveQuote: cascade.reserveQuote,
    path,
  };
}

function warnOf({ protocols }: Input, { status, path, losingCalls }: Cascade, totalBadDebt: number, warn: Warn): void {
  for (const [index, { liquidationThreshold, liquidationBonus }] of protocols.entries()) {
    const share = liquidationThreshold * (1 + liquidationBonus);
    if (share < 1) continue;
    const message = `In protocol ${index}, the liquidation threshold times (1 + bonus) is ${share}: each liquidation makes its position less healthy.`;
    warn('TOXIC_LIQUIDATION', message);
  }
  if (status === 'maxRounds') {
    warn('ROUND_LIMIT', `The cascade was stopped after ${path.length - 1} oracle updates; more may follow.`);
  }
  if (status === 'unprofitable') {
    warn('UNPROFITABLE', 'Unhealthy positions are left: the pool is too shallow to liquidate them at a profit.');
  }
  if (totalBadDebt > 0)
    warn('BAD_DEBT', 'Some debts exceed their collateral at the end; the protocols bear that loss.');
  if (losingCalls > 0) {
    const message = `${losingCalls} liquidation calls brought in less than they repaid; with requireProfitable, liquidators do not make them.`;
    warn('LIQUIDATORS_LOSE', message);
  }
}

/** Positions with the rules of their protocols, one entry per position. */
interface Book {
  readonly protocol: Int32Array;
  readonly threshold: Float64Array;
  readonly bonus: Float64Array;
  readonly closeFactor: Float64Array;
  readonly fullCloseHealth: Float64Array;
  /** In base and in quote; liquidations reduce both. */
  readonly collateral: Float64Array;
  readonly debt: Float64Array;
}

interface Round {
  round: number;
  /** Oracle price after the round, quote per base. */
  price: number;
  liquidatedCollateral: number;
  repaidDebt: number;
  liquidations: number;
}

interface Cascade {
  status: 'converged' | 'unprofitable' | 'maxRounds';
  book: Book;
  /** Right after the shock, then one per round. */
  path: [Round, ...Round[]];
  /** By protocol. */
  liquidatedCollateral: Float64Array;
  repaidDebt: Float64Array;
  firstLiquidationRound: Int32Array;
  reserveBase: number;
  reserveQuote: number;
  liquidatorProfit: number;
  collateralSold: number;
  /** Calls that brought in less than they repaid. */
  losingCalls: number;
}

/** Runs the cascade from the shock to the end. */
function runCascade(market: Input): Cascade {
  const { poolReserveBase, poolReserveQuote, shock, protocols, positions, maxRounds } = market;
  const shockedPrice = afterMove(poolReserveQuote / poolReserveBase, -shock);
  const [reserveBase, reserveQuote] = poolAt(shockedPrice, poolReserveBase, poolReserveQuote);
  const cascade: Cascade = {
    status: 'maxRounds',
    book: bookOf(market),
    path: [{ round: 0, price: shockedPrice, liquidatedCollateral: 0, repaidDebt: 0, liquidations: 0 }],
    liquidatedCollateral: new Float64Array(protocols.length),
    repaidDebt: new Float64Array(protocols.length),
    firstLiquidationRound: new Int32Array(protocols.length),
    reserveBase,
    reserveQuote,
    liquidatorProfit: 0,
    collateralSold: 0,
    losingCalls: 0,
  };
  const order = Int32Array.from(positions.keys());
  const health = new Float64Array(positions.length);
  const steps = new Float64Array(positions.length);

  let oracle = shockedPrice;
  for (let round = 1; round <= maxRounds; round += 1) {
    for (let i = 0; i < health.length; i += 1) health[i] = healthFactor(cascade.book, i, oracle);
    sortByHealth(order, health, steps);
    const done = liquidate(market, cascade, order, health, oracle, round);
    if (done.liquidations === 0) {
      const isLeft = health.some((factor, i) => isEligible(factor, cascade.book.collateral[i] as number));
      cascade.status = isLeft ? 'unprofitable' : 'converged';
      break;
    }
    oracle = done.price;
    cascade.path.push(done);
  }
  return cascade;
}

function bookOf({ protocols, positions }: Input): Book {
  const rules = positions.map(({ protocol }) => protocols[protocol] as Input['protocols'][number]);
  return {
    protocol: Int32Array.from(positions, ({ protocol }) => protocol),
    threshold: Float64Array.from(rules, ({ liquidationThreshold }) => liquidationThreshold),
    bonus: Float64Array.from(rules, ({ liquidationBonus }) => liquidationBonus),
    closeFactor: Float64Array.from(rules, ({ closeFactor }) => closeFactor),
    fullCloseHealth: Float64Array.from(rules, ({ fullCloseHealthFactor }) => fullCloseHealthFactor),
    collateral: Float64Array.from(positions, ({ collateral }) => collateral),
    debt: Float64Array.from(positions, ({ debt }) => debt),
  };
}

/** Collateral at the oracle price times the threshold, over the debt; Infinity without debt. */
function healthFactor({ collateral, debt, threshold }: Book, i: number, oracle: number): number {
  const owed = debt[i] as number;
  return owed === 0 ? Number.POSITIVE_INFINITY : ((collateral[i] as number) * oracle * (threshold[i] as number)) / owed;
}

function isEligible(health: number, held: number): boolean {
  return held > 0 && isBelow(health, 1);
}

/** Sorts positions by health, then index, by insertion. */
function sortByHealth(order: Int32Array, health: Float64Array, steps: Float64Array): void {
  for (let i = 0; i < health.length; i += 1) steps[i] = Math.floor((health[i] as number) * HEALTH_STEPS + 0.5);
  for (let k = 1; k < order.length; k += 1) {
    const i = order[k] as number;
    const own = steps[i] as number;
    let at = k;
    for (; at > 0; at -= 1) {
      const j = order[at - 1] as number;
      const other = steps[j] as number;
      if (other < own || (other === own && j < i)) break;
      order[at] = j;
    }
    order[at] = i;
  }
}

/** Goes once through the positions that may be liquidated, at the oracle price of the round, and books the calls. */
function liquidate(
  { poolFee, sellFraction, requireProfitable, dustDebt }: Input,
  cascade: Cascade,
  order: Int32Array,
  health: Float64Array,
  oracle: number,
  round: number,
): Round {
  const { protocol, bonus, closeFactor, fullCloseHealth, collateral, debt } = cascade.book;
  let { reserveBase: x, reserveQuote: y, liquidatorProfit, collateralSold, losingCalls } = cascade;
  let liquidatedCollateral = 0;
  let repaidDebt = 0;
  let liquidations = 0;
  for (let k = 0; k < order.length; k += 1) {
    const i = order[k] as number;
    const held = collateral[i] as number;
    if (!isEligible(health[i] as number, held)) continue;
    const owed = debt[i] as number;
    const premium = 1 + (bonus[i] as number);
    const closesAll = isBelow(health[i] as number, fullCloseHealth[i] as number) || !isAbove(owed, dustDebt);
    let repaid = (closesAll ? 1 : (closeFactor[i] as number)) * owed;
    let seized = (repaid * premium) / oracle;
    if (isSameLevel(seized, held)) seized = held;
    else if (seized > held) {
      seized = held;
      repaid = (held * oracle) / premium;
    }
    if (requireProfitable) {
      // Cost of one more unit of collateral, less the value of the part that the liquidator keeps.
      const unitCost = oracle * (1 / premium - (1 - sellFraction));
      if (unitCost > 0) {
        const best = mostProfitableSale(x, y, unitCost / sellFraction, poolFee) / sellFraction;
        if (best * sellFraction * (1 - poolFee) <= NOTHING * x) continue;
        if (isBelow(best, seized)) {
          seized = best;
          repaid = (best * oracle) / premium;
        }
      }
    }
    const sold = sellFraction * seized;
    const out = proceeds(x, y, sold, poolFee);
    const value = out + (seized - sold) * oracle;

    x += sold;
    y -= out;
    collateral[i] = Math.max(0, held - seized);
    debt[i] = Math.max(0, owed - repaid);
    const p = protocol[i] as number;
    cascade.liquidatedCollateral[p] = (cascade.liquidatedCollateral[p] as number) + seized;
    cascade.repaidDebt[p] = (cascade.repaidDebt[p] as number) + repaid;
    if (cascade.firstLiquidationRound[p] === 0) cascade.firstLiquidationRound[p] = round;
    liquidatorProfit += value - repaid;
    if (value < (1 - NOTHING) * repaid) losingCalls += 1;
    collateralSold += sold;
    liquidatedCollateral += seized;
    repaidDebt += repaid;
    liquidations += 1;
  }
  Object.assign(cascade, { reserveBase: x, reserveQuote: y, liquidatorProfit, collateralSold, losingCalls });
  return { round, price: y / x, liquidatedCollateral, repaidDebt, liquidations };
}
