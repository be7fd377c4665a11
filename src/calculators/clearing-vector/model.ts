/**
 * Greatest clearing payment vector by rounds of default (Rogers and Veraart 2013, Definition 3.6; without default costs
 * the fictitious default algorithm of Eisenberg and Noe 2001).
 *
 * The rounds descend from payment in full. What members of the network can pay does not fall with what the others pay,
 * so no round drops below the greatest vector. The set D of defaulted institutions only grows, so the equations of its
 * members are factorised once, by bordering, instead of anew in each round.
 */
import { growingLu } from '../../numerics/growing-lu.ts';
import { type SparseRows, sparseRows } from '../../numerics/sparse-rows.ts';
import type { Warn } from '../kit/definition.ts';
import type { Input, Outputs } from './interface.ts';

/** Shortfall, relative to the debt, above which an institution defaults; one that just meets its debt does not. */
const SHORTFALL_TOLERANCE = 1e-12;
/** The same relative to the assets before the shock: 1 - s rounds if the shock is a decimal near 1. */
const SHOCK_ROUNDING = 1e-15;

/** Clears the network after the shock to external assets. */
export function compute(input: Input, warn: Warn): Outputs {
  const { liabilities, externalLiabilities, externalAssetShocks, alpha, beta } = input;
  const e = Float64Array.from(input.externalAssets, (assets, i) => assets * (1 - (externalAssetShocks[i] ?? 0)));
  const totalLiabilities = Float64Array.from(
    liabilities,
    (row, i) => row.reduce((total, owed) => total + owed, 0) + (externalLiabilities[i] ?? 0),
  );
  const tolerance = totalLiabilities.map(
    (debt, i) => SHORTFALL_TOLERANCE * debt + SHOCK_ROUNDING * (input.externalAssets[i] as number),
  );
  const network = { liabilities, totalLiabilities, externalAssets: e, tolerance, alpha, beta };
  const { payments, receipts, defaultRound, newDefaultsByRound } = greatestClearing(network);

  const perInstitution = (value: (i: number) => number) => Float64Array.from(e, (_, i) => value(i));
  const isDefaulted = (i: number) => defaultRound[i] !== 0;
  const debt = (i: number) => totalLiabilities[i] as number;
  const paid = (i: number) => payments[i] as number;
  const received = (i: number) => receipts[i] as number;
  const shortfall = perInstitution((i) => (isDefaulted(i) ? debt(i) - paid(i) : 0));
  const costs = perInstitution((i) => (isDefaulted(i) ? (1 - alpha) * (e[i] as number) + (1 - beta) * received(i) : 0));

  const fundamentalDefaults = newDefaultsByRound[0] ?? 0;
  const allDefaults = sum(newDefaultsByRound);
  if (allDefaults === e.length && allDefaults > 0) warn('ALL_DEFAULT', 'Every institution defaults.');
  return {
    payments,
    totalLiabilities,
    shortfall,
    equity: perInstitution((i) => {
      const left = (e[i] as number) + received(i) - debt(i);
      return isDefaulted(i) || Math.abs(left) <= SHORTFALL_TOLERANCE * debt(i) ? 0 : left;
    }),
    recoveryRate: perInstitution((i) => (debt(i) === 0 ? 1 : paid(i) / debt(i))),
    defaulted: Array.from(e, (_, i) => isDefaulted(i)),
    defaultRound,
    newDefaultsByRound,
    rounds: newDefaultsByRound.length,
    fundamentalDefaults,
    contagionDefaults: allDefaults - fundamentalDefaults,
    totalShortfall: sum(shortfall),
    totalPayments: sum(payments),
    bankruptcyCosts: sum(costs),
  };
}

function sum(terms: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < terms.length; i += 1) total += terms[i] as number;
  return total;
}

interface Network {
  /** L: liabilities[i][j] is what i owes j, quote. */
  readonly liabilities: readonly (readonly number[])[];
  /** p̄, the total debt of i, quote. */
  readonly totalLiabilities: Float64Array;
  /** e, assets outside the network after the shock, quote. */
  readonly externalAssets: Float64Array;
  /** Shortfall of i up to which it counts as paying in full, quote. */
  readonly tolerance: Float64Array;
  /** Recovery of external assets and of interbank receipts on default, fractions. */
  readonly alpha: number;
  readonly beta: number;
}

interface Clearing {
  /** p, what i pays, quote. */
  payments: Float64Array;
  /** What i receives from the network, quote. */
  receipts: Float64Array;
  /** Round in which i defaults; 0 if none. */
  defaultRound: Int32Array;
  newDefaultsByRound: number[];
}

/** The greatest payments with which every institution pays in full or hands over all it has. */
function greatestClearing(network: Network): Clearing {
  const { totalLiabilities, externalAssets, alpha, beta } = network;
  const n = totalLiabilities.length;
  const shares = relativeLiabilities(network);
  const claims = sparseRows(shares, n);
  const payments = Float64Array.from(totalLiabilities);
  const defaultRound = new Int32Array(n);
  const newDefaultsByRound: number[] = [];
  const D: number[] = [];
  const system = growingLu(n);
  const row = new Float64Array(n);
  const column = new Float64Array(n);

  let receipts = receiptsFrom(claims, payments, defaultRound, 'solvent');
  for (;;) {
    const fresh = newlyShort(network, receipts, defaultRound);
    if (fresh.length === 0) return { payments, receipts, defaultRound, newDefaultsByRound };

    newDefaultsByRound.push(fresh.length);
    for (const i of fresh) {
      defaultRound[i] = newDefaultsByRound.length;
      // Equation of i: x_i - beta (sum over D of share_ji x_j) = alpha e_i + beta (receipts from the solvent).
      for (let k = 0; k < D.length; k += 1) {
        const j = D[k] as number;
        row[k] = -beta * (shares[j * n + i] as number);
        column[k] = -beta * (shares[i * n + j] as number);
      }
      system.border(row, column, 1);
      D.push(i);
    }
    receipts = receiptsFrom(claims, payments, defaultRound, 'solvent');
    const available = D.map((i) => alpha * (externalAssets[i] as number) + beta * (receipts[i] as number));
    const solved = system.solve(available);
    for (let k = 0; k < D.length; k += 1) payments[D[k] as number] = solved[k] as number;
    const fromDefaulted = receiptsFrom(claims, payments, defaultRound, 'defaulted');
    for (let i = 0; i < n; i += 1) receipts[i] = (receipts[i] as number) + (fromDefaulted[i] as number);
  }
}

/** Institutions not yet in default that cannot pay in full from what they own and receive. */
function newlyShort(
  { totalLiabilities, externalAssets, tolerance }: Network,
  receipts: Float64Array,
  defaultRound: Int32Array,
): number[] {
  const short: number[] = [];
  for (let i = 0; i < receipts.length; i += 1) {
    const debt = totalLiabilities[i] as number;
    const value = (externalAssets[i] as number) + (receipts[i] as number) - debt;
    if (defaultRound[i] === 0 && value < -(tolerance[i] as number)) short.push(i);
  }
  return short;
}

/** Π by rows: the share of i's debt that it owes to j; a row of zeros if it owes nothing. */
function relativeLiabilities({ liabilities, totalLiabilities }: Network): Float64Array {
  const n = totalLiabilities.length;
  const shares = new Float64Array(n * n);
  for (const [i, row] of liabilities.entries()) {
    const debt = totalLiabilities[i] as number;
    for (let j = 0; debt > 0 && j < n; j += 1) shares[i * n + j] = (row[j] as number) / debt;
  }
  return shares;
}

/** What each institution receives from those that pay in full, or from those in default. */
function receiptsFrom(
  { start, column: creditor, value: share }: SparseRows,
  payments: Float64Array,
  defaultRound: Int32Array,
  payers: 'solvent' | 'defaulted',
): Float64Array {
  const receipts = new Float64Array(payments.length);
  for (let j = 0; j < payments.length; j += 1) {
    if ((defaultRound[j] === 0) !== (payers === 'solvent')) continue;
    const paid = payments[j] as number;
    const end = start[j + 1] as number;
    for (let k = start[j] as number; k < end; k += 1) {
      const i = creditor[k] as number;
      receipts[i] = (receipts[i] as number) + (share[k] as number) * paid;
    }
  }
  return receipts;
}
