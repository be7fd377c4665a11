/**
 * The spiral of a short-option account: volatility jumps, margin is called, and buying back lifts volatility again.
 *
 * The account has sold options and holds collateral; its equity is the net liquidation value, collateral less the cost
 * of closing. A fall of the spot and a parallel shift of implied volatility reprice the options (Black-Scholes-Merton
 * at sticky strikes) and the margin requirement. A deficit forces the account to buy back the same share of each
 * option, at least as much as restores the margin at current mark prices. The vega bought, over the depth of the market
 * in vega, lifts implied volatility (Gârleanu, Pedersen and Poteshman 2009), which makes the remaining options dearer
 * and may call for more margin: the margin spiral of Brunnermeier and Pedersen (2009) in volatility instead of price.
 *
 * Requirements exclude the mark value and are compared with the net liquidation value, which is equivalent to comparing
 * premium plus add-on with collateral.
 */
import { defineCalculator } from '../kit/definition.ts';
import { BRUNNERMEIER_PEDERSEN_2009 } from '../market/references.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

const SHORT_STRANGLES = [
  { type: 'put', strike: 54_000, expiryYears: 0.08, impliedVolatility: 0.6, shortContracts: 60 },
  { type: 'put', strike: 50_000, expiryYears: 0.08, impliedVolatility: 0.66, shortContracts: 60 },
  { type: 'call', strike: 70_000, expiryYears: 0.08, impliedVolatility: 0.56, shortContracts: 60 },
] as const;

export const shortOptionMarginSpiral = defineCalculator({
  slug: 'short-option-margin-spiral',
  title: 'Short options: volatility spike, margin call, forced buy-back',
  summary:
    'An account that has sold options is repriced after a fall and a jump in implied volatility. The margin requirement rises, a deficit forces it to buy back part of every option, the vega bought lifts implied volatility further, and so on, until the margin is sufficient or everything is closed. Margin is strategy-based or the worst of sixteen scenarios.',
  version: '1.0.1',
  concepts: [
    'option-selling',
    'option-selling-strategy',
    'systematic-option-writing',
    'margin-call-cascade',
    'market-panic-selling',
    'volatility-triggered-pauses',
  ],
  phrases: ['option selling', 'option writing', 'short option', 'short volatility', 'volatility spike'],
  nulls: 'absent',
  parameters,
  outputs,

  equations: [
    String.raw`V(S, u) = \sum_i n_i\, \mathrm{BSM}\bigl(S, K_i, T_i, \max(0.01, \sigma_i + u)\bigr)`,
    String.raw`M = \sum_i n_i \max(\text{rate} \cdot S - \mathrm{OTM}_i,\; \text{minimum} \cdot B_i) \quad \text{(strategy-based)}`,
    String.raw`M = \max\Bigl(0,\; \max_s w_s (V_s - V),\; \text{minimum} \cdot S \sum_i n_i\Bigr) \quad \text{(scan)}`,
    String.raw`f = 1 - \frac{E}{x M (1 + b)}, \quad u' = u + \frac{f x \cdot \text{vega}}{D_v}, \quad d = V(S, u') - V(S, u)`,
    String.raw`E' = E - \tfrac12 f x d - (1 - f)\, x d, \quad x' = (1 - f)\, x`,
  ],
  assumptions: [
    'Margin is simplified: no spreads, offsets or credits between expiries or underlyings, and no time passes.',
    'Volatility shifts in parallel, at least 1 % for each option and at most by 2000 points in all; buying back moves it in proportion to the vega bought.',
    'No call closes more than needed: buying back lifts volatility and costs money, and requirement and mark value together do not fall with it, so that the margin is not restored before the share called for is bought.',
    'Buying back does not move the spot: the feedback of hedging on the spot is a separate calculator.',
    'Every option is bought back in the same proportion, at the mean of the marks before and after the round.',
    'The default rates of 15 % and 10 % are of the kind of an initial margin; maintenance rates are lower.',
  ],
  references: [
    { citation: "CME Group, 'CME SPAN: Standard Portfolio Analysis of Risk', methodology" },
    { citation: 'FINRA Rule 4210 and Cboe Rule 10.3, strategy-based margin of short options' },
    { citation: 'Standard margin of venues for coin options (Deribit, Aevo): the larger of 15 % less OTM and 10 %' },
    BRUNNERMEIER_PEDERSEN_2009,
    {
      citation:
        "Bollen, N. P. B., Whaley, R. E. (2004), 'Does Net Buying Pressure Affect the Shape of Implied Volatility Functions?', Journal of Finance 59(2), 711-753",
      doi: '10.1111/j.1540-6261.2004.00647.x',
    },
    {
      citation:
        "Gârleanu, N., Pedersen, L. H., Poteshman, A. M. (2009), 'Demand-Based Option Pricing', Review of Financial Studies 22(10), 4259-4299",
      doi: '10.1093/rfs/hhp005',
    },
  ],
  presets: [
    {
      name: 'short-strangles',
      title:
        'A seller of strangles on a coin, at initial margin rates, after a fall of 10 % and 30 points of volatility',
      parameters: {
        spot: 60_000,
        accountEquity: 1_300_000,
        vegaDepth: 3_000_000,
        shock: 0.1,
        volatilityShock: 0.3,
        options: SHORT_STRANGLES,
      },
    },
    {
      name: 'quiet',
      title: 'The same book after a fall of 2 %: no margin call',
      parameters: {
        spot: 60_000,
        accountEquity: 1_300_000,
        vegaDepth: 3_000_000,
        shock: 0.02,
        volatilityShock: 0.05,
        options: SHORT_STRANGLES,
      },
    },
    {
      name: 'stressed',
      title: 'The same book, 60 points of volatility and a thin market: bought back in full, leaving negative equity',
      parameters: {
        spot: 60_000,
        accountEquity: 1_300_000,
        vegaDepth: 400_000,
        shock: 0.15,
        volatilityShock: 0.6,
        options: SHORT_STRANGLES,
      },
    },
    {
      name: 'scenario-scan',
      title: 'The same book with less equity under a scan of scenarios',
      parameters: {
        spot: 60_000,
        accountEquity: 950_000,
        vegaDepth: 3_000_000,
        shock: 0.1,
        volatilityShock: 0.3,
        marginModel: 'scenarioScan',
        options: SHORT_STRANGLES,
      },
    },
  ],

  // Volatility has a floor of 0.01, and its shift a cap of 20, per root of a year.
  absoluteUnits: () => ['year'],
  compute,
});
