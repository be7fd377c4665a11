/**
 * Checks of one given value against one parameter, in the catalogue's order within a field: type, finite, integer,
 * allowed values, bounds; for lists type, empty, too large, shape, then the entries.
 */
import { didYouMean } from '../../did-you-mean.ts';
import type { Problem } from '../../errors.ts';
import type { EnumParameter, NumberListParameter, NumberParameter, Range } from './input.ts';
import { catalogueValue } from './spelling.ts';
import { described, lowerFault, upperFault } from './wording.ts';

/** Records a fault of the parameter at `path`. */
export type Report = (path: string, code: string, message: string) => void;

export type Fault = Omit<Problem, 'parameter'>;

export function butGot(value: unknown): string {
  return `but got ${described(value)}`;
}

export function wrongType(wanted: string, value: unknown): Fault {
  return { code: 'WRONG_TYPE', message: `must be ${wanted}, ${butGot(value)}` };
}

function isPercentage(value: unknown): boolean {
  return typeof value === 'string' && /^\s*[\d.]+\s*%\s*$/.test(value);
}

/** First fault of a scalar number; `whole` requires an integer. */
function numberFault(range: Range, whole: boolean, value: unknown): Fault | undefined {
  if (typeof value !== 'number') {
    const { code, message } = wrongType(whole ? 'a whole number' : 'a number', value);
    return { code, message: isPercentage(value) ? `${message}; write 0.1 for 10 %` : message };
  }
  if (!Number.isFinite(value)) return { code: 'NOT_FINITE', message: `must be finite, ${butGot(value)}` };
  if (whole && !Number.isInteger(value)) {
    return { code: 'NOT_INTEGER', message: `must be a whole number, ${butGot(value)}` };
  }
  const wanted = lowerFault(range, value) ?? upperFault(range, value);
  return wanted === undefined ? undefined : { code: 'OUT_OF_RANGE', message: `must be ${wanted}, ${butGot(value)}` };
}

/** The number, or undefined after reporting a fault. Minus zero becomes zero. */
export function checkNumber(parameter: NumberParameter, value: unknown, path: string, report: Report) {
  const fault = numberFault(parameter, parameter.type === 'INTEGER', value);
  if (fault === undefined) return (value as number) + 0;
  report(path, fault.code, fault.message);
  return undefined;
}

/** The value in the catalogue's spelling, whichever spelling it came in, or undefined after reporting a fault. */
export function checkEnum(parameter: EnumParameter, value: unknown, path: string, report: Report) {
  const values = Object.keys(parameter.values);
  if (typeof value !== 'string') {
    const fault = wrongType(`one of ${values.join(', ')}`, value);
    report(path, fault.code, fault.message);
    return undefined;
  }
  const own = catalogueValue(parameter.values, value);
  if (own !== undefined) return own;
  const hint = didYouMean(value, values);
  report(path, 'UNKNOWN_VALUE', `must be one of ${values.join(', ')}, ${butGot(value)}${hint}`);
  return undefined;
}

/** Fault of a list's length, whatever its entries are. */
export function lengthFault(
  { minLength = 1, maxLength }: { minLength?: 0 | 1; maxLength: number },
  length: number,
): Fault | undefined {
  if (length < minLength) return { code: 'EMPTY', message: 'must have at least one entry' };
  if (length <= maxLength) return undefined;
  return { code: 'TOO_LARGE', message: `must have at most ${maxLength} entries, but got ${length}` };
}

/**
 * A copy of the list of numbers, or undefined after reporting a fault.
 *
 * @param wantedLength - length of the parameter that it has to match; undefined for any.
 */
export function checkNumbers(
  parameter: NumberListParameter,
  value: unknown,
  wantedLength: number | undefined,
  path: string,
  report: Report,
): number[] | undefined {
  const fault = parameter.namesEntries
    ? namedEntriesFault(parameter, value)
    : vectorFault(parameter, value, wantedLength);
  if (fault === undefined) return (value as number[]).map((entry) => entry + 0);
  report(`${path}${fault.at ?? ''}`, fault.code, fault.message);
  return undefined;
}

function namedEntriesFault(parameter: NumberListParameter, value: unknown): (Fault & { at?: string }) | undefined {
  if (!Array.isArray(value)) return wrongType('a list of numbers', value);
  const tooShortOrLong = lengthFault(parameter, value.length);
  if (tooShortOrLong !== undefined) return tooShortOrLong;
  for (const [index, entry] of value.entries()) {
    const fault = numberFault(parameter, false, entry);
    if (fault !== undefined) return { ...fault, at: `[${index}]` };
  }
  return undefined;
}

function vectorFault(
  parameter: NumberListParameter,
  value: unknown,
  wantedLength: number | undefined,
): (Fault & { at?: never }) | undefined {
  if (!Array.isArray(value)) return wrongType('a list of numbers', value);
  const stranger = value.findIndex((entry) => typeof entry !== 'number');
  if (stranger >= 0) return wrongType('a list of numbers', value[stranger]);
  const tooShortOrLong = lengthFault(parameter, value.length);
  if (tooShortOrLong !== undefined) return tooShortOrLong;
  if (wantedLength !== undefined && value.length !== wantedLength) {
    const message = `must have ${wantedLength} entries, as many as ${parameter.length}, but got ${value.length}`;
    return { code: 'SHAPE_MISMATCH', message };
  }
  return notFiniteFault([value]) ?? boundsFault(parameter, [value]);
}

/** Fault of the first entry that is not finite. */
export function notFiniteFault(rows: readonly (readonly number[])[]): Fault | undefined {
  for (const row of rows) {
    const entry = row.find((number) => !Number.isFinite(number));
    if (entry !== undefined) return { code: 'NOT_FINITE', message: `must be finite, ${butGot(entry)}` };
  }
  return undefined;
}

/**
 * Fault of the entries' bounds: negative entries under a lower bound of 0 first, then the lower bound, then the upper.
 * Checking the smallest and the largest entry covers all.
 */
export function boundsFault(range: Range, rows: readonly (readonly number[])[]): Fault | undefined {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    for (const entry of row) {
      if (entry < least) least = entry;
      if (entry > greatest) greatest = entry;
    }
  }
  if (least < 0 && (range.min === 0 || range.above === 0)) {
    return { code: 'NEGATIVE_VALUE', message: `must not be negative, ${butGot(least)}` };
  }
  const tooLow = lowerFault(range, least);
  if (tooLow !== undefined) return { code: 'OUT_OF_RANGE', message: `must be ${tooLow}, ${butGot(least)}` };
  const tooHigh = upperFault(range, greatest);
  if (tooHigh === undefined) return undefined;
  return { code: 'OUT_OF_RANGE', message: `must be ${tooHigh}, ${butGot(greatest)}` };
}
