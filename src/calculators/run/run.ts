/** One run of a calculator: checks the input, returns outputs in the catalogue's order, all numbers finite or null. */
import type { Calculator, Warning } from '../kit/definition.ts';
import { finiteOutputs } from './gate.ts';
import { completeParameters } from './validate.ts';

export interface Run {
  /** The given parameters completed with defaults. */
  parameters: Readonly<Record<string, unknown>>;
  /** One entry per output of the definition. */
  outputs: Readonly<Record<string, unknown>>;
  warnings: readonly Warning[];
}

/**
 * Runs a calculator on a raw input; the same input gives the same bits, and the input is not modified.
 *
 * @param raw - parameters by their catalogue names; undefined or null for all defaults.
 * @throws InvalidInput if the input is refused.
 * @example runCalculator(sellOffFeedback, { shock: 0.1 }).outputs.status; // => 'converged'
 */
export function runCalculator(calculator: Calculator, raw?: unknown): Run {
  const parameters = completeParameters(calculator, raw);
  return { parameters, ...computeRun(calculator, parameters) };
}

/**
 * Runs a calculator on parameters that are already checked and completed.
 *
 * @throws InvalidInput if an output that cannot be null overflows.
 */
export function computeRun(calculator: Calculator, parameters: Run['parameters']): Omit<Run, 'parameters'> {
  const warnings: Warning[] = [];
  const warn = (code: string, message: string) => {
    warnings.push({ code, message });
  };
  const computed = calculator.compute(parameters as never, warn);
  return { outputs: finiteOutputs(calculator, computed, warn), warnings };
}
