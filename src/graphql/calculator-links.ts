/**
 * Links between calculators and the graph: calculators of a concept, and concepts of a calculator and its parameters.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { Concept } from '../model/types.ts';
import type { CalculatorRecord, ParameterRecord } from './calculator-records.ts';
import type { CalculatorShelf } from './calculators.ts';
import { type Context, fromGraph, whenKnown } from './context.ts';
import { firstOf } from './limits.ts';

export function calculatorLinks(shelf: CalculatorShelf) {
  return {
    Concept: {
      /** A graph filled by another version may name calculators unknown to this one. */
      calculators: ({ slug }: Concept, _: unknown, context: Context) =>
        fromGraph(context, (graph) =>
          whenKnown(graph.calculatorsOf(slug), (slugs) => slugs.flatMap((calculator) => shelf.find(calculator) ?? [])),
        ),
    },
    Calculator: {
      concepts: (
        { slug }: CalculatorRecord,
        { first }: { first?: number | null },
        context: Context,
        info: GraphQLResolveInfo,
      ) => fromGraph(context, (graph) => graph.conceptsOf(slug, firstOf(first, info))),
    },
    Parameter: {
      concept: ({ conceptSlug }: ParameterRecord, _: unknown, context: Context) =>
        conceptSlug === null ? null : fromGraph(context, (graph) => graph.concept(conceptSlug)),
    },
  };
}
