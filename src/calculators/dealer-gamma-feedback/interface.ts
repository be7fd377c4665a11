/** Parameters of the dealers' hedging loop, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';
import { OPTION_MARKET, OPTION_TERMS, SPOT, spotShock } from '../market/option-parameters.ts';

export const parameters = {
  spot: SPOT,
  options: input.listOf({
    entry: 'DealerOption',
    maxLength: 200,
    concept: 'dealer-gamma-exposure',
    description: 'Options of the dealers, each at its own implied volatility.',
    fields: {
      ...OPTION_TERMS,
      dealerPosition: input.number({
        unit: 'count',
        min: -1e15,
        max: 1e15,
        concept: 'dealer-gamma-exposure',
        description: 'Contracts that the dealers hold; negative if they are short.',
      }),
    },
  }),
  ...OPTION_MARKET,
  marketDepth: input.number({
    unit: 'quote',
    above: 0,
    max: 1e18,
    concept: 'market-depth',
    description: 'Depth D: the notional that would move the price by 100 %, with proportional impact.',
  }),
  shock: spotShock(0.05),
  gridLower: input.number({
    unit: 'x',
    default: 0.5,
    min: 0.01,
    below: 1,
    description: 'Lower end of the prices scanned for the gamma profile and its flips, as a multiple of the spot.',
  }),
  gridUpper: input.number({
    unit: 'x',
    default: 1.5,
    above: 1,
    max: 10,
    description: 'Upper end of the prices scanned, as a multiple of the spot.',
  }),
  gridPoints: input.integer({
    default: 101,
    min: 11,
    max: 501,
    description: 'Number of prices scanned; two flips between neighbouring prices can be missed.',
  }),
  maxRounds: input.integer({
    default: 500,
    min: 1,
    max: 5000,
    description: 'Maximum number of full hedge steps in the diagnostic.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  bookValue: output.number({ unit: 'quote', description: "Value of the dealers' options at the spot." }),
  bookDelta: output.number({
    unit: 'base',
    description: 'Delta of the book; the dealers hold its negative as a hedge.',
  }),
  bookGamma: output.number({
    unit: 'base^2/quote',
    description: 'Gamma of the book: change of its delta per unit of price; negative if the dealers are short gamma.',
  }),
  bookVega: output.number({ unit: 'quote*sqrt(year)', description: 'Vega of the book per 1.00 of volatility.' }),
  bookTheta: output.number({ unit: 'quote/year', description: 'Change of the value of the book with time.' }),
  gammaNotionalPerPercent: output.number({
    unit: 'quote',
    description: 'Gamma exposure (GEX): the notional to hedge for a move of 1 %.',
  }),
  hedgeFlowPerOnePercentFall: output.number({
    unit: 'base',
    description: 'Hedge trade after a fall of 1 %, to first order; negative for selling into the fall.',
  }),
  feedbackRatio: output.number({
    unit: '1',
    description: 'Gain kappa at the spot: the further move caused by hedging a unit move; positive for short gamma.',
  }),
  linearAmplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Multiple 1/(1 - kappa) of the shock to first order; null if the linear loop diverges.',
  }),
  linearDiverges: output.boolean({ description: 'Whether the loop would diverge with the gamma at the spot.' }),
  linearReturn: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Return of the spot to first order, including the shock; null if the linear loop diverges.',
  }),
  totalReturn: output.number({
    unit: 'fraction',
    nullable: true,
    description:
      'Return of the spot with the book repriced in full, including the shock; null if there is no equilibrium in the direction of the first hedge.',
  }),
  finalPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Price at which hedge and move are consistent; null if there is none.',
  }),
  hedgeFlow: output.number({
    unit: 'base',
    nullable: true,
    description:
      'Hedge trade of the dealers over the whole move, negative for selling; null if there is no equilibrium in the direction of the first hedge.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Total return over that of the shock alone; null if there is no shock or no total return.',
  }),
  status: output.oneOf({
    values: {
      converged: 'The shock asks for no hedge: the price stays where the shock put it.',
      dampened: 'Hedging leans against the move and takes part of it back.',
      amplified: 'Hedging goes with the move and carries it further.',
      diverges: 'Hedge and move agree nowhere before the price leaves the range from 1 % to 1100 % of the spot.',
    },
    description: 'How hedging affects the shock.',
  }),
  equilibria: output.listOf({
    entry: 'Equilibrium',
    axis: 'OTHER',
    description:
      'All returns in the range at which hedge and move are consistent, ascending; the result is one of them.',
    fields: {
      totalReturn: output.number({ unit: 'fraction', description: 'Return of the spot, including the shock.' }),
      stable: output.boolean({ description: 'Whether hedging brings the price back after a small further move.' }),
    },
  }),
  rounds: output.integer({
    description: 'Rounds of full hedge steps in the diagnostic, including the one that left the range.',
  }),
  roundsStatus: output.oneOf({
    values: {
      converged: 'Full hedge steps end at the answer.',
      otherRoot: 'Full hedge steps jump to another price at which hedge and move are consistent.',
      diverges: 'Full hedge steps leave the range from 1 % to 1100 % of the spot.',
      maxRounds: 'Full hedge steps had not settled at the limit on rounds.',
    },
    description: 'How a sequence of full hedge steps would end; a diagnostic alongside the result.',
  }),
  gammaFlipPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Price nearest to the spot at which the gamma of the book changes sign; null if it does not.',
  }),
  gammaFlipPrices: output.numbers({
    unit: 'quote/base',
    axis: 'PRICE',
    description: 'All prices scanned at which the gamma of the book changes sign, ascending.',
  }),
  path: output.listOf({
    axis: 'ROUND',
    firstEntries: ['Shock'],
    entry: 'HedgingRound',
    description: 'The move and its hedge, first after the shock alone, then after each round, at most 201 entries.',
    fields: {
      round: output.integer({ description: 'Round of hedging, 0 for the shock alone.' }),
      totalReturn: output.number({ unit: 'fraction', description: 'Return of the spot since before the shock.' }),
      hedgeFlow: output.number({ unit: 'base', description: 'Hedge trade required at this return.' }),
    },
  }),
  gammaProfile: output.listOf({
    axis: 'PRICE',
    entry: 'GammaAtPrice',
    description: 'Gamma exposure of the book over the prices scanned.',
    fields: {
      price: output.number({ unit: 'quote/base', description: 'Price of the underlying.' }),
      gammaNotionalPerPercent: output.number({
        unit: 'quote',
        description: 'Gamma exposure at that price: the notional to hedge for a move of 1 %.',
      }),
    },
  }),
};

export type Outputs = Results<typeof outputs>;
