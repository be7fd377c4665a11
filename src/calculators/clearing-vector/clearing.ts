/**
 * Greatest clearing payment vector by rounds of default (Rogers and Veraart 2013, Definition 3.6; without default costs
 * the fictitious default algorithm of Eisenberg and Noe 2001).
 *
 * The set D of defaulted institutions only grows, so the equations of its members are factorised once, by bordering,
 * instead of anew in each round.
 */
import { growingLu } from './growing-lu.ts';

/** Shortfall relative to the debt that counts as default; meeting the debt exactly is none. */
const SHORTFALL_TOLERANCE = 1e-12;

export interface Network {
  /** L, liabilities[i][j] is what i owes j, quote. */
  readonly liabilities: readonly (readonly number[])[];
  /** p̄, what i owes in all, quote. */
  readonly totalLiabilities: Float64Array;
  /** e, assets outside the network after the shock, quote. */
  readonly externalAssets: Float64Array;
  /** Recovery of external assets and of interbank receipts on default, fractions. */
  readonly alpha: number;
  readonly beta: number;
}

export interface Clearing {
  /** p, what i pays, quote. */
  payments: Float64Array;
  /** What i receives from the network, quote. */
  receipts: Float64Array;
  /** Round in which i defaults; 0 for none. */
  defaultRound: Int32Array;
  newDefaultsByRound: number[];
}

/** The greatest payments with which everybody pays in full or hands over what there is. */
export function greatestClearing(network: Network): Clearing {
  const { totalLiabilities, externalAssets, alpha, beta } = network;
  const n = totalLiabilities.length;
  const shares = relativeLiabilities(network);
  const claims = claimsOf(shares, n);
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

/** Institutions still thought solvent that cannot pay in full out of what they own and receive. */
function newlyShort(
  { totalLiabilities, externalAssets }: Network,
  receipts: Float64Array,
  defaultRound: Int32Array,
): number[] {
  const short: number[] = [];
  for (let i = 0; i < receipts.length; i += 1) {
    const debt = totalLiabilities[i] as number;
    const value = (externalAssets[i] as number) + (receipts[i] as number) - debt;
    if (defaultRound[i] === 0 && value < -SHORTFALL_TOLERANCE * debt) short.push(i);
  }
  return short;
}

/** Π by rows: the share of what i owes that it owes j; rows of zeros where it owes nothing. */
function relativeLiabilities({ liabilities, totalLiabilities }: Network): Float64Array {
  const n = totalLiabilities.length;
  const shares = new Float64Array(n * n);
  for (const [i, row] of liabilities.entries()) {
    const debt = totalLiabilities[i] as number;
    for (let j = 0; debt > 0 && j < n; j += 1) shares[i * n + j] = (row[j] as number) / debt;
  }
  return shares;
}

/** The claims of the network alone: most institutions owe few others, and each round runs over all claims. */
interface Claims {
  /** Claims on j are those from start[j] to before start[j + 1]. */
  start: Int32Array;
  creditor: Int32Array;
  share: Float64Array;
}

function claimsOf(shares: Float64Array, n: number): Claims {
  const start = new Int32Array(n + 1);
  const creditor = new Int32Array(n * n);
  const share = new Float64Array(n * n);
  let count = 0;
  for (let place = 0; place < n * n; place += 1) {
    const owed = shares[place] as number;
    if (owed !== 0) {
      creditor[count] = place % n;
      share[count] = owed;
      count += 1;
    }
    if (place % n === n - 1) start[(place + 1) / n] = count;
  }
  return { start, creditor, share };
}

/** What each institution receives from those that pay in full, or from those that have defaulted. */
function receiptsFrom(
  { start, creditor, share }: Claims,
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
