/** Parameters of margin accounts: the contracts of a venue and the brackets of its maintenance margin. */
import { input } from '../kit/input.ts';

/** Index of a symbol in the list of symbols. */
export const symbolOf = (what: string) =>
  input.integer({
    unit: '1',
    indexOf: 'symbols',
    min: 0,
    max: 49,
    note: 'Below the number of symbols.',
    description: `Place of ${what} in the list of symbols, from 0.`,
  });

/** Contracts, as a venue lists them. */
export const MARGIN_SYMBOLS = input.listOf({
  entry: 'MarginSymbol',
  default: [{ markPrice: 100 }],
  maxLength: 50,
  concept: 'perpetual-futures',
  description: 'Symbols of the contracts that positions are held in.',
  fields: {
    markPrice: input.number({
      unit: 'quote/base',
      above: 0,
      max: 1e12,
      concept: 'mark-price',
      description: 'Current mark price M.',
    }),
    contractType: input.oneOf({
      values: {
        linear: 'Margined and settled in quote currency, sizes in base units.',
        inverse: 'Margined and settled in the coin, sizes in quote currency.',
      },
      default: 'linear',
      concept: 'perpetual-futures',
      description: 'Margin currency of the contract.',
    }),
    maintenanceMarginRate: input.number({
      unit: 'fraction',
      default: 0.005,
      min: 0,
      below: 1,
      note: 'Used if the symbol has no brackets.',
      concept: 'maintenance-margin',
      description: 'Flat maintenance margin rate on the notional.',
    }),
    closingFeeRate: input.number({
      unit: 'fraction',
      default: 0,
      min: 0,
      max: 0.1,
      description: 'Closing fee on the notional that the venue adds to the requirement.',
    }),
    dailyVolatility: input.number({
      unit: 'fraction/sqrt(day)',
      default: 0.03,
      min: 0,
      max: 5,
      concept: 'realized-volatility',
      description: 'Standard deviation of the one-day return, the unit in which distances are measured.',
    }),
    beta: input.number({
      unit: 'x',
      default: 1,
      min: -10,
      max: 10,
      description: 'Return of the symbol per unit of the common move.',
    }),
  },
});

/** Brackets of the maintenance margin, as a venue lists them. */
export const MARGIN_BRACKETS = input.listOf({
  entry: 'MarginBracket',
  default: [],
  minLength: 0,
  maxLength: 1000,
  note: 'Brackets of the same symbol in ascending order.',
  concept: 'maintenance-amount',
  description: 'Brackets by the notional of a single position, for every symbol that has any.',
  fields: {
    symbol: symbolOf('the symbol of the bracket'),
    notionalCap: input.number({
      unit: 'quote',
      nullable: true,
      above: 0,
      max: 1e18,
      note: 'In base units for an inverse contract; above the previous cap.',
      concept: 'maintenance-amount',
      description: 'Largest notional of the bracket, including the cap; null for no cap.',
    }),
    maintenanceRate: input.number({
      unit: 'fraction',
      min: 0,
      below: 1,
      note: 'At least the previous rate.',
      concept: 'maintenance-margin',
      description: 'Maintenance margin rate r in the bracket, on the whole notional.',
    }),
    maintenanceAmount: input.number({
      unit: 'quote',
      nullable: true,
      min: 0,
      max: 1e18,
      note: 'In base units for an inverse contract; at most the rate times the previous cap.',
      concept: 'maintenance-amount',
      description:
        'Amount a subtracted from the requirement; null for the amount that joins the brackets without a jump.',
    }),
  },
});
