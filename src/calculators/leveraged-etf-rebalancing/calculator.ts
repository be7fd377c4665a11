/**
 * Leveraged and inverse funds at the close: all of them buy after a rise and sell after a fall.
 *
 * A fund that promises L times the day's return r starts with the exposure L A. At the close its exposure has drifted to
 * L A (1 + r), while it needs L times its assets, L A (1 + L r). It therefore trades the difference (Cheng and Madhavan 2009)
 *
 *   A (L^2 - L) r,   K r for all funds together with K = sum of A (L^2 - L),
 *
 * which has the sign of r for L above 1 and for L below 0 alike. The trade has an impact, which is itself part of the
 * day's return. With linear impact the loop has the gain g = I(K / P0): below 1 the return is multiplied by 1/(1 - g),
 * from 1 on it runs until a fund has lost everything.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator, type Warn } from '../kit/definition.ts';
import { absoluteUnits, priceImpact, warnBeyondLaw } from '../market/impact.ts';
import { KYLE_1985, TOTH_2011 } from '../market/references.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { boundsOf, type Close, closeAfter, demandPerUnitReturn, type Fund, signedImpact } from './rebalancing.ts';

export const leveragedEtfRebalancing = defineCalculator({
  slug: 'leveraged-etf-rebalancing',
  title: 'Leveraged and inverse ETF end-of-day rebalancing',
  summary:
    "Constant-leverage funds must trade assets times (L^2 - L) times the day's return at the close, in the direction of the move for leveraged and inverse funds alike. Adds their demand up, prices its impact, and iterates because the impact is itself part of the day's return.",
  version: '1.0.0',
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
    String.raw`r_{n+1} = r_0 + \mathrm{sign}(K r_n)\, I\bigl(|K r_n| / P_0\bigr), \quad I(Q) = Y \sigma \left(Q / V\right)^{\delta}`,
    String.raw`g = I(K / P_0), \quad r = \frac{r_0}{1 - g} \quad (\delta = 1,\; g < 1)`,
  ],
  assumptions: [
    'Nobody creates or redeems shares of the funds; Ivanov and Lenkey (2014) find that such flows offset much of the demand.',
    'Funds do not net trades with one another beyond the list given.',
    'All of it is traded at the close and set against the volume of a day; nobody trades ahead of it.',
    'Demand in base units is taken at the reference price.',
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
      title: 'Double, triple and inverse funds sell after a fall of 5 %, and it becomes 5.15 %',
      parameters: {},
    },
    {
      name: 'quiet',
      title: 'A fall of 0.5 %: the same funds have little to do',
      parameters: { shock: 0.005 },
    },
    {
      name: 'volatility-products',
      title:
        'Inverse and double funds on an underlying as volatile as volatility futures: gain 0.6, a rise of 8 % becomes 20 %',
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
      if (1 - L * shock <= 0) yield refused(index, `must leave the fund something after the shock, but ${L} does not`);
    }
  },

  absoluteUnits,
  compute(parameters, warn) {
    const { referencePrice: P0, shock, funds, closeVolume, impactExponent, maxRounds } = parameters;
    const r0 = -shock;
    const K = demandPerUnitReturn(funds);
    const bounds = boundsOf(funds);
    const close = closeAfter(r0, K, bounds, { law: parameters, referencePrice: P0, maxRounds });
    const { finalReturn: r } = close;

    const isLinear = impactExponent === 1;
    const g = priceImpact(parameters, K / P0);
    const closedFormReturn = r0 / (1 - g);
    const isInside = closedFormReturn > bounds.lower && closedFormReturn < bounds.upper;
    const diverges = isLinear && g >= 1 && r0 !== 0;
    if (diverges) warn('DIVERGES', `The gain is ${g}: without a bound the loop would have no end.`);
    warnOfBound(close, warn);
    warnBeyondLaw(parameters, Math.abs(K * r) / P0, warn);

    const demand = Math.abs(K * r0);
    return {
      ...close,
      rebalancingDemand: K * r0,
      finalRebalancingDemand: K * r,
      demandPerUnitReturn: K,
      gain: isLinear ? g : null,
      linearAmplification: isLinear && g < 1 ? 1 / (1 - g) : null,
      diverges,
      closedFormReturn: isLinear && g < 1 && isInside ? closedFormReturn : null,
      firstRoundImpact: signedImpact(parameters, K * r0, P0),
      finalPrice: P0 * (1 + r),
      totalDecline: -r,
      amplification: r0 === 0 ? null : r / r0,
      shareOfCloseVolume: closeVolume === null || demand + closeVolume === 0 ? null : demand / (demand + closeVolume),
      funds: funds.map((fund) => rebalanced(fund, r0, r)),
    };
  },
});

function refused(index: number, message: string): Problem {
  return { parameter: `funds[${index}].leverage`, code: 'OUT_OF_RANGE', message };
}

/** What a fund trades for the return before rebalancing and for the final one, and what it has left. */
function rebalanced({ leverage: L, assets: A }: Fund, r0: number, r: number) {
  const demandPerReturn = A * (L * L - L);
  return {
    leverage: L,
    rebalancingDemand: demandPerReturn * r0,
    finalRebalancingDemand: demandPerReturn * r,
    navEnd: A * (1 + L * r),
  };
}

function warnOfBound({ status, rounds, finalReturn }: Close, warn: Warn): void {
  if (status === 'fundWipedOut') {
    warn('FUND_WIPED_OUT', `At a return of ${finalReturn} a fund has lost all its assets, where the model stops.`);
  }
  if (status === 'priceFloor') warn('PRICE_FLOOR', 'The price fell to zero, where the model stops.');
  if (status === 'returnCap') warn('RETURN_CAP', 'The return reached 1000 %, where the model stops.');
  if (status === 'maxRounds') warn('ROUND_LIMIT', `The loop was stopped after ${rounds} rounds, before it settled.`);
}
