/** The documented crashes in the API: their figures, and the runs of their models, made on demand. */
import type { RunCalculator } from '../calculators/run/runner.ts';
import { comparisonOf, observationsOf } from '../episodes/kit/comparison.ts';
import type { Episode } from '../episodes/kit/episode.ts';
import { inputsOf, parametersOf } from '../episodes/kit/inputs.ts';
import type { Concept } from '../model/types.ts';
import type { CalculatorRecord } from './calculator-records.ts';
import type { CalculatorShelf } from './calculators.ts';
import { allKnown, type Context, fromGraph, whenKnown } from './context.ts';

/** @param run - runs calculators, as for `calculate`. */
export function episodeResolvers(episodes: readonly Episode[], shelf: CalculatorShelf, run: RunCalculator) {
  const withFigures = episodes.map((episode) => ({ episode, figures: figuresOf(episode) }));
  const where = (is: (episode: Episode) => boolean) =>
    withFigures
      .filter(({ episode }) => is(episode))
      .map(({ episode, figures }) => ({
        ...episode,
        ...figures,
        calculator: shelf.find(episode.calculator.slug),
        ...runsOf(episode, shelf, run),
      }));
  return {
    Query: {
      episodes: (_: unknown, { calculator }: { calculator?: string | null }) =>
        where((episode) => (calculator ?? null) === null || episode.calculator.slug === calculator),
      episode: (_: unknown, { slug }: { slug: string }) => where((episode) => episode.slug === slug)[0] ?? null,
    },
    Episode: {
      concepts: ({ concepts }: Episode, _: unknown, context: Context) =>
        fromGraph(context, (graph) =>
          whenKnown(allKnown(concepts.map((slug) => graph.concept(slug))), (found) => found.filter(Boolean)),
        ),
    },
    Concept: { episodes: ({ slug }: Concept) => where(({ concepts }) => concepts.includes(slug)) },
    Calculator: {
      episodes: ({ slug }: CalculatorRecord) => where(({ calculator }) => calculator.slug === slug),
    },
  };
}

/** The figures of an episode, in the shapes of the API. */
function figuresOf(episode: Episode) {
  return {
    date: `${episode.date}T00:00:00.000Z`,
    inputs: inputsOf(episode),
    observed: observationsOf(episode),
  };
}

/** The run and the comparison of one episode: run once per answer, however often they are selected. */
function runsOf(episode: Episode, shelf: CalculatorShelf, run: RunCalculator) {
  let made: ReturnType<typeof runOnce> | undefined;
  const runOnce = async () => run(episode.calculator, parametersOf(episode));
  const once = () => {
    made ??= runOnce();
    return made;
  };
  return {
    run: async () => ({ calculator: shelf.find(episode.calculator.slug), ...(await once()) }),
    comparison: async () => comparisonOf(episode, (await once()).outputs),
  };
}
