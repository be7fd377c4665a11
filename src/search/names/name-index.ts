/** The name index: every concept by its names, in memory, the same for every store. */
import type { ConceptNames } from '../../model/graph.ts';
import { annotate, type NameInText } from './annotate.ts';
import { type LookupOutcome, lookup } from './lookup.ts';
import { nameScores, wordCounts } from './name-scores.ts';
import { indexNames } from './names.ts';
import { phraseTree } from './phrases.ts';
import { mended } from './spelling.ts';
import { type NameHit, suggest } from './suggest.ts';

export interface NameIndex {
  /** Concepts with a name that the half-typed or misspelt `prefix` may mean, best first. */
  suggest(prefix: string, limit: number): NameHit[];
  /** The one concept that `text` names. */
  lookup(text: string): LookupOutcome;
  /** The names in a text, in text order, without overlaps. */
  annotate(text: string, options: { firstOnly: boolean }): NameInText[];
  /** `words` with misspelt ones corrected; null if there are none. */
  mended(words: readonly string[]): string[] | null;
  /** How well names match a full-text query, by slug: see `name-scores.ts`. */
  scores(keys: readonly string[], words: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** How many of `words` occur in each concept's names, by slug. */
  wordCounts(words: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Builds the index in turns, so that it never blocks the event loop for long. */
export async function buildNameIndex(rows: readonly ConceptNames[]): Promise<NameIndex> {
  const names = await indexNames(rows);
  const phrases = await phraseTree(names);
  return {
    suggest: (prefix, limit) => suggest(names, prefix, limit),
    lookup: (text) => lookup(names, phrases, text),
    annotate: (text, options) => annotate(names, phrases, text, options),
    mended: (words) => mended(names, words),
    scores: async (keys, words) => bySlug(await nameScores(names, keys, words)),
    wordCounts: async (words) => bySlug(await wordCounts(names, words)),
  };

  function bySlug(numbers: ReadonlyMap<number, number>): ReadonlyMap<string, number> {
    return new Map([...numbers].map(([concept, number]) => [names.slugs[concept] as string, number]));
  }
}
