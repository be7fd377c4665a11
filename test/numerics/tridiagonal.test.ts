/** The tridiagonal form against ml-matrix and matrices whose eigenvalues are known. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { tridiagonalEigenvalues, tridiagonalise } from '../../src/numerics/tridiagonal.ts';

/** Between -5 and 5 in thousandths: ml-matrix fails on numbers whose squares underflow. */
const ENTRY = fc.integer({ min: -5000, max: 5000 }).map((thousandths) => thousandths / 1000);

const SYMMETRIC = fc.integer({ min: 1, max: 12 }).chain((n) => {
  const entries = fc.array(fc.oneof(fc.constant(0), ENTRY), { minLength: n, maxLength: n });
  return fc.tuple(fc.array(entries, { minLength: n, maxLength: n }), entries).map(([rows, d]) => ({
    matrix: rows.map((row, i) => row.map((entry, j) => (i <= j ? entry : (rows[j]?.[i] ?? 0)))),
    d: d.every((x) => x === 0) ? d.map(() => 1) : d,
  }));
});

const ascending = (values: ArrayLike<number>) => Array.from(values).sort((a, b) => a - b);

function eigenvaluesOf(matrix: number[][]): number[] {
  return ascending(new EigenvalueDecomposition(new Matrix(matrix), { assumeSymmetric: true }).realEigenvalues);
}

function near(actual: readonly number[], expected: readonly number[], tolerance: number) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((actual[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance);
  }
}

describe('the tridiagonal form', () => {
  it('keeps the eigenvalues, whatever its first axis is', () => {
    fc.assert(
      fc.property(SYMMETRIC, ({ matrix, d }) => {
        near(ascending(tridiagonalEigenvalues(tridiagonalise(matrix, d))), eigenvaluesOf(matrix), 1e-11);
      }),
    );
  });

  it('has the given vector along its first axis, so that adding its square only changes the first entry', () => {
    fc.assert(
      fc.property(SYMMETRIC, ENTRY, ({ matrix, d }, b) => {
        const { diagonal, offDiagonal } = tridiagonalise(matrix, d);
        diagonal[0] = (diagonal[0] as number) + b * d.reduce((sum, x) => sum + x * x, 0);
        const mixed = matrix.map((row, i) => row.map((entry, j) => entry + b * (d[i] as number) * (d[j] as number)));
        near(ascending(tridiagonalEigenvalues({ diagonal, offDiagonal })), eigenvaluesOf(mixed), 1e-10);
      }),
    );
  });

  it('finds the eigenvalues 2 - 2 cos(k pi / (n + 1)) of the second difference', () => {
    const n = 60;
    const second = { diagonal: new Float64Array(n).fill(2), offDiagonal: new Float64Array(n - 1).fill(-1) };
    const exact = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    near(ascending(tridiagonalEigenvalues(second)), exact, 1e-13);
  });

  it('settles also where squares underflow', () => {
    const tiny = fc.constantFrom(0, 1, 5e-324, 1e-310, 1e-200, 3e-162, 1e-150);
    const rows = fc.array(fc.tuple(tiny, tiny, tiny, tiny), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(rows, fc.tuple(tiny, tiny, tiny), (matrix, d) => {
        const symmetric = matrix.map((row, i) => row.map((entry, j) => entry + (matrix[j]?.[i] as number)));
        const trace = symmetric.reduce((sum, row, i) => sum + (row[i] as number), 0);
        const eigenvalues = tridiagonalEigenvalues(tridiagonalise(symmetric, [1, ...d]));
        near([eigenvalues.reduce((sum, value) => sum + value, 0)], [trace], 1e-13);
      }),
    );
  });

  it('refuses what is no number instead of running on', () => {
    const diagonal = Float64Array.of(1, Number.NaN, 3);
    expect(() => tridiagonalEigenvalues({ diagonal, offDiagonal: Float64Array.of(1, 1) })).toThrow('did not settle');
  });
});
