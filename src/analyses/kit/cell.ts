/** One run within an analysis: a refused run is a result, not a failure. */
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
 * Runs a calculator on the given parameters, with changes made to them one after the other.
 *
 * If an earlier change removed the place of a later one, the run is refused at the path of the later one.
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

/** What progress and the timeout error of an analysis say. */
interface Terms {
  /** Most runs. */
  most: number;
  /** What to ask for instead if the time is too short, such as `ask for fewer points`. */
  advice: string;
}

/**
 * Runs of an analysis, counted; none starts once the time is up.
 *
 * @returns `cellOf` that throws RunTimeout once the time is up; it reports progress before each run, which may not end.
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
