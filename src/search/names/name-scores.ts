/**
 * How well the names of a concept match a full-text query: 4 if it is the concept's name, 3 if it is an alternate name,
 * 1 to 2 if its name contains all the words (nearer to 2 the fewer others it has), 1 if its names contain them
 * together.
 */
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { Form, Names } from './names.ts';

/** A word in more names than this does not distinguish them. */
const DISTINCTIVE = 5_000;
/** Names between two checks of the clock. */
const AT_ONCE = 1_000;

/**
 * Scores by concept number.
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
 * How many of `words` occur in the names of each concept, by its number; concepts with none are left out. Words in more
 * than TELLING names count only if all of the words are that frequent.
 */
export async function wordCounts(names: Names, words: readonly string[]): Promise<Map<number, number>> {
  const distinctive = words.filter((word) => formsOf(names, word).length <= DISTINCTIVE);
  const counts = new Map<number, number>();
  for (const word of distinctive.length > 0 ? distinctive : words) {
    for (const concept of await conceptsOf(names, word)) counts.set(concept, (counts.get(concept) ?? 0) + 1);
  }
  return counts;
}

/** Concepts whose names together have every word: starts from those of the rarest word and filters by the others. */
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

/** Concepts whose own name has every word, with the resulting score. */
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

/** Concepts with a whole name that has the word in the singular. @param among - considers only these. */
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

/** Whole names with the word, as written or in the singular. */
function formsOf({ formsByWord }: Names, word: string): readonly number[] {
  return formsByWord.get(word) ?? [];
}
