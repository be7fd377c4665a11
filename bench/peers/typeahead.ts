/** The best-linked concepts whose names start with the typed text: a table for every prefix of up to twelve letters. */
import type { Concept, Graph } from './graph.ts';

const LETTERS = 12;
const KEPT = 50;

export type Typeahead = (typed: string, limit: number) => readonly Concept[];

export function typeaheadOver({ byName }: Graph): Typeahead {
  const ranked = [...byName].sort((a, b) => b.links.length - a.links.length || a.rank - b.rank);
  const keys = new Map(ranked.map((concept) => [concept, concept.name.toLowerCase()]));
  const table = new Map<string, Concept[]>();
  for (const concept of ranked) {
    const key = keys.get(concept) as string;
    for (let length = 1; length <= Math.min(LETTERS, key.length); length++) {
      const start = key.slice(0, length);
      const best = table.get(start);
      if (best === undefined) table.set(start, [concept]);
      else if (best.length < KEPT) best.push(concept);
    }
  }
  return (typed, limit) => {
    const start = typed.toLowerCase();
    const short = table.get(start.slice(0, LETTERS)) ?? [];
    if (start.length <= LETTERS) return short.slice(0, limit);
    // The table keeps only the best per prefix, so a full entry may lack longer matches: search all concepts.
    const candidates = short.length < KEPT ? short : ranked;
    return candidates.filter((concept) => (keys.get(concept) as string).startsWith(start)).slice(0, limit);
  };
}
