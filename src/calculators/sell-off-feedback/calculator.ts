/**
 * Panic selling: a fall makes a finite pool of holders sell, and their selling is a further fall.
 *
 * Holders sell the share beta D of their holdings H once the price has fallen by D, at most all of them; the cumulative
 * sale Q moves the price by its impact I(Q). The least fixed point of D = s + I(H min(1, beta D)) at or above the shock s
 * is where the sell-off ends. With linear impact the loop has the gain g = I(H) beta: below 1 the shock is multiplied
 * by 1/(1 - g), from 1 on only the exhaustion of the sellers or a price of zero ends it.
 *
 * The loop is the hedgers' feedback of Gennotte and Leland (1990) in its simplest form, with Kyle's linear impact or
 * the square-root law. It is solved by running it round by round, which is the path that a trader would see. The map F
 * does not fall with D and the shock lies at or below its image, so no round passes the least fixed point x*: x_n <= x*
 * gives F(x_n) <= x*.
 */
import { defineCalculator } from '../kit/definition.ts';
import { input } from '../kit/input.ts';
import { output } from '../kit/output.ts';
import { afterMove } from '../market/after-move.ts';
import { absoluteUnits, impactParameters, priceImpact } from '../market/impact.ts';
import { flooredDecline, risesTo } from '../market/levels.ts';
import { AMPLIFICATION, MAX_ROUNDS, PRICE_SERIES, REFERENCE_PRICE, TOTAL_DECLINE } from '../market/parameters.ts';
import { KYLE_1985 } from '../market/references.ts';

/** Change of the decline below which the loop has settled. */
const SETTLED = 1e-12;

const MS_PER_ROUND = 5e-4;

export const sellOffFeedback = defineCalculator({
  slug: 'sell-off-feedback',
  title: 'Sell-off feedback loop (panic selling)',
  summary:
    'A fall makes a finite pool of holders sell in proportion to the cumulative fall; their selling moves the price through impact, which triggers more. With linear impact the loop has a gain g and multiplies the shock by 1/(1-g); g = 1 is the critical point, beyond which only the exhaustion of sellers, or a price of zero, stops it.',
  version: '1.1.0',
  concepts: [
    'panic-selling-cascades',
    'market-panic-selling',
    'cascade-selling-pressure',
    'market-sentiment-contagion',
    'capitulation-dynamics',
    'negative-trend',
    'breaking-points',
    'panic-driven-deleveraging',
  ],
  phrases: [
    'panic selling',
    'sell-off',
    'selloff',
    'selling cascade',
    'selling pressure',
    'capitulation',
    'flash crash',
  ],
  nulls: 'refused',

  parameters: {
    referencePrice: REFERENCE_PRICE,
    shock: input.number({
      unit: 'fraction',
      default: 0.05,
      min: 0,
      below: 1,
      smallestSize: 1e-12,
      description: 'Initial exogenous fall s, as a fraction of the reference price: 0.05 is a fall of 5 %.',
    }),
    holdings: input.number({
      unit: 'base',
      default: 1_000_000,
      min: 0,
      max: 1e18,
      concept: 'panic-selling-cascades',
      description: 'Holdings H of potential panic sellers, a finite pool.',
    }),
    sellSensitivity: input.number({
      unit: '1',
      default: 2,
      min: 0,
      max: 10_000,
      concept: 'capitulation-dynamics',
      description:
        'Share of the pool sold per unit of cumulative decline, beta: 2 sells 10 % of the pool after a fall of 5 %.',
    }),
    ...impactParameters({ impactExponent: 1 }),
    maxRounds: MAX_ROUNDS,
  },

  outputs: {
    gain: output.number({
      unit: '1',
      nullable: true,
      description:
        'Gain g of the linear loop: further decline caused by a unit of decline; null unless impact is linear.',
    }),
    localGain: output.number({
      unit: '1',
      description: 'Slope of the loop at its end point: below 1 if stable; 0 if sellers or price are exhausted.',
    }),
    linearAmplification: output.number({
      unit: 'x',
      nullable: true,
      description: 'Multiplier 1/(1-g) of the shock in a linear loop; null if it does not converge.',
    }),
    diverges: output.boolean({
      description: 'Whether the linear loop would have no finite end if the pool of sellers were unlimited.',
    }),
    closedFormDecline: output.number({
      unit: 'fraction',
      nullable: true,
      description:
        'Total decline from the closed form of the linear loop with a finite pool; null unless impact is linear.',
    }),
    totalDecline: TOTAL_DECLINE,
    finalPrice: output.number({ unit: 'quote/base', description: 'Price at the end of the sell-off.' }),
    feedbackDecline: output.number({
      unit: 'fraction',
      description: 'Part of the decline caused by the selling itself, D - s.',
    }),
    amplification: AMPLIFICATION,
    soldQuantity: output.number({ unit: 'base', description: 'Quantity Q sold in panic, cumulative.' }),
    soldShare: output.number({
      unit: 'fraction',
      description: 'Share of the pool that was sold, Q/H; 0 without a pool.',
    }),
    rounds: output.integer({ description: 'Number of rounds of selling after the shock.' }),
    status: output.oneOf({
      values: {
        converged: 'The loop settled with sellers left.',
        exhausted: 'The loop ended because every seller had sold.',
        priceFloor: 'The price fell to zero.',
        maxRounds: 'The limit on rounds was reached before the loop settled.',
      },
      description: 'How the loop ended.',
    }),
    priceSeries: PRICE_SERIES,
    soldQuantitySeries: output.numbers({
      unit: 'base',
      axis: 'ROUND',
      description: "Cumulative sales that produced each round's price.",
    }),
  },

  equations: [
    String.raw`Q_n = H \min(1, \beta D_n), \quad D_{n+1} = \min\bigl(1,\; s + I(Q_n)\bigr), \quad D_0 = s`,
    String.raw`I(Q) = Y \sigma \left(Q / V\right)^{\delta}`,
    String.raw`g = \beta\, I(H) = \frac{Y \sigma \beta H}{V}, \quad \frac{D}{s} = \frac{1}{1 - g} \quad (\delta = 1,\; g < 1,\; \beta D \le 1)`,
  ],
  assumptions: [
    'Sellers are identical; nobody buys into the fall and the price does not recover.',
    'Impact depends on the cumulative sales of the episode and adds to the shock as a fraction of the reference price.',
    'The sensitivity beta is behavioural and has to be calibrated.',
    'With an exponent below 1 the impact is infinitely steep at zero: any shock jumps to a finite end, while no shock stays at rest.',
    'Declines are capped at 1, a price of zero.',
  ],
  references: [
    {
      citation:
        "Gennotte, G., Leland, H. (1990), 'Market Liquidity, Hedging, and Crashes', American Economic Review 80(5), 999-1021",
    },
    {
      citation:
        "Shiller, R. J. (1984), 'Stock Prices and Social Dynamics', Brookings Papers on Economic Activity 1984(2), 457-510",
    },
    {
      citation:
        "Cont, R., Wagalath, L. (2013), 'Running for the Exit: Distressed Selling and Endogenous Correlation in Financial Markets', Mathematical Finance 23(4), 718-741",
      doi: '10.1111/j.1467-9965.2011.00510.x',
    },
    KYLE_1985,
  ],
  presets: [
    {
      name: 'amplified-fall',
      title: 'A pool of ten days of volume: gain 0.4; a fall of 5 % becomes 8.3 %',
      parameters: { holdings: 10_000_000 },
    },
    { name: 'quiet', title: 'A pool of one day of volume barely adds to the fall', parameters: {} },
    {
      name: 'square-root-impact',
      title: 'The same large pool under the square-root law of impact',
      parameters: { holdings: 10_000_000, impactExponent: 0.5 },
    },
    {
      name: 'supercritical',
      title: 'Gain 2: a fall of 1 % exhausts the whole pool',
      parameters: { shock: 0.01, holdings: 20_000_000, sellSensitivity: 5 },
    },
  ],

  absoluteUnits,
  cost: ({ maxRounds }) => MS_PER_ROUND * maxRounds,
  compute(parameters, warn) {
    const { referencePrice: P0, shock: s, holdings: H, sellSensitivity: beta, maxRounds } = parameters;
    const { impactExponent: delta } = parameters;
    const priceAfter = (decline: number) => afterMove(P0, -decline);

    const priceSeries = [P0, priceAfter(s)];
    const soldQuantitySeries: number[] = [];
    let D = s;
    let Q = 0;
    let rounds = 0;
    let isSettled = false;
    while (!isSettled && rounds < maxRounds) {
      Q = H * Math.min(1, beta * D);
      const next = flooredDecline(s + priceImpact(parameters, Q));
      isSettled = Math.abs(next - D) <= SETTLED;
      D = next;
      if (isSettled) break;
      rounds += 1;
      priceSeries.push(priceAfter(D));
      soldQuantitySeries.push(Q);
    }

    const status = isSettled ? settledStatus(D, H, beta, Q) : 'maxRounds';
    const isLinear = delta === 1;
    const g = priceImpact(parameters, H) * beta;
    const diverges = isLinear && s > 0 && g >= 1;
    if (diverges) warn('DIVERGES', `The gain is ${g}: without a limit on sellers the loop would have no end.`);
    if (D >= 1) warn('PRICE_FLOOR', 'The price fell to zero, where the model stops.');
    if (!isSettled) warn('ROUND_LIMIT', `The loop was stopped after ${rounds} rounds, before it settled.`);

    return {
      gain: isLinear ? g : null,
      localGain: Q > 0 && Q < H && D < 1 ? ((delta * priceImpact(parameters, Q)) / Q) * beta * H : 0,
      linearAmplification: isLinear && g < 1 ? 1 / (1 - g) : null,
      diverges,
      closedFormDecline: isLinear ? closedFormDecline(s, g, beta) : null,
      totalDecline: D,
      finalPrice: priceAfter(D),
      // Not D - s, which loses the digits of an impact that is small compared with the shock.
      feedbackDecline: D === 1 ? 1 - s : priceImpact(parameters, Q),
      amplification: s === 0 ? null : D / s,
      soldQuantity: Q,
      soldShare: H === 0 ? 0 : Q / H,
      rounds,
      status,
      priceSeries,
      soldQuantitySeries,
    };
  },
});

function settledStatus(D: number, H: number, beta: number, Q: number) {
  if (D >= 1) return 'priceFloor';
  return H > 0 && risesTo(beta * D, 1, 1) && Q > 0 ? 'exhausted' : 'converged';
}

/**
 * Where the linear loop ends: at s/(1 - g) while sellers are left, else where they have all sold.
 *
 * @param s - shock, fraction.
 * @param g - gain.
 * @param beta - share of the pool sold per unit of decline.
 * @returns D, fraction in [0, 1].
 */
function closedFormDecline(s: number, g: number, beta: number): number {
  const unlimited = g < 1 ? s / (1 - g) : s === 0 ? 0 : Number.POSITIVE_INFINITY;
  if (unlimited <= Math.min(1, 1 / beta)) return unlimited;
  return beta > 1 ? Math.min(1, s + g / beta) : 1;
}
