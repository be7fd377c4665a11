/** An episode run anew: the calculator's run, and how it compares with the observations. */
import { type Run, runCalculator } from '../../calculators/run/run.ts';
import { comparisonOf, type EpisodeComparison } from './comparison.ts';
import type { Episode } from './episode.ts';
import { parametersOf } from './inputs.ts';

export interface Retelling {
  run: Run;
  /** One entry per observation, in their order. */
  comparison: EpisodeComparison[];
}

export function retell(episode: Episode): Retelling {
  const run = runCalculator(episode.calculator, parametersOf(episode));
  return { run, comparison: comparisonOf(episode, run.outputs) };
}
