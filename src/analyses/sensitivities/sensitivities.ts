/**
 * How much each parameter matters around a base: derivatives and elasticities by differences, and a tornado of fixed
 * relative changes. Jumps and corners inside the step are reported, since a derivative means little there.
 */
import type { Calculator } from '../../calculators/kit/definition.ts';
import { findCalculator } from '../../calculators/registry.ts';
import { getOrMake } from '../../get-or-make.ts';
import type { Analysis, Watch } from '../analysis.ts';
import { baseRun } from '../kit/base.ts';
import { type cellOf, timedCells } from '../kit/cell.ts';
import type { FindCalculator } from '../kit/request.ts';
import { selectNumber } from '../kit/selector.ts';
import { descending } from '../kit/sorting.ts';
import { type CheckedSensitivities, checkedSensitivities } from './checked.ts';
import { breakOf, type DifferenceMethod, derivativeOf } from './slopes.ts';
import { ends } from './tornado.ts';
import type { Varied } from './varied.ts';

export interface Sensitivities {
  base: { output: string; unit: string; value: number | null }[];
  parameters: ParameterSensitivity[];
}

export interface ParameterSensitivity {
  path: string;
  unit: string;
  base: number;
  low: number;
  high: number;
  clipped: boolean;
  effects: Effect[];
}

export interface Effect {
  output: string;
  derivative: number | null;
  elasticity: number | null;
  method: DifferenceMethod;
  jump: boolean;
  kink: boolean;
  low: number | null;
  high: number | null;
  swing: number | null;
  rank: number;
}

/** Runs around the base: half a step, a step and, for one-sided differences, two steps to each side; and both ends. */
const RUNS_OF_NUMBER = 8;
/** Whole numbers take no half steps. */
const RUNS_OF_WHOLE = 6;

/** The analysis for calculators found by slug. */
export function sensitivitiesOf(find: FindCalculator): Analysis<CheckedSensitivities, Sensitivities> {
  return {
    name: 'sensitivities',
    check: (request) => checkedSensitivities(find, request),
    runs: mostRuns,
    answer: (checked, watch) => answer(find(checked.calculator), checked, watch),
  };
}

export const sensitivities = sensitivitiesOf(findCalculator);

function mostRuns({ varied }: CheckedSensitivities): number {
  return varied.reduce((runs, { place }) => runs + (place.isWhole ? RUNS_OF_WHOLE : RUNS_OF_NUMBER), 1);
}

/** One number per output. */
type Numbers = readonly (number | null)[];

function answer(calculator: Calculator, checked: CheckedSensitivities, watch: Watch): Sensitivities {
  const { given, outputs, varied } = checked;
  const run = timedCells(watch, { most: mostRuns(checked), advice: 'ask for fewer paths' });
  const outputsOfBase = baseRun(run, calculator, given).outputs;
  const base = outputs.map((selector) => selectNumber(selector, outputsOfBase));
  const parameters = varied.map((one) =>
    sensitivityOf(one, checked, base, numbersAround(one, calculator, checked, base, run)),
  );
  for (const [i] of outputs.entries()) rank(parameters.map(({ effects }) => effects[i] as Effect));
  return { base: outputs.map(({ text, unit }, i) => ({ output: text, unit, value: base[i] ?? null })), parameters };
}

/** The outputs at values of one parameter; the base and earlier values are not run again. */
function numbersAround(
  { place, base: value }: Varied,
  calculator: Calculator,
  { given, outputs }: CheckedSensitivities,
  base: Numbers,
  run: typeof cellOf,
): (value: number) => Numbers {
  const numbersByValue = new Map([[value, base]]);
  return (x) =>
    getOrMake(numbersByValue, x, () => {
      const cell = run(calculator, given, [{ place, value: x }]);
      return outputs.map((selector) => (cell.status === 'OK' ? selectNumber(selector, cell.run.outputs) : null));
    });
}

function sensitivityOf(
  varied: Varied,
  { outputs, step: share, tornado }: CheckedSensitivities,
  base: Numbers,
  numbersAt: (value: number) => Numbers,
): ParameterSensitivity {
  const { place, unit, base: x } = varied;
  const step = place.isWhole ? 1 : share * (x === 0 ? 1 : Math.abs(x));
  const { low, high, clipped } = ends(varied, tornado);
  const effects = outputs.map(({ text }, i): Effect => {
    const f = (steps: number) => numbersAt(x + steps * step)[i] ?? null;
    const { derivative, method } = derivativeOf(f, step);
    const { jump, kink } = place.isWhole ? { jump: false, kink: false } : breakOf(f, step);
    const [atLow, atHigh, atBase] = [numbersAt(low)[i] ?? null, numbersAt(high)[i] ?? null, base[i] ?? null];
    return {
      output: text,
      derivative: finite(derivative),
      elasticity: elasticityOf(derivative, x, atBase),
      method,
      jump,
      kink,
      low: atLow,
      high: atHigh,
      swing: swingOf(atLow, atHigh, atBase),
      rank: 0,
    };
  });
  return { path: place.path.text, unit, base: x, low, high, clipped, effects };
}

function elasticityOf(derivative: number | null, x: number, output: number | null): number | null {
  if (derivative === null || output === null || output === 0 || x === 0) return null;
  return finite((derivative * x) / output);
}

/** The base value replaces a missing side. */
function swingOf(low: number | null, high: number | null, base: number | null): number | null {
  if (low === null && high === null) return null;
  const [from, to] = [low ?? base, high ?? base];
  return from === null || to === null ? null : finite(Math.abs(to - from));
}

/** Ranks one output's effects among all parameters. */
function rank(effects: readonly Effect[]): void {
  for (const [place, index] of descending(effects.map(({ swing }) => swing)).entries()) {
    (effects[index] as Effect).rank = place + 1;
  }
}

/** The number, or null, since a difference of large numbers can overflow. Minus zero becomes zero. */
function finite(number: number | null): number | null {
  return number !== null && Number.isFinite(number) ? number + 0 : null;
}
