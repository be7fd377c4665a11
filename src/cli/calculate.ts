/** `riskgraph calculate`: one run of a calculator, JSON in and out, lists optionally from CSV files. */
import { select, selectorOf } from '../analyses/kit/selector.ts';
import type { Calculator } from '../calculators/kit/definition.ts';
import { findCalculator } from '../calculators/registry.ts';
import { type Run, runCalculator } from '../calculators/run/run.ts';
import { InvalidInput, type Problem } from '../errors.ts';
import { placeOf } from './csv-lists.ts';
import { type ParameterFlags, readParameters } from './parameter-flags.ts';
import { notice, result } from './terminal.ts';
import { calculatorsHint } from './unknown-calculator.ts';

interface Flags extends ParameterFlags {
  /** Selectors of the outputs to print; the whole run if none is given. */
  output?: readonly string[];
}

/** Returns the exit status; a refused run prints one line per problem on standard error. */
export async function calculateCommand(slug: string, { output, ...flags }: Flags): Promise<number> {
  let place = ({ parameter }: Problem) => parameter;
  try {
    const calculator = findCalculator(slug);
    const { parameters, lists } = await readParameters(flags, calculator);
    place = (problem) => placeOf(problem.parameter, lists);
    const run = runCalculator(calculator, parameters);
    result(JSON.stringify(output === undefined ? run : selected(calculator, run, output), null, 2));
    // A whole run includes its warnings.
    if (output !== undefined) for (const { code, message } of run.warnings) notice(`warning: ${code}: ${message}`);
    return 0;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    for (const problem of error.problems)
      notice(`${place(problem)}: ${problem.code}: ${problem.message}${calculatorsHint(problem)}`);
    return 1;
  }
}

/** The selected outputs, by selector. @throws InvalidInput for a selector that matches none. */
function selected(calculator: Calculator, { parameters, outputs }: Run, selectors: readonly string[]): object {
  const pairs = selectors.map((text) => {
    if (Object.hasOwn(outputs, text)) return [text, outputs[text]];
    return [text, select(selectorOf(calculator, parameters, { text, at: '--output', wanted: 'any' }), outputs)];
  });
  return Object.fromEntries(pairs);
}
