/**
 * The rounds of liquidation. Within a round the oracle price stands still while liquidators go through the unhealthy
 * positions, the least healthy first, and sell into the pool one after the other; at its end the oracle takes the price
 * of the pool.
 *
 * A thousand positions can take thousands of small liquidations each: positions are kept as one array per figure, and
 * since health changes little from round to round, their order is put right by insertion instead of sorted anew.
 */
import type { Values } from '../kit/input.ts';
import type { parameters } from './parameters.ts';
import { poolAt, proceeds } from './pool.ts';

/** Health that counts as 1. */
const HEALTHY = 1 - 1e-12;
/** Healths are compared in these steps, then by the place of the position. */
const HEALTH_STEPS = 1e9;

type Market = Values<typeof parameters>;

/** Positions with the rules of their protocols, one entry per position. */
export interface Book {
  readonly protocol: Int32Array;
  readonly threshold: Float64Array;
  readonly bonus: Float64Array;
  readonly closeFactor: Float64Array;
  readonly fullCloseHealth: Float64Array;
  /** Base and quote, as liquidations leave them. */
  readonly collateral: Float64Array;
  readonly debt: Float64Array;
}

export interface Round {
  round: number;
  /** Oracle price after the round, quote per base. */
  price: number;
  liquidatedCollateral: number;
  repaidDebt: number;
  liquidations: number;
}

export interface Cascade {
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
}

/** Runs the cascade from the shock to the end. */
export function runCascade(market: Market): Cascade {
  const { poolReserveBase, poolReserveQuote, shock, protocols, positions, maxRounds } = market;
  const shockedPrice = (poolReserveQuote / poolReserveBase) * (1 - shock);
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

function bookOf({ protocols, positions }: Market): Book {
  const rules = positions.map(({ protocol }) => protocols[protocol] as Market['protocols'][number]);
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
export function healthFactor({ collateral, debt, threshold }: Book, i: number, oracle: number): number {
  const owed = debt[i] as number;
  return owed === 0 ? Number.POSITIVE_INFINITY : ((collateral[i] as number) * oracle * (threshold[i] as number)) / owed;
}

function isEligible(health: number, held: number): boolean {
  return health < HEALTHY && held > 0;
}

/** Sorts positions by health, then place, by insertion. */
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

/** Goes once through the positions that may be liquidated, at the oracle price of the round, and books what is done. */
function liquidate(
  { poolFee, sellFraction, requireProfitable, dustDebt }: Market,
  cascade: Cascade,
  order: Int32Array,
  health: Float64Array,
  oracle: number,
  round: number,
): Round {
  const { protocol, bonus, closeFactor, fullCloseHealth, collateral, debt } = cascade.book;
  let { reserveBase: x, reserveQuote: y, liquidatorProfit, collateralSold } = cascade;
  let liquidatedCollateral = 0;
  let repaidDebt = 0;
  let liquidations = 0;
  for (let k = 0; k < order.length; k += 1) {
    const i = order[k] as number;
    const held = collateral[i] as number;
    if (!isEligible(health[i] as number, held)) continue;
    const owed = debt[i] as number;
    const premium = 1 + (bonus[i] as number);
    const closesAll = (health[i] as number) < (fullCloseHealth[i] as number) || owed <= dustDebt;
    let repaid = (closesAll ? 1 : (closeFactor[i] as number)) * owed;
    let seized = (repaid * premium) / oracle;
    if (seized > held) {
      seized = held;
      repaid = (held * oracle) / premium;
    }
    const sold = sellFraction * seized;
    const out = proceeds(x, y, sold, poolFee);
    const value = out + (seized - sold) * oracle;
    if (requireProfitable && value < repaid) continue;

    x += sold;
    y -= out;
    collateral[i] = Math.max(0, held - seized);
    debt[i] = Math.max(0, owed - repaid);
    const p = protocol[i] as number;
    cascade.liquidatedCollateral[p] = (cascade.liquidatedCollateral[p] as number) + seized;
    cascade.repaidDebt[p] = (cascade.repaidDebt[p] as number) + repaid;
    if (cascade.firstLiquidationRound[p] === 0) cascade.firstLiquidationRound[p] = round;
    liquidatorProfit += value - repaid;
    collateralSold += sold;
    liquidatedCollateral += seized;
    repaidDebt += repaid;
    liquidations += 1;
  }
  Object.assign(cascade, { reserveBase: x, reserveQuote: y, liquidatorProfit, collateralSold });
  return { round, price: y / x, liquidatedCollateral, repaidDebt, liquidations };
}
