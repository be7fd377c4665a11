/** The base of an analysis: the run that it starts from, which has to have outputs. */
import type { Calculator } from '../../calculators/kit/definition.ts';
import { type Run, runCalculator } from '../../calculators/run/run.ts';
import { completeParameters } from '../../calculators/run/validate.ts';
import { InvalidInput } from '../../errors.ts';
import type { Given } from './given.ts';
import { refuse } from './refuse.ts';

/**
 * Checks the parameters of the base without running it.
 *
 * @throws InvalidInput at `parameters.` and the parameter of the calculator's first fault.
 */
export function checkBase(calculator: Calculator, given: Given): void {
  atParameters(() => completeParameters(calculator, given));
}

/**
 * The run of the base.
 *
 * @throws InvalidInput as `checkBase` does; also where an output overflows that is never null.
 */
export function baseRun(calculator: Calculator, given: Given): Run {
  return atParameters(() => runCalculator(calculator, given));
}

function atParameters<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const [{ parameter, code, message }] = error.problems;
    return refuse(parameter === 'parameters' ? parameter : `parameters.${parameter}`, code, message);
  }
}
