/** Where calculators and the graph meet: the calculators of a concept, the concepts of a calculator and its parameters. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Concept } from '../model/types.ts';
import type { CalculatorRecord, ParameterRecord } from './calculator-records.ts';
import type { CalculatorShelf } from './calculators.ts';
import type { Context } from './context.ts';
import { firstOf } from './limits.ts';

export function calculatorLinks(shelf: CalculatorShelf) {
  return {
    Concept: {
      /** A graph filled by another version may name calculators that this one does not have. */
      calculators: async ({ slug }: Concept, _: unknown, { loaders }: Context) => {
        const slugs = await loaders.calculatorsOf.load(slug);
        return slugs.flatMap((calculator) => shelf.find(calculator) ?? []);
      },
    },
    Calculator: {
      concepts: (
        { slug }: CalculatorRecord,
        { first }: { first?: number | null },
        { loaders }: Context,
        info: GraphQLResolveInfo,
      ) => loaders.conceptsOf(firstOf(first, info)).load(slug),
    },
    Parameter: {
      concept: ({ conceptSlug }: ParameterRecord, _: unknown, { loaders }: Context) =>
        conceptSlug === null ? null : loaders.concepts.load(conceptSlug),
    },
  };
}
