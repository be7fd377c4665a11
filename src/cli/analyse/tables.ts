/** Answers of analyses as tables; the first row has the column names. */
import type { AnalysisName } from '../../analyses/analysis.ts';
import type { Cell } from '../../csv.ts';

type Row = readonly Cell[];
type Entry = Readonly<Record<string, Cell>>;
type Table = readonly Row[];

/** @param request - for names that the answer does not repeat. */
export function tableOf(name: AnalysisName, request: object, answer: object): Table {
  return TABLES[name](answer as never, request as never);
}

const TABLES: Readonly<Record<AnalysisName, (answer: never, request: never) => Table>> = {
  sweep: sweepTable,
  solve: solveTable,
  sensitivities: sensitivitiesTable,
  simulate: simulateTable,
  compare: compareTable,
  chain: chainTable,
};

interface SweepAnswer {
  axes: readonly { path: string; values: readonly number[] }[];
  outputs: readonly { output: string; values: readonly Cell[] }[];
  statuses: Row;
  codes: Row;
  faults: Row;
  jumps: readonly Jump[] | null;
}
interface Jump {
  output: string;
  left: number;
  right: number;
  leftValue: number;
  rightValue: number;
}
interface SweepRequest {
  jumps?: object | null;
}

/** Columns for how a cell ended; with a space, as an output could have the plain names. */
const ENDED = ['cell status', 'cell code', 'cell fault'];

/** A row for each cell; if jumps were looked for, both sides of each come first, in the column of its output. */
function sweepTable({ axes, outputs, statuses, codes, faults, jumps }: SweepAnswer, request: SweepRequest): Table {
  const [, second] = axes;
  const width = second?.values.length ?? 1;
  const shown = outputs.map(({ output }) => output);
  const watched = (jumps ?? []).map(({ output }) => output).filter((output) => !shown.includes(output));
  const columns = [...shown, ...new Set(watched)];
  const head = [...axes.map(({ path }) => path), ...columns, ...ENDED];
  const rows = statuses.map((status, cell) => [
    axes[0]?.values[Math.floor(cell / width)],
    ...(second === undefined ? [] : [second.values[cell % width]]),
    ...columns.map((_, i) => outputs[i]?.values[cell]),
    status,
    codes[cell],
    faults[cell],
  ]);
  if (request.jumps === undefined || request.jumps === null) return [head, ...rows];
  const side = (x: number, output: string, value: number) => [
    x,
    ...columns.map((column) => (column === output ? value : null)),
    ...ENDED.map(() => null),
  ];
  return [
    ['row', ...head],
    ...(jumps ?? []).flatMap(({ output, left, right, leftValue, rightValue }) => [
      ['jump, lower end', ...side(left, output, leftValue)],
      ['jump, upper end', ...side(right, output, rightValue)],
    ]),
    ...rows.map((row) => ['cell', ...row]),
  ];
}

interface SolveAnswer {
  outcome: string;
  value: Cell;
  outputAtValue: Cell;
  crossings: readonly Entry[];
  points: { x: Row; y: Row; statuses: Row; codes: Row };
}
interface SolveRequest {
  unknown: { path: string };
  target: { output: string };
}

/** The answer, then both ends of each crossing, then the scanned points. */
function solveTable({ outcome, value, outputAtValue, crossings, points }: SolveAnswer, request: SolveRequest): Table {
  return [
    ['row', request.unknown.path, request.target.output, 'what'],
    ['answer', value, outputAtValue, outcome],
    ...crossings.flatMap(({ lower, upper, lowerValue, upperValue, kind }) => [
      ['crossing, lower end', lower, lowerValue, kind],
      ['crossing, upper end', upper, upperValue, kind],
    ]),
    ...points.x.map((x, i) => ['point', x, points.y[i], points.codes[i] ?? points.statuses[i]]),
  ];
}

interface SensitivitiesAnswer {
  parameters: readonly { path: string; effects: readonly Entry[] }[];
}

/** A row for each parameter and output; parameters that do not move an output have no rank. */
function sensitivitiesTable({ parameters }: SensitivitiesAnswer): Table {
  const ofParameter = ['path', 'unit', 'base', 'low', 'high', 'clipped'];
  const ofEffect = ['output', 'derivative', 'elasticity', 'method', 'jump', 'kink', 'low', 'high', 'swing', 'rank'];
  const rows = parameters.flatMap((parameter) =>
    parameter.effects.map((effect) => [
      ...picked(parameter as unknown as Entry, ofParameter),
      ...picked(effect.swing ? effect : { ...effect, rank: null }, ofEffect),
    ]),
  );
  const head = ofEffect.map((name) => (name === 'low' || name === 'high' ? `outputAt${capital(name)}` : name));
  return [[...ofParameter, ...head], ...rows];
}

interface SimulateAnswer {
  refusedCount: number;
  quantileLevels: readonly number[];
  outputs: readonly (Entry & { quantiles: Row })[];
}

/** A row for each output; the count of refused runs is the same for all. */
function simulateTable({ refusedCount, quantileLevels, outputs }: SimulateAnswer): Table {
  const before = ['output', 'unit', 'count', 'nullCount', 'refusedCount', 'mean', 'standardDeviation', 'standardError'];
  const after = ['minimum', 'maximum', 'minimumRun', 'maximumRun', 'lowerShortfall', 'upperShortfall'];
  const rows = outputs.map(({ quantiles, ...numbers }) => {
    const entry: Entry = { ...numbers, refusedCount };
    return [...picked(entry, before), ...quantiles, ...picked(entry, after)];
  });
  return [[...before, ...quantileLevels.map((level) => `quantile ${level}`), ...after], ...rows];
}

interface CompareAnswer {
  scenarios: readonly (Omit<Entry, 'paths' | 'outputs'> & {
    paths: readonly string[];
    outputs: readonly (Omit<Entry, 'effects' | 'alone'> & { effects: Row | null; alone: Row | null })[];
  })[];
}

/** A row for each scenario and output, followed by one for each of its changes. */
function compareTable({ scenarios }: CompareAnswer): Table {
  const ofScenario = ['name', 'status', 'code', 'fault'];
  const ofOutput = ['output', 'unit', 'base', 'value', 'difference', 'relative', 'interaction'];
  const rows = scenarios.flatMap((scenario) =>
    scenario.outputs.flatMap((output) => [
      [...picked(scenario as Entry, ofScenario), ...picked(output as Entry, ofOutput), null, null, null],
      ...scenario.paths.map((path, i) => [
        ...picked(scenario as Entry, ofScenario),
        output.output as Cell,
        output.unit as Cell,
        ...Array<Cell>(5).fill(null),
        path,
        output.effects?.[i],
        output.alone?.[i],
      ]),
    ]),
  );
  return [[...ofScenario, ...ofOutput, 'change', 'effect', 'alone'], ...rows];
}

interface ChainAnswer {
  rounds: readonly {
    round: number;
    steps: readonly { id: string; bound: readonly { to: string; value: unknown }[]; outputs: object }[];
  }[];
}

/** A row for each number that a step took from another, and for each that it returned. */
function chainTable({ rounds }: ChainAnswer): Table {
  const rows = rounds.flatMap(({ round, steps }) =>
    steps.flatMap(({ id, bound, outputs }) => [
      ...bound.flatMap(({ to, value }) => scalars(to, value).map((row) => [round, id, 'bound', ...row])),
      ...Object.entries(outputs).flatMap(([name, value]) =>
        scalars(name, value).map((row) => [round, id, 'output', ...row]),
      ),
    ]),
  );
  return [['round', 'step', 'part', 'name', 'value'], ...rows];
}

/** Flattens a value into scalars, each with its selector. */
function scalars(name: string, value: unknown): [string, Cell][] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown, i) => scalars(`${name}[${i}]`, entry));
  if (typeof value !== 'object' || value === null) return [[name, value as Cell]];
  return Object.entries(value).flatMap(([field, entry]) => scalars(`${name}.${field}`, entry));
}

function picked(entry: Entry, names: readonly string[]): Row {
  return names.map((name) => entry[name]);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
