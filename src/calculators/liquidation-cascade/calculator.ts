/**
 * Liquidation cascade: a shock closes leveraged positions by force, their volume moves the price, which closes more.
 *
 * Positions are isolated-margin perpetuals (linear or inverse) or, with maintenance on the mark price, securities margin
 * accounts; each is closed in full once the price reaches its liquidation price, equality included. A book can be given
 * position by position, and further open interest spread over leverages by a truncated Pareto law, cut into equal buckets
 * at the mid-quantiles. The shock is a gap: nobody trades between the reference price and the price after it.
 *
 * Against open-interest-collapse: here fills are at the round's average price and impact adds as a fraction of the
 * reference price; there fills are at the end of the round and impact multiplies the shocked price.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import type { Values } from '../kit/input.ts';
import { absoluteUnits } from '../market/impact.ts';
import { liquidationPrice } from '../market/liquidation-price.ts';
import { type AtRisk, type Cascade, runCascade } from './cascade.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { presets, references } from './sources.ts';

type Book = Values<typeof parameters>;

export const liquidationCascade = defineCalculator({
  slug: 'liquidation-cascade',
  title: 'Liquidation and margin-call cascade',
  summary:
    'Computes liquidation and bankruptcy prices of leveraged positions, shocks the price, closes every position at or through its liquidation price by force, moves the price by the impact of the cumulated forced volume, and repeats until nothing more is reached. It works for linear and inverse perpetuals and, with maintenance on the mark price, for securities margin accounts.',
  version: '1.0.0',
  concepts: [
    'liquidation-cascade',
    'liquidation-cascade-modeling',
    'margin-call-cascade',
    'automated-margin-liquidation',
    'panic-driven-deleveraging',
    'leverage-misuse',
    'open-interest-collapse',
    'panic-selling-cascades',
    'short-selling',
    'protocol-contagion-effects',
    'collateral-value-decay',
    'liquidation',
  ],
  phrases: [
    'liquidation cascade',
    'liquidation price',
    'margin call',
    'forced liquidation',
    'margin liquidation',
    'short squeeze',
  ],
  nulls: 'refused',
  parameters,
  outputs,

  equations: [
    String.raw`P^*_{\text{long}} = \frac{E(1 - 1/L)}{1 - m}, \quad P^*_{\text{short}} = \frac{E(1 + 1/L)}{1 + m} \quad \text{(linear, mark)}`,
    String.raw`P^*_{\text{long}} = E\,(1 - 1/L + m), \quad P^*_{\text{short}} = E\,(1 + 1/L - m) \quad \text{(linear, entry)}`,
    String.raw`P^*_{\text{long}} = \frac{E(1 + m)}{1 + 1/L}, \quad P^*_{\text{short}} = \frac{E(1 - m)}{1 - 1/L} \quad \text{(inverse, mark)}`,
    String.raw`P^*_{\text{long}} = \frac{E}{1 + 1/L - m}, \quad P^*_{\text{short}} = \frac{E}{1 - 1/L + m} \quad \text{(inverse, entry)}`,
    String.raw`x_{n+1} = s + \min\bigl(I(Q_n), c\bigr), \quad I(Q) = Y \sigma (Q/V)^{\delta}, \quad P_n = P_0\,(1 \mp x_n)`,
    String.raw`\text{VWAP} = P_0 \left(1 \mp \Bigl(s + \tfrac{1}{\Delta Q} \int_{Q}^{Q + \Delta Q} \min(I, c)\, dq \Bigr)\right)`,
    String.raw`L_i = L_{\min} \left(1 - \tfrac{i - 1/2}{n} \bigl(1 - (L_{\min}/L_{\max})^{\alpha}\bigr)\right)^{-1/\alpha}`,
  ],
  assumptions: [
    'Isolated margin; a position is closed in full, not in part or by tiers; no fees, funding or deductions.',
    'The mark price is the last price after impact; nobody takes the other side and the price does not recover.',
    'All positions of a round are filled at its volume-weighted price.',
    'Venues differ: some take maintenance margin on the notional at the mark price, older formulas on the entry value.',
    'A uniform order book of density rho base units per unit of relative price is the linear law with Y sigma / V = 1/rho.',
  ],
  references,
  presets,

  *refuse(parameters) {
    const { leverageMin, leverageMax, maintenanceMarginRate: m, openInterest } = parameters;
    if (leverageMin > leverageMax) {
      yield refused('leverageMin', `must be at most leverageMax, ${leverageMax}, but got ${leverageMin}`);
    }
    yield* positionFaults(parameters);
    if (openInterest > 0 && m >= 1 / leverageMax) {
      yield refused('leverageMax', `must have an initial margin 1/${leverageMax} above the maintenance margin ${m}`);
    }
  },

  absoluteUnits,
  compute(parameters, warn) {
    const { direction, contractType, referencePrice, shock, positions, maxRounds } = parameters;
    const priced = positions.map((position) => withPrices(parameters, position));
    const side = direction === 'down' ? 'long' : 'short';
    const book = [...priced.filter((position) => position.side === side), ...leverageBuckets(parameters, side)];
    const cascade = runCascade(book, {
      isDown: direction === 'down',
      isInverse: contractType === 'inverse',
      referencePrice,
      shock,
      law: parameters,
      maxRounds,
    });

    const { rounds, totalMove, badDebt } = cascade;
    const hitsFloor = direction === 'down' && totalMove >= 1;
    if (cascade.reachedLimit) warn('ROUND_LIMIT', `The cascade was stopped after ${rounds} rounds; more may follow.`);
    if (hitsFloor) warn('PRICE_FLOOR', 'The price fell to zero, where the model stops.');
    if (badDebt > 0) warn('BAD_DEBT', 'Some positions closed beyond their margin; someone else bears that loss.');

    const atRiskSize = book.reduce((sum, { size }) => sum + size, 0);
    const { reachedLimit, ...figures } = cascade;
    return {
      ...figures,
      status: ending(cascade, hitsFloor, cascade.liquidatedCount === book.length),
      liquidatedShare: atRiskSize === 0 ? 0 : cascade.liquidatedSize / atRiskSize,
      amplification: shock === 0 ? null : totalMove / shock,
      atRiskSize,
      liquidationPrices: priced.map((position) => position.liquidationPrice),
      bankruptcyPrices: priced.map((position) => position.bankruptcyPrice),
    };
  },
});

function refused(parameter: string, message: string): Problem {
  return { parameter, code: 'OUT_OF_RANGE', message };
}

/** Positions whose margin is below maintenance from the start, or that the reference price has already reached. */
function* positionFaults(book: Book): Iterable<Problem> {
  const { positions, referencePrice: P0 } = book;
  for (const [index, position] of positions.entries()) {
    const { side, leverage } = position;
    const { liquidationPrice: LP, rate: m } = withPrices(book, position);
    if (m >= 1 / leverage) {
      const message = `must have an initial margin 1/${leverage} above the maintenance margin ${m}`;
      yield refused(`positions[${index}].leverage`, message);
    }
    if (LP !== null && (side === 'long' ? P0 <= LP : P0 >= LP)) {
      const wanted = side === 'long' ? 'below' : 'above';
      yield refused(`positions[${index}]`, `must have a liquidation price ${wanted} ${P0}, but it is ${LP}`);
    }
  }
}

/** A position with the two prices that decide its fate. */
function withPrices(book: Book, position: Book['positions'][number]) {
  const { side, quantity: size, entryPrice, leverage } = position;
  const rate = position.maintenanceMarginRate ?? book.maintenanceMarginRate;
  return {
    side,
    size,
    rate,
    liquidationPrice: liquidationPrice(book, side, entryPrice, leverage, rate),
    bankruptcyPrice: liquidationPrice(book, side, entryPrice, leverage, 0),
  };
}

/** Open interest entered at the reference price, in equal buckets at the mid-quantiles of a truncated Pareto law of leverage. */
function leverageBuckets(book: Book, side: 'long' | 'short'): AtRisk[] {
  const { openInterest, leverageMin, leverageMax, leverageTailExponent: alpha, leverageBuckets: n } = book;
  const { referencePrice: P0, maintenanceMarginRate: m } = book;
  if (openInterest === 0) return [];
  const c = 1 - (leverageMin / leverageMax) ** alpha;
  return Array.from({ length: n }, (_, index) => {
    const leverage = leverageMin * (1 - ((index + 0.5) / n) * c) ** (-1 / alpha);
    return {
      size: openInterest / n,
      liquidationPrice: liquidationPrice(book, side, P0, leverage, m),
      bankruptcyPrice: liquidationPrice(book, side, P0, leverage, 0),
    };
  });
}

function ending({ rounds, reachedLimit }: Cascade, hitsFloor: boolean, tookAll: boolean) {
  if (reachedLimit) return 'maxRounds';
  if (rounds === 0) return 'noLiquidation';
  if (hitsFloor) return 'priceFloor';
  return tookAll ? 'allLiquidated' : 'converged';
}
