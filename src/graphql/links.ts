/** What walks ask of the graph, through the loaders of one request. */
import { RELATION_KINDS, type RelationKind } from '../model/types.ts';
import { LINKS_OF_ONE, type Links } from '../search/walk.ts';
import { distinct } from './concept-resolvers.ts';
import type { Context } from './context.ts';

/** The links by some kinds; by all of them where none are given. */
export function linksBy(given: readonly RelationKind[] | null | undefined, { loaders, store }: Context): Links {
  const kinds = distinct(given);
  const loader = loaders.neighbours({ kinds, first: LINKS_OF_ONE });
  return {
    of: (slugs) => Promise.all(slugs.map((slug) => loader.load(slug))),
    async among(slugs) {
      // As many as there can be among so many.
      const relations = await store.relationsAmong(slugs, { kinds, first: slugs.length ** 2 * RELATION_KINDS.length });
      return relations.items;
    },
  };
}
