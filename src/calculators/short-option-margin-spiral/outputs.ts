/** Outputs of the short-option spiral. */
import { output } from '../kit/output.ts';

const VOLATILITY = 'fraction/sqrt(year)';

export const outputs = {
  markValueBefore: output.number({ unit: 'quote', description: 'Cost of closing the options before the shock.' }),
  markValueAfterShock: output.number({ unit: 'quote', description: 'Cost of closing them right after the shock.' }),
  requirementBefore: output.number({
    unit: 'quote',
    description: 'Margin requirement before the shock, in excess of the mark value.',
  }),
  requirementAfterShock: output.number({ unit: 'quote', description: 'Margin requirement right after the shock.' }),
  callBefore: output.boolean({ description: 'Whether the account was short of margin already before the shock.' }),
  marginDeficit: output.number({
    unit: 'quote',
    description: 'Margin missing right after the shock; 0 where there is none.',
  }),
  netLiquidationAfterShock: output.number({
    unit: 'quote',
    description: 'Net liquidation value right after the shock; negative where the options cost more than there is.',
  }),
  boughtBackFraction: output.number({ unit: 'fraction', description: 'Share of the book that was bought back.' }),
  finalImpliedVolatilityShift: output.number({
    unit: VOLATILITY,
    description: 'Shift of implied volatility in the end, that of the shock included.',
  }),
  endogenousVolatilityShift: output.number({
    unit: VOLATILITY,
    description: 'Part of the shift that the buying back itself caused.',
  }),
  executionCost: output.number({
    unit: 'quote',
    description: 'What the options bought back cost beyond their marks before each round.',
  }),
  finalNetLiquidation: output.number({ unit: 'quote', description: 'Net liquidation value in the end.' }),
  totalLoss: output.number({ unit: 'quote', description: 'Equity before the shock less that in the end.' }),
  insolvent: output.boolean({ description: 'Whether the account ends with less than nothing.' }),
  finalRequirement: output.number({ unit: 'quote', description: 'Margin requirement of what is left in the end.' }),
  rounds: output.integer({ description: 'Margin calls.' }),
  status: output.oneOf({
    values: {
      noCall: 'The margin sufficed after the shock.',
      converged: 'Buying back restored the margin with options left.',
      fullyClosed: 'Everything was bought back.',
      maxRounds: 'The limit on margin calls was reached before the margin was restored.',
    },
    description: 'How the spiral ended.',
  }),
  path: output.listOf({
    axis: 'ROUND',
    entry: 'MarginCall',
    description: 'The account right after the shock, then after each margin call.',
    fields: {
      round: output.integer({ description: 'Number of the margin call, 0 for the shock.' }),
      remainingFraction: output.number({ unit: 'fraction', description: 'Share of the book that is left.' }),
      impliedVolatilityShift: output.number({ unit: VOLATILITY, description: 'Shift of implied volatility.' }),
      requirement: output.number({ unit: 'quote', description: 'Margin requirement of what is left.' }),
      netLiquidation: output.number({ unit: 'quote', description: 'Net liquidation value.' }),
    },
  }),
};
