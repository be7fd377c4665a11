/** Observations of an episode, each compared with the model's output. */
import { type Selector, selectNumber, selectorOf } from '../../analyses/kit/selector.ts';
import type { Episode, Observation } from './episode.ts';
import { parametersOf } from './inputs.ts';

/** Largest relative error, in absolute value, that counts as a hit. */
export const HIT = 0.1;

export interface EpisodeObservation extends Observation {
  unit: string;
}

export interface EpisodeComparison {
  /** The selector of the output. */
  output: string;
  observed: number;
  /** The model's output; null if it has no number. */
  model: number | null;
  /** model - observed. */
  error: number | null;
  /** error / |observed|; null if the observed number is 0 or the model has none. */
  relativeError: number | null;
  /** Whether |relativeError| is at most HIT; if it is null, whether the error is exactly 0. */
  hit: boolean;
}

/** The observations, each with the unit of its output. */
export function observationsOf(episode: Episode): EpisodeObservation[] {
  return episode.observed.map((observation, i) => ({ ...observation, unit: selectorAt(episode, i).unit }));
}

/**
 * Compares each observation with the run of the episode's parameters.
 *
 * @param outputs - the outputs of that run.
 * @returns one entry per observation, in their order.
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
