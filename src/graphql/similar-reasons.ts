/** Resolves why a relation is SIMILAR, from the names of both ends, for any reader of the graph. */
import type { Answer } from '../graph/reader.ts';
import type { RelationKey } from '../model/graph.ts';
import { type LikenessReason, likenessReasons } from '../model/likeness.ts';
import { allKnown, type Context, fromGraph, whenKnown } from './context.ts';

export function similarReasons({ from, to, kind }: RelationKey, context: Context): Answer<readonly LikenessReason[]> {
  if (kind !== 'SIMILAR') return [];
  return fromGraph(context, (graph) =>
    whenKnown(allKnown([graph.concept(from), graph.concept(to)]), ([one, other]) =>
      one && other ? likenessReasons(one, other) : [],
    ),
  );
}
