/** The options of `riskgraph analyse …`, and the requests built from them. */
import { Option } from 'commander';
import type { AnalysisName } from '../../analyses/analysis.ts';
import { JSON_WAYS } from '../json-input.ts';
import { secondsOf } from '../options.ts';
import { axis, distribution, listed, numberOf, numbersOf, parameter, scenario, targetOf } from './specs.ts';

/** Flags as commander parses them. */
export type Flags = Readonly<Record<string, unknown>>;

interface Form {
  description: string;
  options: readonly Option[];
  /** The part of a request given by flags; absent flags are left out. */
  request(flags: Flags): Record<string, unknown>;
}

/** The option for a list from a file. @param names - the names of the option. */
export function fromCsvOption(names: string): Option {
  return new Option(
    `${names} <list=file...>`,
    'CSV file for a list or a matrix, such as positions=book.csv; the header row of a list names its fields',
  );
}

function option(flags: string, description: string, read?: (text: string, before: never) => unknown): Option {
  const made = new Option(flags, description);
  return read === undefined ? made : made.argParser(read as (text: string, before: unknown) => unknown);
}

const outputs = (byDefault: string) =>
  option(
    '--output <selector>',
    `outputs to report, such as finalPrice or priceSeries.max (default: ${byDefault})`,
    listed,
  );
const scalars = outputs('every number, word and flag');
const numbers = outputs('the first 10 numbers');
const word = (text: string) => text.toUpperCase();

/** Maps flags to fields of a request whose names differ. */
function fields(flags: Flags, names: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([flag, field]) => (flags[flag] === undefined ? [] : [[field, flags[flag]]])),
  );
}

const CONDITIONS = { atMost: 'AT_MOST', atLeast: 'AT_LEAST', equals: 'EQUALS' } as const;

export const FORMS: Readonly<Record<AnalysisName, Form>> = {
  sweep: {
    description: 'run a calculator over a grid of one or two parameters',
    options: [
      option(
        '--axis <path=range>',
        'parameter to vary: shock=0.01:0.2:20 is from:to:steps (default: 21 steps), with :log at the end for ' +
          'logarithmic spacing; shock=0.05,0.1 lists values',
        axis,
      ),
      scalars,
      option('--jumps', 'bracket the places along one axis where an output jumps'),
      option(
        '--watch <selector>',
        'outputs watched for jumps, at most 5 (default: those of --output that are numbers, except whole numbers)',
        listed,
      ).implies({ jumps: true }),
      option('--most <count>', 'most places examined for a jump of each output (default: 10)', numberOf).implies({
        jumps: true,
      }),
    ],
    request: (flags) => ({
      ...fields(flags, { axis: 'axes', output: 'outputs' }),
      ...(flags.jumps === true && { jumps: fields(flags, { watch: 'outputs', most: 'most' }) }),
    }),
  },
  solve: {
    description: 'find the largest or smallest value of a parameter at which an output meets a target',
    options: [
      option('--unknown <path>', 'parameter to solve for, such as positions[*].leverage'),
      option('--apply <way>', 'how its value is applied: set, multiply or add (default: set)', word),
      option('--from <value>', 'lower end of the search range', numberOf),
      option('--to <value>', 'upper end of the search range', numberOf),
      option('--points <count>', 'number of points at which the range is scanned (default: 33)', numberOf),
      option('--scale <scale>', 'spacing of the points: linear or log (default: linear)', word),
      option('--target <selector>', 'output that must meet the condition: a number, or true or false as 1 or 0'),
      option('--at-most <value>', 'condition: the output is at most this value', targetOf).conflicts([
        'atLeast',
        'equals',
      ]),
      option('--at-least <value>', 'condition: the output is at least this value', targetOf).conflicts(['equals']),
      option('--equals <value>', 'condition: the output equals this value', targetOf),
      option(
        '--tolerance <value>',
        'difference that still counts as equal (default: 1e-9, relative above 1)',
        numberOf,
      ),
      option('--find <which>', 'which value to find: largest or smallest (default: largest)', word),
    ],
    request(flags) {
      const unknown = fields(flags, {
        unknown: 'path',
        apply: 'apply',
        from: 'from',
        to: 'to',
        points: 'points',
        scale: 'scale',
      });
      const target = fields(flags, { target: 'output', tolerance: 'tolerance' });
      for (const [flag, comparison] of Object.entries(CONDITIONS)) {
        if (flags[flag] !== undefined) Object.assign(target, { comparison, value: flags[flag] });
      }
      return {
        ...(Object.keys(unknown).length > 0 && { unknown }),
        ...(Object.keys(target).length > 0 && { target }),
        ...fields(flags, { find: 'find' }),
      };
    },
  },
  sensitivities: {
    description: 'measure how much each parameter affects the outputs',
    options: [
      numbers,
      option('--path <path>', 'parameters to vary (default: every numeric one)', listed),
      option('--step <share>', 'step of the derivatives as a share of the value (default: 0.0001)', numberOf),
      option('--tornado <share>', 'relative change of each parameter for the tornado (default: 0.1)', numberOf),
    ],
    request: (flags) => fields(flags, { output: 'outputs', path: 'paths', step: 'step', tornado: 'tornado' }),
  },
  simulate: {
    description: 'draw parameters at random and summarise the distribution of the outputs',
    options: [
      option(
        '--draw <path=distribution>',
        'parameter to draw and its distribution: dailyVolatility=normal:0.02:0.004, dailyVolume*=lognormal:1:0.3',
        distribution,
      ),
      option('--runs <count>', 'number of runs (default: 1000)', numberOf),
      option('--seed <number>', 'seed of the draws; the same seed gives the same draws (default: 1)', numberOf),
      numbers,
      option(
        '--quantiles <level,level>',
        'levels of the quantiles (default: 0.01,0.05,0.25,0.5,0.75,0.95,0.99)',
        numbersOf,
      ),
      option('--tail-level <level>', 'level of the expected shortfalls (default: 0.95)', numberOf),
      option('--bins <count>', 'number of bins of the histograms (default: 20)', numberOf),
    ],
    request: (flags) =>
      fields(flags, {
        draw: 'distributions',
        runs: 'runs',
        seed: 'seed',
        output: 'outputs',
        quantiles: 'quantiles',
        tailLevel: 'tailLevel',
        bins: 'bins',
      }),
  },
  compare: {
    description: 'compare named scenarios with a base run',
    options: [
      option(
        '--scenario <name: changes>',
        'its name and changes, such as "stress: dailyVolatility=0.06; orderQuantity*=3"',
        scenario,
      ),
      scalars,
      option('--no-attribution', 'do not attribute the differences to the individual changes'),
    ],
    request: (flags) => ({
      ...fields(flags, { scenario: 'scenarios', output: 'outputs' }),
      ...(flags.attribution === false && { attribution: false }),
    }),
  },
  chain: {
    description: 'run calculators in sequence, with outputs of one as parameters of the next',
    options: [],
    request: () => ({}),
  },
};

/** Options of every analysis of one calculator. */
export const BASE_OPTIONS: readonly Option[] = [
  option('--parameters <file>', `parameters that do not vary, as JSON: ${JSON_WAYS}`),
  option('--set <name=value>', 'a parameter that does not vary, such as shock=0.1; may be repeated', parameter),
  fromCsvOption('--from-csv'),
];
/** Options of every analysis. */
export const COMMON_OPTIONS: readonly Option[] = [
  option('--csv', 'print a CSV table instead of JSON'),
  new Option('--time-limit <seconds>', 'longest time that the analysis may take')
    .env('RISKGRAPH_TIME_LIMIT')
    .argParser(secondsOf)
    .default(60),
];
