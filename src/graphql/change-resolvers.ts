/** Resolvers of changes: in the whole graph, and for one concept. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Concept } from '../model/types.ts';
import type { PastChange, PastCursor } from '../store/store.ts';
import { connection, cursorList } from './connections.ts';
import { type Context, fromGraph } from './context.ts';
import { firstOf } from './limits.ts';

interface ChangesArguments {
  since?: Date | null;
  first?: number | null;
  after?: string | null;
}

export const changeResolvers = {
  Query: { changes },
  Concept: {
    history: (
      { slug }: Concept,
      { first }: { first?: number | null },
      { histories }: Context,
      info: GraphQLResolveInfo,
    ) => histories(slug, firstOf(first, info)),
  },
  Change: {
    at: ({ run }: PastChange) => run.at,
    concept: ({ slug }: PastChange, _: unknown, context: Context) => fromGraph(context, (graph) => graph.concept(slug)),
  },
};

function changes(_: unknown, given: ChangesArguments, { store }: Context, info: GraphQLResolveInfo) {
  const since = given.since ? dateText(given.since) : null;
  const list = cursorList(['changes', since], CHANGE_PLACES);
  const query = { since, first: firstOf(given.first, info), after: list.start(given.after) };
  return {
    ...connection({
      async read() {
        const { items, hasNextPage } = await store().pastChanges(query);
        return { items: items.map((node) => ({ node })), hasNextPage };
      },
      cursorOf: ({ node: { run, url } }) => list.cursorOf({ at: run.at, run: run.id, url }),
      nodeOf: ({ node }) => node,
      after: given.after,
    }),
    totalCount: () => store().countPastChanges(since),
  };
}

/** The last moment with a four-digit year; a later one begins with a sign, which sorts before all of them. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function dateText(date: Date): string {
  return new Date(Math.min(date.getTime(), LAST)).toISOString();
}

const CHANGE_PLACES = {
  of: ({ at, run, url }: PastCursor) => [at, run, url],
  read([at, run, url]: readonly (string | number | null)[]): PastCursor | null {
    if (typeof at !== 'string' || typeof run !== 'string' || typeof url !== 'string') return null;
    return { at, run, url };
  },
};
