/** Resolvers of the root fields that find concepts by name. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Answer } from '../graph/reader.ts';
import type { Concept } from '../model/types.ts';
import type { NameHit } from '../search/names/suggest.ts';
import { allKnown, type Context, fromGraph, whenKnown } from './context.ts';
import { sizeOf } from './limits.ts';

export const searchResolvers = {
  Query: {
    suggest: (
      _: unknown,
      { prefix, limit }: { prefix: string; limit?: number | null },
      context: Context,
      info: GraphQLResolveInfo,
    ) =>
      whenKnown(context.names(), (names) => suggestions(names.suggest(prefix, sizeOf('limit', limit, info)), context)),

    lookup: (_: unknown, { text }: { text: string }, context: Context) =>
      whenKnown(context.names(), (names) => {
        const answer = names.lookup(text);
        if (answer.outcome !== 'FOUND') {
          const { outcome, candidates } = answer;
          return whenKnown(suggestions(candidates, context), (found) => ({
            outcome,
            concept: null,
            candidates: found,
          }));
        }
        return whenKnown(withConcepts([answer], context), ([found]) =>
          found === undefined
            ? { outcome: 'NOT_FOUND' as const, concept: null, candidates: [] }
            : { outcome: 'FOUND' as const, concept: found.concept, candidates: [] },
        );
      }),

    annotate: (
      _: unknown,
      { text, firstOccurrenceOnly }: { text: string; firstOccurrenceOnly?: boolean | null },
      context: Context,
    ) =>
      whenKnown(context.names(), (names) =>
        withConcepts(names.annotate(text, { firstOnly: firstOccurrenceOnly ?? false }), context),
      ),
  },
};

function suggestions(hits: readonly NameHit[], context: Context) {
  return whenKnown(withConcepts(hits, context), (found) => found.map(({ concept, match }) => ({ concept, match })));
}

/** Adds their concepts to `found`, except those removed since the index was built. */
function withConcepts<Found extends { slug: string }>(
  found: readonly Found[],
  context: Context,
): Answer<(Found & { concept: Concept })[]> {
  return fromGraph(context, (graph) =>
    whenKnown(allKnown(found.map(({ slug }) => graph.concept(slug))), (concepts) =>
      found.flatMap((one, i) => {
        const concept = concepts[i] ?? null;
        return concept === null ? [] : [{ ...one, concept }];
      }),
    ),
  );
}
