/**
 * Delta hedging of a dealer book: whoever is short gamma has to sell into a fall and buy into a rise.
 *
 * The dealers hold -Delta of the underlying against their options. When the spot goes from S to S(1 + x), they trade
 *
 *     Q(x) = -(Delta(S(1 + x)) - Delta(S)),   positive for buying,
 *
 * and in a market of depth D that moves the spot by Q S / D. To first order the shock is multiplied by 1/(1 - kappa) with
 * kappa = -Gamma S²/D, as in the feedback of Frey and Stremme (1997) and Schönbucher and Wilmott (2000). In full, the
 * book is repriced at each price on the way until hedge and move agree. The linear figure says what a small shock does,
 * the full one what this shock does: they are meant to be read together.
 *
 * The gamma flip is the price at which the gamma of the book changes sign: on one side of it hedging dampens moves, on
 * the other it feeds them.
 */
import { defineCalculator, type Warn } from '../kit/definition.ts';
import { optionBook } from '../market/option-book.ts';
import { gammaFlips, gammaPoints, nearestTo } from './gamma-profile.ts';
import { type Hedging, runHedging } from './hedging.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { presets, references } from './sources.ts';

export const dealerGammaFeedback = defineCalculator({
  slug: 'dealer-gamma-feedback',
  title: 'Delta hedging of a dealer book',
  summary:
    'Dealers who are short gamma sell into falls and buy into rises; in a market of finite depth that amplifies a move from outside by 1/(1 - kappa) to first order. The book is repriced in full until hedge and price agree, and the profile of its gamma shows the flip, the price at which hedging turns from dampening moves to feeding them.',
  version: '1.0.0',
  concepts: [
    'systematic-option-writing',
    'option-selling',
    'option-selling-strategy',
    'convexity-strategies',
    'cascade-selling-pressure',
    'gamma',
  ],
  phrases: [
    'dealer gamma',
    'gamma exposure',
    'gamma squeeze',
    'gamma hedging',
    'delta hedging',
    'option dealers',
    'dynamic hedging',
    'portfolio insurance',
  ],
  nulls: 'absent',
  parameters,
  outputs,

  equations: [
    String.raw`d_1 = \frac{\ln(S/K) + (r - q + \sigma^2/2)\, T}{\sigma \sqrt T}, \quad d_2 = d_1 - \sigma \sqrt T`,
    String.raw`\Delta = \pm e^{-qT} N(\pm d_1), \quad \Gamma = \frac{e^{-qT} \varphi(d_1)}{S \sigma \sqrt T}, \quad \text{vega} = S e^{-qT} \varphi(d_1) \sqrt T`,
    String.raw`\Theta = -\frac{S e^{-qT} \varphi(d_1)\, \sigma}{2 \sqrt T} \mp r K e^{-rT} N(\pm d_2) \pm q S e^{-qT} N(\pm d_1)`,
    String.raw`Q(x) = -\bigl(\Delta_{\text{book}}(S(1 + x)) - \Delta_{\text{book}}(S)\bigr), \quad x_{k+1} = -s + Q(x_k)\, S / D, \quad x_0 = -s`,
    String.raw`\kappa = -\Gamma S^2 / D, \quad x \approx \frac{-s}{1 - \kappa} \quad (\kappa < 1)`,
  ],
  assumptions: [
    'All dealers hedge their delta fully and at once; volatility, vanna and charm are not hedged.',
    'Implied volatilities stay with their strikes while the spot moves.',
    'Impact is linear in the notional traded and permanent; options are settled in quote currency on base units.',
    "The signs of the dealers' positions have to be assumed from open interest.",
    'Far from the strikes, and where options cancel to a relative 1e-12, gamma counts as 0.',
  ],
  references,
  presets,

  compute(parameters, warn) {
    const { spot: S, options, contractSize, marketDepth: D, shock } = parameters;
    const amounts = options.map(({ dealerPosition }) => dealerPosition * contractSize);
    const book = optionBook(options, amounts, parameters, S);
    const { value, vega } = book.valueAndVega(S);
    const gamma = book.gamma(S).net;
    const kappa = (-gamma * S * S) / D;
    const linearDiverges = kappa >= 1;

    const hedging = runHedging(book, parameters);
    const { totalReturn, hedgeFlow, rounds, status, path } = hedging;
    warnOf(hedging, linearDiverges, kappa, warn);

    const points = gammaPoints(book, S, parameters);
    const gammaFlipPrices = gammaFlips(book, S, points);
    const perPercent = (price: number, gammaThere: number) => 0.01 * gammaThere * price * price;
    return {
      bookValue: value,
      bookDelta: book.delta(S),
      bookGamma: gamma,
      bookVega: vega,
      bookTheta: book.theta(S),
      gammaNotionalPerPercent: perPercent(S, gamma),
      hedgeFlowPerOnePercentFall: 0.01 * gamma * S,
      feedbackRatio: kappa,
      linearAmplification: linearDiverges ? null : 1 / (1 - kappa),
      linearDiverges,
      linearReturn: linearDiverges ? null : -shock / (1 - kappa),
      totalReturn,
      finalPrice: totalReturn === null ? null : S * (1 + totalReturn),
      hedgeFlow,
      amplification: totalReturn === null || shock === 0 ? null : totalReturn / -shock,
      rounds,
      status,
      gammaFlipPrice: nearestTo(S, gammaFlipPrices),
      gammaFlipPrices,
      path,
      gammaProfile: points.map((point) => ({
        price: point.price,
        gammaNotionalPerPercent: perPercent(point.price, point.gamma),
      })),
    };
  },
});

function warnOf({ status, rounds }: Hedging, linearDiverges: boolean, kappa: number, warn: Warn): void {
  if (linearDiverges) {
    warn('LINEAR_DIVERGES', `The feedback ratio at the spot is ${kappa}: each hedge asks for one at least as large.`);
  }
  if (status === 'diverges') {
    warn('DIVERGES', 'The price left the range from 1 % to 1100 % of the spot: the loop has no end within it.');
  }
  if (status === 'maxRounds') {
    warn('ROUND_LIMIT', `The loop was stopped after ${rounds} rounds, before price and hedge agreed.`);
  }
  if (status === 'dampened') {
    warn('DAMPENED', 'Hedging in rounds would overshoot; the result is the price at which hedge and move agree.');
  }
}
