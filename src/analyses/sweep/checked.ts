/** The request for a sweep, checked in the catalogue's order. */
import type { Calculator } from '../../calculators/kit/definition.ts';
import { type Axis, placeIn, rangeIn, valuesIn } from '../kit/axis.ts';
import { type Given, givenParameters } from '../kit/given.ts';
import { outputsOf } from '../kit/outputs.ts';
import { isSamePlace } from '../kit/path.ts';
import { refuse } from '../kit/refuse.ts';
import { calculatorAt, type FindCalculator, listAt, numberIn, objectAt, textAt, wholeIn } from '../kit/request.ts';
import { type Selector, selectorOf } from '../kit/selector.ts';
import { BY_DEFAULT, MOST } from '../limits.ts';

export interface CheckedSweep {
  calculator: string;
  given: Given;
  /** One or two; the first varies slowest. */
  axes: readonly Axis[];
  outputs: readonly Selector[];
  jumps: JumpSearch | null;
}

/** How to search for jumps. */
export interface JumpSearch {
  outputs: readonly Selector[];
  /** Halvings of a cell that bracket a jump. */
  halvings: number;
  /** Most places examined per output. */
  most: number;
}

/** @throws InvalidInput at the first fault. */
export function checkedSweep(find: FindCalculator, request: unknown): CheckedSweep {
  const fields = objectAt(request, 'input', ['calculator', 'parameters', 'axes', 'outputs', 'jumps']);
  const calculator = calculatorAt(find, fields.calculator);
  const given = givenParameters(calculator, fields.parameters);
  const axes = axesOf(calculator, given, fields.axes);
  const outputs = outputsOf(calculator, given, fields.outputs, { wanted: 'scalar', most: MOST.scalars });
  const jumps = jumpsOf(calculator, given, fields.jumps, axes, outputs);
  return { calculator: calculator.slug, given, axes, outputs, jumps };
}

export function cellCount({ axes }: Pick<CheckedSweep, 'axes'>): number {
  return axes.reduce((count, { values }) => count * values.length, 1);
}

function axesOf(calculator: Calculator, given: Given, value: unknown): Axis[] {
  const axes: Axis[] = [];
  for (const [index, entry] of listAt(value, 'axes', { most: MOST.axes }).entries()) {
    const at = `axes[${index}]`;
    const fields = objectAt(entry, at, ['path', 'apply', 'from', 'to', 'steps', 'scale', 'values']);
    const place = placeIn(calculator, given, fields, at);
    if (axes.some((other) => isSamePlace(other.place.path, place.path))) {
      refuse(`${at}.path`, 'OUT_OF_RANGE', 'must not overlap the path of the first axis');
    }
    axes.push(
      fields.values === undefined || fields.values === null
        ? rangeIn(fields, at, place, { field: 'steps', least: 1, most: MOST.cells, byDefault: BY_DEFAULT.axisSteps })
        : valuesIn(fields.values, `${at}.values`, place),
    );
  }
  const cells = cellCount({ axes });
  if (cells > MOST.cells) refuse('axes', 'TOO_LARGE', `must make at most ${MOST.cells} cells, but make ${cells}`);
  return axes;
}

function jumpsOf(
  calculator: Calculator,
  given: Given,
  value: unknown,
  [axis, second]: readonly Axis[],
  swept: readonly Selector[],
): JumpSearch | null {
  if (value === undefined || value === null) return null;
  const fields = objectAt(value, 'jumps', ['outputs', 'tolerance', 'most']);
  if (second !== undefined)
    refuse('jumps', 'OUT_OF_RANGE', 'can be searched for along one axis only, but there are two');
  if (axis?.place.isWhole) {
    refuse(
      'jumps',
      'OUT_OF_RANGE',
      `can be searched for only along a continuous parameter, but ${axis.place.path.text} is a whole number`,
    );
  }
  const outputs = watchedOutputs(calculator, given, fields.outputs, swept);
  const tolerance = numberIn(fields.tolerance, 'jumps.tolerance', { min: 1e-12, max: 0.1 }, 1e-6);
  const most = wholeIn(fields.most, 'jumps.most', { min: 1, max: MOST.jumps }, BY_DEFAULT.jumps);
  return { outputs, halvings: Math.ceil(Math.log2(1 / tolerance)), most };
}

/** Checks the number of outputs last, since the swept outputs, taken by default, can be too many as well. */
function watchedOutputs(calculator: Calculator, given: Given, value: unknown, swept: readonly Selector[]): Selector[] {
  const at = 'jumps.outputs';
  const outputs =
    value === undefined || value === null
      ? swept.filter(({ type }) => type === 'NUMBER')
      : listAt(value, at, { least: 0, most: Number.POSITIVE_INFINITY }).map((entry, index) => {
          const place = `${at}[${index}]`;
          return selectorOf(calculator, given, { text: textAt(entry, place), at: place, wanted: 'number' });
        });
  if (outputs.length <= MOST.watched) return outputs;
  return refuse(at, 'TOO_LARGE', `must name at most ${MOST.watched} outputs to watch, but there are ${outputs.length}`);
}
