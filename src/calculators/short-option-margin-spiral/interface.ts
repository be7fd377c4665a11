/** Parameters of the short-option spiral, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';
import { OPTION_MARKET, OPTION_TERMS, SPOT, spotShock } from '../market/option-parameters.ts';

export const parameters = {
  spot: SPOT,
  options: input.listOf({
    entry: 'ShortOption',
    maxLength: 200,
    concept: 'option-selling',
    description: 'Options that the account has sold, each at its own implied volatility.',
    fields: {
      ...OPTION_TERMS,
      shortContracts: input.number({ unit: 'count', min: 0, max: 1e15, description: 'Contracts sold.' }),
    },
  }),
  ...OPTION_MARKET,
  accountEquity: input.number({
    unit: 'quote',
    above: 0,
    max: 1e18,
    concept: 'margin',
    description: 'Net liquidation value before the shock: collateral less the cost of closing the options.',
  }),
  shock: spotShock(0.1),
  volatilityShock: input.number({
    unit: 'fraction/sqrt(year)',
    default: 0.3,
    min: -0.5,
    max: 5,
    concept: 'implied-volatility',
    description: 'Shift of all implied volatilities at the shock: 0.3 is a rise of 30 points.',
  }),
  vegaDepth: input.number({
    unit: 'quote*year',
    above: 0,
    max: 1e18,
    concept: 'vega',
    description: 'Vega bought, in quote per 1.00 of volatility, that lifts implied volatility by 1.00.',
  }),
  restoreBuffer: input.number({
    unit: 'fraction',
    default: 0,
    min: 0,
    max: 5,
    description: 'Buffer above the requirement to which a call restores the margin, as a share of the requirement.',
  }),
  marginModel: input.oneOf({
    values: {
      strategyBased: 'A rate on the spot less the amount out of the money, at least a minimum rate, option by option.',
      scenarioScan: 'The worst loss of the whole book over sixteen scenarios of price and volatility, as in SPAN.',
    },
    default: 'strategyBased',
    concept: 'margin',
    description: 'Rule of the margin requirement.',
  }),
  maxRounds: input.integer({
    default: 200,
    min: 1,
    max: 2000,
    description: 'Maximum number of margin calls; a loop that reaches it stops with the status maxRounds.',
  }),
  marginRate: input.number({
    unit: 'fraction',
    default: 0.15,
    min: 0,
    max: 1,
    concept: 'initial-margin',
    description: 'Strategy-based margin: rate on the spot, from which the out-of-the-money amount is subtracted.',
  }),
  minimumRate: input.number({
    unit: 'fraction',
    default: 0.1,
    min: 0,
    max: 1,
    description: 'Strategy-based margin: lowest rate.',
  }),
  putMinimumBase: input.oneOf({
    values: {
      underlying: 'The spot, for calls and puts alike.',
      strike: 'The strike for puts, as in the rules of US exchanges.',
    },
    default: 'underlying',
    description: 'Strategy-based margin: base of the lowest rate.',
  }),
  priceScanRange: input.number({
    unit: 'fraction',
    default: 0.15,
    min: 0,
    max: 0.9,
    description: 'Scan: largest move of the spot in the ordinary scenarios.',
  }),
  volatilityScanRange: input.number({
    unit: 'fraction/sqrt(year)',
    default: 0.2,
    min: 0,
    max: 5,
    description: 'Scan: shift of implied volatility in the ordinary scenarios.',
  }),
  extremeMoveMultiple: input.number({
    unit: 'x',
    default: 3,
    min: 1,
    max: 10,
    description: 'Scan: move of the two extreme scenarios as a multiple of the largest ordinary one.',
  }),
  extremeCoverFraction: input.number({
    unit: 'fraction',
    default: 0.33,
    min: 0,
    max: 1,
    description: 'Scan: share of the loss in an extreme scenario that the margin has to cover.',
  }),
  shortOptionMinimumRate: input.number({
    unit: 'fraction',
    default: 0,
    min: 0,
    max: 1,
    description: 'Scan: lowest requirement as a share of the spot value of the options sold.',
  }),
};

export type Input = Values<typeof parameters>;

const VOLATILITY = 'fraction/sqrt(year)';

export const outputs = {
  markValueBefore: output.number({ unit: 'quote', description: 'Cost of closing the options before the shock.' }),
  markValueAfterShock: output.number({ unit: 'quote', description: 'Cost of closing them right after the shock.' }),
  requirementBefore: output.number({
    unit: 'quote',
    description: 'Margin requirement before the shock, in excess of the mark value.',
  }),
  requirementAfterShock: output.number({ unit: 'quote', description: 'Margin requirement right after the shock.' }),
  callBefore: output.boolean({ description: 'Whether the account was already short of margin before the shock.' }),
  marginDeficit: output.number({
    unit: 'quote',
    description: 'Margin deficit right after the shock; 0 if there is none.',
  }),
  netLiquidationAfterShock: output.number({
    unit: 'quote',
    description:
      'Net liquidation value right after the shock; negative if closing the options costs more than the account holds.',
  }),
  boughtBackFraction: output.number({ unit: 'fraction', description: 'Share of the book that was bought back.' }),
  finalImpliedVolatilityShift: output.number({
    unit: VOLATILITY,
    description: 'Final shift of implied volatility, including that of the shock.',
  }),
  endogenousVolatilityShift: output.number({
    unit: VOLATILITY,
    description: 'Part of the shift caused by the buy-back itself.',
  }),
  executionCost: output.number({
    unit: 'quote',
    description: 'Cost of the buy-backs in excess of the mark prices before each round.',
  }),
  finalNetLiquidation: output.number({ unit: 'quote', description: 'Final net liquidation value.' }),
  totalLoss: output.number({ unit: 'quote', description: 'Equity before the shock less final equity.' }),
  insolvent: output.boolean({ description: 'Whether the account ends with negative equity.' }),
  finalRequirement: output.number({ unit: 'quote', description: 'Final margin requirement of the remaining options.' }),
  rounds: output.integer({ description: 'Number of margin calls.' }),
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
    firstEntries: ['Shock'],
    entry: 'MarginCall',
    description: 'The account right after the shock, then after each margin call.',
    fields: {
      round: output.integer({ description: 'Number of the margin call, 0 for the shock.' }),
      remainingFraction: output.number({ unit: 'fraction', description: 'Remaining share of the book.' }),
      impliedVolatilityShift: output.number({ unit: VOLATILITY, description: 'Shift of implied volatility.' }),
      requirement: output.number({ unit: 'quote', description: 'Margin requirement of the remaining options.' }),
      netLiquidation: output.number({ unit: 'quote', description: 'Net liquidation value.' }),
    },
  }),
};

export type Outputs = Results<typeof outputs>;
