/**
 * A Monte Carlo simulation: parameters drawn from distributions, and the distribution of the outputs.
 *
 * The draws of a seed have the same bits on every machine. The outputs depend on the calculator's powers and
 * exponentials, which are the engine's: they can differ in the last digits between engines.
 */
import type { Calculator } from '../../calculators/kit/definition.ts';
import { findCalculator } from '../../calculators/registry.ts';
import type { Analysis, Watch } from '../analysis.ts';
import { cellOf } from '../kit/cell.ts';
import type { FindCalculator } from '../kit/request.ts';
import { selectNumber } from '../kit/selector.ts';
import { type CheckedSimulation, checkedSimulation } from './checked.ts';
import { drawnValues } from './draws.ts';
import { type Statistics, statisticsOf } from './statistics.ts';

/** The API's Simulation, except for `calculator`. */
export interface Simulation {
  runs: number;
  okCount: number;
  refusedCount: number;
  refusedShare: number;
  timeoutCount: number;
  quantileLevels: readonly number[];
  outputs: SimulatedOutput[];
  statuses: { status: string; count: number; share: number }[];
  refusals: Refusal[];
}

interface SimulatedOutput extends Statistics {
  output: string;
  unit: string;
  nullCount: number;
}

interface Refusal {
  parameter: string;
  code: string;
  count: number;
  share: number;
}

/** The analysis for calculators found by slug. */
export function simulateOf(find: FindCalculator): Analysis<CheckedSimulation, Simulation> {
  return {
    name: 'simulate',
    check: (request) => checkedSimulation(find, request),
    runs: ({ runs }) => runs,
    answer: (checked, watch) => simulated(find(checked.calculator), checked, watch),
  };
}

export const simulate = simulateOf(findCalculator);

/** Results of the runs so far. */
interface Tally {
  done: number;
  okCount: number;
  /** Numbers per output by run; NaN if there is none. */
  numbers: readonly Float64Array[];
  countByStatus: Map<unknown, number>;
  countByRefusal: Map<string, number>;
}

function simulated(calculator: Calculator, checked: CheckedSimulation, watch: Watch): Simulation {
  const { given, drawn, factor, seed, runs, outputs } = checked;
  const distributions = drawn.map(({ distribution }) => distribution);
  const tally: Tally = {
    done: 0,
    okCount: 0,
    numbers: outputs.map(() => new Float64Array(runs).fill(Number.NaN)),
    countByStatus: new Map(),
    countByRefusal: new Map(),
  };
  for (let run = 0; run < runs && !watch.isOver(); run += 1) {
    // Reported before the run, which may exceed the time limit.
    watch.progress(run, runs);
    const values = drawnValues(distributions, seed, run, factor);
    const cell = cellOf(
      calculator,
      given,
      drawn.map(({ place }, i) => ({ place, value: values[i] })),
    );
    if (cell.status === 'OK') {
      tally.okCount += 1;
      countOne(tally.countByStatus, cell.run.outputs.status);
      for (const [i, selector] of outputs.entries()) {
        (tally.numbers[i] as Float64Array)[run] = selectNumber(selector, cell.run.outputs) ?? Number.NaN;
      }
    } else {
      countOne(tally.countByRefusal, JSON.stringify([cell.parameter, cell.code]));
    }
    tally.done += 1;
  }
  return summary(calculator, checked, tally);
}

function countOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The answer from the runs done; the others count as timed out. */
function summary(calculator: Calculator, checked: CheckedSimulation, tally: Tally): Simulation {
  const { runs, quantiles } = checked;
  const { done, okCount } = tally;
  return {
    runs,
    okCount,
    refusedCount: done - okCount,
    refusedShare: (done - okCount) / runs,
    timeoutCount: runs - done,
    quantileLevels: quantiles,
    outputs: checked.outputs.map(({ text, unit }, i) => {
      const statistics = statisticsOf((tally.numbers[i] as Float64Array).subarray(0, done), checked);
      return { output: text, unit, nullCount: okCount - statistics.count, ...statistics };
    }),
    statuses: statusShares(calculator, tally.countByStatus, runs),
    refusals: refusalShares(tally.countByRefusal, runs),
  };
}

/** The statuses that occurred, in the catalogue's order; empty for a calculator without a status. */
function statusShares({ outputs: { status } }: Calculator, countByStatus: Tally['countByStatus'], runs: number) {
  if (status?.type !== 'ENUM') return [];
  return Object.keys(status.values).flatMap((word) => {
    const count = countByStatus.get(word);
    return count === undefined ? [] : [{ status: word, count, share: count / runs }];
  });
}

/** The most frequent first, then by parameter and code. */
function refusalShares(countByRefusal: Tally['countByRefusal'], runs: number): Refusal[] {
  const refusals = [...countByRefusal].map(([key, count]) => {
    const [parameter, code] = JSON.parse(key) as [string, string];
    return { parameter, code, count, share: count / runs };
  });
  return refusals.sort((a, b) => b.count - a.count || byText(a.parameter, b.parameter) || byText(a.code, b.code));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
