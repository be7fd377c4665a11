/** The non-zero entries of a square matrix, row by row: networks are sparse, and loops visit only these entries. */
export interface SparseRows {
  /** Row i has the entries from start[i] up to, not including, start[i + 1]. */
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
}

/**
 * Non-zero entries of a dense matrix.
 *
 * @param matrix - n rows of n entries, one after the other.
 * @param n - number of rows.
 * @example sparseRows(Float64Array.of(0, 5, 0, 0), 2).column; // => Int32Array [1]
 */
export function sparseRows(matrix: Float64Array, n: number): SparseRows {
  const count = matrix.reduce((sum, entry) => sum + Number(entry !== 0), 0);
  const start = new Int32Array(n + 1);
  const column = new Int32Array(count);
  const value = new Float64Array(count);
  let k = 0;
  for (let place = 0; place < n * n; place += 1) {
    const entry = matrix[place] as number;
    if (entry !== 0) {
      column[k] = place % n;
      value[k] = entry;
      k += 1;
    }
    if (place % n === n - 1) start[(place + 1) / n] = k;
  }
  return { start, column, value };
}
