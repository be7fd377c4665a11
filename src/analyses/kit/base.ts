/** The base of an analysis: the run that it starts from, which must not be refused. */
import type { Calculator } from '../../calculators/kit/definition.ts';
import type { Run } from '../../calculators/run/run.ts';
import { completeParameters } from '../../calculators/run/validate.ts';
import { InvalidInput, type Problem } from '../../errors.ts';
import type { cellOf } from './cell.ts';
import type { Given } from './given.ts';
import { refuse } from './refuse.ts';

/**
 * Checks the parameters of the base without running it.
 *
 * @throws InvalidInput at `parameters.` and the parameter of the calculator's first fault.
 */
export function checkBase(calculator: Calculator, given: Given): void {
  try {
    completeParameters(calculator, given);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    refuseBase(error.problems[0]);
  }
}

/**
 * The run of the base.
 *
 * @param run - makes the run, as one of those of the analysis.
 * @throws InvalidInput like `checkBase`; also if an output that is never null overflows.
 */
export function baseRun(run: typeof cellOf, calculator: Calculator, given: Given): Run {
  const cell = run(calculator, given, []);
  return cell.status === 'OK' ? cell.run : refuseBase(cell);
}

function refuseBase({ parameter, code, message }: Problem): never {
  return refuse(parameter === 'parameters' ? parameter : `parameters.${parameter}`, code, message);
}
