/** `riskgraph calculate`: one run of a calculator, JSON in and out, its lists also from CSV files. */
import { findCalculator } from '../calculators/registry.ts';
import { runCalculator } from '../calculators/run/run.ts';
import { InvalidInput, type Problem, UsageError } from '../errors.ts';
import { type CsvList, placeOf, readCsvLists } from './csv-lists.ts';
import { readJsonInput } from './json-input.ts';
import { notice, result } from './terminal.ts';

interface Flags {
  /** JSON of parameters, or where it is. */
  parameters?: string;
  /** `list=file` each. */
  csv?: readonly string[];
}

/** Answers the exit status; a refused run prints one line a problem on standard error. */
export async function calculateCommand(slug: string, { parameters: file, csv = [] }: Flags): Promise<number> {
  const given = file === undefined ? undefined : await readJsonInput(file, '--parameters');
  let place = ({ parameter }: Problem) => parameter;
  try {
    const calculator = findCalculator(slug);
    const lists = await readCsvLists(calculator, csv);
    place = (problem) => placeOf(problem, lists);
    result(JSON.stringify(runCalculator(calculator, withLists(given, lists)), null, 2));
    return 0;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    for (const problem of error.problems) notice(`${place(problem)}: ${problem.code}: ${problem.message}`);
    return 1;
  }
}

/** Parameters with the lists from files; what is no object of parameters is left for the checks to refuse. */
function withLists(given: unknown, lists: ReadonlyMap<string, CsvList>): unknown {
  if (lists.size === 0) return given;
  if (given !== undefined && (typeof given !== 'object' || given === null || Array.isArray(given))) return given;
  const parameters = { ...given };
  for (const name of lists.keys()) {
    if (Object.hasOwn(parameters, name)) throw new UsageError(`${name} must come from --parameters or --csv, not both`);
  }
  return { ...parameters, ...Object.fromEntries([...lists].map(([name, { entries }]) => [name, entries])) };
}
