/**
 * Delta hedging of a dealer book: a dealer who is short gamma has to sell into a fall and buy into a rise.
 *
 * The dealers hold -Delta of the underlying against their options. When the spot goes from S to S(1 + x), they trade
 *
 *     Q(x) = -(Delta(S(1 + x)) - Delta(S)),   positive for buying,
 *
 * and in a market of depth D that moves the spot by Q S / D. To first order the shock is multiplied by 1/(1 - kappa)
 * with kappa = -Gamma S²/D, as in the feedback of Frey and Stremme (1997) and Schönbucher and Wilmott (2000). In full,
 * the book is repriced, and the result is the first price in the direction of the first hedge at which hedge and move
 * are consistent: dealers hedge as the price moves, and it cannot pass such a price. The linear figure says what a
 * small shock does, the full one what this shock does: they are meant to be read together.
 *
 * The gamma flip is the price at which the gamma of the book changes sign: on one side of it hedging dampens moves, on
 * the other it amplifies them.
 */
import { defineCalculator } from '../kit/definition.ts';
import { BLACK_SCHOLES_1973, MERTON_1973 } from '../market/references.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

/** Time for one option at one price. */
const MS_PER_OPTION = 2e-4;

const MIXED_BOOK = [
  { type: 'put', strike: 50_000, expiryYears: 0.08, impliedVolatility: 0.65, dealerPosition: -6000 },
  { type: 'put', strike: 56_000, expiryYears: 0.08, impliedVolatility: 0.58, dealerPosition: -5000 },
  { type: 'put', strike: 58_000, expiryYears: 0.02, impliedVolatility: 0.55, dealerPosition: -1500 },
  { type: 'call', strike: 64_000, expiryYears: 0.08, impliedVolatility: 0.54, dealerPosition: 5000 },
  { type: 'call', strike: 70_000, expiryYears: 0.08, impliedVolatility: 0.56, dealerPosition: 7000 },
] as const;

export const dealerGammaFeedback = defineCalculator({
  slug: 'dealer-gamma-feedback',
  title: 'Delta hedging of a dealer book',
  summary:
    'Dealers who are short gamma sell into falls and buy into rises; in a market of finite depth that amplifies an exogenous move by 1/(1 - kappa) to first order. The book is repriced in full, and the answer is the first price, in the direction of the first hedge, at which hedge and move are consistent; the gamma profile shows the flip, the price at which hedging turns from dampening moves to amplifying them.',
  version: '1.1.0',
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
    String.raw`Q(x) = -\bigl(\Delta_{\text{book}}(S(1 + x)) - \Delta_{\text{book}}(S)\bigr), \quad g(x) = x + s - Q(x)\, S / D, \quad \dot x = -g(x), \quad x(0) = -s`,
    String.raw`\kappa = -\Gamma S^2 / D, \quad x \approx \frac{-s}{1 - \kappa} \quad (\kappa < 1)`,
  ],
  assumptions: [
    'All dealers hedge their delta fully and as the price moves; volatility, vanna and charm are not hedged.',
    'Implied volatilities are fixed per strike while the spot moves.',
    'Impact is linear in the notional traded and permanent; options are settled in quote currency on base units.',
    "The signs of the dealers' positions have to be assumed from open interest.",
    'The price stops at the first equilibrium; others are listed, and full hedge steps, which may jump over it, are a diagnostic.',
    'Far from the strikes, and where options cancel to a relative 1e-12, gamma counts as 0.',
  ],
  references: [
    BLACK_SCHOLES_1973,
    MERTON_1973,
    {
      citation:
        "Frey, R., Stremme, A. (1997), 'Market Volatility and Feedback Effects from Dynamic Hedging', Mathematical Finance 7(4), 351-374",
      doi: '10.1111/1467-9965.00036',
    },
    {
      citation:
        "Schönbucher, P. J., Wilmott, P. (2000), 'The Feedback Effect of Hedging in Illiquid Markets', SIAM Journal on Applied Mathematics 61(1), 232-272",
      doi: '10.1137/S0036139996308534',
    },
    { citation: "Barbon, A., Buraschi, A. (2020), 'Gamma Fragility', SSRN 3725454" },
    {
      citation:
        "Ni, S. X., Pearson, N. D., Poteshman, A. M., White, J. (2021), 'Does Option Trading Have a Pervasive Impact on Underlying Stock Prices?', Review of Financial Studies 34(4), 1952-1986",
    },
    { citation: "Hull, J. C., 'Options, Futures, and Other Derivatives': the greeks and delta hedging" },
  ],
  presets: [
    {
      name: 'short-puts-long-calls',
      title: 'Dealers short puts below and long calls above a coin at 60 000, which falls by 5 %',
      parameters: {
        spot: 60_000,
        riskFreeRate: 0.04,
        dividendYield: 0,
        marketDepth: 1_500_000_000,
        shock: 0.05,
        options: MIXED_BOOK,
      },
    },
    {
      name: 'quiet',
      title: 'Dealers long gamma around the spot buy into the fall and reduce it by a quarter',
      parameters: {
        spot: 60_000,
        marketDepth: 1_500_000_000,
        shock: 0.02,
        options: [
          { type: 'call', strike: 60_000, expiryYears: 0.08, impliedVolatility: 0.5, dealerPosition: 2000 },
          { type: 'put', strike: 58_000, expiryYears: 0.08, impliedVolatility: 0.52, dealerPosition: 1500 },
        ],
      },
    },
    {
      name: 'stressed',
      title: 'The mixed book with two thirds of the depth turns a fall of 8 % into one of 47 %',
      parameters: { spot: 60_000, riskFreeRate: 0.04, marketDepth: 1_000_000_000, shock: 0.08, options: MIXED_BOOK },
    },
    {
      name: 'short-squeeze',
      title: 'Dealers short calls of one week buy into a rise of 5 % and turn it into 13 %',
      parameters: {
        spot: 100,
        marketDepth: 40_000_000,
        shock: -0.05,
        contractSize: 100,
        options: [
          { type: 'call', strike: 105, expiryYears: 0.02, impliedVolatility: 0.8, dealerPosition: -300 },
          { type: 'call', strike: 115, expiryYears: 0.02, impliedVolatility: 0.9, dealerPosition: -600 },
        ],
      },
    },
  ],

  // Profile, diagnostic rounds and the intervals searched for equilibria.
  cost: ({ options, gridPoints, maxRounds }) => MS_PER_OPTION * options.length * (gridPoints + maxRounds + 3000),
  compute,
});
