/** The analyses as the widget requests them: their documents, inputs and answers. */
import { ask } from '../../service.ts';
import type { Run, Values } from '../../views/definition.ts';

export interface Jump {
  output: string;
  cell: number;
  left: number;
  right: number;
  leftValue: number;
  rightValue: number;
}

export interface Sweep {
  axes: { values: number[] }[];
  outputs: { output: string; unit: string; values: (number | boolean | null)[] }[];
  faults: (string | null)[];
  okCount: number;
  refusedCount: number;
  timeoutCount: number;
  /** Null unless the sweep asked for jumps. */
  jumps: Jump[] | null;
}

export interface Crossing {
  lower: number;
  upper: number;
  lowerValue: number | null;
  upperValue: number | null;
  kind: 'CONTINUOUS' | 'JUMP' | 'STEP' | 'EDGE';
  admissible: 'LOWER' | 'UPPER' | 'BOTH' | 'NEITHER';
}

export interface Solution {
  outcome: 'FOUND' | 'ALWAYS' | 'NEVER';
  value: number | null;
  atBound: boolean;
  outputAtValue: number | null;
  unit: string;
  crossings: Crossing[];
  crossingCount: number;
  points: { x: number[]; y: (number | null)[] };
}

export interface Effect {
  elasticity: number | null;
  method: 'CENTRAL' | 'FORWARD' | 'BACKWARD' | 'NONE';
  jump: boolean;
  kink: boolean;
  low: number | null;
  high: number | null;
  swing: number | null;
  rank: number;
}

export interface Sensitivities {
  base: { output: string; unit: string; value: number | null }[];
  parameters: { path: string; unit: string; base: number; low: number; high: number; effects: Effect[] }[];
}

export interface Simulation {
  runs: number;
  okCount: number;
  refusedCount: number;
  timeoutCount: number;
  quantileLevels: number[];
  outputs: {
    output: string;
    unit: string;
    count: number;
    mean: number | null;
    standardDeviation: number | null;
    minimum: number | null;
    maximum: number | null;
    quantiles: (number | null)[];
    lowerShortfall: number | null;
    upperShortfall: number | null;
    histogramEdges: number[];
    histogramCounts: number[];
  }[];
  statuses: { status: string; count: number; share: number }[];
  refusals: { parameter: string; count: number }[];
}

export interface Comparison {
  scenarios: {
    status: 'OK' | 'REFUSED' | 'TIMEOUT';
    fault: string | null;
    attribution: 'SHAPLEY' | 'ONE_AT_A_TIME' | 'NONE';
    paths: string[];
    outputs: {
      output: string;
      unit: string;
      base: unknown;
      value: unknown;
      difference: number | null;
      relative: number | null;
      effects: number[] | null;
      interaction: number | null;
    }[];
  }[];
}

export interface Answers {
  sweep: Sweep;
  solve: Solution;
  sensitivities: Sensitivities;
  simulate: Simulation;
  compare: Comparison;
  runCalculator: Run;
}

export interface Question<Name extends keyof Answers = keyof Answers> {
  name: Name;
  /** Variables of the document. */
  variables: Values;
}

const SELECTIONS: Record<keyof Answers, string> = {
  sweep: `{
    axes { values }
    outputs { output unit values }
    faults okCount refusedCount timeoutCount
    jumps { output cell left right leftValue rightValue }
  }`,
  solve: `{
    outcome value atBound outputAtValue unit
    crossings { lower upper lowerValue upperValue kind admissible }
    crossingCount
    points { x y }
  }`,
  sensitivities: `{
    base { output unit value }
    parameters {
      path unit base low high
      effects { elasticity method jump kink low high swing rank }
    }
  }`,
  simulate: `{
    runs okCount refusedCount timeoutCount quantileLevels
    outputs {
      output unit count mean standardDeviation minimum maximum quantiles
      lowerShortfall upperShortfall histogramEdges histogramCounts
    }
    statuses { status count share }
    refusals { parameter count }
  }`,
  compare: `{
    scenarios {
      status fault attribution paths
      outputs { output unit base value difference relative effects interaction }
    }
  }`,
  runCalculator: '{ parameters outputs warnings { code message } }',
};

/** Names and types of the arguments; the variables have the same names. */
const ARGUMENTS: Record<keyof Answers, Readonly<Record<string, string>>> = {
  sweep: { input: 'SweepInput!' },
  solve: { input: 'SolveInput!' },
  sensitivities: { input: 'SensitivitiesInput!' },
  simulate: { input: 'SimulateInput!' },
  compare: { input: 'CompareInput!' },
  runCalculator: { slug: 'String!', parameters: 'JSON' },
};

/** @param write - writes an argument's value; by default as a variable. */
export function documentOf(name: keyof Answers, write?: (argument: string) => string): string {
  const types = Object.entries(ARGUMENTS[name]);
  const declared = write === undefined ? `query (${types.map(([key, type]) => `$${key}: ${type}`).join(', ')}) ` : '';
  const given = types.map(([key]) => `${key}: ${write?.(key) ?? `$${key}`}`).join(', ');
  return `${declared}{\n  ${name}(${given}) ${SELECTIONS[name]}\n}`;
}

/** @throws ServiceAway or Refused; rejects with the AbortError once `signal` aborts. */
export async function answerOf<Name extends keyof Answers>(
  endpoint: string,
  { name, variables }: Question<Name>,
  signal: AbortSignal,
): Promise<Answers[Name]> {
  const data = await ask<Pick<Answers, Name>>(endpoint, documentOf(name), variables, signal);
  return data[name];
}
