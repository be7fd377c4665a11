/** Parameters of the fire sale, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

const CONSTRAINT = { only: { model: ['leverageConstraint'] } } as const;

export const parameters = {
  holdings: input.matrix({
    unit: 'quote',
    maxLength: 200,
    min: 0,
    max: 1e15,
    concept: 'overlapping-portfolios',
    description: 'Marketable holdings H: row i holds what institution i owns of each asset, before the shock.',
  }),
  illiquidAssets: input.numbers({
    unit: 'quote',
    maxLength: 200,
    length: 'holdings',
    min: 0,
    max: 1e15,
    derived: '0 for every institution',
    concept: 'market-liquidity',
    description: 'Assets of each institution that cannot be sold.',
  }),
  equity: input.numbers({
    unit: 'quote',
    maxLength: 200,
    length: 'holdings',
    above: 0,
    max: 1e15,
    note: 'At most the total assets of each institution.',
    concept: 'debt-to-equity-ratio',
    description: 'Equity of each institution before the shock.',
  }),
  assetShocks: input.numbers({
    unit: 'fraction',
    maxLength: 200,
    length: 'holdings.columns',
    min: 0,
    max: 1,
    description: 'Initial fall of the price of each asset.',
  }),
  illiquidShock: input.number({
    unit: 'fraction',
    default: 0,
    min: 0,
    max: 1,
    description: 'Initial loss on the assets that cannot be sold.',
  }),
  marketDepth: input.numbers({
    unit: 'quote',
    maxLength: 200,
    length: 'holdings.columns',
    above: 0,
    max: 1e15,
    concept: 'market-depth',
    description:
      'Depth D of each market: sales of D move its price by 100 % where impact is linear, by 1 - 1/e where it is exponential.',
  }),
  model: input.oneOf({
    values: {
      leverageTargeting:
        'Everybody restores its leverage once, impact is linear (Greenwood, Landier and Thesmar 2015).',
      leverageConstraint: 'Those above a cap on leverage sell, round by round (Cont and Schaanning 2017).',
    },
    default: 'leverageTargeting',
    concept: 'deleveraging',
    description: 'Who sells, and why.',
  }),
  maxLeverage: input.number({
    ...CONSTRAINT,
    unit: 'x',
    default: 33,
    above: 1,
    max: 1000,
    concept: 'leverage',
    description: 'Cap on assets over equity; above it an institution has to sell.',
  }),
  targetLeverage: input.number({
    ...CONSTRAINT,
    unit: 'x',
    min: 1,
    max: 1000,
    derived: '0.95 times maxLeverage, at least 1',
    note: 'At most maxLeverage.',
    concept: 'leverage',
    description: 'Assets over equity that a seller returns to.',
  }),
  impactModel: input.oneOf({
    ...CONSTRAINT,
    values: {
      exponential: 'Sales of q lower a price by 1 - exp(-q/D).',
      linear: 'Sales of q lower a price by q/D, at most by all of it.',
    },
    default: 'exponential',
    concept: 'price-impact',
    description: 'How sales move a price.',
  }),
  implementationShortfall: input.number({
    ...CONSTRAINT,
    unit: 'fraction',
    default: 0.5,
    min: 0,
    max: 1,
    concept: 'slippage',
    description: "Share of a round's price fall that sellers bear on their own sales in that round.",
  }),
  liquidateInsolvent: input.boolean({
    ...CONSTRAINT,
    default: true,
    concept: 'platform-solvency',
    description: 'Whether an institution without equity sells everything; if not, it is resolved without sales.',
  }),
  maxRounds: input.integer({
    ...CONSTRAINT,
    default: 100,
    min: 1,
    max: 1000,
    description: 'Maximum number of rounds of sales.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  directLoss: output.numbers({
    unit: 'quote',
    axis: 'INSTITUTION',
    description: 'Loss of each institution from the shock itself.',
  }),
  indirectLoss: output.numbers({
    unit: 'quote',
    axis: 'INSTITUTION',
    description: 'Loss of each institution from the sales that follow.',
  }),
  directVulnerability: output.numbers({
    unit: 'fraction',
    axis: 'INSTITUTION',
    description: 'Direct loss of each institution over its equity.',
  }),
  indirectVulnerability: output.numbers({
    unit: 'fraction',
    axis: 'INSTITUTION',
    description: 'Indirect loss of each institution over its equity, IV.',
  }),
  finalEquity: output.numbers({
    unit: 'quote',
    axis: 'INSTITUTION',
    description: 'Equity left to each institution; negative if it is insolvent.',
  }),
  systemicness: output.numbers({
    unit: 'fraction',
    axis: 'INSTITUTION',
    nullable: true,
    description:
      'Share of all equity lost through the sales of each institution, S; their sum is the aggregate vulnerability. Null unless model is leverageTargeting.',
  }),
  aggregateVulnerability: output.number({
    unit: 'fraction',
    description: 'Indirect loss of all institutions over their equity, AV.',
  }),
  totalDirectLoss: output.number({ unit: 'quote', description: 'Sum of the losses from the shock itself.' }),
  totalIndirectLoss: output.number({ unit: 'quote', description: 'Sum of the losses from sales.' }),
  assetSales: output.numbers({
    unit: 'quote',
    axis: 'OTHER',
    description: 'Value sold of each asset, at the prices at the start of each round; the list runs over assets.',
  }),
  priceFall: output.numbers({
    unit: 'fraction',
    axis: 'OTHER',
    description: 'Fall of the price of each asset through sales, relative to its price after the shock.',
  }),
  initialLeverage: output.numbers({
    unit: 'x',
    axis: 'INSTITUTION',
    description: 'Assets over equity of each institution before the shock.',
  }),
  finalLeverage: output.numbers({
    unit: 'x',
    axis: 'INSTITUTION',
    nullableEntries: true,
    description: 'Final assets over equity of each institution; null if it is insolvent.',
  }),
  insolvent: output.booleans({
    axis: 'INSTITUTION',
    description: 'Whether each institution has no equity left.',
  }),
  rounds: output.integer({ description: 'Number of rounds of sales.' }),
  lossByRound: output.numbers({
    unit: 'quote',
    axis: 'ROUND',
    firstEntries: ['Shock'],
    description: 'Loss of all institutions: from the shock, then from each round of sales.',
  }),
  status: output.oneOf({
    values: {
      converged: 'Nobody has to sell any more.',
      impactExceedsPrice: 'Linear impact takes more than the whole price of an asset: outside the range of the model.',
      maxRounds: 'The limit on rounds was reached.',
    },
    description: 'How the sales ended.',
  }),
};

export type Outputs = Results<typeof outputs>;
