/** Parameters of the insurance fund and auto-deleveraging, in the order in which they are checked. */
import { input } from '../kit/input.ts';

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
    description: 'Maintenance margin as a share of the value at the mark, used where rankingMethod is marginRatio.',
  }),
  bankruptPositions: input.listOf({
    entry: 'BankruptPosition',
    default: [{ quantity: 100, bankruptcyPrice: 95 }],
    minLength: 0,
    maxLength: 1000,
    concept: 'liquidation',
    description: 'Positions whose margin is gone, settled in the order given.',
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
    minLength: 0,
    maxLength: 1000,
    concept: 'auto-deleveraging',
    description: 'Positions of the opposite side, which may be deleveraged.',
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
        description: 'Initial leverage of the position, its margin isolated.',
      }),
      score: input.number({
        unit: '1',
        nullable: true,
        min: -1e18,
        max: 1e18,
        note: 'Required where rankingMethod is given.',
        description: 'Ranking score, used where rankingMethod is given.',
      }),
    },
  }),
};
