/** Resolvers of the roots that find concepts by their names. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Concept } from '../model/types.ts';
import type { NameHit } from '../search/suggest.ts';
import type { Context } from './context.ts';
import { sizeOf } from './limits.ts';

export const searchResolvers = {
  Query: {
    async suggest(
      _: unknown,
      { prefix, limit }: { prefix: string; limit?: number | null },
      context: Context,
      info: GraphQLResolveInfo,
    ) {
      const names = await context.names();
      return suggestions(names.suggest(prefix, sizeOf('limit', limit, info)), context);
    },

    async lookup(_: unknown, { text }: { text: string }, context: Context) {
      const names = await context.names();
      const answer = names.lookup(text);
      if (answer.outcome !== 'FOUND') {
        return { outcome: answer.outcome, concept: null, candidates: await suggestions(answer.candidates, context) };
      }
      const concept = await context.loaders.concepts.load(answer.slug);
      return { outcome: concept === null ? 'NOT_FOUND' : 'FOUND', concept, candidates: [] };
    },

    async annotate(
      _: unknown,
      { text, firstOccurrenceOnly }: { text: string; firstOccurrenceOnly?: boolean | null },
      context: Context,
    ) {
      const names = await context.names();
      return withConcepts(names.annotate(text, { firstOnly: firstOccurrenceOnly ?? false }), context);
    },
  },
};

async function suggestions(hits: readonly NameHit[], context: Context) {
  const found = await withConcepts(hits, context);
  return found.map(({ concept, match }) => ({ concept, match }));
}

/** `found` with their concepts, but for those that are gone since the index was built. */
async function withConcepts<Found extends { slug: string }>(
  found: readonly Found[],
  { loaders }: Context,
): Promise<(Found & { concept: Concept })[]> {
  const concepts = await Promise.all(found.map(({ slug }) => loaders.concepts.load(slug)));
  return found.flatMap((one, i) => {
    const concept = concepts[i] ?? null;
    return concept === null ? [] : [{ ...one, concept }];
  });
}
