/** Observations of an episode, and what its model answers to each. */
import { type Selector, selectNumber, selectorOf } from '../../analyses/kit/selector.ts';
import type { Episode, Observation } from './episode.ts';
import { parametersOf } from './inputs.ts';

/** Largest relative error, in size, of a model that hits. */
export const HIT = 0.1;

export interface EpisodeObservation extends Observation {
  unit: string;
}

export interface EpisodeComparison {
  /** The selector of the output. */
  output: string;
  observed: number;
  /** What the model answers, null where it has no number. */
  model: number | null;
  /** model - observed. */
  error: number | null;
  /** error / |observed|, null where nothing was observed. */
  relativeError: number | null;
  /** Whether the relative error is at most HIT in size; without one, whether there is no error. */
  hit: boolean;
}

/** What was observed, each with the unit of its output. */
export function observationsOf(episode: Episode): EpisodeObservation[] {
  return episode.observed.map((observation, i) => ({ ...observation, unit: selectorAt(episode, i).unit }));
}

/**
 * Sets each observation against the run of the episode's parameters.
 *
 * @param outputs - the outputs of that run.
 * @returns one entry an observation, in their order.
 */
export function comparisonOf(episode: Episode, outputs: Readonly<Record<string, unknown>>): EpisodeComparison[] {
  return episode.observed.map(({ output, value }, i) => {
    const model = selectNumber(selectorAt(episode, i), outputs);
    const error = model === null ? null : model - value;
    const relativeError = error === null || value === 0 ? null : error / Math.abs(value);
    const hit = relativeError === null ? error === 0 : Math.abs(relativeError) <= HIT;
    return { output, observed: value, model, error, relativeError, hit };
  });
}

function selectorAt(episode: Episode, i: number): Selector {
  const text = episode.observed[i]?.output ?? '';
  const wanted = { text, at: `observed[${i}].output`, wanted: 'number' } as const;
  return selectorOf(episode.calculator, parametersOf(episode), wanted);
}
