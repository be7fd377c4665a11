/**
 * `riskgraph analyse …`: runs one analysis in a worker thread; the request comes as flags or JSON, the answer is JSON
 * or CSV.
 */
import type { AnalysisName } from '../../analyses/analysis.ts';
import { ANALYSIS_BY_NAME } from '../../analyses/registry.ts';
import { analysisRunner } from '../../analyses/runner.ts';
import { CALCULATORS } from '../../calculators/registry.ts';
import { createPool, type Pool } from '../../calculators/run/pool.ts';
import { csvOf } from '../../csv.ts';
import { InvalidInput, RunTimeout, UsageError } from '../../errors.ts';
import { isRecord } from '../../is-record.ts';
import { placeOf } from '../csv-lists.ts';
import { readJsonInput } from '../json-input.ts';
import { type GivenParameters, type ParameterFlags, readParameters } from '../parameter-flags.ts';
import { notice, progressLine, result } from '../terminal.ts';
import { type Flags, FORMS } from './flags.ts';
import { problemLine } from './missing.ts';
import { refusalNote, refusedIn } from './refused.ts';
import { tableOf } from './tables.ts';

const INTERRUPTED = 130;
/** Where a parameter was given: the cell of a file, or its own path. */
type Place = (parameter: string) => string;

const CHAIN = '\'{"steps": [{"id": "panic", "calculator": "sell-off-feedback"}]}\'';

/**
 * Returns the exit status; a refused request prints one line per problem on standard error.
 *
 * @param given - the request as JSON or where it is, or the slug of its calculator.
 */
export async function analyseCommand(name: AnalysisName, given: string, flags: Flags): Promise<number> {
  const { request, lists } = await requestOf(name, given, flags);
  const pool = createPool({ size: 1, milliseconds: 1_000 * Number(flags.timeLimit) });
  try {
    return await analyseIn(pool, name, request, flags, lists);
  } finally {
    await pool.close();
  }
}

/**
 * Runs an analysis in a pool and prints its answer.
 *
 * @param lists - parameters read from files; a refusal names their rows and columns.
 */
export async function analyseIn(
  pool: Pool,
  name: AnalysisName,
  request: object,
  flags: Flags,
  lists: GivenParameters['lists'] = new Map(),
): Promise<number> {
  const place = (parameter: string) => placeOf(parameter, lists);
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupt);
  const progress = process.stderr.isTTY ? progressLine() : null;
  try {
    const answer = await analysisRunner(pool)(ANALYSIS_BY_NAME[name], request, {
      signal: interruption.signal,
      onProgress: (done, of) => progress?.show(`${name}: ${done} of ${of} runs`),
    });
    progress?.end();
    if (flags.csv === true) process.stdout.write(csvOf(tableOf(name, request, answer)));
    else result(JSON.stringify(answer, null, 2));
    return reportIncomplete(name, answer, place);
  } catch (error) {
    progress?.end();
    return reportError(error, interruption.signal, place);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupt);
  }
}

/** Returns the exit status: 1 if the time was up or every run was refused. */
function reportIncomplete(name: AnalysisName, answer: { timeoutCount?: number }, place: Place): number {
  const refused = refusedIn(name, answer);
  if (refused !== null) notice(refusalNote(refused, place));
  const { timeoutCount = 0 } = answer;
  if (timeoutCount === 0) return refused !== null && refused.count === refused.of ? 1 : 0;
  notice(`the time limit was reached with ${timeoutCount} runs not done: raise --time-limit, or ask for fewer runs`);
  return 1;
}

function reportError(error: unknown, interruption: AbortSignal, place: Place): number {
  if (interruption.aborted) {
    notice('interrupted');
    return INTERRUPTED;
  }
  if (error instanceof RunTimeout) notice(error.message);
  else if (error instanceof InvalidInput) {
    for (const problem of error.problems) notice(problemLine({ ...problem, parameter: place(problem.parameter) }));
  } else throw error;
  return 1;
}

/** The request as JSON, with fields replaced by flags. */
export async function requestOf(
  name: AnalysisName,
  given: string,
  flags: Flags,
): Promise<{ request: Record<string, unknown>; lists: GivenParameters['lists'] }> {
  const isSlug = /^[a-z][a-z0-9-]*$/.test(given);
  if (isSlug && name === 'chain') {
    throw new UsageError(`a chain takes JSON, such as ${CHAIN}, @file or - for standard input, but got ${given}`);
  }
  const read = isSlug ? { calculator: given } : await readJsonInput(given, 'the request');
  if (!isRecord(read)) throw new UsageError('the request must be an object, such as {"calculator": "price-impact"}');
  const calculator = CALCULATORS.find(({ slug }) => slug === read.calculator);
  const { parameters, lists } = await readParameters(flags as ParameterFlags, calculator, read.parameters);
  const request = { ...read, ...(parameters !== undefined && { parameters }) };
  const ofFlags = Object.entries(FORMS[name].request(flags)).map(([field, value]) => {
    const before = (request as Record<string, unknown>)[field];
    return [field, isRecord(before) && isRecord(value) ? { ...before, ...value } : value];
  });
  return { request: { ...request, ...Object.fromEntries(ofFlags) }, lists };
}
