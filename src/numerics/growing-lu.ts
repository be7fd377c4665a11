/**
 * LU factors of a matrix that grows by rows and columns at its end: each bordering costs a quadratic number of steps, so
 * that a matrix built up one row at a time costs no more than factorising the last one.
 *
 * No pivoting: it is meant for matrices with a positive diagonal and nothing above 0 beside it whose inverse has no entry
 * below 0 (M-matrices), such as I - beta Pi' of a network of debts. Their elimination adds numbers of one sign, so that
 * nothing grows.
 */
export interface GrowingLu {
  /**
   * Adds a row and a column.
   *
   * @param row - entries left of the diagonal, as many as there are rows.
   * @param column - entries above the diagonal, as many.
   * @param corner - the new diagonal entry.
   * @throws Error where the grown matrix is singular.
   */
  border(row: ArrayLike<number>, column: ArrayLike<number>, corner: number): void;
  /** Solves A x = b for the matrix so far. */
  solve(b: ArrayLike<number>): Float64Array;
}

/** Factors of the empty matrix, with room for `capacity` rows. */
export function growingLu(capacity: number): GrowingLu {
  // L below the diagonal (its own is 1), U on and above it; U is kept by columns, so that both inner loops run along memory.
  const lower = new Float64Array(capacity * capacity);
  const upperByColumn = new Float64Array(capacity * capacity);
  let size = 0;

  function border(row: ArrayLike<number>, column: ArrayLike<number>, corner: number): void {
    const start = size * capacity;
    for (let i = 0; i < size; i += 1) {
      const iStart = i * capacity;
      // L u = column, downwards; l U = row, rightwards.
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
