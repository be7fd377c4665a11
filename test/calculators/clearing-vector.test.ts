/** Properties of the clearing vector for any network, and the same vector by two other methods. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { clearingVector } from '../../src/calculators/clearing-vector/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { DECIMAL_RUNS } from './numbers.ts';

interface Network {
  liabilities: number[][];
  externalAssets: number[];
  externalLiabilities: number[];
  externalAssetShocks: number[];
  alpha: number;
  beta: number;
}

const money = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 100, noNaN: true }));
const fraction = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
const NETWORK: fc.Arbitrary<Network> = fc.integer({ min: 1, max: 8 }).chain((n) => {
  const vector = (entry: fc.Arbitrary<number>) => fc.array(entry, { minLength: n, maxLength: n });
  return fc.record({
    liabilities: fc
      .array(vector(money), { minLength: n, maxLength: n })
      .map((rows) => rows.map((row, i) => row.map((owed, j) => (i === j ? 0 : owed)))),
    externalAssets: vector(money),
    externalLiabilities: vector(fc.double({ min: 0.01, max: 50, noNaN: true })),
    externalAssetShocks: vector(fc.double({ min: 0, max: 1, noNaN: true })),
    alpha: fraction,
    beta: fraction,
  });
});

interface Outputs {
  payments: number[];
  totalLiabilities: number[];
  shortfall: number[];
  equity: number[];
  recoveryRate: number[];
  defaulted: boolean[];
  defaultRound: number[];
  newDefaultsByRound: number[];
  totalPayments: number;
  bankruptcyCosts: number;
}
const outputsOf = (network: Network) => runCalculator(clearingVector, network).outputs as unknown as Outputs;

const total = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0);
const at = (list: readonly number[], i: number) => list[i] ?? Number.NaN;

/** The vectors e and p̄ and the matrix Π. */
function balances({ liabilities, externalAssets, externalAssetShocks, externalLiabilities }: Network) {
  const e = externalAssets.map((assets, i) => assets * (1 - at(externalAssetShocks, i)));
  const debts = liabilities.map((row, i) => total(row) + at(externalLiabilities, i));
  const shares = liabilities.map((row, i) => row.map((owed) => (at(debts, i) === 0 ? 0 : owed / at(debts, i))));
  return { e, debts, shares };
}

function receipts(shares: readonly number[][], payments: readonly number[]): number[] {
  return payments.map((_, i) => total(payments.map((paid, j) => (shares[j]?.[i] ?? 0) * paid)));
}

function near(actual: readonly number[], expected: readonly number[], tolerance = 1e-8) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs(at(actual, i) - value)).toBeLessThanOrEqual(tolerance);
}

describe('the clearing vector', () => {
  it('pays between nothing and everything, and conserves value', () => {
    fc.assert(
      fc.property(NETWORK, (network) => {
        const { payments, totalLiabilities, equity, bankruptcyCosts } = outputsOf(network);
        const { e, debts } = balances(network);
        near(totalLiabilities, debts, 1e-9);
        for (const [i, paid] of payments.entries()) {
          expect(paid).toBeGreaterThanOrEqual(-1e-9);
          expect(paid).toBeLessThanOrEqual(at(debts, i) + 1e-9);
        }
        const paidOut = payments.map((paid, i) => (paid * at(network.externalLiabilities, i)) / at(debts, i));
        near([total(equity) + total(paidOut) + bankruptcyCosts], [total(e)]);
      }),
    );
  });

  it('is a fixed point of the clearing equation', () => {
    fc.assert(
      fc.property(NETWORK, (network) => {
        const { payments, defaulted } = outputsOf(network);
        const { e, debts, shares } = balances(network);
        const received = receipts(shares, payments);
        const wanted = payments.map((_, i) =>
          defaulted[i] ? network.alpha * at(e, i) + network.beta * at(received, i) : at(debts, i),
        );
        near(payments, wanted);
        for (const [i, isDefaulted] of defaulted.entries()) {
          const value = at(e, i) + at(received, i) - at(debts, i);
          if (!isDefaulted) expect(value).toBeGreaterThanOrEqual(-1e-9);
        }
      }),
    );
  });

  it('is the limit of paying what one can, starting from everything', () => {
    fc.assert(
      fc.property(NETWORK, (drawn) => {
        // Each round, iteration converges by the share that leaks out of the network: make that a few per cent.
        const network = { ...drawn, externalLiabilities: drawn.externalLiabilities.map((owed) => owed + 30) };
        const { e, debts, shares } = balances(network);
        let payments = debts;
        for (;;) {
          const received = receipts(shares, payments);
          const next = debts.map((debt, i) =>
            at(e, i) + at(received, i) >= debt * (1 - 1e-12)
              ? debt
              : network.alpha * at(e, i) + network.beta * at(received, i),
          );
          const moved = next.some((paid, i) => Math.abs(paid - at(payments, i)) > 1e-13);
          payments = next;
          if (!moved) break;
        }
        near(outputsOf(network).payments, payments);
      }),
    );
  });

  it('is what solving the whole system anew in each round of default gives', () => {
    fc.assert(
      fc.property(NETWORK, (network) => {
        const { payments, defaultRound } = fictitiousDefault(network);
        const outputs = outputsOf(network);
        expect(outputs.defaultRound).toEqual(defaultRound);
        near(outputs.payments, payments, 1e-9);
      }),
    );
  });

  it('has nobody default whose assets are the debt in decimals, after any decimal shock, and whoever lacks a bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 8 }), fc.integer({ min: 1, max: 10 ** 6 }), (cents, kept) => {
        // Quotients of integers: the doubles nearest to the decimals that a caller would write.
        const debt = (cents * kept) / 10 ** 8;
        const owing = (owed: number) =>
          outputsOf({
            liabilities: [
              [0, owed],
              [0, 0],
            ],
            externalAssets: [cents / 100, 0],
            externalLiabilities: [0, 0],
            externalAssetShocks: [(10 ** 6 - kept) / 10 ** 6, 0],
            alpha: 0,
            beta: 0,
          }).defaulted[0];
        expect([owing(debt), owing(debt * (1 + 1e-8))]).toEqual([false, true]);
      }),
      { numRuns: DECIMAL_RUNS },
    );
  });

  it.each(['alpha', 'beta'] as const)('pays no less with more %s', (name) => {
    fc.assert(
      fc.property(NETWORK, (network) => {
        const less = outputsOf({ ...network, [name]: network[name] * 0.8 }).payments;
        for (const [i, paid] of outputsOf(network).payments.entries()) {
          expect(paid).toBeGreaterThanOrEqual(at(less, i) - 1e-9);
        }
      }),
    );
  });

  it('pays no more after a larger shock', () => {
    fc.assert(
      fc.property(NETWORK, (network) => {
        const shocked = {
          ...network,
          externalAssetShocks: network.externalAssetShocks.map((shock) => (1 + shock) / 2),
        };
        const { payments } = outputsOf(network);
        for (const [i, paid] of outputsOf(shocked).payments.entries()) {
          expect(paid).toBeLessThanOrEqual(at(payments, i) + 1e-9);
        }
      }),
    );
  });

  it('relabels with the institutions', () => {
    fc.assert(
      fc.property(NETWORK, (network) => {
        const reversed = (list: readonly number[]) => [...list].reverse();
        const other = {
          ...network,
          liabilities: network.liabilities.map(reversed).reverse(),
          externalAssets: reversed(network.externalAssets),
          externalLiabilities: reversed(network.externalLiabilities),
          externalAssetShocks: reversed(network.externalAssetShocks),
        };
        const [one, two] = [outputsOf(network), outputsOf(other)];
        near(reversed(two.payments), one.payments);
        expect([...two.defaulted].reverse()).toEqual(one.defaulted);
      }),
    );
  });

  it('passes a default down a chain of 200, one institution a round', () => {
    const n = 200;
    const chain: Network = {
      liabilities: Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (j === i + 1 ? 10 : 0))),
      externalAssets: Array.from({ length: n }, (_, i) => (i === 0 ? 9 : 0)),
      externalLiabilities: Array.from({ length: n }, () => 0),
      externalAssetShocks: Array.from({ length: n }, () => 0),
      alpha: 1,
      beta: 1,
    };
    const { payments, newDefaultsByRound } = outputsOf(chain);
    expect(newDefaultsByRound).toEqual(Array.from({ length: n - 1 }, () => 1));
    near(
      payments.slice(0, -1),
      Array.from({ length: n - 1 }, () => 9),
      0,
    );
  });
});

/** The fictitious default algorithm as published, one linear system per round. */
function fictitiousDefault(network: Network): { payments: number[]; defaultRound: number[] } {
  const { e, debts, shares } = balances(network);
  const defaultRound = debts.map(() => 0);
  let payments = [...debts];
  for (let round = 1; ; round += 1) {
    const received = receipts(shares, payments);
    const fresh = debts.flatMap((debt, i) =>
      defaultRound[i] === 0 && at(e, i) + at(received, i) - debt < -1e-12 * debt ? [i] : [],
    );
    if (fresh.length === 0) return { payments, defaultRound };
    for (const i of fresh) defaultRound[i] = round;

    const D = debts.flatMap((_, i) => (defaultRound[i] === 0 ? [] : [i]));
    const fromSolvent = receipts(
      shares,
      debts.map((debt, i) => (defaultRound[i] === 0 ? debt : 0)),
    );
    const A = D.map((i) => D.map((j) => (i === j ? 1 : 0) - network.beta * (shares[j]?.[i] ?? 0)));
    const b = D.map((i) => network.alpha * at(e, i) + network.beta * at(fromSolvent, i));
    const x = solve(new Matrix(A), Matrix.columnVector(b)).to1DArray();
    payments = debts.map((debt, i) => (defaultRound[i] === 0 ? debt : at(x, D.indexOf(i))));
  }
}
