/** Binds feed an output of one step into a parameter of another, if the units agree or the caller vouches for them. */

import { butGot } from '../../calculators/kit/check.ts';
import type { Calculator } from '../../calculators/kit/definition.ts';
import { unitExponents, unitRatio } from '../../calculators/kit/unit.ts';
import { finiteOrNull } from '../../numerics/finite.ts';
import type { Given } from '../kit/given.ts';
import { type Place, placeOf } from '../kit/place.ts';
import { refuse } from '../kit/refuse.ts';
import { flagAt, numberIn, objectAt, textAt } from '../kit/request.ts';
import { type Selector, select } from '../kit/selector.ts';
import { type NamedStep, type Reference, referenceAt } from './reference.ts';

/** Ratios of units this close to 1 mean the same unit. */
const SAME_UNIT = 1e-12;

/** Plain data. */
export interface Bind {
  from: Reference;
  to: Place;
  scale: number;
  /** Factor that converts the output's unit to the parameter's; 1 without conversion. */
  ratio: number;
  offset: number;
}

/**
 * Checks a bind.
 *
 * @param sources - the steps that it may refer to.
 * @param target - the step whose parameter is bound, and the parameters given to it.
 * @throws InvalidInput at the first fault, in the catalogue's order.
 */
export function bindAt(
  value: unknown,
  at: string,
  sources: readonly NamedStep[],
  target: { calculator: Calculator; given: Given },
): Bind {
  const fields = objectAt(value, at, ['from', 'to', 'scale', 'offset', 'scaleUnit', 'convert']);
  const from = referenceAt(sources, fields.from, `${at}.from`, 'numberOrList');
  const scale = numberIn(fields.scale, `${at}.scale`, {}, 1);
  const offset = numberIn(fields.offset, `${at}.offset`, {}, 0);
  const scaleUnit = scaleUnitAt(fields.scaleUnit, `${at}.scaleUnit`);
  const to = targetAt(target, from.selector, textAt(fields.to, `${at}.to`), `${at}.to`);
  const isConverted = flagAt(fields.convert, `${at}.convert`, false);

  const unit = `${from.selector.unit}*${scaleUnit}`;
  const wanted = plainUnit(target.calculator, to);
  const ratio = unitRatio(unit, wanted);
  if (!isConverted && (ratio === null || Math.abs(ratio - 1) > SAME_UNIT)) {
    const advice = ratio === null ? 'set scaleUnit, or set convert if scale already converts it' : 'set convert';
    refuse(
      `${at}.to`,
      'UNIT_MISMATCH',
      `must be in ${unit.replace(/\*1$/, '')}, as the bound value is, but is in ${wanted}: ${advice}`,
    );
  }
  return { from, to, scale, ratio: isConverted ? (ratio ?? 1) : 1, offset };
}

/**
 * What a bind feeds, given the outputs of the step that it names.
 *
 * @returns a number or a list of numbers; null if one is missing or overflows.
 */
export function boundValue({ from, scale, ratio, offset }: Bind, outputs: Given): number | number[] | null {
  const value = select(from.selector, outputs);
  const fed = (number: unknown) => (number === null ? Number.NaN : Number(number) * scale * ratio + offset);
  if (!Array.isArray(value)) return finiteOrNull(fed(value));
  const numbers = value.map(fed);
  return numbers.every(Number.isFinite) ? numbers : null;
}

function scaleUnitAt(value: unknown, at: string): string {
  if (value === undefined || value === null) return '1';
  const unit = textAt(value, at);
  try {
    unitExponents(unit);
    return unit;
  } catch {
    return refuse(at, 'UNKNOWN_VALUE', `must be a unit such as base, 1/day or quote/base, ${butGot(unit)}`);
  }
}

/** The place that a number or a list is fed into; a list replaces a whole list of numbers. */
function targetAt(
  { calculator, given }: { calculator: Calculator; given: Given },
  { type, text: output }: Selector,
  text: string,
  at: string,
): Place {
  if (type !== 'LIST') return placeOf(calculator, given, { text, apply: 'SET', at });
  const place = placeOf(calculator, given, { text, apply: 'SET', at, wanted: 'any' });
  const isList = place.path.indices.length === 0 && calculator.parameters[place.path.name]?.type === 'NUMBER_LIST';
  if (!isList) refuse(at, 'NOT_NUMERIC', `must be a whole list of numbers, as ${output} is one, ${butGot(text)}`);
  return place;
}

/** The unit of a parameter or field, regardless of other parameters. */
function plainUnit({ parameters }: Calculator, { path: { name, field } }: Place): string {
  const parameter = parameters[name];
  const described = parameter?.type === 'OBJECT_LIST' && field !== null ? parameter.fields[field] : parameter;
  return described?.unit ?? '1';
}
