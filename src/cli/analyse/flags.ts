/** The options of `riskgraph analyse …`, and the requests that they make. */
import { Option } from 'commander';
import type { AnalysisName } from '../../analyses/analysis.ts';
import { secondsOf } from '../options.ts';
import { axis, distribution, listed, numberOf, numbersOf, parameter, scenario } from './specs.ts';

/** Flags as commander reads them. */
export type Flags = Readonly<Record<string, unknown>>;

interface Form {
  description: string;
  options: readonly Option[];
  /** The part of a request that flags make; what is not given is left out. */
  request(flags: Flags): Record<string, unknown>;
}

function option(flags: string, description: string, read?: (text: string, before: never) => unknown): Option {
  const made = new Option(flags, description);
  return read === undefined ? made : made.argParser(read as (text: string, before: unknown) => unknown);
}

const outputs = option('--output <selector>', 'outputs to look at, such as finalPrice or priceSeries.max', listed);
const word = (text: string) => text.toUpperCase();

/** Names of flags and of the fields of a request where they differ; the others have the same. */
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
        'what varies: shock=0.01:0.2:20 (from:to:steps), :log after it, or shock=0.05,0.1',
        axis,
      ),
      outputs,
      option('--jumps', 'bracket the places along one axis where an output jumps'),
      option(
        '--watch <selector>',
        'outputs watched for jumps, at most 5 (default: those of --output that are numbers, but not whole numbers)',
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
    description: 'find the value of one parameter at which an output meets a target',
    options: [
      option('--unknown <path>', 'what is sought, such as positions[*].leverage'),
      option('--apply <way>', 'how a value is applied: set, multiply or add', word),
      option('--from <value>', 'lower end of where it is sought', numberOf),
      option('--to <value>', 'upper end', numberOf),
      option('--points <count>', 'points at which the bracket is scanned', numberOf),
      option('--scale <scale>', 'linear or log', word),
      option('--target <selector>', 'the output that is held against a value'),
      option('--at-most <value>', 'the output may be at most so much', numberOf).conflicts(['atLeast', 'equals']),
      option('--at-least <value>', 'the output has to be at least so much', numberOf).conflicts(['equals']),
      option('--equals <value>', 'the output has to be so much', numberOf),
      option('--tolerance <value>', 'how far off still equals', numberOf),
      option('--find <which>', 'largest or smallest', word),
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
    description: 'tell how much each parameter matters',
    options: [
      outputs,
      option('--path <path>', 'parameters to vary, by default every number', listed),
      option('--step <share>', 'step of the derivatives, as a share of the value', numberOf),
      option('--tornado <share>', 'relative change of the tornado', numberOf),
    ],
    request: (flags) => fields(flags, { output: 'outputs', path: 'paths', step: 'step', tornado: 'tornado' }),
  },
  simulate: {
    description: 'draw parameters from distributions and give the distribution of the outputs',
    options: [
      option(
        '--draw <path=distribution>',
        'what is drawn: dailyVolatility=normal:0.02:0.004, dailyVolume*=lognormal:1:0.3',
        distribution,
      ),
      option('--runs <count>', 'number of runs', numberOf),
      option('--seed <number>', 'the same seed gives the same draws', numberOf),
      outputs,
      option('--quantiles <level,level>', 'levels of the quantiles', numbersOf),
      option('--tail-level <level>', 'level of the expected shortfalls', numberOf),
      option('--bins <count>', 'bins of the histograms', numberOf),
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
    description: 'set named scenarios against a base run',
    options: [
      option('--scenario <name: changes>', 'such as "stress: dailyVolatility=0.06; orderQuantity*=3"', scenario),
      outputs,
      option('--no-attribution', 'do not attribute differences to changes'),
    ],
    request: (flags) => ({
      ...fields(flags, { scenario: 'scenarios', output: 'outputs' }),
      ...(flags.attribution === false && { attribution: false }),
    }),
  },
  chain: {
    description: 'run calculators one after the other, outputs of one feeding parameters of the next',
    options: [],
    request: () => ({}),
  },
};

/** Options of every analysis of one calculator. */
export const BASE_OPTIONS: readonly Option[] = [
  option('--parameters <file>', 'JSON of the other parameters: a file, - for standard input, or the JSON itself'),
  option('--set <name=value>', 'one of the other parameters, such as shock=0.1', parameter),
];
/** Options of every analysis. */
export const COMMON_OPTIONS: readonly Option[] = [
  option('--csv', 'print a table for a spreadsheet instead of JSON'),
  new Option('--time-limit <seconds>', 'how long it may take')
    .env('RISKGRAPH_TIME_LIMIT')
    .argParser(secondsOf)
    .default(60),
];
