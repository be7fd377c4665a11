/**
 * Sizes of an analysis's answer, from its input alone: how many cells, scenarios or rounds it asks for. Invalid input
 * is left for the analysis to report.
 */
import { BY_DEFAULT, MOST } from '../../analyses/limits.ts';

/** Entries of lists, of objects or of values, by type and field. */
export interface AnswerSizes {
  of(type: string, field: string): number | undefined;
  /** Differs whenever sizes differ. */
  key: string;
}

/** Union of the inputs of all analyses, as in the schema. */
interface Input {
  axes?: readonly { values?: readonly unknown[] | null; steps?: number | null }[];
  jumps?: { outputs?: readonly unknown[] | null; most?: number | null } | null;
  unknown?: { points?: number | null };
  outputs?: readonly unknown[] | null;
  paths?: readonly unknown[] | null;
  quantiles?: readonly unknown[] | null;
  bins?: number | null;
  scenarios?: readonly { changes?: readonly unknown[] | null }[];
  steps?: readonly { bind?: readonly unknown[] | null }[];
  repeat?: { maxRounds?: number | null } | null;
}

type Count = (input: Input) => number;

const cells: Count = ({ axes = [] }) =>
  within(
    MOST.cells,
    axes.reduce((product, axis) => product * valuesOf(axis), 1),
  );
const points: Count = ({ unknown }) => within(MOST.points, unknown?.points ?? BY_DEFAULT.points);
const outputs =
  (most: number): Count =>
  (input) =>
    within(most, input.outputs?.length ?? most);
const bins: Count = (input) => within(MOST.bins, input.bins ?? BY_DEFAULT.bins);
const quantiles: Count = (input) => within(MOST.quantiles, input.quantiles?.length ?? BY_DEFAULT.quantiles.length);
const changes: Count = ({ scenarios = [] }) => within(MOST.changes, longest(scenarios.map(({ changes }) => changes)));

const SIZES: Readonly<Record<string, Readonly<Record<string, Count>>>> = {
  sweep: {
    'Sweep.axes': ({ axes = [] }) => within(MOST.axes, axes.length),
    'SweepAxis.values': ({ axes = [] }) => within(MOST.cells, Math.max(0, ...axes.slice(0, MOST.axes).map(valuesOf))),
    'Sweep.outputs': outputs(MOST.scalars),
    'SweepOutput.values': cells,
    'Sweep.statuses': cells,
    'Sweep.codes': cells,
    'Sweep.faults': cells,
    'Sweep.jumps': ({ jumps }) =>
      jumps
        ? within(MOST.watched, jumps.outputs?.length ?? MOST.watched) *
          within(MOST.jumps, jumps.most ?? BY_DEFAULT.jumps)
        : 0,
  },
  solve: {
    'SolvePoints.x': points,
    'SolvePoints.y': points,
    'SolvePoints.statuses': points,
    'SolvePoints.codes': points,
    'SolvePoints.faults': points,
  },
  sensitivities: {
    'Sensitivities.base': outputs(MOST.numbers),
    'Sensitivities.parameters': ({ paths }) => within(MOST.paths, paths?.length ?? 30),
    'ParameterSensitivity.effects': outputs(MOST.numbers),
  },
  simulate: {
    'Simulation.quantileLevels': quantiles,
    'Simulation.outputs': outputs(MOST.numbers),
    'SimulatedOutput.quantiles': quantiles,
    'SimulatedOutput.histogramEdges': bins,
    'SimulatedOutput.histogramCounts': bins,
  },
  compare: {
    'Comparison.scenarios': ({ scenarios = [] }) => within(MOST.scenarios, scenarios.length),
    'ScenarioResult.outputs': outputs(MOST.scalars),
    'ScenarioResult.paths': changes,
    'ScenarioOutput.effects': changes,
    'ScenarioOutput.alone': changes,
  },
  chain: {
    'ChainRun.rounds': ({ repeat }) => (repeat ? within(MOST.rounds, repeat.maxRounds ?? BY_DEFAULT.rounds) : 1),
    'ChainRound.steps': ({ steps = [] }) => within(MOST.steps, steps.length),
    'ChainStepRun.bound': ({ steps = [] }) => within(MOST.binds, longest(steps.map(({ bind }) => bind))),
  },
};

/** @returns null for a root that is not an analysis. */
export function answerSizes(root: string, input: unknown): AnswerSizes | null {
  const counts = Object.hasOwn(SIZES, root) ? SIZES[root] : undefined;
  if (counts === undefined || typeof input !== 'object' || input === null) return null;
  const sizes = new Map(Object.entries(counts).map(([name, count]) => [name, count(input as Input)]));
  return { of: (type, field) => sizes.get(`${type}.${field}`), key: [...sizes.values()].join() };
}

function valuesOf({ values, steps }: NonNullable<Input['axes']>[number]): number {
  return values?.length ?? steps ?? BY_DEFAULT.axisSteps;
}

function longest(lists: readonly (readonly unknown[] | null | undefined)[]): number {
  return lists.reduce((most, list) => Math.max(most, list?.length ?? 0), 0);
}

/** More would be refused. */
function within(most: number, count: number): number {
  return Math.max(0, Math.min(most, count));
}
