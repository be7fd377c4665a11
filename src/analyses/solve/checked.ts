/** The request for a search, checked in the catalogue's order. */
import { butGot } from '../../calculators/kit/check.ts';
import { type Axis, placeIn, rangeIn } from '../kit/axis.ts';
import { type Given, givenParameters } from '../kit/given.ts';
import { refuse } from '../kit/refuse.ts';
import { calculatorAt, type FindCalculator, numberIn, objectAt, oneOf, textAt } from '../kit/request.ts';
import { type Selector, selectorOf } from '../kit/selector.ts';
import { BY_DEFAULT, MOST } from '../limits.ts';
import { CONDITIONS, type Target } from './target.ts';

export const EXTREMES = ['LARGEST', 'SMALLEST'] as const;
export type Extreme = (typeof EXTREMES)[number];

export interface CheckedSolve {
  calculator: string;
  given: Given;
  /** The scan, ascending. */
  unknown: Axis;
  output: Selector;
  target: Target;
  find: Extreme;
}

/** @throws InvalidInput at the first fault. */
export function checkedSolve(find: FindCalculator, request: unknown): CheckedSolve {
  const fields = objectAt(request, 'input', ['calculator', 'parameters', 'unknown', 'target', 'find']);
  const calculator = calculatorAt(find, fields.calculator);
  const given = givenParameters(calculator, fields.parameters);
  const unknownFields = objectAt(fields.unknown, 'unknown', ['path', 'apply', 'from', 'to', 'points', 'scale']);
  const place = placeIn(calculator, given, unknownFields, 'unknown');
  checkOrder(unknownFields);
  const unknown = rangeIn(unknownFields, 'unknown', place, {
    field: 'points',
    least: 2,
    most: MOST.points,
    byDefault: BY_DEFAULT.points,
  });
  const targetFields = objectAt(fields.target, 'target', ['output', 'comparison', 'value', 'tolerance']);
  const text = textAt(targetFields.output, 'target.output');
  const output = selectorOf(calculator, given, { text, at: 'target.output', wanted: 'number' });
  const comparison = oneOf(targetFields.comparison, 'target.comparison', CONDITIONS);
  const value = numberIn(targetFields.value, 'target.value');
  const usual = Math.max(1e-9, 1e-9 * Math.abs(value));
  const tolerance = numberIn(targetFields.tolerance, 'target.tolerance', { min: 0 }, usual);
  return {
    calculator: calculator.slug,
    given,
    unknown,
    output,
    target: { comparison, value, tolerance },
    find: oneOf(fields.find, 'find', EXTREMES, 'LARGEST'),
  };
}

/** Faults of a bracket that the catalogue puts before those of any range. */
function checkOrder({ from, to, points }: { from?: unknown; to?: unknown; points?: unknown }): void {
  if (typeof from === 'number' && typeof to === 'number' && from >= to) {
    refuse('unknown.to', 'OUT_OF_RANGE', `must be above from (${from}), ${butGot(to)}`);
  }
  if (typeof points === 'number' && points < 2) {
    refuse('unknown.points', 'OUT_OF_RANGE', `must be at least 2, ${butGot(points)}`);
  }
}
