/** Names that contain all the words of a query, in any order. */
import type { MatchedPart } from './highlight.ts';
import type { Form, Names } from './names.ts';
import { startingNearly, startingWith } from './sorted-keys.ts';

/** Shortest word that is matched with a wrong letter. */
const INEXACT_WORD = 3;

interface WordMatch {
  edits: number;
  /** How many units of the word match. */
  length: number;
}

/** The words of names that match one word of a query. */
export interface WordMatches {
  byWord: ReadonlyMap<string, WordMatch>;
  /** Length of the query's word. */
  length: number;
  /** Whether some of them match with a wrong letter. */
  isInexact: boolean;
  /** How often these words occur in names. */
  count: number;
  /** The names that contain one of them. */
  forms(): number[];
}

/**
 * For each word of a query: the words of names that start with it, with one wrong letter if `edits` allows. Longest
 * first, because a long word fits fewer words of a name.
 *
 * @param query - the query's words as typed and in the singular.
 */
export function wordMatches(
  { words: known, formsByWord }: Names,
  query: readonly { word: string; key: string }[],
  edits: number,
): WordMatches[] {
  const matchesOf = ({ key, word }: { word: string; key: string }): WordMatches => {
    const byWord = new Map<string, WordMatch>();
    let isInexact = false;
    for (const text of new Set([key, word])) {
      const [from, to] = startingWith(known, text);
      for (let i = from; i < to; i++) byWord.set(known.keys[i] as string, { edits: 0, length: text.length });
    }
    if (edits > 0 && key.length >= INEXACT_WORD) {
      startingNearly(known, key, 1, (i, needed, length) => {
        const found = known.keys[i] as string;
        if (byWord.has(found)) return;
        byWord.set(found, { edits: needed, length });
        isInexact = true;
      });
    }
    let count = 0;
    for (const found of byWord.keys()) count += formsByWord.get(found)?.length ?? 0;
    const forms = () => [...byWord.keys()].flatMap((found) => formsByWord.get(found) ?? []);
    return { byWord, length: key.length, isInexact, count, forms };
  };
  return query.map(matchesOf).sort((a, b) => b.length - a.length);
}

/** Assigns to each word of a query a different word of the form; null if one finds none. */
export function assign(
  { words, keys }: Form,
  matches: readonly WordMatches[],
): { edits: number; left: number; parts: MatchedPart[] } | null {
  if (matches.length > words.length) return null;
  const parts: MatchedPart[] = [];
  let edits = 0;
  let matched = 0;
  for (const { byWord } of matches) {
    let best: WordMatch | null = null;
    let bestWord = 0;
    for (let word = 0; word < keys.length; word++) {
      const match = byWord.get(keys[word] as string) ?? byWord.get(words[word] as string);
      if (match === undefined || parts.some((part) => part.word === word)) continue;
      const isBetter =
        best === null || match.edits < best.edits || (match.edits === best.edits && match.length > best.length);
      if (!isBetter) continue;
      best = match;
      bestWord = word;
    }
    if (best === null) return null;
    const { length } = keys[bestWord] as string;
    edits += best.edits;
    matched += Math.min(best.length, length);
    parts.push({ word: bestWord, from: 0, to: best.length >= length ? null : best.length });
  }
  return { edits, left: keys.reduce((sum, key) => sum + key.length, -matched), parts };
}
