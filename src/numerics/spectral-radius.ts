/**
 * Largest absolute eigenvalue of a matrix by Gelfand's formula: the limit of ||A^k||^(1/k), with k doubled in each step.
 *
 * The power is rescaled to norm 1 after each squaring and the logarithms of the scales are summed, so that nothing
 * overflows. A nilpotent matrix comes out at exactly 0, where an eigenvalue solver returns the n-th root of its rounding.
 */

/** With the power 2^40 what is left of the constant in front of rho^k is about 1e-12 of rho. */
const SQUARINGS = 40;

/**
 * Spectral radius of a square matrix.
 *
 * @param matrix - n rows of n entries, one after the other; left as it is.
 * @param n - number of rows, at least 1.
 * @returns rho, at least 0; exactly 0 for a nilpotent matrix. Takes 40 n^3 steps.
 * @example spectralRadius(Float64Array.of(0, 0.5, 0.5, 0), 2); // => 0.5
 */
export function spectralRadius(matrix: Float64Array, n: number): number {
  let norm = frobeniusNorm(matrix);
  if (norm === 0) return 0;
  let power = matrix.map((entry) => entry / norm);
  let logarithm = Math.log(norm);
  let weight = 1;
  for (let k = 0; k < SQUARINGS; k += 1) {
    const squared = square(power, n);
    norm = frobeniusNorm(squared);
    if (norm === 0) return 0;
    weight /= 2;
    logarithm += weight * Math.log(norm);
    power = squared.map((entry) => entry / norm);
  }
  return Math.exp(logarithm);
}

function frobeniusNorm(matrix: Float64Array): number {
  let sum = 0;
  for (const entry of matrix) sum += entry * entry;
  return Math.sqrt(sum);
}

function square(matrix: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < n; k += 1) {
      const factor = matrix[i * n + k] as number;
      if (factor === 0) continue;
      for (let j = 0; j < n; j += 1) {
        const place = i * n + j;
        product[place] = (product[place] as number) + factor * (matrix[k * n + j] as number);
      }
    }
  }
  return product;
}
