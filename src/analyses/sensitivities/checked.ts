/** The request for sensitivities, checked in the catalogue's order. */
import { checkBase } from '../kit/base.ts';
import { type Given, givenParameters } from '../kit/given.ts';
import { outputsOf } from '../kit/outputs.ts';
import { calculatorAt, type FindCalculator, listAt, numberIn, objectAt, textAt } from '../kit/request.ts';
import type { Selector } from '../kit/selector.ts';
import { MOST } from '../limits.ts';
import { everyPath, type Varied, variedAt } from './varied.ts';

export interface CheckedSensitivities {
  calculator: string;
  given: Given;
  outputs: readonly Selector[];
  varied: readonly Varied[];
  /** Step as a share of the value; the step itself for a value of 0. */
  step: number;
  /** Relative change, likewise. */
  tornado: number;
}

/** @throws InvalidInput at the first fault. */
export function checkedSensitivities(find: FindCalculator, request: unknown): CheckedSensitivities {
  const fields = objectAt(request, 'input', ['calculator', 'parameters', 'outputs', 'paths', 'step', 'tornado']);
  const calculator = calculatorAt(find, fields.calculator);
  const given = givenParameters(calculator, fields.parameters);
  checkBase(calculator, given);
  const outputs = outputsOf(calculator, given, fields.outputs, { wanted: 'number', most: MOST.numbers });
  const paths =
    fields.paths === undefined || fields.paths === null
      ? everyPath(calculator, given)
      : listAt(fields.paths, 'paths', { most: MOST.paths });
  const step = numberIn(fields.step, 'step', { min: 1e-8, max: 0.1 }, 1e-4);
  const tornado = numberIn(fields.tornado, 'tornado', { min: 1e-6, max: 0.9 }, 0.1);
  const varied = paths.map((path, i) => variedAt(calculator, given, textAt(path, `paths[${i}]`), `paths[${i}]`));
  return { calculator: calculator.slug, given, outputs, varied, step, tornado };
}
