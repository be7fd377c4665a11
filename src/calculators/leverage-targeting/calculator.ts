/**
 * Deleveraging to a target: an investor marked to market keeps assets over equity at L, and so sells when prices fall.
 *
 * A fall of s costs s A0 of assets and of equity alike; leverage rises, and sales of (L - 1) s A0 bring it back to L.
 * Those sales depress the price, which calls for more. The loop has the gain g = (L - 1) I(A0/P0): a small shock ends
 * at 1/(1 - g) times itself, and from g = 1 on it grows until holdings have shrunk. The loop also runs upwards in a
 * boom, when rising prices make room for levered purchases.
 *
 * Adrian and Shin (2010) document such behaviour of dealers; households and banks target less tightly. Greenwood, Landier
 * and Thesmar (2015) stop after the first round and take impact per unit of money; here rounds go on and impact is that
 * of the cumulative quantity.
 */
import { defineCalculator } from '../kit/definition.ts';
import { absoluteUnits } from '../market/impact.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

const MS_PER_ROUND = 1e-3;

export const leverageTargeting = defineCalculator({
  slug: 'leverage-targeting',
  title: 'Deleveraging to target leverage (fire-sale loop)',
  summary:
    'An investor marked to market keeps assets over equity at a target L. A fall raises leverage, so that assets worth L - 1 times the loss are sold; the sales depress the price and force further sales. With linear impact the loop has a gain g and multiplies a small shock by 1/(1-g). It works upwards too, as levered buying in a boom.',
  version: '1.1.0',
  concepts: [
    'panic-driven-deleveraging',
    'debt-to-equity-ratio',
    'asset-bubble-dynamics',
    'cross-asset-liquidity-risk',
    'liquidity-contagion-dynamics',
    'leverage-misuse',
    'distressed-debt-valuation',
    'collateral-value-decay',
    'deleveraging',
    'leverage',
  ],
  phrases: [
    'fire sale',
    'deleveraging spiral',
    'leverage ratio',
    'target leverage',
    'leverage targeting',
    'leverage cycle',
  ],
  nulls: 'refused',
  parameters,
  outputs,

  equations: [
    String.raw`e = n p - B, \quad \Delta n = k \left(n - \frac{L e}{p}\right), \quad n \leftarrow n - \Delta n, \quad B \leftarrow B - p\, \Delta n`,
    String.raw`p = P_0 (1 - D), \quad D = \min\bigl(1,\; s + I(Q)\bigr), \quad Q = \textstyle\sum \Delta n, \quad I(Q) = Y \sigma \left(Q / V\right)^{\delta}`,
    String.raw`g = (L - 1)\, I(A_0 / P_0), \quad \lim_{s \to 0} \frac{D}{s} = \frac{1}{1 - g} \quad (\delta = 1,\; g < 1)`,
    String.raw`\text{first sales} = (L - 1)\, s\, A_0 \quad (k = 1)`,
  ],
  assumptions: [
    'A single balance sheet with a single asset represents all investors; equity is not raised and debt bears no interest.',
    'Sales are immediate, at the price before their own impact, and pay off debt.',
    'Impact depends on the cumulative quantity traded and adds to the shock as a fraction of the reference price.',
    'Once no equity is left, everything is sold at once, at any speed of adjustment.',
    'Holdings shrink, so the loop ends even if its gain is above 1.',
  ],
  references: [
    {
      citation:
        "Adrian, T., Shin, H. S. (2010), 'Liquidity and Leverage', Journal of Financial Intermediation 19(3), 418-437",
      doi: '10.1016/j.jfi.2008.12.002',
    },
    {
      citation:
        "Greenwood, R., Landier, A., Thesmar, D. (2015), 'Vulnerable Banks', Journal of Financial Economics 115(3), 471-485",
      doi: '10.1016/j.jfineco.2014.11.006',
    },
    {
      citation:
        "Duarte, F., Eisenbach, T. M. (2021), 'Fire-Sale Spillovers and Systemic Risk', Journal of Finance 76(3), 1251-1294",
      doi: '10.1111/jofi.13010',
    },
  ],
  presets: [
    {
      name: 'ten-times-levered',
      title: 'Ten times levered holdings of one day of volume fall by 2 %: gain 0.18',
      parameters: {},
    },
    {
      name: 'quiet',
      title: 'Twice levered holdings barely add to the fall',
      parameters: { targetLeverage: 2 },
    },
    {
      name: 'stressed',
      title: 'Twenty times levered holdings of ten days of volume: gain 3.8, a fall of 1 % ends in insolvency',
      parameters: { shock: 0.01, assets: 1e9, targetLeverage: 20 },
    },
    {
      name: 'adrian-shin',
      title: 'Assets of 100 on equity of 10 rise by 1 %: leverage falls to 9.18, and 9 are bought',
      source: 'Balance-sheet example of Adrian and Shin (2010), section 2, without impact',
      parameters: { shock: -0.01, assets: 100, impactCoefficient: 0 },
    },
  ],

  absoluteUnits,
  cost: ({ maxRounds }) => MS_PER_ROUND * maxRounds,
  compute,
});
