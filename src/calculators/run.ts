/** One run of a calculator: a checked input in, outputs in the catalogue's order out, every number of them finite or null. */
import type { Calculator, Warning } from './definition.ts';
import type { Output } from './output.ts';
import { completeParameters } from './validate.ts';

export interface Run {
  /** The given parameters completed with defaults. */
  parameters: Readonly<Record<string, unknown>>;
  /** One entry per output of the definition. */
  outputs: Readonly<Record<string, unknown>>;
  warnings: readonly Warning[];
}

/**
 * Runs a calculator on a raw input; the same input gives the same bits, and the input is left as it is.
 *
 * @param raw - parameters by their catalogue names; undefined or null for all defaults.
 * @throws InvalidInput where the input is refused.
 * @example runCalculator(sellOffFeedback, { shock: 0.1 }).outputs.status; // => 'converged'
 */
export function runCalculator(calculator: Calculator, raw?: unknown): Run {
  const parameters = completeParameters(calculator, raw);
  return { parameters, ...computeRun(calculator, parameters) };
}

/** Runs a calculator on parameters that are already checked and completed. */
export function computeRun(calculator: Calculator, parameters: Run['parameters']): Omit<Run, 'parameters'> {
  const warnings: Warning[] = [];
  const warn = (code: string, message: string) => {
    warnings.push({ code, message });
  };
  const computed = calculator.compute(parameters as never, warn);

  const outputs: Record<string, unknown> = {};
  for (const [name, output] of Object.entries(calculator.outputs)) {
    const finite = finiteOutput(output, computed[name]);
    outputs[name] = finite.value;
    if (finite.overflows) warn('OVERFLOW', `${name} is too large for a number here and left out: it is null.`);
  }
  return { outputs, warnings };
}

interface Finite {
  value: unknown;
  overflows: boolean;
}

/** The one gate for numbers: what is not finite becomes null, minus zero becomes zero, typed arrays become lists. */
function finiteOutput(output: Output, computed: unknown): Finite {
  if (typeof computed === 'number') {
    return Number.isFinite(computed) ? { value: computed + 0, overflows: false } : { value: null, overflows: true };
  }
  if (computed === null || typeof computed !== 'object') return { value: computed, overflows: false };
  const entries = Array.from(computed as ArrayLike<unknown>, (entry) =>
    output.type === 'OBJECT_LIST' ? finiteEntry(output.fields, entry) : finiteOutput(output, entry),
  );
  return { value: entries.map(({ value }) => value), overflows: entries.some(({ overflows }) => overflows) };
}

function finiteEntry(fields: Readonly<Record<string, Output>>, entry: unknown): Finite {
  const value: Record<string, unknown> = {};
  let overflows = false;
  for (const [name, field] of Object.entries(fields)) {
    const finite = finiteOutput(field, (entry as Record<string, unknown>)[name]);
    value[name] = finite.value;
    overflows ||= finite.overflows;
  }
  return { value, overflows };
}
