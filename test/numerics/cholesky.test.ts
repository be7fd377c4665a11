import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { choleskyFactor } from '../../src/numerics/cholesky.ts';

/** L L', from the lower triangle. */
function product(factor: readonly (readonly number[])[]): number[][] {
  return factor.map((row) => factor.map((column) => row.reduce((sum, entry, k) => sum + entry * (column[k] ?? 0), 0)));
}

describe("Cholesky's factor", () => {
  it('is a cosine and a sine for two correlated draws', () => {
    expect(
      choleskyFactor([
        [1, 0.6],
        [0.6, 1],
      ]),
    ).toEqual([[1], [0.6, 0.8]]);
  });

  it('gives the matrix back', () => {
    const row = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
        // Loadings plus noise always give a valid covariance.
        const covariance = rows.map((a, i) =>
          rows.map((b, j) => a.reduce((sum, x, k) => sum + x * (b[k] as number), i === j ? 0.5 : 0)),
        );
        const scale = covariance.map((entries, i) => Math.sqrt(entries[i] as number));
        const matrix = covariance.map((entries, i) =>
          entries.map((entry, j) => (i === j ? 1 : entry / (scale[i] as number) / (scale[j] as number))),
        );
        const restored = product(choleskyFactor(matrix) as number[][]);
        for (const [i, entries] of matrix.entries()) {
          for (const [j, entry] of entries.entries()) {
            expect(Math.abs((restored[i]?.[j] as number) - entry)).toBeLessThanOrEqual(1e-12);
          }
        }
      }),
    );
  });

  it('has a column of zeros where a draw is another one over again', () => {
    const factor = choleskyFactor([
      [1, 1, 0.5],
      [1, 1, 0.5],
      [0.5, 0.5, 1],
    ]);
    expect(factor).toEqual([[1], [1, 0], [0.5, 0, Math.sqrt(0.75)]]);
  });

  it('is missing where correlations contradict each other', () => {
    // The determinant is 1 + 2 · 0.9 · 0.9 · (-0.9) - 3 · 0.81 < 0.
    expect(
      choleskyFactor([
        [1, 0.9, -0.9],
        [0.9, 1, 0.9],
        [-0.9, 0.9, 1],
      ]),
    ).toBeNull();
    // The first two are identical, but correlate differently with the third.
    expect(
      choleskyFactor([
        [1, 1, 0.5],
        [1, 1, 0.4],
        [0.5, 0.4, 1],
      ]),
    ).toBeNull();
  });
});
