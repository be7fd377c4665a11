/**
 * Attributes a difference to the changes that caused it.
 *
 * With up to six changes, each gets its Shapley value: what it adds on average over all orders in which the changes
 * could be made. These sum to the difference, however the changes interact. The number of runs doubles with each
 * change, so with more than six each change gets its effect when made alone, and their interaction is left over.
 *
 * Shapley, L. S. (1953), 'A Value for n-Person Games', Contributions to the Theory of Games II, Annals of Mathematics
 * Studies 28, 307-317, Princeton University Press, doi 10.1515/9781400881970-018.
 */
import { finiteOrNull } from '../../numerics/finite.ts';
import { carefulSum } from '../../numerics/sum.ts';

/** How differences are attributed; `NONE` if not requested, or if the scenario is refused. */
export type Attribution = 'SHAPLEY' | 'ONE_AT_A_TIME' | 'NONE';

/** Most changes whose combinations are all run. */
const MOST_FOR_SHAPLEY = 6;

/** The set of changes that are made: bit j for change j. */
export type Made = number;

export const NO_CHANGE: Made = 0;

export function allOf(changes: number): Made {
  return 2 ** changes - 1;
}

/** How a difference is attributed, given the number of changes. */
export function attributionOf(changes: number): Attribution {
  return changes <= MOST_FOR_SHAPLEY ? 'SHAPLEY' : 'ONE_AT_A_TIME';
}

/** The combinations of changes that an attribution needs, besides none and all of them. */
export function combinationsFor(attribution: Attribution, changes: number): Made[] {
  if (attribution === 'NONE') return [];
  const needed =
    attribution === 'SHAPLEY'
      ? Array.from({ length: 2 ** changes }, (_, made) => made)
      : Array.from({ length: changes }, (_, j) => 1 << j);
  return needed.filter((made) => made !== NO_CHANGE && made !== allOf(changes));
}

/** In the shape of the API's ScenarioOutput; null for what depends on a missing number, or overflows. */
export interface Effects {
  /** Share of each change in the difference. */
  effects: number[] | null;
  /** Effect of each change made alone. */
  alone: number[] | null;
  /** Part of the difference that the effects leave over. */
  interaction: number | null;
}

export const NO_EFFECTS: Effects = { effects: null, alone: null, interaction: null };

/**
 * Effects of changes on one output.
 *
 * @param numberOf - the output with these changes made; null if it has no number, or was not run.
 * @example effectsOf('SHAPLEY', 2, (made) => [0, 1, 2, 5][made] ?? null).effects; // => [2, 3]
 */
export function effectsOf(attribution: Attribution, changes: number, numberOf: (made: Made) => number | null): Effects {
  if (attribution === 'NONE') return NO_EFFECTS;
  const number = (made: Made) => numberOf(made) ?? Number.NaN;
  const added = (j: number, before: Made) => number(before | (1 << j)) - number(before);
  const ofEach = (effect: (j: number) => number) => {
    const effects = Array.from({ length: changes }, (_, j) => effect(j));
    return effects.every(Number.isFinite) ? effects : null;
  };
  const alone = ofEach((j) => added(j, NO_CHANGE));
  if (attribution === 'SHAPLEY') {
    const effects = ofEach((j) => shapleyValue(changes, j, added));
    return { effects, alone, interaction: effects === null ? null : 0 };
  }
  if (alone === null) return NO_EFFECTS;
  const rest = number(allOf(changes)) - number(NO_CHANGE) - carefulSum(alone);
  return { effects: alone, alone, interaction: finiteOrNull(rest) };
}

/** What change j adds to the changes made before it, on average over all orders. */
function shapleyValue(changes: number, j: number, added: (j: number, before: Made) => number): number {
  const others = Array.from({ length: 2 ** changes }, (_, made) => made).filter((made) => (made & (1 << j)) === 0);
  return carefulSum(others.map((before) => added(j, before) / ordersPer(changes, countOf(before))));
}

/** One in this many orders has exactly a given set of s = `before` changes ahead of a given one: n!/(s! (n-s-1)!). */
function ordersPer(changes: number, before: number): number {
  return factorial(changes) / (factorial(before) * factorial(changes - before - 1));
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

function countOf(made: Made): number {
  return made === 0 ? 0 : (made & 1) + countOf(made >> 1);
}
