/**
 * Where a margin account is liquidated: the prices that a trader's exchange shows, with the whole account included.
 *
 * An isolated position is liquidated on its own margin and the positions of a cross account together, once equity falls
 * to what the venue requires. The requirement grows in brackets of the notional, whose maintenance amounts usually keep
 * it from jumping. Coins as collateral fall along with their symbol. One symbol may move alone, or all move together.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { type Input, outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

/** Relative tolerance on the largest amount that a bracket may deduct. */
const AMOUNT_TOLERANCE = 1e-9;

/** Time for one position at one edge of a bracket. */
const MS_PER_POSITION = 2e-4;

const BTCUSDT = [
  { symbol: 0, notionalCap: 50_000, maintenanceRate: 0.004 },
  { symbol: 0, notionalCap: 600_000, maintenanceRate: 0.005 },
  { symbol: 0, notionalCap: 3_000_000, maintenanceRate: 0.0065 },
  { symbol: 0, notionalCap: 12_000_000, maintenanceRate: 0.01 },
  { symbol: 0, notionalCap: 70_000_000, maintenanceRate: 0.02 },
  { symbol: 0, notionalCap: 100_000_000, maintenanceRate: 0.025 },
] as const;
const TEN_TIMES = {
  collateral: 0,
  symbols: [{ markPrice: 60_000 }],
  brackets: BTCUSDT,
  positions: [{ symbol: 0, size: 100, marginMode: 'isolated', leverage: 10 }],
  ladderPosition: 0,
} as const;

export const accountLiquidation = defineCalculator({
  slug: 'account-liquidation',
  title: 'Liquidation price of a margin account',
  summary:
    "Compares the equity of a margin account with the venue's requirement as a function of price: where isolated positions are liquidated, where the cross account is liquidated by a move of one symbol alone, and where by a move of all symbols together. Covers bracket tables with maintenance amounts, coin collateral with haircuts, linear and inverse contracts, closing fees and partial liquidation.",
  version: '1.1.0',
  concepts: [
    'liquidation-price',
    'bankruptcy-price',
    'maintenance-margin',
    'maintenance-amount',
    'cross-margin',
    'isolated-margin',
    'margin',
    'margin-call',
    'automated-margin-liquidation',
    'liquidation',
    'leverage',
    'leverage-misuse',
    'perpetual-futures',
    'collateral',
    'haircut',
    'collateral-value-decay',
    'mark-price',
    'margin-call-cascade',
  ],
  phrases: [
    'liquidation price',
    'margin ratio',
    'maintenance margin',
    'bankruptcy price',
    'cross margin',
    'isolated margin',
  ],
  nulls: 'absent',
  parameters,
  outputs,

  equations: [
    String.raw`U = s q (P - E), \quad R = q (r + f) P - a \quad \text{(linear)}`,
    String.raw`U = s q (P/E - 1), \quad R = q (r + f) - a P \quad \text{(inverse, in quote)}`,
    String.raw`X = C + \sum_j n_j (1 - h_j) P_j + \sum U - \sum R, \quad \text{liquidated at the first } X \le 0`,
    String.raw`a_k = a_{k-1} + c_{k-1} (r_k - r_{k-1}), \quad a_1 = 0`,
    String.raw`P_k(x) = M_k \max(0, 1 + \beta_k x) \quad \text{(common move)}`,
    String.raw`d = \frac{|\ln(P^{*}/M)|}{\sigma \sqrt{h}}, \quad P(\text{touched}) = \mathrm{erfc}\left(d / \sqrt 2\right)`,
  ],
  assumptions: [
    'No funding, no open orders and no auto-deleveraging; fills are at the mark price.',
    'Brackets apply to single positions, not to the net size of a symbol.',
    'Results by symbol hold the other prices fixed; in the common move, each symbol moves by its beta.',
    'Liquidation happens at equality: equity equal to the requirement is not enough.',
    'Profits of inverse contracts in the cross account are settled into quote currency as they are realised.',
    'The probability of reaching a price assumes a driftless log price with constant volatility.',
  ],
  references: [
    {
      citation: 'Binance support, How to Calculate Liquidation Price of USDⓈ-M Futures Contracts',
      url: 'https://www.binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93',
    },
    {
      citation: 'Binance support, How to Calculate Liquidation Price of COIN-M Futures Contracts',
      url: 'https://www.binance.com/en/support/faq/ceccfcfb4e3a45e3b48b0b1bb1a8ae46',
    },
    { citation: 'Gate help, Calculation of Liquidation Price; numbers in freqtrade/freqtrade issue 7294' },
    { citation: 'TorchTrade/torchtrade issue 344: a cross account of two positions' },
    { citation: "Karatzas, I., Shreve, S. E. (1991), 'Brownian Motion and Stochastic Calculus': reflection principle" },
  ],
  presets: [
    {
      name: 'binance-btc-100',
      title: 'One hundred bitcoin long at ten times leverage, isolated, with brackets: liquidated at 54,429.80',
      source: 'Binance, Leverage and Margin of USDⓈ-M Futures, as published; to be checked against the present table',
      parameters: TEN_TIMES,
    },
    {
      name: 'two-longs-one-wallet',
      title: 'Ether and bitcoin long in one cross account: liquidated at 1,153.26 or 26,316.89',
      source: 'Binance support, How to Calculate Liquidation Price of USDⓈ-M Futures Contracts',
      parameters: {
        collateral: 1_535_443.01,
        symbols: [{ markPrice: 1335.18 }, { markPrice: 31_967.27 }],
        brackets: [
          { symbol: 0, notionalCap: 2_000_000, maintenanceRate: 0.0323175, maintenanceAmount: 0 },
          { symbol: 0, notionalCap: null, maintenanceRate: 0.1, maintenanceAmount: 135_365 },
          { symbol: 1, notionalCap: 1_000_000, maintenanceRate: 0.0087 },
          { symbol: 1, notionalCap: null, maintenanceRate: 0.025 },
        ],
        positions: [
          { symbol: 0, size: 3683.979, entryPrice: 1456.84 },
          { symbol: 1, size: 109.488, entryPrice: 32_481.98 },
        ],
      },
    },
    {
      name: 'coin-margined',
      title: 'Ten million of face on 101 bitcoin of collateral, which fall along with the position',
      parameters: {
        collateral: 0,
        symbols: [{ markPrice: 45_000, contractType: 'inverse' }],
        brackets: [
          { symbol: 0, notionalCap: 50, maintenanceRate: 0.0138 },
          { symbol: 0, notionalCap: 100, maintenanceRate: 0.05 },
          { symbol: 0, notionalCap: 200, maintenanceRate: 0.1 },
          { symbol: 0, notionalCap: null, maintenanceRate: 0.125 },
        ],
        positions: [{ symbol: 0, size: 10_000_000 }],
        collateralAssets: [{ symbol: 0, quantity: 101 }],
      },
    },
    {
      name: 'quarter-by-quarter',
      title: 'The first position in steps of a quarter with a fee of 0.15 %',
      parameters: { ...TEN_TIMES, liquidationStep: 0.25, liquidationFeeRate: 0.0015 },
    },
  ],

  refuseEntryAt: {
    brackets: { symbol: ({ symbol }, path, account) => symbolFault(symbol, path, account) },
    positions: {
      symbol: ({ symbol }, path, account) => symbolFault(symbol, path, account),
      *margin({ marginMode, leverage, margin }, path): Iterable<Problem> {
        if (marginMode === 'cross' || leverage !== null || margin !== null) return;
        const message = 'must be given for an isolated position, unless its leverage is';
        yield { parameter: `${path}.margin`, code: 'MISSING', message };
      },
    },
    collateralAssets: { symbol: ({ symbol }, path, account) => symbolFault(symbol, path, account) },
  },
  refuseAt: {
    brackets: bracketFaults,
    *ladderPosition({ positions, ladderPosition }): Iterable<Problem> {
      if (ladderPosition < 0 || positions[ladderPosition]?.marginMode === 'isolated') return;
      const message = `must be -1 or the index of an isolated position, but got ${ladderPosition}`;
      yield { parameter: 'ladderPosition', code: 'OUT_OF_RANGE', message };
    },
  },

  // Sizes of inverse contracts are in quote, their margins and brackets in base.
  absoluteUnits: ({ symbols }) =>
    symbols.some(({ contractType }) => contractType === 'inverse') ? ['quote', 'base', 'day'] : [],
  cost: ({ positions, brackets, maxSteps }) =>
    MS_PER_POSITION * positions.length * (positions.length * (brackets.length + 1) + maxSteps),
  compute,
});

function* symbolFault(symbol: number, path: string, { symbols }: Pick<Input, 'symbols'>): Iterable<Problem> {
  if (symbol < symbols.length) return;
  const message = `must be below the number of symbols, ${symbols.length}, but got ${symbol}`;
  yield { parameter: `${path}.symbol`, code: 'OUT_OF_RANGE', message };
}

/** Brackets of one symbol must ascend, in caps and rates, and no amount may make the requirement negative. */
function* bracketFaults({ brackets }: Pick<Input, 'brackets'>): Iterable<Problem> {
  const lastBySymbol = new Map<number, Input['brackets'][number]>();
  for (const [i, row] of brackets.entries()) {
    const before = lastBySymbol.get(row.symbol);
    lastBySymbol.set(row.symbol, row);
    const refused = (name: string, message: string): Problem => {
      return { parameter: `brackets[${i}].${name}`, code: 'OUT_OF_RANGE', message };
    };
    const floor = before === undefined ? 0 : before.notionalCap;
    if (floor === null) yield refused('notionalCap', 'must not follow a bracket of the symbol that has no cap');
    else if (row.notionalCap !== null && row.notionalCap <= floor) {
      yield refused('notionalCap', `must be above the cap before, ${floor}, but got ${row.notionalCap}`);
    }
    if (before !== undefined && row.maintenanceRate < before.maintenanceRate) {
      const message = `must be at least the rate before, ${before.maintenanceRate}, but got ${row.maintenanceRate}`;
      yield refused('maintenanceRate', message);
    }
    const most = row.maintenanceRate * (floor ?? 0) * (1 + AMOUNT_TOLERANCE);
    if (row.maintenanceAmount !== null && row.maintenanceAmount > most) {
      const message = `must be at most the rate times the previous cap, ${most}, but got ${row.maintenanceAmount}`;
      yield refused('maintenanceAmount', message);
    }
  }
}
