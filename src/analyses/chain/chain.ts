/**
 * Runs calculators one after the other: outputs of one feed parameters of the next, once, or round after round until
 * the feedback settles.
 */
import type { Warning } from '../../calculators/kit/definition.ts';
import { findCalculator } from '../../calculators/registry.ts';
import type { Run } from '../../calculators/run/run.ts';
import { finiteOrNull } from '../../numerics/finite.ts';
import { carefulSum } from '../../numerics/sum.ts';
import type { Analysis } from '../analysis.ts';
import { type Cell, type Change, timedCells } from '../kit/cell.ts';
import { refuse } from '../kit/refuse.ts';
import type { FindCalculator } from '../kit/request.ts';
import { selectNumber } from '../kit/selector.ts';
import { boundValue } from './bind.ts';
import { type CheckedChain, checkedChain, type Step } from './checked.ts';
import type { Reference } from './reference.ts';
import { settled } from './settling.ts';

/** The API's ChainRun. */
export interface ChainRun {
  status: 'COMPLETED' | 'CONVERGED' | 'MAX_ROUNDS' | 'DIVERGES' | 'REFUSED';
  roundCount: number;
  rounds: ChainRound[];
  total: number | null;
  problem: ChainProblem | null;
  /** Without the rounds in which the watched number is missing. */
  untilSeries: number[] | null;
}

interface ChainRound {
  round: number;
  steps: ChainStepRun[];
}

interface ChainStepRun {
  id: string;
  bound: { to: string; value: number | number[] }[];
  outputs: Run['outputs'];
  warnings: readonly Warning[];
}

interface ChainProblem {
  step: string;
  parameter: string;
  code: string;
}

/** The analysis for calculators found by slug. */
export function chainOf(find: FindCalculator): Analysis<CheckedChain, ChainRun> {
  return {
    name: 'chain',
    check: (request) => checkedChain(find, request),
    runs: mostRuns,
    answer(checked, watch) {
      const cellOf = timedCells(watch, { most: mostRuns(checked), advice: 'ask for fewer steps or rounds' });
      return chained(checked, (step, changes) => cellOf(find(step.calculator), step.given, changes));
    },
  };
}

export const chain = chainOf(findCalculator);

function mostRuns({ steps, repeat }: CheckedChain): number {
  return steps.length * (repeat?.maxRounds ?? 1);
}

/** Most bytes, as JSON, of what the steps are fed and return; no service could deliver a larger answer. */
const MOST_BYTES = 5_000_000;

/** Outputs of the latest run of each step, in this round or the last; undefined before its first. */
type Latest = (Run['outputs'] | undefined)[];

type RunStep = (step: Step, changes: readonly Change[]) => Cell;

function chained({ steps, repeat, total }: CheckedChain, run: RunStep): ChainRun {
  const rounds: ChainRound[] = [];
  const latest: Latest = steps.map(() => undefined);
  const series: (number | null)[] = [];
  let bytes = 0;
  const ended = (status: ChainRun['status'], problem: ChainProblem | null = null): ChainRun => ({
    status,
    roundCount: rounds.length,
    rounds,
    total: problem === null && total !== null ? totalOf(total, latest) : null,
    problem,
    untilSeries: repeat && series.filter((number) => number !== null),
  });

  for (;;) {
    const round: ChainRound = { round: rounds.length + 1, steps: [] };
    rounds.push(round);
    for (const [i, step] of steps.entries()) {
      const ran = stepRun(step, latest, run);
      if ('code' in ran) return ended('REFUSED', ran);
      bytes += JSON.stringify(ran).length;
      if (bytes > MOST_BYTES)
        refuse(
          'steps',
          'TOO_LARGE',
          `must produce at most ${MOST_BYTES} bytes of results: ask for fewer rounds or shorter lists`,
        );
      round.steps.push(ran);
      latest[i] = ran.outputs;
    }
    if (repeat === null) return ended('COMPLETED');
    series.push(numberOf(repeat.until, latest));
    const end = settled(series, repeat.tolerance);
    if (end !== null) return ended(end);
    if (rounds.length === repeat.maxRounds) return ended('MAX_ROUNDS');
  }
}

/** Runs one step with its binds applied; a bind from a step that has not run yet is skipped. */
function stepRun(step: Step, latest: Latest, run: RunStep): ChainStepRun | ChainProblem {
  const changes: Change[] = [];
  const bound: ChainStepRun['bound'] = [];
  for (const bind of step.binds) {
    const outputs = latest[bind.from.step];
    if (outputs === undefined) continue;
    const to = bind.to.path.text;
    const value = boundValue(bind, outputs);
    if (value === null) return { step: step.id, parameter: to, code: 'NULL_INPUT' };
    changes.push({ place: bind.to, value });
    bound.push({ to, value });
  }
  const cell = run(step, changes);
  if (cell.status === 'REFUSED') return { step: step.id, parameter: cell.parameter, code: cell.code };
  return { id: step.id, bound, outputs: cell.run.outputs, warnings: cell.run.warnings };
}

function numberOf({ step, selector }: Reference, latest: Latest): number | null {
  const outputs = latest[step];
  return outputs === undefined ? null : selectNumber(selector, outputs);
}

/** The sum of the numbers, or their compounding as successive falls; null if one is missing or the total overflows. */
function totalOf({ outputs, combine }: NonNullable<CheckedChain['total']>, latest: Latest): number | null {
  const numbers = outputs.map((output) => numberOf(output, latest) ?? Number.NaN);
  return finiteOrNull(combine === 'SUM' ? carefulSum(numbers) : numbers.reduce(compounded, 0));
}

/** Two successive falls as one, 1 - (1 - a)(1 - b), in a form in which small falls keep their digits. */
function compounded(a: number, b: number): number {
  return a + b * (1 - a);
}
