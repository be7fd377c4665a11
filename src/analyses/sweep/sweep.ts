/** Runs a calculator over a grid of one or two parameters, and brackets the places where an output jumps. */

import type { Calculator } from '../../calculators/kit/definition.ts';
import { findCalculator } from '../../calculators/registry.ts';
import { RunTimeout } from '../../errors.ts';
import { getOrMake } from '../../get-or-make.ts';
import type { Analysis, Watch } from '../analysis.ts';
import { type Cell, type Change, type cellOf, timedCells } from '../kit/cell.ts';
import type { FindCalculator } from '../kit/request.ts';
import { select, selectNumber } from '../kit/selector.ts';
import { type CheckedSweep, cellCount, checkedSweep } from './checked.ts';
import { type Jump, jumpsIn } from './jumps.ts';

export interface Sweep {
  axes: { path: string; unit: string; values: readonly number[] }[];
  /** One value per cell, row by row. */
  outputs: { output: string; unit: string; values: unknown[] }[];
  statuses: CellStatus[];
  codes: (string | null)[];
  faults: (string | null)[];
  okCount: number;
  refusedCount: number;
  timeoutCount: number;
  /** By output, then along the axis; null if not requested, or if the time was up before the search ended. */
  jumps: (Jump & { output: string })[] | null;
}
export type CellStatus = 'OK' | 'REFUSED' | 'TIMEOUT';

/** The analysis for calculators found by slug. */
export function sweepOf(find: FindCalculator): Analysis<CheckedSweep, Sweep> {
  return {
    name: 'sweep',
    check: (request) => checkedSweep(find, request),
    runs: mostRuns,
    answer: (checked, watch) => answer(find(checked.calculator), checked, watch),
  };
}

export const sweep = sweepOf(findCalculator);

function mostRuns(checked: CheckedSweep): number {
  const cells = cellCount(checked);
  const { outputs, most, halvings } = checked.jumps ?? { outputs: [], most: 0, halvings: 0 };
  return cells + outputs.length * Math.min(most, cells - 1) * halvings;
}

/** Results of the grid so far, cell by cell. */
interface Columns {
  statuses: CellStatus[];
  codes: (string | null)[];
  faults: (string | null)[];
  /** One column per selector. */
  values: unknown[][];
  /** One column per output that is searched for jumps. */
  watched: (number | null)[][];
}

function answer(calculator: Calculator, checked: CheckedSweep, watch: Watch): Sweep {
  const columns = emptyColumns(checked);
  const run = timedCells(watch, { most: mostRuns(checked), advice: 'ask for fewer cells' });
  try {
    for (let cell = 0; cell < columns.statuses.length; cell += 1) {
      write(checked, columns, cell, run(calculator, checked.given, changesOf(checked, cell)));
    }
    return answerWith(checked, columns, jumpsOf(calculator, checked, columns, run));
  } catch (error) {
    if (error instanceof RunTimeout) return answerWith(checked, columns, null);
    throw error;
  }
}

/** Columns of a grid of which no cell has been run. */
function emptyColumns(checked: CheckedSweep): Columns {
  const column = <Value>(value: Value) => Array.from({ length: cellCount(checked) }, () => value);
  return {
    statuses: column<CellStatus>('TIMEOUT'),
    codes: column(null),
    faults: column(null),
    values: checked.outputs.map(() => column(null)),
    watched: (checked.jumps?.outputs ?? []).map(() => column(null)),
  };
}

/** Changes that the axes make in a cell. */
function changesOf({ axes }: CheckedSweep, cell: number): Change[] {
  const [slow, fast] = axes;
  const columnCount = fast?.values.length ?? 1;
  const at = [Math.floor(cell / columnCount), cell % columnCount];
  return [slow, fast].flatMap((axis, i) => (axis ? [{ place: axis.place, value: axis.values[at[i] as number] }] : []));
}

function write(checked: CheckedSweep, columns: Columns, cell: number, ran: Cell): void {
  columns.statuses[cell] = ran.status;
  if (ran.status === 'REFUSED') {
    columns.codes[cell] = ran.code;
    columns.faults[cell] = ran.parameter;
    return;
  }
  const { outputs } = ran.run;
  for (const [i, selector] of checked.outputs.entries())
    (columns.values[i] as unknown[])[cell] = select(selector, outputs);
  for (const [i, selector] of (checked.jumps?.outputs ?? []).entries()) {
    (columns.watched[i] as (number | null)[])[cell] = selectNumber(selector, outputs);
  }
}

/** Jumps by output; runs that several outputs need are made once. */
function jumpsOf(
  calculator: Calculator,
  { given, axes, jumps }: CheckedSweep,
  { watched }: Columns,
  run: typeof cellOf,
): Sweep['jumps'] {
  const [axis] = axes;
  if (jumps === null || axis === undefined) return null;
  const numbersByValue = new Map<number, readonly (number | null)[]>();
  const numbersAt = (value: number) =>
    getOrMake(numbersByValue, value, () => {
      const ran = run(calculator, given, [{ place: axis.place, value }]);
      return jumps.outputs.map((selector) => (ran.status === 'OK' ? selectNumber(selector, ran.run.outputs) : null));
    });
  return jumps.outputs.flatMap(({ text }, i) => {
    const numberAt = (value: number) => numbersAt(value)[i] ?? null;
    const found = jumpsIn(axis.values, watched[i] as (number | null)[], numberAt, { ...jumps, scale: axis.scale });
    return found.map((jump) => ({ output: text, ...jump }));
  });
}

function answerWith({ axes, outputs }: CheckedSweep, columns: Columns, jumps: Sweep['jumps']): Sweep {
  const { statuses, codes, faults } = columns;
  const count = (status: CellStatus) => statuses.filter((other) => other === status).length;
  return {
    axes: axes.map(({ place, values }) => ({ path: place.path.text, unit: place.unit, values })),
    outputs: outputs.map(({ text, unit }, i) => ({ output: text, unit, values: columns.values[i] as unknown[] })),
    statuses,
    codes,
    faults,
    okCount: count('OK'),
    refusedCount: count('REFUSED'),
    timeoutCount: count('TIMEOUT'),
    jumps,
  };
}
