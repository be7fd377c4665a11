/**
 * Polynomials in Bernstein form, sum over m of c_m Bin(m; N, x): the expected value of c_m, where m is the number of
 * successes in N independent trials of probability x.
 *
 * Such expectations for several numbers of trials add up to one polynomial of the highest degree. Raising the degree
 * only takes weighted means of neighbours, so nothing cancels; evaluation takes N steps, not one per pair (d, m).
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
    // Raises the degree from d - 1 to d, from the end down so that each entry is read before it is overwritten.
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

/** Horner's rule in the smaller of x / (1 - x) and (1 - x) / x: if all values have one sign, so have all terms. */
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
