/**
 * A book of European options after Black, Scholes and Merton, each at its own implied volatility (sticky strike).
 *
 *     d1 = (ln(S/K) + (r - q + sigma²/2) T) / (sigma sqrt T),   d2 = d1 - sigma sqrt T
 *     call = S e^(-qT) N(d1) - K e^(-rT) N(d2),   put = K e^(-rT) N(-d2) - S e^(-qT) N(-d1)
 *
 * | symbol | meaning                                  | unit             |
 * | S, K   | spot, strike                             | quote/base       |
 * | T      | time to expiry                           | year             |
 * | sigma  | implied volatility                       | 1/sqrt(year)     |
 * | r, q   | riskless rate, yield (funding for coins) | 1/year           |
 *
 * Options are settled in quote currency on base units. The greeks of the book are sums over its options; an amount is in
 * base units, negative if the options are sold. Spots are taken relative to a reference spot, so that an evaluation of
 * the whole book takes one logarithm.
 *
 * Black and Scholes (1973), doi 10.1086/260062; Merton (1973), doi 10.2307/3003143.
 */
import { normalCdf, normalCdfGiven, normalDensity, ONE_OVER_SQRT_TWO_PI } from '../../numerics/normal.ts';

export interface OptionTerms {
  readonly type: 'call' | 'put';
  /** K, quote per base. */
  readonly strike: number;
  /** T, years. */
  readonly expiryYears: number;
  /** sigma, per root of a year. */
  readonly impliedVolatility: number;
}

export interface Rates {
  /** r and q, per year, continuously compounded. */
  readonly riskFreeRate: number;
  readonly dividendYield: number;
}

/** Sums over the book at a spot; `shift` is added to every implied volatility, which does not fall below the floor. */
export interface OptionBook {
  /** Value, quote. */
  value(spot: number, shift?: number): number;
  /** Delta, base. */
  delta(spot: number): number;
  /** Net gamma and the sum of absolute gammas, base² per quote. */
  gamma(spot: number): { net: number; gross: number };
  /** Gamma of each option held, base² per quote. */
  gammas(spot: number): Float64Array;
  /** Spot at which the gamma of each option peaks. */
  readonly gammaPeaks: readonly number[];
  /** Value, and vega in quote per 1.00 of volatility, in one pass. */
  valueAndVega(spot: number, shift?: number): { value: number; vega: number };
  /** Upper bound of vega whatever the volatilities are, quote per 1.00 of volatility; for amounts above 0. */
  largestVega(spot: number): number;
  /** Change of value with the passing of time, quote per year. */
  theta(spot: number): number;
}

/** What evaluations need of one option, precomputed. */
interface Held {
  /** 1 for a call, -1 for a put. */
  sign: number;
  amount: number;
  strike: number;
  /** ln(S0/K) + (r - q) T. */
  logForward: number;
  years: number;
  rootYears: number;
  volatility: number;
  /** e^(-rT), e^(-qT). */
  discount: number;
  carry: number;
}

/**
 * A book of options.
 *
 * @param options - terms of each option.
 * @param amounts - base units held of each option, negative for sold ones.
 * @param rates - r and q.
 * @param referenceSpot - S0, quote per base, near the spots to be evaluated.
 * @param floor - lowest implied volatility after a shift.
 * @example optionBook([{ type: 'call', strike: 40, expiryYears: 0.5, impliedVolatility: 0.2 }], [1], { riskFreeRate: 0.1, dividendYield: 0 }, 42).value(42); // => 4.759…
 */
export function optionBook(
  options: readonly OptionTerms[],
  amounts: readonly number[],
  { riskFreeRate: r, dividendYield: q }: Rates,
  referenceSpot: number,
  floor = 0,
): OptionBook {
  const held = options.map(({ type, strike, expiryYears: years, impliedVolatility }, i): Held => {
    const logForward = Math.log(referenceSpot / strike) + (r - q) * years;
    return {
      sign: type === 'call' ? 1 : -1,
      amount: amounts[i] as number,
      strike,
      logForward,
      years,
      rootYears: Math.sqrt(years),
      volatility: impliedVolatility,
      discount: Math.exp(-r * years),
      carry: Math.exp(-q * years),
    };
  });

  /** sigma sqrt T. */
  const spread = (option: Held, shift: number) => Math.max(floor, option.volatility + shift) * option.rootYears;
  const d1 = (option: Held, logSpot: number, deviation: number) =>
    (option.logForward + logSpot) / deviation + deviation / 2;
  const logSpotOf = (spot: number) => Math.log(spot / referenceSpot);
  const gammas = (spot: number) => {
    const logSpot = logSpotOf(spot);
    return Float64Array.from(held, (option) => {
      const deviation = spread(option, 0);
      const perUnit = (option.carry * normalDensity(d1(option, logSpot, deviation))) / (spot * deviation);
      return option.amount * perUnit;
    });
  };

  return {
    value(spot, shift = 0) {
      const logSpot = logSpotOf(spot);
      let value = 0;
      for (const option of held) {
        const deviation = spread(option, shift);
        const d = d1(option, logSpot, deviation);
        value += option.amount * unitValue(option, spot, d, deviation, Math.exp(-0.5 * d * d));
      }
      return value;
    },

    valueAndVega(spot, shift = 0) {
      const logSpot = logSpotOf(spot);
      let value = 0;
      let vega = 0;
      for (const option of held) {
        const deviation = spread(option, shift);
        const d = d1(option, logSpot, deviation);
        const kernel = Math.exp(-0.5 * d * d);
        value += option.amount * unitValue(option, spot, d, deviation, kernel);
        vega += option.amount * spot * option.carry * (ONE_OVER_SQRT_TWO_PI * kernel) * option.rootYears;
      }
      return { value, vega };
    },

    largestVega(spot) {
      return held.reduce(
        (sum, { amount, carry, rootYears }) => sum + amount * spot * carry * ONE_OVER_SQRT_TWO_PI * rootYears,
        0,
      );
    },

    delta(spot) {
      const logSpot = logSpotOf(spot);
      let sum = 0;
      for (const option of held) {
        const { sign, amount, carry } = option;
        sum += amount * sign * carry * normalCdf(sign * d1(option, logSpot, spread(option, 0)));
      }
      return sum;
    },

    gamma(spot) {
      let net = 0;
      let gross = 0;
      for (const gamma of gammas(spot)) {
        net += gamma;
        gross += Math.abs(gamma);
      }
      return { net, gross };
    },
    gammas,
    gammaPeaks: held.map(
      ({ logForward, years, volatility }) =>
        referenceSpot * Math.exp(-logForward - 1.5 * Math.max(floor, volatility) ** 2 * years),
    ),

    theta(spot) {
      const logSpot = logSpotOf(spot);
      let sum = 0;
      for (const option of held) {
        const { sign, amount, strike, discount, carry, years } = option;
        const deviation = spread(option, 0);
        const d = d1(option, logSpot, deviation);
        const decay = (spot * carry * normalDensity(d) * deviation) / (2 * years);
        const interest = r * strike * discount * normalCdf(sign * (d - deviation));
        const yielded = q * spot * carry * normalCdf(sign * d);
        sum += amount * (sign * (yielded - interest) - decay);
      }
      return sum;
    },
  };
}

/**
 * Value of one base unit of an option. Since S e^(-qT) phi(d1) = K e^(-rT) phi(d2), one exponential serves both tails.
 *
 * @param d - d1.
 * @param deviation - sigma sqrt T.
 * @param kernel - exp(-d1²/2).
 */
function unitValue(
  { sign, strike, discount, carry }: Held,
  spot: number,
  d: number,
  deviation: number,
  kernel: number,
) {
  const asset = spot * carry;
  const cash = strike * discount;
  const received = asset * normalCdfGiven(sign * d, kernel);
  const paid = cash * normalCdfGiven(sign * (d - deviation), kernel * (asset / cash));
  return sign * (received - paid);
}
