/**
 * Leveraged and inverse funds at the close: all of them buy after a rise and sell after a fall.
 *
 * A fund that promises L times the day's return r starts with the exposure L A. At the close its exposure has drifted to
 * L A (1 + r), while it needs L times its assets, L A (1 + L r). It therefore trades the difference (Cheng and Madhavan 2009)
 *
 *   A (L^2 - L) r,   K r for all funds together with K = sum of A (L^2 - L),
 *
 * which has the sign of r for L above 1 and for L below 0 alike. The trade has an impact, which is itself part of the
 * day's return. It is made at the close, so a sale for a given amount of money is more units the deeper the fall: with
 * linear impact and the gain g = I(K / P0) the day ends at the root of r = r0 + g r/(1 + r) next to r0. A small move is
 * multiplied by 1/(1 - g), a fall by more than a rise; a rise always has an end, a fall beyond a certain size ends only
 * at a bound.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { absoluteUnits } from '../market/impact.ts';
import { isAbove } from '../market/levels.ts';
import { KYLE_1985, TOTH_2011 } from '../market/references.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

const MS_PER_ROUND = 5e-4;
const MS_PER_FUND = 1e-3;

export const leveragedEtfRebalancing = defineCalculator({
  slug: 'leveraged-etf-rebalancing',
  title: 'Leveraged and inverse ETF end-of-day rebalancing',
  summary:
    "Constant-leverage funds must trade assets times (L^2 - L) times the day's return at the close, in the direction of the move for leveraged and inverse funds alike. Adds their demand up, prices its impact, and iterates because the impact is itself part of the day's return.",
  version: '1.1.0',
  concepts: [
    'cascade-selling-pressure',
    'negative-trend',
    'convexity-strategies',
    'panic-driven-deleveraging',
    'leverage-misuse',
    'trading-volume-metrics',
  ],
  phrases: ['leveraged etf', 'inverse etf', 'etf rebalancing', 'leveraged token', 'leveraged exchange traded'],
  nulls: 'refused',
  parameters,
  outputs,

  equations: [
    String.raw`\text{demand} = K r, \quad K = \sum_i A_i \left(L_i^2 - L_i\right), \quad A_i\left(L_i^2 - L_i\right) r = L_i A_i (1 + L_i r) - L_i A_i (1 + r)`,
    String.raw`r_{n+1} = r_0 + \mathrm{sign}(r_n)\, I\left(\frac{K |r_n|}{P_0 (1 + r_n)}\right), \quad I(Q) = Y \sigma \left(Q / V\right)^{\delta}`,
    String.raw`g = I(K / P_0), \quad r = r_0 + \frac{g\, r}{1 + r}, \quad \lim_{r_0 \to 0} \frac{r}{r_0} = \frac{1}{1 - g} \quad (\delta = 1,\; g < 1)`,
  ],
  assumptions: [
    'Nobody creates or redeems shares of the funds; Ivanov and Lenkey (2014) find that such flows offset much of the demand.',
    'Funds do not net trades with one another beyond the list given.',
    "Everything is traded at the close and compared with a day's volume; nobody trades ahead of it.",
    'Funds trade at the closing price, which their own impact has moved.',
    'The loop ends at the return at which the first fund has lost all, at a price of zero or at a return of 1000 %.',
  ],
  references: [
    {
      citation:
        "Cheng, M., Madhavan, A. (2009), 'The Dynamics of Leveraged and Inverse Exchange-Traded Funds', Journal of Investment Management 7(4), 43-62",
    },
    {
      citation:
        "Tuzun, T. (2013), 'Are Leveraged and Inverse ETFs the New Portfolio Insurers?', FEDS 2013-48, Federal Reserve Board",
    },
    {
      citation:
        "Ivanov, I. T., Lenkey, S. L. (2014), 'Are Concerns About Leveraged ETFs Overblown?', FEDS 2014-106, Federal Reserve Board",
    },
    KYLE_1985,
    TOTH_2011,
  ],
  presets: [
    {
      name: 'four-funds',
      title: 'Double, triple and inverse funds sell after a fall of 5 %, and it becomes 5.16 %',
      parameters: {},
    },
    {
      name: 'quiet',
      title: 'A fall of 0.5 %: the same funds trade little',
      parameters: { shock: 0.005 },
    },
    {
      name: 'volatility-products',
      title:
        'Inverse and double funds on an underlying as volatile as volatility futures: gain 0.6, a rise of 8 % becomes 16.5 %',
      parameters: {
        shock: -0.08,
        funds: [
          { leverage: -1, assets: 1e8 },
          { leverage: 2, assets: 1e8 },
        ],
        dailyVolatility: 0.15,
      },
    },
    {
      name: 'us-equity-funds',
      title: 'US equity funds as Tuzun (2013) found them: a rise of 1 % makes them buy $1.04 billion',
      source:
        'Tuzun (2013), abstract: a 1 % increase of broad indexes makes these funds trade $1.04 billion of stock. The funds are put together here into one with L = 2 of the same demand, and impact is left out.',
      parameters: { shock: -0.01, funds: [{ leverage: 2, assets: 52e9 }], impactCoefficient: 0 },
    },
  ],

  *refuse({ funds, shock }) {
    for (const [index, { leverage: L }] of funds.entries()) {
      if (L > 0 && L < 1) yield refused(index, `must be 0, at least 1 or negative, but got ${L}`);
    }
    for (const [index, { leverage: L }] of funds.entries()) {
      if (!isAbove(1 - L * shock, 0, 1))
        yield refused(index, `must leave the fund something after the shock, but ${L} does not`);
    }
  },

  absoluteUnits,
  cost: ({ funds, maxRounds }) => MS_PER_FUND * funds.length + MS_PER_ROUND * maxRounds,
  compute,
});

function refused(index: number, message: string): Problem {
  return { parameter: `funds[${index}].leverage`, code: 'OUT_OF_RANGE', message };
}
