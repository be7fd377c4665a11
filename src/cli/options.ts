/** Options that several commands share, each with its environment variable, validated while parsing. */
import { getHeapStatistics } from 'node:v8';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { COLUMNS } from '../../ingest/sources/csv/columns.ts';
import { UsageError } from '../errors.ts';

export function storeOption(): Option {
  return new Option('--store <url>', 'memory:, file:<path>, neo4j://<host> or bolt://<host>')
    .env('RISKGRAPH_STORE')
    .default('file:data/riskgraph.db');
}

/** Default memory for a graph: half of the heap limit [bytes]. */
export function halfOfTheHeap(): number {
  return getHeapStatistics().heap_size_limit / 2;
}

/** Bytes. */
export function memoryOption(): Option {
  return new Option(
    '--memory <MB>',
    'maximum memory of the graph (default: half of the heap); a larger graph is queried in Neo4j',
  )
    .env('RISKGRAPH_MEMORY')
    .argParser(megabytes);
}

/** Seconds. */
export function timeLimitOption(): Option {
  return new Option('--time-limit <seconds>', 'maximum time of a calculator run, and of an analysis')
    .env('RISKGRAPH_TIME_LIMIT')
    .argParser(secondsOf)
    .default(2);
}

export function demoOption(): Option {
  return new Option('--demo', 'fill an empty store with the bundled glossary').env('RISKGRAPH_DEMO');
}

const ON = new Set(['true', '1', 'yes', 'on']);
const OFF = new Set(['false', '0', 'no', 'off']);

/**
 * Sets switches from environment variables, because commander reads any value as "on".
 * @throws UsageError if a variable says neither on nor off.
 */
export function readSwitches(command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (!option.isBoolean()) continue;
    if (option.envVar === undefined || command.getOptionValueSource(name) !== 'env') continue;
    const value = process.env[option.envVar] ?? '';
    const word = value.trim().toLowerCase();
    if (!ON.has(word) && !OFF.has(word)) {
      throw new UsageError(
        `${option.envVar} must be ${[...ON].join(', ')}, ${[...OFF].join(', ')} or empty, but got ${JSON.stringify(value)}`,
      );
    }
    command.setOptionValueWithSource(name, ON.has(word), 'env');
  }
}

/** Parses a number in the range; throws InvalidArgumentError, which commander reports with the option's name. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const given = Number(text);
    if (/^\d+$/.test(text) && given >= least && given <= most) return given;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

export const portNumber = wholeNumber(0, 65_535);

/** @returns bytes. */
export function megabytes(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of megabytes.');
  return Number(text) * 2 ** 20;
}

/** How many changes to keep; 0 is allowed. */
export function changeCount(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0 to 9999999.');
  return Number(text);
}

/** Duration of a timeout, at most an hour. */
export function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0.1 && seconds <= 3_600)) {
    throw new InvalidArgumentError('It must be a number of seconds from 0.1 to 3600.');
  }
  return seconds;
}

/** Lifetime in a cache, at most a year. */
export function wholeSeconds(text: string): number {
  if (!/^\d{1,8}$/.test(text) || Number(text) > 31_536_000) {
    throw new InvalidArgumentError('It must be a whole number of seconds from 0 to 31536000.');
  }
  return Number(text);
}

export function siteAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new InvalidArgumentError('It must be the address of a site, such as https://glossary.example/.');
  }
  return url.href;
}

/** A host without a path, because pages of the service link to each other from its root. */
export function serviceAddress(text: string): string {
  const url = new URL(siteAddress(text));
  if (url.pathname !== '/') {
    throw new InvalidArgumentError(`It must have no path, as the service is at the root of its host: ${url.origin}`);
  }
  return url.href;
}

/** Such as `en` or `pt-BR`. */
export function languageTag(text: string): string {
  if (!/^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i.test(text)) {
    throw new InvalidArgumentError('It must be a language, such as en or pt-BR.');
  }
  return text;
}

/** Column names by what the columns hold, as in `term=Begriff,definition=Erklärung`. */
export function columnNames(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('='));
  for (const [what = '', name = '', ...rest] of pairs) {
    if (COLUMNS.some((column) => column === what.trim()) && name.trim() !== '' && rest.length === 0) continue;
    throw new InvalidArgumentError(
      `It must be like term=Name,definition=Meaning, with one or more of ${COLUMNS.join(', ')}.`,
    );
  }
  return Object.fromEntries(pairs.map(([what = '', name = '']) => [what.trim(), name.trim()]));
}
