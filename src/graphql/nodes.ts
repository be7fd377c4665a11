/** Finds objects with a global id by their type and key. */
import type { CalculatorShelf } from './calculators.ts';
import { type Context, fromGraph, whenKnown } from './context.ts';
import { type NodeType, parseRelationKey } from './ids.ts';

/** Two concepts have at most two relations of one kind, one in each direction. */
const MOST_BETWEEN_TWO = 2;

/** Adds the type name, which abstract fields need; null for an unknown key. */
export function nodeOf({ type, key }: { type: NodeType; key: string }, calculators: CalculatorShelf, context: Context) {
  if (type === 'Calculator') return typed(type, calculators.find(key));
  if (type === 'Relation') return relation(key, context);
  return fromGraph(context, (graph) =>
    whenKnown<object | null, object | null>(type === 'Page' ? graph.page(key) : graph.concept(key), (found) =>
      typed(type, found),
    ),
  );
}

function typed(type: NodeType, value: object | null): object | null {
  return value === null ? null : { ...value, __typename: type };
}

/** A relation by its key, if pages state it or, for SIMILAR, the names are alike. */
async function relation(key: string, context: Context): Promise<object | null> {
  const named = parseRelationKey(key);
  if (named === null) return null;
  const walkable = (await context.graph()).walkable([named.kind]);
  const ends = await Promise.all([walkable.keyOf(named.from), walkable.keyOf(named.to)]);
  const known = ends.filter((end) => end !== null);
  if (known.length < ends.length) return null;
  const { items } = await walkable.among(known, MOST_BETWEEN_TWO);
  const isThere = items.some(({ from }) => from === named.from || named.kind === 'SIMILAR');
  return typed('Relation', isThere ? named : null);
}
