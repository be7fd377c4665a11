/**
 * Checks of the fields of a request. Each stops at its first fault and names it by its path inside the request; the order
 * of the calls is the catalogue's order of faults. An optional field that is null has its default.
 */
import { butGot, wrongType } from '../../calculators/kit/check.ts';
import type { Calculator } from '../../calculators/kit/definition.ts';
import { echo } from '../../calculators/kit/wording.ts';
import { didYouMean } from '../../did-you-mean.ts';
import { InvalidInput } from '../../errors.ts';
import { refuse } from './refuse.ts';

/** The fields of an object in a request, not yet checked. */
export type Fields<Name extends string = string> = Readonly<Partial<Record<Name, unknown>>>;

/** An object with fields of these names only. */
export function objectAt<const Name extends string>(value: unknown, at: string, names: readonly Name[]): Fields<Name> {
  if (value === undefined || value === null) refuse(at, 'MISSING', 'must be given');
  if (typeof value !== 'object' || Array.isArray(value)) return refuseType(at, 'an object', value);
  const stranger = Object.keys(value).find((name) => !(names as readonly string[]).includes(name));
  if (stranger !== undefined) {
    const message = `is unknown; expected one of ${names.join(', ')}${didYouMean(stranger, names)}`;
    refuse(`${at === 'input' ? '' : `${at}.`}${echo(stranger)}`, 'UNKNOWN_PARAMETER', message);
  }
  return value as Fields<Name>;
}

/** A list with 1 to `most` entries, or possibly none if `least` is 0. */
export function listAt(value: unknown, at: string, { least = 1, most }: { least?: 0 | 1; most: number }): unknown[] {
  if (value === undefined || value === null) refuse(at, 'MISSING', 'must be given');
  if (!Array.isArray(value)) return refuseType(at, 'a list', value);
  if (value.length < least) refuse(at, 'EMPTY', 'must have at least one entry');
  if (value.length > most) refuse(at, 'TOO_LARGE', `must have at most ${most} entries, but got ${value.length}`);
  return value;
}

/** Bounds of allowed values; `above` and `below` are exclusive. */
interface Bounds {
  min?: number;
  above?: number;
  max?: number;
  below?: number;
}

/** A finite number within bounds; required unless it has a default. */
export function numberIn(value: unknown, at: string, bounds: Bounds = {}, byDefault?: number): number {
  if (value === undefined || value === null) return byDefault ?? refuse(at, 'MISSING', 'must be given');
  if (typeof value !== 'number') return refuseType(at, 'a number', value);
  if (!Number.isFinite(value)) refuse(at, 'NOT_FINITE', `must be finite, ${butGot(value)}`);
  const { min, above, max, below } = bounds;
  const wanted = [
    min !== undefined && value < min && `at least ${min}`,
    above !== undefined && value <= above && `above ${above}`,
    max !== undefined && value > max && `at most ${max}`,
    below !== undefined && value >= below && `below ${below}`,
  ].find(Boolean);
  if (wanted) refuse(at, 'OUT_OF_RANGE', `must be ${wanted}, ${butGot(value)}`);
  return value;
}

/** A whole number within bounds; required unless it has a default. */
export function wholeIn(value: unknown, at: string, bounds: Bounds = {}, byDefault?: number): number {
  const number = numberIn(value, at, {}, byDefault);
  if (!Number.isInteger(number)) refuse(at, 'NOT_INTEGER', `must be a whole number, ${butGot(number)}`);
  return numberIn(number, at, bounds);
}

/** One of some words; required unless it has a default. */
export function oneOf<const Word extends string>(
  value: unknown,
  at: string,
  words: readonly Word[],
  byDefault?: NoInfer<Word>,
): Word {
  if (value === undefined || value === null) return byDefault ?? refuse(at, 'MISSING', 'must be given');
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  return refuse(at, 'UNKNOWN_VALUE', `must be one of ${words.join(', ')}, ${butGot(value)}${didYouMean(value, words)}`);
}

/** A string; required. */
export function textAt(value: unknown, at: string): string {
  if (value === undefined || value === null) refuse(at, 'MISSING', 'must be given');
  return typeof value === 'string' ? value : refuseType(at, 'a string', value);
}

/** True or false. */
export function flagAt(value: unknown, at: string, byDefault: boolean): boolean {
  if (value === undefined || value === null) return byDefault;
  return typeof value === 'boolean' ? value : refuseType(at, 'true or false', value);
}

/** Finds calculators by slug; made by `calculatorFinder`. */
export type FindCalculator = (slug: string) => Calculator;

/** The calculator of a slug in a request. */
export function calculatorAt(find: FindCalculator, value: unknown, at = 'calculator'): Calculator {
  const slug = textAt(value, at);
  try {
    return find(slug);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const [{ code, message }] = error.problems;
    return refuse(at, code, message);
  }
}

function refuseType(at: string, wanted: string, value: unknown): never {
  const { code, message } = wrongType(wanted, value);
  return refuse(at, code, message);
}
