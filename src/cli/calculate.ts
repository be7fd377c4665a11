/** `riskgraph calculate`: one run of a calculator, JSON in and out. */
import { readFile, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { findCalculator } from '../calculators/registry.ts';
import { runCalculator } from '../calculators/run/run.ts';
import { InvalidInput, UsageError } from '../errors.ts';
import { notice, result } from './terminal.ts';

const LARGEST_FILE = 10_000_000;

/** Answers the exit status; a refused run prints one line a problem on standard error. */
export async function calculateCommand(slug: string, flags: { parameters?: string }): Promise<number> {
  const parameters = flags.parameters === undefined ? undefined : await readParameters(flags.parameters);
  try {
    result(JSON.stringify(runCalculator(findCalculator(slug), parameters), null, 2));
    return 0;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    for (const { parameter, code, message } of error.problems) notice(`${parameter}: ${code}: ${message}`);
    return 1;
  }
}

async function readParameters(file: string): Promise<unknown> {
  const from = file === '-' ? 'standard input' : file;
  let json: string;
  try {
    if (file !== '-' && (await stat(file)).size > LARGEST_FILE)
      throw new Error(`it is larger than ${LARGEST_FILE} bytes`);
    json = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--parameters ${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw new UsageError(`${from} is not JSON: ${(error as Error).message}`);
  }
}
