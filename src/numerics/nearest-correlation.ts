/**
 * The correlation matrix nearest to a symmetric matrix: unit diagonal, no eigenvalue below 0, least distance in the
 * Frobenius norm. There is exactly one.
 *
 * With (.)+ for a matrix whose negative eigenvalues are set to 0, it is (A + Diag y)+ for the y that gives it a unit
 * diagonal. That y minimises the convex ½ |(A + Diag y)+|² - sum y, and Newton's method converges to it quadratically.
 *
 * Qi, H., Sun, D. (2006), 'A quadratically convergent Newton method for computing the nearest correlation matrix', SIAM
 * Journal on Matrix Analysis and Applications 28(2), 360-385, doi 10.1137/050624509.
 */
import { EigenvalueDecomposition, Matrix, solve } from 'ml-matrix';

/** Largest deviation of the diagonal from 1 at which the iteration stops. */
const SETTLED = 1e-13;
/** Most Newton steps: after these, only rounding is left. */
const MOST_STEPS = 100;
/** Decrease required of a step, as a share of what the slope predicts (Armijo). */
const SUFFICIENT = 1e-4;
/** Relative rounding of the objective, which the last steps can no longer lower. */
const ROUNDING = 1e-13;
/** Keeps the system solvable if an asset has no weight in the eigenvector of any positive eigenvalue. */
const REGULARISATION = 1e-12;

/**
 * The nearest correlation matrix.
 *
 * @param matrix - n rows of n numbers, symmetric; mirrored entries are averaged.
 * @returns n rows with a diagonal of exactly 1.
 */
export function nearestCorrelation(matrix: readonly (readonly number[])[]): number[][] {
  const A = matrix.map((row, i) => row.map((entry, j) => (entry + (matrix[j]?.[i] as number)) / 2));
  let point = pointAt(A, new Float64Array(A.length));
  for (let step = 0; step < MOST_STEPS && point.excess.some((gap) => Math.abs(gap) > SETTLED); step += 1) {
    const direction = newtonDirection(point);
    const slope = point.excess.reduce((sum, gap, i) => sum + gap * (direction[i] as number), 0);
    let length = 1;
    const ahead = () =>
      pointAt(
        A,
        point.y.map((value, i) => value + length * (direction[i] as number)),
      );
    const slack = ROUNDING * (1 + Math.abs(point.objective));
    let next = ahead();
    while (next.objective > point.objective + SUFFICIENT * length * slope + slack) {
      length /= 2;
      next = ahead();
    }
    point = next;
  }
  const scale = point.positivePart.map((row, i) => Math.sqrt(row[i] as number));
  return point.positivePart.map((row, i) =>
    row.map((entry, j) => (i === j ? 1 : entry / ((scale[i] as number) * (scale[j] as number)))),
  );
}

/** A point y of the dual problem and what is computed there. */
interface Point {
  y: Float64Array;
  eigenvalues: number[];
  /** Eigenvectors by columns. */
  vectors: number[][];
  /** (A + Diag y)+. */
  positivePart: number[][];
  /** Diagonal of the positive part minus 1: the gradient of the objective. */
  excess: number[];
  objective: number;
}

function pointAt(A: readonly (readonly number[])[], y: Float64Array): Point {
  const shifted = A.map((row, i) => row.map((entry, j) => (i === j ? entry + (y[i] as number) : entry)));
  const decomposition = new EigenvalueDecomposition(new Matrix(shifted), { assumeSymmetric: true });
  const eigenvalues = decomposition.realEigenvalues;
  const vectors = decomposition.eigenvectorMatrix.to2DArray();
  const positive = eigenvalues.map((value) => Math.max(0, value));
  const positivePart = vectors.map((row) =>
    vectors.map((other) =>
      positive.reduce((sum, value, k) => sum + value * (row[k] as number) * (other[k] as number), 0),
    ),
  );
  const squares = positive.reduce((sum, value) => sum + value * value, 0);
  return {
    y,
    eigenvalues,
    vectors,
    positivePart,
    excess: positivePart.map((row, i) => (row[i] as number) - 1),
    objective: squares / 2 - y.reduce((sum, value) => sum + value, 0),
  };
}

/** -V^-1 F, where F is the excess and its derivative is V_ij = sum over k, l of Omega_kl P_ik P_jk P_il P_jl. */
function newtonDirection({ eigenvalues, vectors, excess }: Point): number[] {
  const omega = eigenvalues.map((one) =>
    eigenvalues.map((other) => {
      const [most, least] = [Math.max(one, other), Math.min(one, other)];
      if (most <= 0) return 0;
      return least > 0 ? 1 : most / (most - least);
    }),
  );
  const V = vectors.map((row, i) =>
    vectors.map((other, j) => {
      const products = row.map((entry, k) => entry * (other[k] as number));
      const weighted = omega.map((weights) =>
        weights.reduce((sum, weight, l) => sum + weight * (products[l] as number), 0),
      );
      const entry = products.reduce((sum, product, k) => sum + product * (weighted[k] as number), 0);
      return i === j ? entry + REGULARISATION : entry;
    }),
  );
  return solve(new Matrix(V), Matrix.columnVector(excess.map((gap) => -gap))).to1DArray();
}
