/** Calculators that count their runs, and watches under the tests' control. */
import type { Analysis, Watch } from '../../src/analyses/analysis.ts';
import { calculatorFinder } from '../../src/calculators/find.ts';
import type { Calculator } from '../../src/calculators/kit/definition.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { broken, kinds } from './toy.ts';

const ALL: readonly Calculator[] = [...CALCULATORS, kinds, broken];

/** Finds every calculator of the registry and the toys. */
export const find = calculatorFinder(ALL);

/** Like `find`, but counts the calculators' computations. */
export function countingFind(): { find: (slug: string) => Calculator; runs: () => number } {
  let runs = 0;
  const counted = ALL.map(
    (calculator): Calculator => ({
      ...calculator,
      compute(parameters, warn) {
        runs += 1;
        return calculator.compute(parameters, warn);
      },
    }),
  );
  return { find: calculatorFinder(counted), runs: () => runs };
}

/** A watch with time for a number of runs. */
export function timeFor(runs = Number.POSITIVE_INFINITY): Watch & { told: [number, number][] } {
  let asked = 0;
  const told: [number, number][] = [];
  return {
    told,
    isOver() {
      asked += 1;
      return asked > runs;
    },
    progress(done, of) {
      told.push([done, of]);
    },
  };
}

/** Checks and answers a request, by default without a time limit. */
export function ask<Checked, Answer>(analysis: Analysis<Checked, Answer>, request: unknown, watch = timeFor()): Answer {
  return analysis.answer(analysis.check(request), watch);
}
