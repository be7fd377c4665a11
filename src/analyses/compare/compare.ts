/** Compares named scenarios with a base run, and attributes each difference to the changes. */

import { findCalculator } from '../../calculators/registry.ts';
import type { Run } from '../../calculators/run/run.ts';
import { finiteOrNull } from '../../numerics/finite.ts';
import type { Analysis } from '../analysis.ts';
import { baseRun } from '../kit/base.ts';
import { type Cell, type Change, timedCells } from '../kit/cell.ts';
import type { FindCalculator } from '../kit/request.ts';
import { type Selector, select, selectNumber } from '../kit/selector.ts';
import {
  type Attribution,
  allOf,
  combinationsFor,
  type Effects,
  effectsOf,
  type Made,
  NO_CHANGE,
  NO_EFFECTS,
} from './attribution.ts';
import { type CheckedComparison, checkedComparison, type Scenario } from './checked.ts';

/** The API's Comparison, except for `calculator`. */
export interface Comparison {
  scenarios: ScenarioResult[];
}

interface ScenarioResult {
  name: string;
  status: Cell['status'];
  code: string | null;
  fault: string | null;
  attribution: Attribution;
  paths: string[];
  outputs: ScenarioOutput[];
}

interface ScenarioOutput extends Effects {
  output: string;
  unit: string;
  base: unknown;
  value: unknown;
  difference: number | null;
  relative: number | null;
}

/** The analysis for calculators found by slug. */
export function compareOf(find: FindCalculator): Analysis<CheckedComparison, Comparison> {
  return {
    name: 'compare',
    check: (request) => checkedComparison(find, request),
    runs: mostRuns,
    answer(checked, watch) {
      const calculator = find(checked.calculator);
      const advice = 'ask for fewer scenarios or changes, or for no attribution';
      const cellOf = timedCells(watch, { most: mostRuns(checked), advice });
      const base = baseRun(cellOf, calculator, checked.given).outputs;
      const run = (changes: readonly Change[]) => cellOf(calculator, checked.given, changes);
      return { scenarios: checked.scenarios.map((scenario) => resultOf(scenario, checked.outputs, base, run)) };
    },
  };
}

export const compare = compareOf(findCalculator);

/** The base, each scenario, and the combinations of its changes. */
function mostRuns({ scenarios }: CheckedComparison): number {
  return scenarios.reduce(
    (runs, { attribution, changes }) => runs + 1 + combinationsFor(attribution, changes.length).length,
    1,
  );
}

type Outputs = Run['outputs'];

function resultOf(
  { name, changes, attribution }: Scenario,
  selectors: readonly Selector[],
  base: Outputs,
  run: (changes: readonly Change[]) => Cell,
): ScenarioResult {
  const paths = changes.map(({ place }) => place.path.text);
  const whole = run(changes);
  if (whole.status === 'REFUSED') {
    const { status, code, parameter } = whole;
    const outputs = selectors.map((selector) => outputOf(selector, base, null, NO_EFFECTS));
    return { name, status, code, fault: parameter, attribution: 'NONE', paths, outputs };
  }
  const outputsByMade = new Map<Made, Outputs | null>([
    [NO_CHANGE, base],
    [allOf(changes.length), whole.run.outputs],
  ]);
  for (const made of combinationsFor(attribution, changes.length)) {
    const cell = run(changes.filter((_, j) => (made & (1 << j)) !== 0));
    outputsByMade.set(made, cell.status === 'OK' ? cell.run.outputs : null);
  }
  const outputs = selectors.map((selector) => {
    const numberOf = (made: Made) => numberIn(selector, outputsByMade.get(made) ?? null);
    return outputOf(selector, base, whole.run.outputs, effectsOf(attribution, changes.length, numberOf));
  });
  return { name, status: whole.status, code: null, fault: null, attribution, paths, outputs };
}

/** @param value - outputs of the scenario; null if it is refused. */
function outputOf(selector: Selector, base: Outputs, value: Outputs | null, effects: Effects): ScenarioOutput {
  const before = numberIn(selector, base);
  const after = numberIn(selector, value);
  const difference = before === null || after === null ? null : finiteOrNull(after - before);
  return {
    output: selector.text,
    unit: selector.unit,
    base: select(selector, base),
    value: value && select(selector, value),
    difference,
    relative: difference === null || !before ? null : finiteOrNull(difference / Math.abs(before)),
    ...effects,
  };
}

/** The number that a selector names; null for words. */
function numberIn(selector: Selector, outputs: Outputs | null): number | null {
  return outputs === null ? null : selectNumber(selector, outputs);
}
