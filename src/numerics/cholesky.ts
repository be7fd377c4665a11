/** The Cholesky factor L of a correlation matrix C = L L', row by row; C may be singular. */

/** Pivots up to this size count as 0; one below minus this is more than rounding, and C has a negative eigenvalue. */
const ZERO_PIVOT = 1e-10;
/** Largest remainder, by rounding, in a column whose pivot is 0. */
const ZERO_REMAINDER = 1e-8;

/**
 * Lower Cholesky factor.
 *
 * @param matrix - n rows of n numbers with a unit diagonal; the part above the diagonal is not read.
 * @returns row i has entries 0 to i; null if the matrix has a negative eigenvalue.
 * @example choleskyFactor([[1, 0.6], [0.6, 1]]); // => [[1], [0.6, 0.8]]
 */
export function choleskyFactor(matrix: readonly (readonly number[])[]): number[][] | null {
  const factor: number[][] = [];
  for (const [i, entries] of matrix.entries()) {
    const row: number[] = [];
    factor.push(row);
    for (let j = 0; j <= i; j += 1) {
      const column = factor[j] as readonly number[];
      let remainder = entries[j] as number;
      for (let k = 0; k < j; k += 1) remainder -= (row[k] as number) * (column[k] as number);
      if (j === i) {
        if (remainder < -ZERO_PIVOT) return null;
        row.push(remainder <= ZERO_PIVOT ? 0 : Math.sqrt(remainder));
      } else {
        const pivot = column[j] as number;
        if (pivot === 0 && Math.abs(remainder) > ZERO_REMAINDER) return null;
        row.push(pivot === 0 ? 0 : remainder / pivot);
      }
    }
  }
  return factor;
}
