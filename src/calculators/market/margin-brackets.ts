/** Brackets of notional, each with a maintenance rate and the amount that is taken off. */

/** Relative gap of an amount to the one that joins the brackets that is rounding. */
const JOINED = 1e-9;

/** Brackets of the notional of one position: up to caps[k] it is rates[k] times it less amounts[k]. */
export interface Brackets {
  /** Ascending; the last may be Infinity, and holds beyond it as well. */
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

/** A rate whatever the notional: a bracket without a cap. */
export function flatBracket(rate: number): Brackets {
  return { caps: [Number.POSITIVE_INFINITY], rates: [rate], amounts: [0] };
}

/** Brackets with the amounts that are not listed completed so that they join. */
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

/** Whether the requirement jumps where one of the brackets ends. */
export function isJumping(rows: readonly BracketRow[]): boolean {
  const { amounts } = bracketsOf(rows);
  return amounts.some((amount, k) => {
    const joining = joiningAmount(rows, amounts, k);
    return Math.abs(amount - joining) > JOINED * joining;
  });
}

/** The amount that makes the requirement go on where the bracket before ends. */
function joiningAmount(rows: readonly BracketRow[], amounts: readonly number[], k: number): number {
  const [row, before] = [rows[k], rows[k - 1]];
  if (row === undefined || before === undefined) return 0;
  return (amounts[k - 1] as number) + (before.notionalCap as number) * (row.maintenanceRate - before.maintenanceRate);
}
