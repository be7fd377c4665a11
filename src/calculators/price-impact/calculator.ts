/**
 * Price impact of one order: what its size does to the price, and what that costs on average.
 *
 * Three laws side by side, each a fraction of the reference price P0. The power law I(Q) = Y sigma (Q/V)^delta holds for
 * metaorders, linear at delta = 1 and the square-root law at 0.5; over its execution an order pays 1/(1 + delta) of the
 * peak on average. Kyle (1985) derives a linear lambda from informed trading hidden in noise; everything trades at one
 * price. Almgren et al. (2005) fit a permanent part gamma sigma x (Theta/V)^(1/4), half of which is paid on average, and
 * a temporary part eta sigma (x/T)^(3/5) paid in full, with x = Q/V the order in days of volume and T its horizon.
 *
 * The laws disagree on purpose: Almgren et al. reject 1/2 in favour of 3/5 for the temporary part, later studies support
 * 1/2. A sale cannot take the price below zero; that floor is ours, in Kyle's model the price may go negative.
 */
import { defineCalculator } from '../kit/definition.ts';
import { absoluteUnits } from '../market/impact.ts';
import { KYLE_1985, TOTH_2011 } from '../market/references.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

export const priceImpact = defineCalculator({
  slug: 'price-impact',
  title: 'Price impact of a market order or metaorder',
  summary:
    "Turns the size of an order into an expected move of the price and an expected cost, by one of three standard laws: a power of the share of daily volume (linear or square root), Kyle's equilibrium lambda, or the permanent and temporary impact of Almgren et al.",
  version: '1.1.0',
  concepts: [
    'order-book-pressure',
    'buying-pressure',
    'cross-asset-liquidity-risk',
    'cascade-selling-pressure',
    'informed-trading-modeling',
    'trading-volume-metrics',
    'liquidity-barriers',
  ],
  phrases: ['price impact', 'market impact', 'metaorder', 'slippage', 'execution cost', 'implementation shortfall'],
  nulls: 'refused',
  parameters,

  outputs,

  equations: [
    String.raw`I(Q) = Y \sigma \left(Q / V\right)^{\delta}, \quad \bar I = \frac{1}{Q} \int_0^Q I(q)\, dq = \frac{I(Q)}{1 + \delta} \quad \text{(powerLaw)}`,
    String.raw`\lambda = \frac{\sqrt{\Sigma_0}}{2 \sigma_u}, \quad I = \bar I = \frac{\lambda Q}{P_0} \quad \text{(kyle)}`,
    String.raw`I = \gamma \sigma x \left(\frac{\Theta}{V}\right)^{1/4}, \quad J = \frac{I}{2} + \eta \sigma \left(\frac{x}{T}\right)^{3/5}, \quad x = \frac{Q}{V} \quad \text{(almgren)}`,
    String.raw`P_{\text{final}} = P_0 (1 \pm I), \quad \text{cost} = Q P_0 \bar I`,
  ],
  assumptions: [
    'Impact is an average over many orders, not the outcome of one; spread and fees come on top.',
    'The power law gives the move at the end of the order, before any of it decays.',
    "Kyle's lambda is the equilibrium of one informed trader, with normal value and normal noise.",
    'The coefficients of Almgren et al. are fitted to large US shares of 2001 to 2003; other markets differ.',
    'A sale cannot take the price below zero: impact and slippage are capped at 1.',
  ],
  references: [
    KYLE_1985,
    {
      citation:
        "Almgren, R., Thum, C., Hauptmann, E., Li, H. (2005), 'Direct Estimation of Equity Market Impact', Risk 18(7), 58-62",
    },
    TOTH_2011,
  ],
  presets: [
    {
      name: 'square-root-order',
      title: 'A sale of a tenth of daily volume under the square-root law',
      parameters: {},
    },
    {
      name: 'quiet',
      title: 'A buy order of a thousandth of daily volume in a calm market',
      parameters: { side: 'buy', orderQuantity: 1_000, dailyVolatility: 0.01 },
    },
    {
      name: 'stressed',
      title: 'A forced sale of half a day of volume while volatility is four times as high',
      parameters: { orderQuantity: 500_000, dailyVolatility: 0.08 },
    },
    {
      name: 'ibm-tenth-of-volume',
      title: 'A tenth of the daily volume of IBM, traded over half a day: 18 basis points',
      source: 'Example of Almgren, Thum, Hauptmann and Li (2005): V, sigma and shares outstanding of IBM',
      parameters: {
        model: 'almgren',
        orderQuantity: 656_100,
        dailyVolume: 6_561_000,
        dailyVolatility: 0.0157,
        executionDays: 0.5,
        sharesOutstanding: 1_728_000_000,
      },
    },
  ],

  absoluteUnits,
  cost: () => 0.01,
  compute,
});
