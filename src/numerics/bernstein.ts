/**
 * Polynomials in Bernstein form, sum over m of c_m Bin(m; N, x): what one expects of a value c_m that depends on how many
 * of N independent trials of chance x succeed.
 *
 * Such expectations for many numbers of trials add up to one polynomial of the highest degree: raising the degree takes
 * only weighted means of neighbours, so nothing cancels, and evaluating it takes N steps instead of one for every pair.
 */

/**
 * Sum over degrees d = 0..N of sum over m of value(d, m) Bin(m; d, x), as one function of x.
 *
 * @param N - highest degree, a whole number up to about 1000.
 * @param value - value(d, m) for m successes in d trials.
 * @returns the sum as a function of x in [0, 1].
 * @example bernsteinSum(2, (d, m) => (d === 2 && m > 0 ? 1 : 0))(0.5); // => 0.75
 */
export function bernsteinSum(N: number, value: (d: number, m: number) => number): (x: number) => number {
  const scaled = new Float64Array(N + 1);
  for (let d = 0; d <= N; d += 1) {
    // From degree d - 1 to d, from the end so that each place is read before it is written.
    for (let m = d; m >= 0; m -= 1) {
      const below = m > 0 ? (m / d) * (scaled[m - 1] as number) : 0;
      const same = m < d ? ((d - m) / d) * (scaled[m] as number) : 0;
      scaled[m] = below + same + value(d, m);
    }
  }
  let ways = 1;
  for (let m = 0; m <= N; m += 1) {
    scaled[m] = (scaled[m] as number) * ways;
    ways *= (N - m) / (m + 1);
  }
  return (x) => evaluate(scaled, x);
}

/** Horner's rule in the smaller of x / (1 - x) and (1 - x) / x: all terms are of one sign where the values are. */
function evaluate(scaled: Float64Array, x: number): number {
  const N = scaled.length - 1;
  let sum = 0;
  if (x <= 0.5) {
    const odds = x / (1 - x);
    for (let m = N; m >= 0; m -= 1) sum = sum * odds + (scaled[m] as number);
    return sum * Math.exp(N * Math.log1p(-x));
  }
  const odds = (1 - x) / x;
  for (let m = 0; m <= N; m += 1) sum = sum * odds + (scaled[m] as number);
  return sum * x ** N;
}
