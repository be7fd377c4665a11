/**
 * LU factors of a matrix that grows by a row and a column at its end. Each bordering takes O(n²) steps, so building a
 * matrix up row by row costs no more than factorising the final one.
 *
 * There is no pivoting: it is meant for M-matrices (positive diagonal, no positive entry off it, no negative entry in
 * the inverse), such as I - beta Pi' of a network of debts. Eliminating them adds numbers of one sign off the diagonal,
 * so rounding errors do not grow.
 */
export interface GrowingLu {
  /**
   * Adds a row and a column.
   *
   * @param row - entries left of the diagonal, one per existing row.
   * @param column - entries above the diagonal, one per existing row.
   * @param corner - the new diagonal entry.
   * @throws Error if the grown matrix is singular.
   */
  border(row: ArrayLike<number>, column: ArrayLike<number>, corner: number): void;
  /** Solves A x = b for the matrix so far. */
  solve(b: ArrayLike<number>): Float64Array;
}

/** Factors of the empty matrix, with room for `capacity` rows. */
export function growingLu(capacity: number): GrowingLu {
  // L has a unit diagonal, which is not stored. U is stored by columns so that both inner loops read memory in order.
  const lower = new Float64Array(capacity * capacity);
  const upperByColumn = new Float64Array(capacity * capacity);
  let size = 0;

  function border(row: ArrayLike<number>, column: ArrayLike<number>, corner: number): void {
    const start = size * capacity;
    for (let i = 0; i < size; i += 1) {
      const iStart = i * capacity;
      // Forward substitution: L u = column gives the new column of U, l U = row the new row of L.
      upperByColumn[start + i] = (column[i] as number) - dot(lower, iStart, upperByColumn, start, i);
      const rest = (row[i] as number) - dot(lower, start, upperByColumn, iStart, i);
      lower[start + i] = rest / (upperByColumn[iStart + i] as number);
    }
    const pivot = corner - dot(lower, start, upperByColumn, start, size);
    if (!(Math.abs(pivot) > 0)) throw new Error(`the system of ${size + 1} equations is singular`);
    upperByColumn[start + size] = pivot;
    size += 1;
  }

  function solve(b: ArrayLike<number>): Float64Array {
    const x = new Float64Array(size);
    for (let i = 0; i < size; i += 1) x[i] = (b[i] as number) - dot(lower, i * capacity, x, 0, i);
    for (let j = size - 1; j >= 0; j -= 1) {
      const start = j * capacity;
      const solved = (x[j] as number) / (upperByColumn[start + j] as number);
      x[j] = solved;
      for (let i = 0; i < j; i += 1) x[i] = (x[i] as number) - (upperByColumn[start + i] as number) * solved;
    }
    return x;
  }

  return { border, solve };
}

/** Inner product of `length` entries of `a` from `aStart` and of `b` from `bStart`. */
function dot(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k += 1) sum += (a[aStart + k] as number) * (b[bStart + k] as number);
  return sum;
}
