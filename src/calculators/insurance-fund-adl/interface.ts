/** Parameters of the insurance fund and auto-deleveraging, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

export const parameters = {
  bankruptSide: input.oneOf({
    values: { long: 'Longs went bankrupt in a fall.', short: 'Shorts went bankrupt in a rise.' },
    default: 'long',
    concept: 'bankruptcy-price',
    description: 'Side of all bankrupt positions; the counterparties hold the other side.',
  }),
  markPrice: input.number({
    unit: 'quote/base',
    default: 90,
    above: 0,
    max: 1e12,
    concept: 'mark-price',
    description: 'Price at which bankrupt positions can be closed.',
  }),
  insuranceFund: input.number({
    unit: 'quote',
    default: 300,
    emptyOnce: ['bankruptPositions', 'counterparties'],
    min: 0,
    max: 1e18,
    concept: 'insurance-fund',
    description: 'Balance of the insurance fund before any position is closed.',
  }),
  rankingMethod: input.oneOf({
    values: {
      pnlLeverage: 'Profit as a share of the entry value times leverage at the mark, as on BitMEX and MEXC.',
      marginRatio: 'Profit over margin times the margin ratio, as on Binance.',
      accountLeverage: 'Price gain since entry times leverage at the mark, as on Hyperliquid.',
      given: 'The score given with each counterparty.',
    },
    default: 'pnlLeverage',
    concept: 'auto-deleveraging',
    description: 'Score by which counterparties are ranked, the highest first.',
  }),
  maintenanceMarginRate: input.number({
    unit: 'fraction',
    default: 0.005,
    min: 0,
    below: 1,
    concept: 'maintenance-margin',
    description: 'Maintenance margin as a share of the value at the mark, used if rankingMethod is marginRatio.',
  }),
  bankruptPositions: input.listOf({
    entry: 'BankruptPosition',
    default: [{ quantity: 100, bankruptcyPrice: 95 }],
    emptyOnce: ['counterparties'],
    minLength: 0,
    maxLength: 1000,
    concept: 'liquidation',
    description: 'Positions whose margin is used up, settled in the order given.',
    fields: {
      quantity: input.number({ unit: 'base', above: 0, max: 1e18, description: 'Size of the position.' }),
      bankruptcyPrice: input.number({
        unit: 'quote/base',
        above: 0,
        max: 1e12,
        concept: 'bankruptcy-price',
        description: 'Price at which the margin of the position is zero.',
      }),
    },
  }),
  counterparties: input.listOf({
    entry: 'Counterparty',
    default: [
      { quantity: 60, entryPrice: 110, leverage: 10 },
      { quantity: 60, entryPrice: 100, leverage: 20 },
    ],
    emptyOnce: ['bankruptPositions'],
    minLength: 0,
    maxLength: 1000,
    concept: 'auto-deleveraging',
    description: 'Positions on the opposite side, which may be deleveraged.',
    fields: {
      quantity: input.number({ unit: 'base', above: 0, max: 1e18, description: 'Size of the position.' }),
      entryPrice: input.number({
        unit: 'quote/base',
        above: 0,
        max: 1e12,
        description: 'Average entry price of the position.',
      }),
      leverage: input.number({
        unit: 'x',
        default: 10,
        min: 1,
        max: 1000,
        concept: 'leverage',
        description: 'Initial leverage of the position, with isolated margin.',
      }),
      score: input.number({
        unit: '1',
        nullable: true,
        min: -1e18,
        max: 1e18,
        note: 'Required if rankingMethod is given.',
        description: 'Ranking score, used if rankingMethod is given.',
      }),
    },
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  totalShortfall: output.number({
    unit: 'quote',
    description: 'Loss of the bankrupt positions beyond their margin, at the mark.',
  }),
  fundEnd: output.number({
    unit: 'quote',
    description: 'Balance of the insurance fund after all positions are closed.',
  }),
  fundUsed: output.number({ unit: 'quote', description: 'Loss that the fund paid.' }),
  fundSurplusAdded: output.number({
    unit: 'quote',
    description: 'Margin that the fund gained from positions closed at a price better than their bankruptcy price.',
  }),
  adlTriggered: output.boolean({ description: 'Whether any counterparty was deleveraged.' }),
  adlQuantity: output.number({ unit: 'base', description: 'Quantity closed against counterparties.' }),
  adlNotional: output.number({ unit: 'quote', description: 'Value of that quantity at the bankruptcy prices.' }),
  adlHaircut: output.number({
    unit: 'quote',
    description: 'Profit that counterparties forgo, being closed at bankruptcy prices rather than at the mark.',
  }),
  haircutRatio: output.number({
    unit: 'fraction',
    nullable: true,
    description:
      'Forgone profit over the unrealised profit of counterparties on the closed quantity; null if they had none.',
  }),
  uncoveredLoss: output.number({
    unit: 'quote',
    description: 'Loss covered by neither the fund nor the queue, which the venue or all its clients would bear.',
  }),
  uncoveredQuantity: output.number({ unit: 'base', description: 'Quantity for which no counterparty was left.' }),
  deleveragedCount: output.integer({ description: 'Number of counterparties deleveraged, in whole or in part.' }),
  queue: output.listOf({
    entry: 'QueuedPosition',
    axis: 'POSITION',
    description: 'Counterparties in the order in which they are deleveraged.',
    fields: {
      index: output.integer({
        label: 'Counterparty',
        indexOf: 'counterparties',
        description: 'Index among the counterparties as given, from 0.',
      }),
      rank: output.integer({ description: 'Position in the queue, from 1.' }),
      score: output.number({ unit: '1', description: 'Score by which the position is ranked.' }),
      quintile: output.integer({
        description: 'Quintile of the queue by quantity, 1 for the first to be deleveraged.',
      }),
      deleveragedQuantity: output.number({ unit: 'base', description: 'Quantity that was closed.' }),
      remainingQuantity: output.number({ unit: 'base', description: 'Quantity that stays open.' }),
      realizedPnl: output.number({ unit: 'quote', description: 'Profit or loss since entry on the closed quantity.' }),
      forgoneProfit: output.number({
        unit: 'quote',
        description: 'Profit lost compared with closing at the mark price.',
      }),
    },
  }),
  fundSeries: output.numbers({
    unit: 'quote',
    axis: 'POSITION',
    firstEntries: ['Start'],
    description: 'Balance of the fund at the start, then after each bankrupt position.',
  }),
};

export type Outputs = Results<typeof outputs>;
