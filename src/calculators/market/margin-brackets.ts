/** Brackets of notional, each with a maintenance rate and an amount that is deducted. */

/** Relative difference between an amount and the one that joins the brackets, up to which it is rounding. */
const JOINED = 1e-9;

/** Brackets by a position's notional: up to caps[k] the requirement is rates[k] times the notional minus amounts[k]. */
export interface Brackets {
  /** Ascending; the last may be Infinity, and its bracket applies beyond it as well. */
  readonly caps: readonly number[];
  readonly rates: readonly number[];
  readonly amounts: readonly number[];
}

/** A bracket as a venue lists it, with or without its amount. */
interface BracketRow {
  readonly notionalCap: number | null;
  readonly maintenanceRate: number;
  readonly maintenanceAmount: number | null;
}

/** One rate for any notional: a bracket without a cap. */
export function flatBracket(rate: number): Brackets {
  return { caps: [Number.POSITIVE_INFINITY], rates: [rate], amounts: [0] };
}

/** Brackets, with amounts that are not listed filled in so that the requirement does not jump. */
export function bracketsOf(rows: readonly BracketRow[]): Brackets {
  const amounts: number[] = [];
  for (const [k, { maintenanceAmount }] of rows.entries()) {
    amounts.push(maintenanceAmount ?? joiningAmount(rows, amounts, k));
  }
  return {
    caps: rows.map(({ notionalCap }) => notionalCap ?? Number.POSITIVE_INFINITY),
    rates: rows.map(({ maintenanceRate }) => maintenanceRate),
    amounts,
  };
}

/** Whether the requirement jumps at the end of a bracket. */
export function isJumping(rows: readonly BracketRow[]): boolean {
  const { amounts } = bracketsOf(rows);
  return amounts.some((amount, k) => {
    const joining = joiningAmount(rows, amounts, k);
    return Math.abs(amount - joining) > JOINED * joining;
  });
}

/** The amount that makes the requirement continuous at the end of the previous bracket. */
function joiningAmount(rows: readonly BracketRow[], amounts: readonly number[], k: number): number {
  const [row, before] = [rows[k], rows[k - 1]];
  if (row === undefined || before === undefined) return 0;
  return (amounts[k - 1] as number) + (before.notionalCap as number) * (row.maintenanceRate - before.maintenanceRate);
}
