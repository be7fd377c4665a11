/**
 * Equity of margin positions against what a venue requires, along a path of prices.
 *
 * A linear position of size q, side s = ±1 and entry E has the profit s q (P - E) and the requirement q (r + f) P - a; an
 * inverse one, in quote currency, s q (P/E - 1) and q (r + f) - a P. Both are straight lines in P, with the rate r and the
 * amount a of the bracket that its notional is in. So is the margin left, X = equity - requirement, between the prices at
 * which a position changes its bracket: the first root is found exactly, line by line. If the amounts do not join the
 * brackets, the requirement jumps, and the account may be liquidated at the jump.
 *
 * All of these are sums of amounts that may be far larger than the result, so equality means the same level
 * (`levels.ts`): equity of exactly the requirement liquidates, and sizes that cancel give a slope of 0, rounded or not.
 */
import { fallsTo, isAbove, isSameLevel } from './levels.ts';
import type { Brackets } from './margin-brackets.ts';

export interface MarginPosition {
  readonly symbol: number;
  /** 1 for a long, -1 for a short. */
  readonly sign: 1 | -1;
  readonly isInverse: boolean;
  /** q, base; quote where inverse. */
  readonly size: number;
  readonly entryPrice: number;
  /** f. */
  readonly closingFeeRate: number;
  readonly brackets: Brackets;
  /** Price at which the bracket is looked up; null for the price at which the requirement is evaluated. */
  readonly bracketPrice: number | null;
}

/** What is liquidated as one: positions and their collateral. */
export interface MarginGroup {
  /** Quote. */
  readonly cash: number;
  /** Coins that count as collateral, after their haircut, by symbol; base. */
  readonly coins: ReadonlyMap<number, number>;
  /** Whether profits are paid in coins as well: an isolated position of an inverse contract. */
  readonly isCoinMargined: boolean;
  readonly positions: readonly MarginPosition[];
}

/** Prices as a function of one number t: each is intercept + slope t, but at least 0. */
export interface PricePath {
  readonly intercepts: readonly number[];
  readonly slopes: readonly number[];
  /** Where the path begins. */
  readonly start: number;
  /** Least t, and whether the path reaches it. */
  readonly end: number;
  readonly reachesEnd: boolean;
}

export function priceOn({ intercepts, slopes }: PricePath, symbol: number, t: number): number {
  return Math.max(0, (intercepts[symbol] as number) + (slopes[symbol] as number) * t);
}

/** Notional: q P, or q of an inverse contract; quote. */
export function notionalOf({ isInverse, size }: MarginPosition, price: number): number {
  return isInverse ? size : size * price;
}

export function profitOf({ isInverse, sign, size, entryPrice }: MarginPosition, price: number): number {
  return sign * size * (isInverse ? price / entryPrice - 1 : price - entryPrice);
}

/** Index of the bracket that a position is in at a price. */
export function bracketAt(
  { isInverse, size, brackets: { caps }, bracketPrice }: MarginPosition,
  price: number,
): number {
  const at = bracketPrice ?? price;
  const notional = isInverse ? size / at : size * at;
  let [low, high] = [0, caps.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fallsTo(notional, caps[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Requirement at a price, quote. */
export function requirementOf(position: MarginPosition, price: number): number {
  const { isInverse, size, closingFeeRate, brackets } = position;
  const k = bracketAt(position, price);
  const rate = (brackets.rates[k] as number) + closingFeeRate;
  const amount = brackets.amounts[k] as number;
  return isInverse ? size * rate - amount * price : size * rate * price - amount;
}

/** Equity of a group and what the venue requires of it at a place of a path, quote. */
export interface Margin {
  /** Set to 0 if it is mere rounding of the amounts that it is a sum of. */
  equity: number;
  requirement: number;
  /** Equity minus the requirement; 0 if they are the same level. The group is liquidated at or below 0. */
  left: number;
  /** Total size of the amounts that equity is a sum of. */
  scale: number;
}

export function groupMargin({ cash, coins, positions }: MarginGroup, path: PricePath, t: number): Margin {
  let [sum, requirement, scale] = [cash, 0, Math.abs(cash)];
  for (const [symbol, quantity] of coins) {
    const value = quantity * priceOn(path, symbol, t);
    sum += value;
    scale += value;
  }
  for (const position of positions) {
    const price = priceOn(path, position.symbol, t);
    const { isInverse, size, entryPrice } = position;
    sum += profitOf(position, price);
    requirement += requirementOf(position, price);
    scale += isInverse ? size * Math.max(1, price / entryPrice) : size * Math.max(price, entryPrice);
  }
  const equity = isSameLevel(sum, 0, scale) ? 0 : sum;
  const left = isSameLevel(equity, requirement, scale) ? 0 : equity - requirement;
  return { equity, requirement, left, scale };
}

/** The line constant + slope t. */
interface Line {
  constant: number;
  slope: number;
}

/** The line of the margin left around t = `inside`, each position in the given bracket; of equity alone for null. */
function lineOf(group: MarginGroup, path: PricePath, inside: number, bracketsOf: readonly number[] | null): Line {
  const line: Line = { constant: group.cash, slope: 0 };
  let steepness = 0;
  const add = (symbol: number, perPrice: number) => {
    if (priceOn(path, symbol, inside) === 0) return;
    const slope = perPrice * (path.slopes[symbol] as number);
    line.constant += perPrice * (path.intercepts[symbol] as number);
    line.slope += slope;
    steepness += Math.abs(slope);
  };
  for (const [symbol, quantity] of group.coins) add(symbol, quantity);
  for (const [i, position] of group.positions.entries()) {
    const { symbol, sign, isInverse, size, entryPrice, closingFeeRate, brackets } = position;
    const k = bracketsOf?.[i];
    const rate = k === undefined ? 0 : (brackets.rates[k] as number) + closingFeeRate;
    const amount = k === undefined ? 0 : (brackets.amounts[k] as number);
    line.constant += isInverse ? -size * (sign + rate) : amount - sign * size * entryPrice;
    add(symbol, isInverse ? (sign * size) / entryPrice + amount : size * (sign - rate));
  }
  return isSameLevel(line.slope, 0, steepness) ? { ...line, slope: 0 } : line;
}

/** Slope of equity alone at a t, quote per unit of t. */
export function equitySlope(group: MarginGroup, path: PricePath, t: number): number {
  return lineOf(group, path, t, null).slope;
}

/** The t at which the line of equity around `inside` reaches 0; null unless that is a price above 0. */
export function bankruptcyPrice(group: MarginGroup, path: PricePath, inside: number): number | null {
  const { constant, slope } = lineOf(group, path, inside, null);
  const root = -constant / slope;
  return slope !== 0 && isAbove(root, 0, path.start) ? root : null;
}

/**
 * First t of a path, from `from` on, at which or right beyond which a group is liquidated.
 *
 * @param direction - -1 towards the end of the path, 1 upwards without limit.
 * @param measure - what has to stay above 0: the margin left, or equity alone.
 * @returns t; null if never.
 */
export function firstRoot(
  group: MarginGroup,
  path: PricePath,
  direction: 1 | -1,
  from: number,
  measure: 'margin' | 'equity' = 'margin',
): number | null {
  const { equity, left } = groupMargin(group, path, from);
  if ((measure === 'margin' ? left : equity) <= 0) return from;

  /** Whether two places are the same, on the scale of the path from its start to its end. */
  const isSamePlace = (a: number, b: number) => isSameLevel(a, b, path.start - path.end);
  const edgeOf = measure === 'margin' ? edgesBeyond(group, path, direction) : () => farEnd(direction);
  let near = from;
  const kinks = kinksOf(group, path);
  for (;;) {
    const beyond = kinks.filter((kink) => direction * (kink - near) > 0);
    const candidates = [...beyond, edgeOf(near)];
    let far = direction > 0 ? Math.min(...candidates) : Math.max(...candidates);
    const isLast = direction > 0 ? far === Number.POSITIVE_INFINITY : far <= path.end;
    if (direction < 0 && isLast) far = path.end;
    const inside = Number.isFinite(far) ? near + (far - near) / 2 : near + Math.max(1, Math.abs(near));
    const brackets =
      measure === 'margin'
        ? group.positions.map((position) => bracketAt(position, priceOn(path, position.symbol, inside)))
        : null;
    const { constant, slope } = lineOf(group, path, inside, brackets);
    if (constant + slope * near <= 0) return near;
    if (direction * slope < 0) {
      const root = -constant / slope;
      if (direction * (far - root) >= 0 || isSamePlace(root, far)) {
        if (root <= path.end || isSamePlace(root, path.end)) return path.reachesEnd ? path.end : null;
        return direction * (root - near) < 0 || isSamePlace(root, near) ? near : root;
      }
    }
    if (isLast) return null;
    near = far;
  }
}

function farEnd(direction: 1 | -1): number {
  return direction * Number.POSITIVE_INFINITY;
}

/** Places at which prices of the group reach 0, where they stay. */
function kinksOf({ positions, coins }: MarginGroup, { intercepts, slopes, reachesEnd }: PricePath): number[] {
  if (!reachesEnd) return [];
  const symbols = new Set([...positions.map(({ symbol }) => symbol), ...coins.keys()]);
  return [...symbols]
    .filter((symbol) => slopes[symbol] !== 0)
    .map((symbol) => -(intercepts[symbol] as number) / (slopes[symbol] as number));
}

/** Next t beyond a given one at which some position changes its bracket; call it along the path, never backwards. */
function edgesBeyond(group: MarginGroup, path: PricePath, direction: 1 | -1): (near: number) => number {
  const walks = group.positions.flatMap((position) => {
    const { symbol, isInverse, size, brackets, bracketPrice } = position;
    const slope = path.slopes[symbol] as number;
    if (bracketPrice !== null || slope === 0) return [];
    const edges = brackets.caps
      .filter((cap, k) => k + 1 < brackets.caps.length && cap < Number.POSITIVE_INFINITY)
      .map((cap) => ((isInverse ? size / cap : cap / size) - (path.intercepts[symbol] as number)) / slope);
    const isAscending = slope > 0 !== isInverse;
    if (isAscending !== direction > 0) edges.reverse();
    return [{ edges, next: 0 }];
  });
  return (near) => {
    let nearest = farEnd(direction);
    for (const walk of walks) {
      while (walk.next < walk.edges.length && direction * ((walk.edges[walk.next] as number) - near) <= 0)
        walk.next += 1;
      const edge = walk.edges[walk.next];
      if (edge !== undefined && direction * (nearest - edge) > 0) nearest = edge;
    }
    return nearest;
  };
}
