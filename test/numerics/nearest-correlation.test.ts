/** The nearest correlation matrix, against cheaper repairs and the alternating projections of Higham (2002). */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { nearestCorrelation } from '../../src/numerics/nearest-correlation.ts';

/** Symmetric with a unit diagonal, correlations in hundredths. */
const MATRIX = fc.integer({ min: 2, max: 7 }).chain((n) =>
  fc.array(fc.integer({ min: -99, max: 99 }), { minLength: n * n, maxLength: n * n }).map((drawn) =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => {
        const [row, column] = [Math.min(i, j), Math.max(i, j)];
        return i === j ? 1 : (drawn[row * n + column] as number) / 100;
      }),
    ),
  ),
);

const eigen = (matrix: number[][]) => new EigenvalueDecomposition(new Matrix(matrix), { assumeSymmetric: true });
const least = (matrix: number[][]) => Math.min(...eigen(matrix).realEigenvalues);
const distance = (a: number[][], b: number[][]) =>
  Math.hypot(...a.flatMap((row, i) => row.map((x, j) => x - (b[i]?.[j] ?? 0))));

/** The matrix without its negative eigenvalues. */
function positivePart(matrix: number[][]): number[][] {
  const { realEigenvalues, eigenvectorMatrix: P } = eigen(matrix);
  const scaled = P.mmul(Matrix.diag(realEigenvalues.map((value) => Math.max(0, value))));
  return scaled.mmul(P.transpose()).to2DArray();
}
const withUnitDiagonal = (matrix: number[][]) => matrix.map((row, i) => row.map((x, j) => (i === j ? 1 : x)));

it('is a correlation matrix no farther than clipping and rescaling, or shrinking, and needs no second repair', () => {
  fc.assert(
    fc.property(MATRIX, (given) => {
      const repaired = nearestCorrelation(given);
      expect(repaired.every((row, i) => row[i] === 1)).toBe(true);
      expect(least(repaired)).toBeGreaterThanOrEqual(-1e-11);
      const away = distance(repaired, given);
      const clipped = positivePart(given);
      const rescaled = clipped.map((row, i) =>
        row.map((x, j) => x / Math.sqrt((clipped[i]?.[i] ?? 1) * (clipped[j]?.[j] ?? 1))),
      );
      const share = Math.max(0, -least(given)) / (1 - least(given));
      const shrunk = given.map((row, i) => row.map((x, j) => (i === j ? 1 : (1 - share) * x)));
      expect(away).toBeLessThanOrEqual(distance(rescaled, given) + 1e-10);
      expect(away).toBeLessThanOrEqual(distance(shrunk, given) + 1e-10);
      expect(distance(nearestCorrelation(repaired), repaired)).toBeLessThanOrEqual(1e-6);
    }),
  );
});

it('is where the alternating projections end', () => {
  fc.assert(
    fc.property(MATRIX, (given) => {
      let Y = given;
      let correction = given.map((row) => row.map(() => 0));
      for (let step = 0; step < 3000; step += 1) {
        const R = Y.map((row, i) => row.map((x, j) => x - (correction[i]?.[j] ?? 0)));
        const X = positivePart(R);
        correction = X.map((row, i) => row.map((x, j) => x - (R[i]?.[j] ?? 0)));
        Y = withUnitDiagonal(X);
        if (distance(X, Y) < 1e-12) break;
      }
      expect(distance(nearestCorrelation(given), Y)).toBeLessThanOrEqual(1e-6);
    }),
    { numRuns: 30 },
  );
});

it('leaves a correlation matrix as it is', () => {
  const valid = [
    [1, 0.5, 0.2],
    [0.5, 1, -0.3],
    [0.2, -0.3, 1],
  ];
  expect(distance(nearestCorrelation(valid), valid)).toBeLessThanOrEqual(1e-14);
});
