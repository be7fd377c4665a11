/**
 * The account at mark prices, where its groups are liquidated, and how a liquidation proceeds step by step.
 *
 * A group is the cross account or one isolated position. It is followed along the price of one symbol, with the others
 * at their marks; the cross account also along a common move x, at which prices are M max(0, 1 + beta x).
 */
import { normalCdf } from '../../numerics/normal.ts';
import type { Warn } from '../kit/definition.ts';
import { isAbove } from '../market/levels.ts';
import { liquidationSteps } from '../market/liquidation-steps.ts';
import {
  bankruptcyPrice,
  bracketAt,
  equitySlope,
  firstRoot,
  groupMargin,
  type MarginGroup,
  type MarginPosition,
  notionalOf,
  type PricePath,
  profitOf,
  requirementOf,
} from '../market/margin.ts';
import { type Brackets, bracketsOf, flatBracket, isJumping } from '../market/margin-brackets.ts';
import type { Input, Outputs } from './interface.ts';

/** Measures the account and follows its liquidation. */
export function compute(account: Input, warn: Warn): Outputs {
  const { symbols, positions: given, liquidationFeeRate } = account;
  const positions = positionsOf(account);
  const marks = symbols.map(({ markPrice }) => markPrice);
  const cross = crossGroup(account, positions);
  const common = commonPath(account);
  const isolated = given.map((position, i) =>
    position.marginMode === 'isolated' ? isolatedGroup(account, positions, i) : null,
  );

  const margins = isolated.map((group, i) => {
    if (group === null) return null;
    const path = symbolPath(account, (positions[i] as MarginPosition).symbol);
    return groupMargin(group, path, path.start);
  });

  const { equity, requirement: maintenanceMargin, left: freeMargin } = groupMargin(cross, common, 0);
  const hasPositions = cross.positions.length > 0;
  const rootOf = (direction: 1 | -1, measure: 'margin' | 'equity') =>
    hasPositions ? firstRoot(cross, common, direction, 0, measure) : null;
  const [commonMoveDown, commonMoveUp] = [rootOf(-1, 'margin'), rootOf(1, 'margin')];
  const nearerMove = nearerOf(commonMoveDown, commonMoveUp, (x) => Math.abs(Math.log1p(x)));
  const commonDistance = distanceIn(account.commonVolatility, account, nearerMove);

  const symbolResults = symbols.map((_, symbol) => {
    const isHeld = cross.coins.has(symbol) || cross.positions.some((position) => position.symbol === symbol);
    return hasPositions && isHeld ? pricesOf(account, cross, symbol) : NOTHING;
  });
  const positionResults = positions.map((position, i) => {
    const { symbol } = position;
    const mark = marks[symbol] as number;
    const group = isolated[i];
    const {
      liquidationPriceDown: _,
      liquidationPriceUp: __,
      ...prices
    } = group == null ? (symbolResults[symbol] as SymbolResult) : pricesOf(account, group, symbol);
    const requirement = requirementOf(position, mark);
    const own = margins[i]?.equity ?? null;
    return {
      symbol,
      notional: notionalOf(position, mark),
      unrealizedPnl: profitOf(position, mark),
      maintenanceMargin: requirement,
      ...prices,
      equity: own,
      marginRatio: own !== null && own > 0 ? requirement / own : null,
    };
  });
  const liquidatablePositions = margins.filter((margin) => margin !== null && margin.left <= 0).length;
  const isCrossLiquidatable = hasPositions && freeMargin <= 0;
  const distances = positionResults.map(({ distance }) =>
    distance === null ? Number.POSITIVE_INFINITY : Math.abs(distance),
  );
  const nearest = Math.min(...distances);

  if (isCrossLiquidatable || liquidatablePositions > 0) {
    warn(
      'ALREADY_LIQUIDATABLE',
      'At the mark prices, the account or an isolated position is already at or below its requirement.',
    );
  }
  warnOfBrackets(account, positions, warn);
  const inForce = positions.map(
    (position) => position.brackets.rates[bracketAt(position, marks[position.symbol] as number)] as number,
  );
  if (inForce.some((rate) => liquidationFeeRate > rate)) {
    warn('FEE_EATS_MARGIN', 'The liquidation fee is above the maintenance rate: closing a part makes the rest worse.');
  }
  const gross = (some: readonly MarginPosition[]) =>
    some.reduce((sum, position) => sum + notionalOf(position, marks[position.symbol] as number), 0);
  return {
    status: statusOf(hasPositions, equity, isCrossLiquidatable),
    equity,
    maintenanceMargin,
    freeMargin,
    marginRatio: equity > 0 ? maintenanceMargin / equity : null,
    grossNotional: gross(positions),
    effectiveLeverage: equity > 0 ? gross(cross.positions) / equity : null,
    liquidatablePositions,
    commonMoveDown,
    commonMoveUp,
    bankruptcyMoveDown: rootOf(-1, 'equity'),
    bankruptcyMoveUp: rootOf(1, 'equity'),
    commonDistanceSigmas: commonDistance.sigmas,
    commonTouchProbability: commonDistance.touchProbability,
    nearestDistance: nearest < Number.POSITIVE_INFINITY ? nearest : null,
    nearestPosition: nearest < Number.POSITIVE_INFINITY ? distances.indexOf(nearest) : null,
    symbolResults,
    positionResults,
    ladder: ladderOf(account, cross, nearerMove, positionResults, isolated),
  };
}

function statusOf(hasPositions: boolean, equity: number, isLiquidatable: boolean): Outputs['status'] {
  if (!hasPositions) return 'noPositions';
  if (equity <= 0) return 'bankrupt';
  return isLiquidatable ? 'liquidatable' : 'safe';
}

/** Brackets of a symbol, or its flat rate. */
function bracketsOfSymbol(account: Input, symbol: number): Brackets {
  const rows = rowsOfSymbol(account, symbol);
  return rows.length > 0 ? bracketsOf(rows) : flatBracket(account.symbols[symbol]?.maintenanceMarginRate as number);
}

function rowsOfSymbol({ brackets }: Input, symbol: number): Input['brackets'] {
  return brackets.filter((row) => row.symbol === symbol);
}

function warnOfBrackets(account: Input, positions: readonly MarginPosition[], warn: Warn): void {
  const isBeyond = positions.some(({ symbol, isInverse, size, brackets }) => {
    const mark = account.symbols[symbol]?.markPrice as number;
    return isAbove(isInverse ? size / mark : size * mark, brackets.caps.at(-1) as number);
  });
  if (isBeyond) warn('BEYOND_BRACKETS', 'A notional is above the last cap of its symbol; the last bracket is used.');
  if (account.symbols.some((_, symbol) => isJumping(rowsOfSymbol(account, symbol))))
    warn(
      'BRACKET_JUMP',
      'A maintenance amount does not match the previous bracket: the requirement jumps from one to the other.',
    );
}

function positionsOf(account: Input): MarginPosition[] {
  const bracketsBySymbol = account.symbols.map((_, symbol) => bracketsOfSymbol(account, symbol));
  return account.positions.map(({ symbol, side, size, entryPrice }) => {
    const contract = account.symbols[symbol] as Input['symbols'][number];
    return {
      symbol,
      sign: side === 'long' ? 1 : -1,
      isInverse: contract.contractType === 'inverse',
      size,
      entryPrice: entryPrice ?? contract.markPrice,
      closingFeeRate: contract.closingFeeRate,
      brackets: bracketsBySymbol[symbol] as Brackets,
      bracketPrice: account.bracketBasis === 'mark' ? contract.markPrice : null,
    };
  });
}

function crossGroup(
  { collateral, collateralAssets, positions: given }: Input,
  positions: readonly MarginPosition[],
): MarginGroup {
  const coins = new Map<number, number>();
  for (const { symbol, quantity, haircut } of collateralAssets) {
    coins.set(symbol, (coins.get(symbol) ?? 0) + quantity * (1 - haircut));
  }
  return {
    cash: collateral,
    coins,
    isCoinMargined: false,
    positions: positions.filter((_, i) => given[i]?.marginMode === 'cross'),
  };
}

/** An isolated position with its margin, which is in coins for an inverse contract. */
function isolatedGroup({ positions: given }: Input, positions: readonly MarginPosition[], i: number): MarginGroup {
  const position = positions[i] as MarginPosition;
  const { margin, leverage } = given[i] as Input['positions'][number];
  const { isInverse, size, entryPrice, symbol } = position;
  const posted = margin ?? (isInverse ? size / entryPrice : size * entryPrice) / (leverage as number);
  return {
    cash: isInverse ? 0 : posted,
    coins: new Map(isInverse ? [[symbol, posted]] : []),
    isCoinMargined: isInverse,
    positions: [position],
  };
}

/** t is the price of one symbol, the others stay at their marks. */
function symbolPath({ symbols }: Input, symbol: number): PricePath {
  return {
    intercepts: symbols.map(({ markPrice }, k) => (k === symbol ? 0 : markPrice)),
    slopes: symbols.map((_, k) => Number(k === symbol)),
    start: symbols[symbol]?.markPrice as number,
    end: 0,
    reachesEnd: false,
  };
}

/** t is the common return x. */
function commonPath({ symbols }: Input): PricePath {
  return {
    intercepts: symbols.map(({ markPrice }) => markPrice),
    slopes: symbols.map(({ markPrice, beta }) => markPrice * beta),
    start: 0,
    end: -1,
    reachesEnd: true,
  };
}

type SymbolResult = Outputs['symbolResults'][number];

const NOTHING: SymbolResult = {
  liquidationPriceDown: null,
  liquidationPriceUp: null,
  liquidationPrice: null,
  bankruptcyPrice: null,
  distance: null,
  distanceSigmas: null,
  touchProbability: null,
};

/** Where a group is liquidated along the price of a symbol, and how far away that is. */
function pricesOf(account: Input, group: MarginGroup, symbol: number): SymbolResult {
  const path = symbolPath(account, symbol);
  const mark = path.start;
  const [down, up] = [firstRoot(group, path, -1, mark), firstRoot(group, path, 1, mark)];
  const moveTo = (t: number) => (t - mark) / mark;
  const price = nearerOf(down, up, (t) => Math.abs(moveTo(t)));
  const move = price === null ? null : moveTo(price);
  const volatility = account.symbols[symbol]?.dailyVolatility as number;
  const { sigmas, touchProbability } = distanceIn(volatility, account, move);
  return {
    liquidationPriceDown: down,
    liquidationPriceUp: up,
    liquidationPrice: price,
    bankruptcyPrice: bankruptcyPrice(group, path, mark),
    distance: move,
    distanceSigmas: sigmas,
    touchProbability,
  };
}

/** The nearer of two places; the first if both are equally near. */
function nearerOf(down: number | null, up: number | null, sizeOf: (t: number) => number): number | null {
  if (down === null || up === null) return down ?? up;
  return sizeOf(up) < sizeOf(down) ? up : down;
}

/** A move in standard deviations of a driftless logarithm over the horizon, and the chance of touching it (reflection). */
function distanceIn(volatility: number, { horizonDays }: Input, move: number | null) {
  const deviation = volatility * Math.sqrt(horizonDays);
  if (move === null || deviation === 0) return { sigmas: null, touchProbability: null };
  const sigmas = Math.abs(Math.log1p(move)) / deviation;
  return { sigmas: sigmas < Number.POSITIVE_INFINITY ? sigmas : null, touchProbability: 2 * normalCdf(-sigmas) };
}

/** Follows the liquidation of the cross account on the common path, or of an isolated position on its symbol's path. */
function ladderOf(
  account: Input,
  cross: MarginGroup,
  nearerMove: number | null,
  results: Outputs['positionResults'],
  isolated: readonly (MarginGroup | null)[],
): Outputs['ladder'] {
  const { ladderPosition } = account;
  const isCross = ladderPosition < 0;
  const whole = isCross ? cross : isolated[ladderPosition];
  if (whole == null) return [];
  const symbol = results[ladderPosition]?.symbol ?? 0;
  const path = isCross ? commonPath(account) : symbolPath(account, symbol);
  const target = isCross ? nearerMove : (results[ladderPosition]?.liquidationPrice ?? null);
  if (target === null) return [];
  const fallsUpwards = equitySlope(whole, path, path.start) < 0;
  const isAhead = target === path.start ? fallsUpwards : target > path.start;
  const direction = isAhead ? 1 : -1;

  return liquidationSteps(whole, path, direction, account).map(({ at, ...step }) => ({
    ...step,
    price: isCross ? null : at,
    move: isCross ? at : (at - path.start) / path.start,
  }));
}
