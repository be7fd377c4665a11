/**
 * Checks of a matrix in the catalogue's order: type, empty, too large, shape, then the entries, then the structure.
 * Each check covers the whole matrix before the next one starts.
 */
import { boundsFault, butGot, type Fault, notFiniteFault, type Report, wrongType } from './check.ts';
import type { NumberMatrixParameter } from './input.ts';

/** Tolerance for the unit diagonal, symmetry and bounds of a correlation matrix. */
const CORRELATION_TOLERANCE = 1e-9;

/** A copy of the matrix as a list of rows, or undefined after reporting a fault. */
export function checkMatrix(
  parameter: NumberMatrixParameter,
  value: unknown,
  wantedLength: number | undefined,
  path: string,
  report: Report,
): number[][] | undefined {
  const fault = matrixFault(parameter, value, wantedLength);
  if (fault === undefined) return (value as number[][]).map((row) => row.map((entry) => entry + 0));
  report(path, fault.code, fault.message);
  return undefined;
}

function matrixFault(
  parameter: NumberMatrixParameter,
  value: unknown,
  wantedLength: number | undefined,
): Fault | undefined {
  const wanted = 'a list of rows of numbers';
  if (!Array.isArray(value)) return wrongType(wanted, value);
  for (const row of value) {
    if (!Array.isArray(row)) return wrongType(wanted, row);
    const stranger = row.findIndex((entry) => typeof entry !== 'number');
    if (stranger >= 0) return wrongType(wanted, row[stranger]);
  }
  const rows: number[][] = value;
  return sizeFault(parameter, rows, wantedLength) ?? notFiniteFault(rows) ?? entriesFault(parameter, rows);
}

function sizeFault(
  { maxLength, square, length }: NumberMatrixParameter,
  rows: readonly number[][],
  wantedLength: number | undefined,
): Fault | undefined {
  const columns = rows[0]?.length ?? 0;
  if (rows.every((row) => row.length === 0)) return { code: 'EMPTY', message: 'must have at least one entry' };
  if (rows.length > maxLength || rows.some((row) => row.length > maxLength)) {
    const widest = Math.max(...rows.slice(0, maxLength + 1).map((row) => row.length));
    const message = `must be at most ${maxLength} × ${maxLength}, but got ${rows.length} × ${widest}`;
    return { code: 'TOO_LARGE', message };
  }
  const ragged = rows.findIndex((row) => row.length !== columns);
  if (ragged >= 0) {
    const message = `must have rows of equal length, but row 0 has ${columns} and row ${ragged} has ${rows[ragged]?.length}`;
    return { code: 'SHAPE_MISMATCH', message };
  }
  if (square && rows.length !== columns) {
    return { code: 'NOT_SQUARE', message: `must be square, but got ${rows.length} × ${columns}` };
  }
  if (wantedLength === undefined || rows.length === wantedLength) return undefined;
  const message = `must have ${wantedLength} rows, one for each entry of ${length}, but got ${rows.length}`;
  return { code: 'SHAPE_MISMATCH', message };
}

function entriesFault(parameter: NumberMatrixParameter, rows: readonly number[][]): Fault | undefined {
  if (parameter.correlation) return correlationFault(rows);
  const outOfBounds = boundsFault(parameter, rows);
  if (outOfBounds !== undefined || !parameter.zeroDiagonal) return outOfBounds;
  const index = rows.findIndex((row, i) => row[i] !== 0);
  if (index < 0) return undefined;
  const message = `must have a diagonal of zeros, but entry ${index} is ${rows[index]?.[index]}`;
  return { code: 'NON_ZERO_DIAGONAL', message };
}

function correlationFault(rows: readonly number[][]): Fault | undefined {
  const entry = (i: number, j: number) => rows[i]?.[j] ?? Number.NaN;
  const all = rows.flatMap((row, i) => row.map((_, j) => [i, j] as const));
  const diagonal = all.find(([i, j]) => i === j && Math.abs(entry(i, j) - 1) > CORRELATION_TOLERANCE);
  if (diagonal !== undefined) {
    return { code: 'NON_UNIT_DIAGONAL', message: `must have a diagonal of ones, ${butGot(entry(...diagonal))}` };
  }
  const uneven = all.find(([i, j]) => Math.abs(entry(i, j) - entry(j, i)) > CORRELATION_TOLERANCE);
  if (uneven !== undefined) {
    const [i, j] = uneven;
    const message = `must be symmetric, but entries [${i}][${j}] and [${j}][${i}] are ${entry(i, j)} and ${entry(j, i)}`;
    return { code: 'NOT_SYMMETRIC', message };
  }
  const beyond = all.find((place) => Math.abs(entry(...place)) > 1 + CORRELATION_TOLERANCE);
  if (beyond === undefined) return undefined;
  return { code: 'OUT_OF_RANGE', message: `must be between -1 and 1, ${butGot(entry(...beyond))}` };
}
