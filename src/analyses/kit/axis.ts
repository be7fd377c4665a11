/** A parameter that varies over a range or over given values. */
import { butGot } from '../../calculators/kit/check.ts';
import type { Calculator } from '../../calculators/kit/definition.ts';
import type { Given } from './given.ts';
import { APPLY, type Place, placeOf } from './place.ts';
import { refuse } from './refuse.ts';
import { type Fields, listAt, numberIn, oneOf, textAt, wholeIn } from './request.ts';
import { SCALES, type Scale, spaced } from './spacing.ts';

/** Plain data. */
export interface Axis {
  place: Place;
  /** Values to apply, in the order in which they are run. */
  values: readonly number[];
  /** How the interval between two neighbours is halved. */
  scale: Scale;
}

/** How many values a range may have, and the field of the request that says how many. */
export interface Count {
  field: 'steps' | 'points';
  least: number;
  most: number;
  byDefault: number;
}

/** The place given by `path` and `apply` in an object of the request. */
export function placeIn(calculator: Calculator, given: Given, fields: Fields<'path' | 'apply'>, at: string): Place {
  const text = textAt(fields.path, `${at}.path`);
  const apply = oneOf(fields.apply, `${at}.apply`, APPLY, 'SET');
  return placeOf(calculator, given, { text, apply, at: `${at}.path` });
}

/** The axis of a range; whole-numbered values are rounded, without duplicates. */
export function rangeIn(
  fields: Fields<'from' | 'to' | 'scale' | Count['field']>,
  at: string,
  place: Place,
  count: Count,
): Axis {
  const from = numberIn(fields.from, `${at}.from`);
  const to = numberIn(fields.to, `${at}.to`);
  const bounds = { min: count.least, max: count.most };
  const length = wholeIn(fields[count.field], `${at}.${count.field}`, bounds, count.byDefault);
  const scale = oneOf(fields.scale, `${at}.scale`, SCALES, 'LINEAR');
  if (scale === 'LOG') {
    numberIn(from, `${at}.from`, { above: 0 });
    numberIn(to, `${at}.to`, { above: 0 });
  }
  const values = spaced(from, to, length, scale);
  if (!values.every(Number.isFinite)) {
    refuse(
      `${at}.to`,
      'OUT_OF_RANGE',
      `must be close enough to from for the points between to be finite, ${butGot(to)}`,
    );
  }
  return { place, scale, values: wholeOnce(place, values) };
}

/** The axis of given values, at most 1,000; whole-numbered ones are rounded, without duplicates. */
export function valuesIn(value: unknown, at: string, place: Place): Axis {
  const values = listAt(value, at, { most: 1000 }).map((entry) => numberIn(entry, at));
  return { place, scale: 'LINEAR', values: wholeOnce(place, values) };
}

/** Rounds the values that are set at a whole-numbered place; a factor or summand need not be whole. */
function wholeOnce({ isWhole, apply }: Place, values: readonly number[]): readonly number[] {
  return isWhole && apply === 'SET' ? [...new Set(values.map((value) => Math.floor(value + 0.5)))] : values;
}
