/** Sums of many numbers. */

/**
 * Sum whose error does not grow with the number of terms: the rounding error of each addition is carried along.
 *
 * Neumaier, A. (1974), 'Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen', Zeitschrift für
 * Angewandte Mathematik und Mechanik 54(1), 39-51, doi 10.1002/zamm.19740540106.
 *
 * @returns 0 for no numbers; not finite if the sum or a partial sum overflows.
 * @example carefulSum([1e16, 1, -1e16]); // => 1
 */
export function carefulSum(numbers: Iterable<number>): number {
  let sum = 0;
  let lost = 0;
  for (const number of numbers) {
    const next = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }
  return sum + lost;
}
