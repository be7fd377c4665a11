/**
 * Finds the largest or smallest value of one parameter at which an output meets a target, and reports the crossings of
 * a scan, what kind each is, and whether the target always or never holds.
 */
import type { Calculator } from '../../calculators/kit/definition.ts';
import { findCalculator } from '../../calculators/registry.ts';
import type { Run } from '../../calculators/run/run.ts';
import type { Analysis, Watch } from '../analysis.ts';
import { type Cell, timedCells } from '../kit/cell.ts';
import { refuse } from '../kit/refuse.ts';
import type { FindCalculator } from '../kit/request.ts';
import { selectNumber } from '../kit/selector.ts';
import { type CheckedSolve, checkedSolve } from './checked.ts';
import {
  type Bracket,
  bracketsIn,
  type Crossing,
  crossingOf,
  mostHalvings,
  narrowed,
  type Point,
} from './crossings.ts';
import { type Monotone, monotone } from './monotone.ts';
import { meets } from './target.ts';

export interface Solution {
  outcome: 'FOUND' | 'ALWAYS' | 'NEVER';
  value: number | null;
  atBound: boolean;
  outputAtValue: number | null;
  unit: string;
  /** Ascending, those nearest to the wanted side. */
  crossings: Crossing[];
  crossingCount: number;
  monotone: Monotone | null;
  points: {
    x: number[];
    y: (number | null)[];
    statuses: Cell['status'][];
    codes: (string | null)[];
    faults: (string | null)[];
  };
  run: Run | null;
}

/** Most crossings that are reported. */
const MOST_LISTED = 20;
/** Most crossings that are narrowed in search of one that meets EQUALS. */
const MOST_NARROWED = 100;

/** The analysis for calculators found by slug. */
export function solveOf(find: FindCalculator): Analysis<CheckedSolve, Solution> {
  return {
    name: 'solve',
    check: (request) => checkedSolve(find, request),
    runs: mostRuns,
    answer: (checked, watch) => answer(find(checked.calculator), checked, watch),
  };
}

export const solve = solveOf(findCalculator);

/** Runs for the scan, the crossings and the value found. */
function mostRuns({ unknown, target }: CheckedSolve): number {
  const mostNarrowed = target.comparison === 'EQUALS' ? MOST_NARROWED : MOST_LISTED;
  const points = unknown.values.length;
  return points + Math.min(points - 1, mostNarrowed) * mostHalvings(unknown) + 1;
}

function answer(calculator: Calculator, checked: CheckedSolve, watch: Watch): Solution {
  const { given, unknown, output, target } = checked;
  const run = timedCells(watch, { most: mostRuns(checked), advice: 'ask for fewer points' });
  const cellAt = (x: number) => run(calculator, given, [{ place: unknown.place, value: x }]);
  const numberIn = (cell: Cell) => (cell.status === 'OK' ? selectNumber(output, cell.run.outputs) : null);

  const cells = unknown.values.map(cellAt);
  const scan = unknown.values.map((x, k): Point => ({ x, y: numberIn(cells[k] as Cell) }));
  const numbers = scan.flatMap(({ y }) => (y === null ? [] : [y]));
  const range = numbers.length === 0 ? 0 : Math.max(...numbers) - Math.min(...numbers);
  const brackets = bracketsIn(scan, target);
  const narrow = (bracket: Bracket) =>
    crossingOf(
      narrowed(bracket, unknown, target, (x) => numberIn(cellAt(x))),
      unknown,
      target,
      range,
    );

  const { crossings, value } = found(checked, scan, brackets, narrow);
  const cell = value === null ? null : cellAt(value);
  const isAlways = scan.every(({ y }) => meets(target, y));
  return {
    outcome: value === null ? 'NEVER' : isAlways ? 'ALWAYS' : 'FOUND',
    value,
    atBound: value !== null && (value === scan[0]?.x || value === scan.at(-1)?.x),
    outputAtValue: cell === null ? null : numberIn(cell),
    unit: unknown.place.unit,
    crossings,
    crossingCount: brackets.length,
    monotone: monotone(numbers, range),
    points: {
      x: scan.map(({ x }) => x),
      y: scan.map(({ y }) => y),
      statuses: cells.map(({ status }) => status),
      codes: cells.map((one) => (one.status === 'OK' ? null : one.code)),
      faults: cells.map((one) => (one.status === 'OK' ? null : one.parameter)),
    },
    run: cell?.status === 'OK' ? cell.run : null,
  };
}

/** Narrows crossings from the wanted side on, and finds the wanted value. */
function found(
  { find, target }: CheckedSolve,
  scan: readonly Point[],
  brackets: readonly Bracket[],
  narrow: (bracket: Bracket) => Crossing,
): { crossings: Crossing[]; value: number | null } {
  const isLargest = find === 'LARGEST';
  const end = scan.at(isLargest ? -1 : 0);
  const isEndAdmissible = end !== undefined && meets(target, end.y);
  let value = isEndAdmissible ? end.x : null;
  const listed: Crossing[] = [];
  const searched = isLargest ? brackets.toReversed() : brackets;
  for (const [i, bracket] of searched.entries()) {
    if (i >= MOST_LISTED && (value !== null || target.comparison !== 'EQUALS')) break;
    if (i >= MOST_NARROWED) {
      const message = `is not met at any of the ${MOST_NARROWED} crossings examined, as the output jumps past it: narrow the range of the unknown`;
      refuse('target.value', 'OUT_OF_RANGE', message);
    }
    const crossing = narrow(bracket);
    value ??= admissibleEnd(crossing, target.value);
    if (i < MOST_LISTED) listed.push(crossing);
  }
  return { crossings: isLargest ? listed.reverse() : listed, value };
}

/** The end of a crossing that meets the target; if both do, the one with the output nearer to the value. */
function admissibleEnd({ lower, upper, lowerValue, upperValue, admissible }: Crossing, value: number): number | null {
  if (admissible === 'NEITHER') return null;
  if (admissible !== 'BOTH') return admissible === 'LOWER' ? lower : upper;
  const distance = (y: number | null) => Math.abs((y ?? Number.POSITIVE_INFINITY) - value);
  return distance(upperValue) < distance(lowerValue) ? upper : lower;
}
