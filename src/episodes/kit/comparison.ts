/** Observations of an episode, and what its model answers to each. */
import type { Output } from '../../calculators/kit/output.ts';
import type { Episode, Observation } from './episode.ts';

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
export function observationsOf({ observed, calculator }: Episode): EpisodeObservation[] {
  return observed.map((observation) => {
    const { name, field } = partsOf(observation.output);
    const list = calculator.outputs[name];
    const output: Output | undefined = field !== null && list?.type === 'OBJECT_LIST' ? list.fields[field] : list;
    if (output === undefined) throw new Error(`${observation.output} must be an output of the calculator`);
    return { ...observation, unit: output.unit };
  });
}

/**
 * Sets each observation against the run of the episode's parameters.
 *
 * @param outputs - the outputs of that run.
 * @returns one entry an observation, in their order.
 */
export function comparisonOf({ observed }: Episode, outputs: Readonly<Record<string, unknown>>): EpisodeComparison[] {
  return observed.map(({ output, value }) => {
    const model = numberAt(outputs, output);
    const error = model === null ? null : model - value;
    const relativeError = error === null || value === 0 ? null : error / Math.abs(value);
    const hit = relativeError === null ? error === 0 : Math.abs(relativeError) <= HIT;
    return { output, observed: value, model, error, relativeError, hit };
  });
}

function numberAt(outputs: Readonly<Record<string, unknown>>, selector: string): number | null {
  const { name, index, field } = partsOf(selector);
  const output = outputs[name];
  const value = field === null ? output : (output as Readonly<Record<string, unknown>>[])[index]?.[field];
  return typeof value === 'number' ? value : null;
}

/** `funds[0].navEnd` or `finalPrice` in its parts. */
function partsOf(selector: string): { name: string; index: number; field: string | null } {
  const [, name = selector, index = '0', field = null] = /^(\w+)\[(\d+)\]\.(\w+)$/.exec(selector) ?? [];
  return { name, index: Number(index), field };
}
