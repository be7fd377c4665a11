/**
 * How well the names of a concept answer a query in full text: 4 where it is its name, 3 where it is another name, from 1
 * to 2 where its name has all the words, the nearer to 2 the fewer others, 1 where its names have them together.
 */
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { Form, Names } from './names.ts';

/** How many names a word may stand in and still tell something: what stands in more tells none from another. */
const TELLING = 5_000;
/** Names between two looks at the clock. */
const AT_ONCE = 1_000;

/**
 * Scores by the numbers of concepts.
 * @param keys - forms of the whole query, words in the singular.
 * @param words - each once, in the singular.
 */
export async function nameScores(
  names: Names,
  keys: readonly string[],
  words: readonly string[],
): Promise<Map<number, number>> {
  const scores = new Map<number, number>();
  const raise = (concept: number, score: number) => scores.set(concept, Math.max(scores.get(concept) ?? 0, score));
  for (const concept of await havingAll(names, words)) raise(concept, 1);
  for (const [concept, score] of await ownNamesHavingAll(names, words)) raise(concept, score);
  for (const key of keys) {
    for (const id of names.byKey.get(key) ?? []) {
      const form = names.forms[id] as Form;
      if (form.written === form.text) raise(form.concept, form.field === 'NAME' ? 4 : 3);
    }
  }
  return scores;
}

/**
 * How many of `words` the names of each concept have, by its number; concepts that have none are left out. Words that
 * stand in very many names count only where all do.
 */
export async function wordCounts(names: Names, words: readonly string[]): Promise<Map<number, number>> {
  const telling = words.filter((word) => formsOf(names, word).length <= TELLING);
  const counts = new Map<number, number>();
  for (const word of telling.length > 0 ? telling : words) {
    for (const concept of await conceptsOf(names, word)) counts.set(concept, (counts.get(concept) ?? 0) + 1);
  }
  return counts;
}

/** Concepts whose names together have every word: those of the rarest word, as long as the others have them too. */
async function havingAll(names: Names, words: readonly string[]): Promise<ReadonlySet<number>> {
  const [rarest, ...others] = byRarity(names, words);
  let found = rarest === undefined ? new Set<number>() : await conceptsOf(names, rarest);
  for (const word of others) {
    if (found.size === 0) break;
    const having = new Set<number>();
    for (const concept of await conceptsOf(names, word, found)) having.add(concept);
    found = having;
  }
  return found;
}

/** Concepts whose own name has every word, with the score of that. */
async function ownNamesHavingAll(names: Names, words: readonly string[]): Promise<[concept: number, score: number][]> {
  const [rarest] = byRarity(names, words);
  const found: [number, number][] = [];
  for (const [i, id] of (rarest === undefined ? [] : formsOf(names, rarest)).entries()) {
    if (i % AT_ONCE === 0 && isTurnOver()) await nextTurn();
    const { field, keys, concept } = names.forms[id] as Form;
    if (field === 'NAME' && words.every((word) => keys.includes(word))) {
      found.push([concept, 1 + words.length / keys.length]);
    }
  }
  return found;
}

/** The concepts one of whose whole names has the word in the singular. @param among - no others. */
async function conceptsOf(names: Names, word: string, among?: ReadonlySet<number>): Promise<Set<number>> {
  const found = new Set<number>();
  for (const [i, id] of formsOf(names, word).entries()) {
    if (i % AT_ONCE === 0 && isTurnOver()) await nextTurn();
    const { concept, keys } = names.forms[id] as Form;
    if ((among === undefined || among.has(concept)) && keys.includes(word)) found.add(concept);
  }
  return found;
}

function byRarity(names: Names, words: readonly string[]): readonly string[] {
  return [...words].sort((a, b) => formsOf(names, a).length - formsOf(names, b).length);
}

/** Whole names that have the word, as written or in the singular. */
function formsOf({ formsByWord }: Names, word: string): readonly number[] {
  return formsByWord.get(word) ?? [];
}
