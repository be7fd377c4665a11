/**
 * Eigenvalues, without eigenvectors, of a symmetric matrix by reduction to a tridiagonal one.
 *
 * Householder reflections turn a symmetric A into a tridiagonal T = Q' A Q. Since the first of them can take a given
 * vector d along the first axis and all others leave that axis alone, Q' d = |d| e1: then a A + b d d' turns into
 * a T + b |d|² e1 e1', tridiagonal as well, and a whole family of such matrices costs a single reduction.
 *
 * Golub, G. H., Van Loan, C. F. (2013), 'Matrix Computations', 4th edition, sections 5.1 and 8.3.
 */

export interface Tridiagonal {
  /** n entries. */
  readonly diagonal: Float64Array;
  /** n - 1 entries beside the diagonal. */
  readonly offDiagonal: Float64Array;
}

/** Off-diagonal entries count as 0 up to the larger of this and EPSILON² times the largest entry. */
const SMALLEST = 1e-290;

/** Most QL steps for one eigenvalue: more than any matrix of finite numbers is known to take. */
const MOST_STEPS = 100;

/**
 * Tridiagonal matrix with the eigenvalues of a symmetric one, its first axis along a given vector.
 *
 * @param matrix - n rows of n numbers, symmetric; mirrored entries are averaged.
 * @param firstAxis - d, n numbers, not all 0.
 * @returns T = Q' A Q with Q' d = ±|d| e1.
 */
export function tridiagonalise(matrix: readonly (readonly number[])[], firstAxis: readonly number[]): Tridiagonal {
  const n = matrix.length;
  const a = new Float64Array(n * n);
  for (const [i, row] of matrix.entries()) {
    for (const [j, entry] of row.entries()) a[i * n + j] = (entry + (matrix[j]?.[i] as number)) / 2;
  }
  reflect(a, n, 0, Float64Array.from(firstAxis));
  for (let k = 0; k + 2 < n; k += 1) reflect(a, n, k + 1, a.slice(k * n + k + 1, (k + 1) * n));
  return {
    diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i] as number),
    offDiagonal: Float64Array.from({ length: n - 1 }, (_, i) => a[i * n + i + 1] as number),
  };
}

/** Replaces a by H a H, where H is the reflection of the axes from `start` on that takes x to the axis `start`. */
function reflect(a: Float64Array, n: number, start: number, x: Float64Array): void {
  const largest = x.reduce((size, entry) => Math.max(size, Math.abs(entry)), 0);
  if (largest === 0) return;
  // Scaled to entries of size 1 before normalising: squares of small numbers would underflow.
  const length = Math.hypot(...x.map((entry) => entry / largest));
  const v = x.map((entry) => entry / largest / length);
  const head = v[0] as number;
  if (Math.abs(head) === 1) return;
  v[0] = head + (head < 0 ? -1 : 1);
  const scale = 1 / (1 + Math.abs(head));

  const w = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let product = 0;
    for (let j = 0; j < v.length; j += 1) product += (a[i * n + start + j] as number) * (v[j] as number);
    w[i] = product * scale;
  }
  let along = 0;
  for (let j = 0; j < v.length; j += 1) along += (v[j] as number) * (w[start + j] as number);
  const half = (along * scale) / 2;
  for (let j = 0; j < v.length; j += 1) w[start + j] = (w[start + j] as number) - half * (v[j] as number);
  // a - v w' - w v', where v is 0 before `start`.
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < v.length; j += 1) {
      const column = start + j;
      const change = (w[i] as number) * (v[j] as number);
      a[i * n + column] = (a[i * n + column] as number) - change;
      a[column * n + i] = (a[column * n + i] as number) - change;
    }
  }
}

/**
 * Eigenvalues of a symmetric tridiagonal matrix, by the implicit QL iteration with Wilkinson's shift.
 *
 * @returns n eigenvalues, unordered.
 * @throws Error if the iteration does not settle, which no matrix of finite numbers is known to cause.
 */
export function tridiagonalEigenvalues({ diagonal, offDiagonal }: Tridiagonal): Float64Array {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(n);
  e.set(offDiagonal);
  const largest = Math.max(...d.map(Math.abs), ...e.map(Math.abs));
  const negligible = Math.max(SMALLEST, Number.EPSILON ** 2 * largest);
  for (let l = 0; l < n; l += 1) {
    for (let steps = 0; ; steps += 1) {
      const m = endOfBlock(d, e, l, negligible);
      if (m === l) break;
      if (steps === MOST_STEPS) throw new Error('the eigenvalues did not settle');
      qlStep(d, e, l, m);
    }
  }
  return d;
}

/** Last index of the block that starts at l and is not cut by a negligible entry beside the diagonal. */
function endOfBlock(d: Float64Array, e: Float64Array, l: number, negligible: number): number {
  let m = l;
  while (m + 1 < d.length) {
    const size = Math.abs(d[m] as number) + Math.abs(d[m + 1] as number);
    if (Math.abs(e[m] as number) <= Math.max(negligible, Number.EPSILON * size)) break;
    m += 1;
  }
  return m;
}

/** One QL step on the block from l to m: rotations chase the shift from the end of the block to its start. */
function qlStep(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const dl = d[l] as number;
  const el = e[l] as number;
  const slope = ((d[l + 1] as number) - dl) / (2 * el);
  const root = Math.sqrt(slope * slope + 1);
  let g = (d[m] as number) - dl + el / (slope + (slope < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i -= 1) {
    const f = sine * (e[i] as number);
    const b = cosine * (e[i] as number);
    const r = rotationLength(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] = (d[i + 1] as number) - p;
      e[m] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = (d[i + 1] as number) - p;
    const q = ((d[i] as number) - g) * sine + 2 * cosine * b;
    p = sine * q;
    d[i + 1] = g + p;
    g = cosine * q - b;
  }
  d[l] = dl - p;
  e[l] = g;
  e[m] = 0;
}

/** Length of (f, g), exact even if their squares underflow. */
function rotationLength(f: number, g: number): number {
  const length = Math.sqrt(f * f + g * g);
  return length < 1e-150 ? Math.hypot(f, g) : length;
}
