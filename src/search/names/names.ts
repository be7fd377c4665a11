/**
 * The index data: each concept under each of its names, in the forms in which people write a name.
 *
 * A name with an abbreviation in brackets, `Hash Time-Locked Contracts (HTLC)`, is found whole, without the
 * abbreviation, and by the abbreviation alone. Concepts are numbered by how well linked they are, so the lower number
 * settles every tie.
 */

import { getOrMake } from '../../get-or-make.ts';
import { SMALL_WORDS } from '../../model/abbreviation.ts';
import type { ConceptNames } from '../../model/graph.ts';
import { likenessKey } from '../../model/likeness.ts';
import { type LocatedWord, locatedWords } from '../../model/names.ts';
import { sortInTurns } from '../../sort-in-turns.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import { type SortedKeys, sortedKeys } from './sorted-keys.ts';

export type NameField = 'NAME' | 'ALTERNATE_NAME';

/** One form of one name of a concept. */
export interface Form {
  /** Number of the concept. */
  concept: number;
  field: NameField;
  /** The whole name. */
  text: string;
  /** The part of the name that this form is. */
  written: string;
  /** Index of its first word among the words of the whole name. */
  at: number;
  /** Its words as written, and in the singular. */
  words: readonly string[];
  keys: readonly string[];
}

/** A sorted key of `Names.runs`: a form's words from one of them on, followed by those before it. */
export interface Run {
  form: number;
  /** The word that the key starts with. */
  first: number;
  /** Whether the key has the words in the singular. */
  isSingular: boolean;
}

export interface Names {
  /** Slug of each concept, by its number. */
  slugs: readonly string[];
  conceptBySlug: ReadonlyMap<string, number>;
  /** For each concept, by number: the lowest number among those that are likely the same, often its own. */
  alike: Uint32Array;
  forms: readonly Form[];
  /**
   * Forms by their words in the singular: joined by spaces; run together; and by `wordsKey`, with and without small
   * words.
   */
  byKey: ReadonlyMap<string, readonly number[]>;
  byLetters: ReadonlyMap<string, readonly number[]>;
  byWords: ReadonlyMap<string, readonly number[]>;
  /** Whole names of several words by their initials, with and without small words. */
  byInitials: ReadonlyMap<string, readonly number[]>;
  /** Whole names of several words by their first letter. */
  byFirstLetter: ReadonlyMap<string, readonly number[]>;
  /** Whole names starting from each of their words. */
  runs: readonly Run[];
  runKeys: SortedKeys;
  /** Every word of whole names, as written and in the singular, and the whole names that contain it. */
  words: SortedKeys;
  formsByWord: ReadonlyMap<string, readonly number[]>;
}

/** Runs start only at the first words of a name: nobody starts typing a name further in. */
const STARTING_WORDS = 12;
/** The longest text that is searched for, in units of a key. */
export const KEY_LENGTH = 256;

/** @param rows - all concepts, in any order. */
export async function indexNames(rows: readonly ConceptNames[]): Promise<Names> {
  const concepts = await sortInTurns(rows, byRank);
  const slugs: string[] = [];
  const conceptBySlug = new Map<string, number>();
  const forms: Form[] = [];
  const byKey = new Map<string, number[]>();
  const byLetters = new Map<string, number[]>();
  const byWords = new Map<string, number[]>();
  const byInitials = new Map<string, number[]>();
  const byFirstLetter = new Map<string, number[]>();
  const formsByWord = new Map<string, number[]>();
  const unsorted: (Run & { key: string })[] = [];
  const firstByLikeness = new Map<string, number>();
  const alike = new Uint32Array(concepts.length);

  for (const [concept, { slug, name, alternateNames }] of concepts.entries()) {
    slugs.push(slug);
    conceptBySlug.set(slug, concept);
    const likeness = likenessKey({ slug, name });
    alike[concept] = likeness === '' ? concept : getOrMake(firstByLikeness, likeness, () => concept);
    for (const [i, text] of [name, ...alternateNames].entries()) {
      for (const form of formsOf(concept, i === 0 ? 'NAME' : 'ALTERNATE_NAME', text)) {
        const id = forms.push(form) - 1;
        add(byKey, form.keys.join(' '), id);
        add(byLetters, form.keys.join(''), id);
        const large = form.keys.filter((key) => !SMALL_WORDS.has(key));
        for (const key of new Set([wordsKey(form.keys), wordsKey(large)])) if (key !== '') add(byWords, key, id);
        if (form.written !== form.text) continue;
        for (const initials of initialsOf(form.words)) add(byInitials, initials, id);
        if (form.words.length > 1) add(byFirstLetter, (form.words[0] as string).charAt(0), id);
        for (const word of new Set([...form.words, ...form.keys])) add(formsByWord, word, id);
        for (const run of runsOf(form, id)) unsorted.push(run);
      }
    }
    if (isTurnOver()) await nextTurn();
  }
  const runs = await sortInTurns(unsorted, (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.form - b.form));
  const words = await sortInTurns([...formsByWord.keys()], (a, b) => (a < b ? -1 : 1));
  return {
    slugs,
    conceptBySlug,
    alike,
    forms,
    byKey,
    byLetters,
    byWords,
    byInitials,
    byFirstLetter,
    runs,
    runKeys: await sortedKeys(runs.map(({ key }) => key)),
    words: await sortedKeys(words),
    formsByWord,
  };
}

/** Words in the singular, in sorted order, so that their original order does not matter. */
export function wordsKey(keys: readonly string[]): string {
  return [...keys].sort().join(' ');
}

/** Most relations first, then by slug. */
function byRank(a: ConceptNames, b: ConceptNames): number {
  return b.relationCount - a.relationCount || (a.slug < b.slug ? -1 : 1);
}

function formsOf(concept: number, field: NameField, text: string): Form[] {
  const words = locatedWords(text);
  const form = (written: string, from: number, to: number): Form => ({
    concept,
    field,
    text,
    written,
    at: from,
    ...inSingular(words.slice(from, to)),
  });
  if (words.length === 0) return [];
  const whole = form(text, 0, words.length);
  const open = text.trimEnd().endsWith(')') ? text.lastIndexOf('(') : -1;
  const inside = text.slice(open + 1, text.lastIndexOf(')')).trim();
  const bracketed = words.findIndex(({ start }) => start > open);
  if (open <= 0 || bracketed <= 0) return [whole];
  const outside = form(text.slice(0, open).trim(), 0, bracketed);
  return isAbbreviation(inside) ? [whole, outside, form(inside, bracketed, words.length)] : [whole, outside];
}

/** Shares one list if both are the same, as in most names. */
function inSingular(located: readonly LocatedWord[]): Pick<Form, 'words' | 'keys'> {
  const words = located.map(({ word }) => word);
  return { words, keys: located.every(({ word, key }) => word === key) ? words : located.map(({ key }) => key) };
}

/**
 * Whether it is one word with at least two capitals, which make up at least half of its letters: `VaR`, `ETFs`,
 * `ZK-PDM`.
 */
export function isAbbreviation(text: string): boolean {
  if (text.length > 16 || /\s/.test(text)) return false;
  const letters = text.match(/\p{Letter}/gu) ?? [];
  const capitals = letters.filter((letter) => /\p{Lu}/u.test(letter)).length;
  return capitals >= 2 && capitals * 2 >= letters.length;
}

/** Initials of a name of several words, with and without its small words. */
function initialsOf(words: readonly string[]): Set<string> {
  if (words.length < 2) return new Set();
  const initials = (some: readonly string[]) => some.map((word) => String.fromCodePoint(word.codePointAt(0) as number));
  const large = words.filter((word) => !SMALL_WORDS.has(word));
  return new Set([initials(words).join(''), ...(large.length > 1 ? [initials(large).join('')] : [])]);
}

function runsOf({ words, keys }: Form, form: number): (Run & { key: string })[] {
  const runs: (Run & { key: string })[] = [];
  for (let first = 0; first < Math.min(words.length, STARTING_WORDS); first++) {
    const singular = from(keys, first);
    const written = from(words, first);
    runs.push({ key: singular, form, first, isSingular: true });
    if (written !== singular) runs.push({ key: written, form, first, isSingular: false });
  }
  return runs;
}

function from(words: readonly string[], first: number): string {
  return [...words.slice(first), ...words.slice(0, first)].join(' ').slice(0, KEY_LENGTH);
}

function add(map: Map<string, number[]>, key: string, form: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [form]);
  else known.push(form);
}
