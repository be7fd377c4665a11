/** Reads JSON given to a command: inline, in a file, or on standard input. */
import { readFile, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from '../errors.ts';
import { levelsOf, MOST_LEVELS } from '../json-levels.ts';
import { reasonOf } from '../reason.ts';

const LARGEST_FILE = 10_000_000;

/** The ways to give JSON, for help texts. */
export const JSON_WAYS = 'a file or @file, - for standard input, or the JSON itself';

/**
 * @param given - JSON that begins with `{` or `[`, `-` for standard input, or a file, also as `@file`.
 * @param option - what it was given as, such as `--parameters`.
 * @throws UsageError if it cannot be read or is not JSON.
 */
export async function readJsonInput(given: string, option: string): Promise<unknown> {
  if (/^\s*[{[]/.test(given)) return parsed(given, option);
  if (given === '-') return parsed(await text(process.stdin), 'standard input');
  const file = given.replace(/^@/, '');
  let json: string;
  try {
    if ((await stat(file)).size > LARGEST_FILE) throw new Error(`it is larger than ${LARGEST_FILE} bytes`);
    json = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${option} ${given} cannot be read: ${reasonOf(error)}`);
  }
  return parsed(json, file);
}

function parsed(json: string, from: string): unknown {
  if (levelsOf(json) > MOST_LEVELS) throw new UsageError(`${from} nests deeper than ${MOST_LEVELS} levels`);
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw new UsageError(`${from} is not JSON: ${(error as Error).message}`);
  }
}
