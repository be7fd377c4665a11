/**
 * How well the names of a concept answer a query in full text: 4 where it is its name, 3 where it is another name, from 1
 * to 2 where its name has all the words, the nearer to 2 the fewer others, 1 where its names have them together.
 */
import type { Form, Names } from './names.ts';

/** Names that have a word, as many as are looked at: what stands in more of them tells none from another. */
const NAMES_OF_ONE_WORD = 50_000;

/**
 * Scores by the numbers of concepts.
 * @param keys - forms of the whole query, words in the singular.
 * @param words - each once, in the singular.
 */
export function nameScores(names: Names, keys: readonly string[], words: readonly string[]): Map<number, number> {
  const scores = new Map<number, number>();
  const raise = (concept: number, score: number) => scores.set(concept, Math.max(scores.get(concept) ?? 0, score));
  for (const concept of havingAll(names, words)) raise(concept, 1);
  for (const id of formsHavingAll(names, words)) {
    const form = names.forms[id] as Form;
    if (form.field === 'NAME') raise(form.concept, 1 + words.length / form.keys.length);
  }
  for (const key of keys) {
    for (const id of names.byKey.get(key) ?? []) {
      const form = names.forms[id] as Form;
      if (form.written === form.text) raise(form.concept, form.field === 'NAME' ? 4 : 3);
    }
  }
  return scores;
}

/** How many of `words` the names of each concept have, by its number; concepts that have none are left out. */
export function wordCounts(names: Names, words: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const word of words) {
    for (const concept of conceptsOf(names, word)) counts.set(concept, (counts.get(concept) ?? 0) + 1);
  }
  return counts;
}

/** Concepts whose names together have every word. */
function havingAll(names: Names, words: readonly string[]): readonly number[] {
  return intersection(words.map((word) => conceptsOf(names, word)));
}

/** Whole names that have every word. */
function formsHavingAll(names: Names, words: readonly string[]): readonly number[] {
  return intersection(words.map((word) => new Set(formsOf(names, word))));
}

function conceptsOf(names: Names, word: string): ReadonlySet<number> {
  return new Set(formsOf(names, word).map((id) => (names.forms[id] as Form).concept));
}

/** Whole names with the word in the singular. */
function formsOf({ formsByWord, forms }: Names, word: string): readonly number[] {
  const ids = (formsByWord.get(word) ?? []).slice(0, NAMES_OF_ONE_WORD);
  return ids.filter((id) => forms[id]?.keys.includes(word));
}

function intersection(sets: readonly ReadonlySet<number>[]): readonly number[] {
  const [least, ...others] = [...sets].sort((a, b) => a.size - b.size);
  return [...(least ?? [])].filter((number) => others.every((set) => set.has(number)));
}
