/** The requests of one round, the same to every server. */
import type { GlossaryConcept } from '../glossary/concepts.ts';
import { bodyOf } from './client.ts';
import type { Answering } from './contenders.ts';
import { type Draw, drawing, nameStarts, type Query } from './queries.ts';

/** Bodies of `count` requests: all servers get the same ones, each in its dialect and with its own cursors. */
export type Requests = (asked: Answering, query: Query, draw: Draw, round: number, count: number) => string[];

export function requestsOver(concepts: readonly GlossaryConcept[]): Requests {
  const names = nameStarts(concepts);
  return ({ dialect, cursors }, query, draw, round, count) => {
    const document = dialect?.documents[query.id] ?? query.document;
    const { random, next } = drawing(draw, concepts, round * 100 + Number(query.id.slice(1)));
    return Array.from({ length: count }, () => bodyOf(document, query.variables(next, random, { names, cursors })));
  };
}
