/** Outputs of the dealers' hedging loop. */
import { output } from '../kit/output.ts';

export const outputs = {
  bookValue: output.number({ unit: 'quote', description: "Value of the dealers' options at the spot." }),
  bookDelta: output.number({
    unit: 'base',
    description: 'Delta of the book; the dealers hold its negative as a hedge.',
  }),
  bookGamma: output.number({
    unit: 'base^2/quote',
    description:
      'Gamma of the book: change of its delta per unit of price; negative where the dealers are short gamma.',
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
    description: 'Further move that the hedge of a unit of move causes, kappa, at the spot; positive for short gamma.',
  }),
  linearAmplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Multiple 1/(1 - kappa) of the shock to first order; null where the linear loop diverges.',
  }),
  linearDiverges: output.boolean({ description: 'Whether the loop with the gamma of the spot would have no end.' }),
  linearReturn: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Return of the spot to first order, the shock included; null where the linear loop diverges.',
  }),
  totalReturn: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Return of the spot with the book repriced in full, the shock included; null where the loop diverges.',
  }),
  finalPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Price at which the loop ends; null where it diverges.',
  }),
  hedgeFlow: output.number({
    unit: 'base',
    nullable: true,
    description: 'Hedge trade of the dealers over the whole move, negative for selling; null where the loop diverges.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Total return over that of the shock alone; null without a shock and where the loop diverges.',
  }),
  rounds: output.integer({ description: 'Rounds of hedging, the one that left the range included.' }),
  status: output.oneOf({
    values: {
      converged: 'The price and the hedge settled.',
      dampened:
        'Plain rounds of hedging overshoot, since the dealers trade against the move; the price at which hedge and move agree was solved for instead.',
      diverges: 'The price left the range from 1 % to 1100 % of the spot.',
      maxRounds: 'The limit on rounds was reached before the loop settled.',
    },
    description: 'How the loop ended.',
  }),
  gammaFlipPrice: output.number({
    unit: 'quote/base',
    nullable: true,
    description: 'Price nearest to the spot at which the gamma of the book changes sign; null where it does not.',
  }),
  gammaFlipPrices: output.numbers({
    unit: 'quote/base',
    axis: 'PRICE',
    description: 'All prices scanned at which the gamma of the book changes sign, ascending.',
  }),
  path: output.listOf({
    axis: 'ROUND',
    entry: 'HedgingRound',
    description: 'The move and its hedge, first after the shock alone, then after each round, at most 201 entries.',
    fields: {
      round: output.integer({ description: 'Round of hedging.' }),
      totalReturn: output.number({ unit: 'fraction', description: 'Return of the spot since before the shock.' }),
      hedgeFlow: output.number({ unit: 'base', description: 'Hedge trade that this return asks for.' }),
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
