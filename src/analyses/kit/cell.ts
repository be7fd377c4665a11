/** One run within an analysis: a refused run is an answer, not a failure. */
import type { Calculator } from '../../calculators/kit/definition.ts';
import { type Run, runCalculator } from '../../calculators/run/run.ts';
import { InvalidInput, type Problem, RunTimeout } from '../../errors.ts';
import type { Watch } from '../analysis.ts';
import { changed } from './change.ts';
import type { Given } from './given.ts';
import type { Place } from './place.ts';

/** A value applied at a place. */
export interface Change {
  place: Place;
  value: unknown;
}

/** How a run ended: with outputs, or with its first fault. */
export type Cell = { status: 'OK'; run: Run } | ({ status: 'REFUSED' } & Problem);

/**
 * What `runCalculator` gives for the given parameters with changes made to them, one after the other.
 *
 * A change whose place an earlier one took away refuses the run, by the path of the change.
 */
export function cellOf(calculator: Calculator, given: Given, changes: readonly Change[]): Cell {
  try {
    let parameters = given;
    for (const { place, value } of changes) parameters = changed(calculator, parameters, place, value);
    return { status: 'OK', run: runCalculator(calculator, parameters) };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return { status: 'REFUSED', ...error.problems[0] };
  }
}

/** What the runs of an analysis are told by. */
interface Terms {
  /** Runs at most. */
  most: number;
  /** What to ask for instead where the time is too short, such as `ask for fewer points`. */
  advice: string;
}

/**
 * Runs of an analysis: counted, and none is begun once the time is up.
 *
 * @returns `cellOf` that throws RunTimeout once the time is up; it tells the progress before each run, which may never end.
 */
export function timedCells(watch: Watch, { most, advice }: Terms): typeof cellOf {
  let done = 0;
  return (calculator, given, changes) => {
    if (watch.isOver())
      throw new RunTimeout(`the time limit was reached after ${done} of at most ${most} runs: ${advice}`);
    watch.progress(done, most);
    const cell = cellOf(calculator, given, changes);
    done += 1;
    return cell;
  };
}
