/**
 * Distributions as data: the fields of each kind, their ranges, and the value at a draw.
 *
 * A draw is a probability u and its standard normal quantile z. Each kind uses the one that keeps its digits.
 */
import { portableExp } from '../../numerics/portable.ts';
import { studentTUpperQuantile } from '../../numerics/student-t.ts';
import { refuse } from '../kit/refuse.ts';
import { type Fields, listAt, numberIn, oneOf } from '../kit/request.ts';

const KINDS = ['NORMAL', 'LOGNORMAL', 'UNIFORM', 'TRIANGULAR', 'STUDENT_T', 'EMPIRICAL'] as const;

/** Names of the fields that define a distribution. */
export const DISTRIBUTION_FIELDS = [
  ...(['kind', 'mean', 'standardDeviation', 'median', 'sigma', 'from', 'to', 'mode'] as const),
  ...(['location', 'scale', 'degreesOfFreedom', 'values', 'minimum', 'maximum'] as const),
] as const;

const MOST_VALUES = 1_000;
const MOST_DEGREES_OF_FREEDOM = 1_000;

type Law =
  | { kind: 'NORMAL'; mean: number; standardDeviation: number }
  | { kind: 'LOGNORMAL'; median: number; sigma: number }
  | { kind: 'UNIFORM'; from: number; to: number }
  | { kind: 'TRIANGULAR'; from: number; to: number; mode: number }
  | { kind: 'STUDENT_T'; location: number; scale: number; degreesOfFreedom: number }
  | { kind: 'EMPIRICAL'; values: readonly number[] };

/** A law, and the bounds to which its draws are clamped; plain data. */
export interface Distribution {
  law: Law;
  minimum: number | null;
  maximum: number | null;
}

/**
 * Checks the fields of one distribution.
 *
 * @param at - where in the request it is, such as `distributions[0]`.
 * @throws InvalidInput at the first fault, in the order of the kind's fields.
 */
export function distributionAt(fields: Fields<(typeof DISTRIBUTION_FIELDS)[number]>, at: string): Distribution {
  const law = lawAt(fields, at);
  const minimum = boundAt(fields.minimum, `${at}.minimum`);
  const maximum = boundAt(fields.maximum, `${at}.maximum`);
  if (minimum !== null && maximum !== null && maximum < minimum) {
    refuse(`${at}.maximum`, 'OUT_OF_RANGE', `must be at least minimum (${minimum}), but got ${maximum}`);
  }
  return { law, minimum, maximum };
}

function lawAt(fields: Fields<(typeof DISTRIBUTION_FIELDS)[number]>, at: string): Law {
  const kind = oneOf(fields.kind, `${at}.kind`, KINDS);
  const number = (name: keyof typeof fields, bounds = {}) => numberIn(fields[name], `${at}.${name}`, bounds);
  switch (kind) {
    case 'NORMAL':
      return { kind, mean: number('mean'), standardDeviation: number('standardDeviation', { min: 0 }) };
    case 'LOGNORMAL':
      return { kind, median: number('median', { above: 0 }), sigma: number('sigma', { min: 0 }) };
    case 'UNIFORM': {
      const [from, to] = [number('from'), number('to')];
      return { kind, from, to: notBelow(from, to, at) };
    }
    case 'TRIANGULAR': {
      const [from, to, mode] = [number('from'), number('to'), number('mode')];
      notBelow(from, to, at);
      return { kind, from, to, mode: numberIn(mode, `${at}.mode`, { min: from, max: to }) };
    }
    case 'STUDENT_T': {
      const [location, scale] = [number('location'), number('scale', { min: 0 })];
      const degreesOfFreedom = number('degreesOfFreedom', { min: 1, max: MOST_DEGREES_OF_FREEDOM });
      return { kind, location, scale, degreesOfFreedom };
    }
    case 'EMPIRICAL': {
      const values = listAt(fields.values, `${at}.values`, { most: MOST_VALUES });
      return { kind, values: values.map((value) => numberIn(value, `${at}.values`)) };
    }
  }
}

function notBelow(from: number, to: number, at: string): number {
  if (to < from) refuse(`${at}.to`, 'OUT_OF_RANGE', `must be at least from (${from}), but got ${to}`);
  return to;
}

function boundAt(value: unknown, at: string): number | null {
  return value === undefined || value === null ? null : numberIn(value, at);
}

/**
 * The value of a distribution at a draw.
 *
 * @param u - probability, in (0, 1).
 * @param z - the standard normal quantile of that probability.
 * @returns a number; infinite if it overflows.
 * @example valueAt({ law: { kind: 'UNIFORM', from: 2, to: 4 }, minimum: null, maximum: null }, 0.5, 0); // => 3
 */
export function valueAt({ law, minimum, maximum }: Distribution, u: number, z: number): number {
  let value = lawValue(law, u, z);
  if (minimum !== null) value = Math.max(minimum, value);
  if (maximum !== null) value = Math.min(maximum, value);
  return value;
}

function lawValue(law: Law, u: number, z: number): number {
  switch (law.kind) {
    case 'NORMAL':
      return law.mean + law.standardDeviation * z;
    case 'LOGNORMAL':
      return law.median * portableExp(law.sigma * z);
    case 'UNIFORM':
      return law.from + (law.to - law.from) * u;
    case 'TRIANGULAR':
      return triangular(law.from, law.mode, law.to, u);
    case 'STUDENT_T':
      return law.location + law.scale * studentT(u, law.degreesOfFreedom);
    case 'EMPIRICAL':
      return law.values[Math.min(law.values.length - 1, Math.floor(u * law.values.length))] as number;
  }
}

function triangular(from: number, mode: number, to: number, u: number): number {
  const width = to - from;
  if (width === 0) return from;
  if (u < (mode - from) / width) return from + Math.sqrt(u * width * (mode - from));
  return to - Math.sqrt((1 - u) * width * (to - mode));
}

function studentT(u: number, degreesOfFreedom: number): number {
  if (u === 0.5) return 0;
  return u < 0.5 ? -studentTUpperQuantile(u, degreesOfFreedom) : studentTUpperQuantile(1 - u, degreesOfFreedom);
}
