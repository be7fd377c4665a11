/** One side of a limit order book, its best price first, and what a market order takes from it. */

/** Price in quote per base, displayed quantity in base. */
export interface Level {
  readonly price: number;
  readonly quantity: number;
}

/**
 * A side with equal prices joined, best first: the highest bid, the lowest ask.
 *
 * @param levels - in any order; quantities of equal prices are summed in that order.
 */
export function sideOfBook(levels: readonly Level[], isBid: boolean): readonly Level[] {
  const quantityByPrice = new Map<number, number>();
  for (const { price, quantity } of levels) quantityByPrice.set(price, (quantityByPrice.get(price) ?? 0) + quantity);
  const side = Array.from(quantityByPrice, ([price, quantity]) => ({ price, quantity }));
  return side.sort((a, b) => (isBid ? b.price - a.price : a.price - b.price));
}

export interface Fill extends Level {
  /** Base, this fill included. */
  readonly cumulativeQuantity: number;
  /** Quote, this fill included. */
  readonly cumulativeNotional: number;
}

export interface Walk {
  /** In the order of execution. */
  readonly fills: readonly Fill[];
  readonly filledQuantity: number;
  readonly filledNotional: number;
  readonly unfilledQuantity: number;
  /** Levels taken whole. */
  readonly levelsConsumed: number;
  /** The side afterwards, best first. */
  readonly left: readonly Level[];
}

/**
 * Takes an order from a side, level by level, as far as its limit price goes.
 *
 * @param side - best first.
 * @param orderQuantity - base, at least 0.
 * @param isWithinLimit - whether the order accepts a price.
 */
export function walk(side: readonly Level[], orderQuantity: number, isWithinLimit: (price: number) => boolean): Walk {
  const fills: Fill[] = [];
  const left: Level[] = [];
  let remaining = orderQuantity;
  let cumulativeQuantity = 0;
  let cumulativeNotional = 0;
  let levelsConsumed = 0;
  for (const { price, quantity } of side) {
    const take = isWithinLimit(price) ? Math.min(remaining, quantity) : 0;
    if (take > 0) {
      remaining -= take;
      cumulativeQuantity += take;
      cumulativeNotional += price * take;
      fills.push({ price, quantity: take, cumulativeQuantity, cumulativeNotional });
    }
    if (take === quantity) levelsConsumed += 1;
    else left.push({ price, quantity: quantity - take });
  }
  return {
    fills,
    filledQuantity: cumulativeQuantity,
    filledNotional: cumulativeNotional,
    unfilledQuantity: remaining,
    levelsConsumed,
    left,
  };
}

/** Quantity on some levels of a side, base. */
export function depth(levels: readonly Level[]): number {
  return levels.reduce((sum, { quantity }) => sum + quantity, 0);
}
