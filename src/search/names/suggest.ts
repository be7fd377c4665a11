/**
 * As-you-type: which concepts a half-typed, misspelt or reordered name means.
 *
 * Tiers, best first:
 * 1. EXACT: the name, or its abbreviation in brackets; case, accents, hyphens, plural, the order of words and small
 *    ones aside, the name as written before the others.
 * 2. PREFIX: the name starts with what was typed; a concept's own name before what it is also called, and before others
 *    one that lacks two letters at most of four or more.
 * 3. WORD START: it does from one of its words on, or each typed word starts a word of it, in any order; or its initials
 *    were typed. Own names first, as before.
 * 4. TYPO: as before, within one edit from three letters on and two from eight; an edit inserts, deletes or changes a
 *    letter, a space too, or swaps two. Fewer edits first; of equal ones the name in full, its start, then its words.
 *    Not while the last of several words was just begun and there is something that starts so.
 * 5. ABBREVIATION: the letters stand in the name, each of its words beginning with one (ADL, Auto-Deleveraging).
 *
 * What is equal in this comes by how well linked the concept is, then by slug. Each concept comes once, by its best
 * name, and of concepts that are likely the same (see `model/likeness.ts`) one. A tier is looked at only while the better ones leave room.
 */
import { abbreviationPlaces, SMALL_WORDS } from '../../model/abbreviation.ts';
import { locatedWords } from '../../model/names.ts';
import { type MatchedPart, partsOfRun, rangesOf, type TextRange } from './highlight.ts';
import { type Form, KEY_LENGTH, type NameField, type Names, type Run, wordsKey } from './names.ts';
import { type Rank, type Ranking, ranking, TIER } from './ranking.ts';
import { assign, type WordMatches, wordMatches } from './scattered-words.ts';
import { startingNearly, startingWith } from './sorted-keys.ts';

/** A concept, and the name by which it was found. */
export interface NameHit {
  slug: string;
  match: { field: NameField; text: string; ranges: TextRange[] };
}

/** What was typed. */
interface Query {
  words: readonly string[];
  keys: readonly string[];
  /** Its words as one text: those before the last in the singular, the last as typed and, where that differs, singular. */
  texts: readonly string[];
}

/** Longer queries are no names typed word by word in another order. */
const SCATTERED_WORDS = 12;

/** Letters of which one may be wrong at the start of a longer name: of fewer, it would start half the names. */
const WHILE_TYPED = 4;
const ONCE_WHOLE = 5;

/**
 * At most `limit` concepts, best first; none for a text without words.
 *
 * @param isWhole - whether the text is all that is going to be typed: `nope` is then no start of `Open Interest`.
 */
export function suggest(names: Names, text: string, limit: number, isWhole = false): NameHit[] {
  const query = queryOf(text);
  if (query === null) return [];
  const found = ranking(names, limit);
  exact(names, query, found);
  starts(names, query, found);
  const isScattered = query.keys.length > 1 && query.keys.length <= SCATTERED_WORDS;
  if (isScattered) scattered(names, wordMatches(names, largeWords(query), 0), 0, found);
  initials(names, query, found);
  // Where a word was just begun, there is nothing in it yet to be wrong.
  const isBegun = (query.words.at(-1) as string).length < 4 && query.words.length > 1 && !found.isEmpty();
  const most = isBegun ? 0 : editsAllowed(query);
  const leastStart = isWhole ? ONCE_WHOLE : WHILE_TYPED;
  if (most > 0 && !found.isFull()) {
    nearStarts(names, query, 1, leastStart, found);
    const matches = isScattered ? wordMatches(names, largeWords(query), most) : [];
    if (matches.some(({ isInexact }) => isInexact)) scattered(names, matches, most, found);
  }
  if (most > 1 && !found.isFull()) nearStarts(names, query, 2, leastStart, found);
  if (!found.isFull()) abbreviations(names, query, found);
  return found.best().map(({ form, parts }) => hitOf(names, form, parts()));
}

export function hitOf(names: Names, form: Form, parts: readonly MatchedPart[]): NameHit {
  return {
    slug: names.slugs[form.concept] as string,
    match: { field: form.field, text: form.text, ranges: rangesOf(form, parts) },
  };
}

/** Every word of a form, whole. */
export function wholeForm({ words }: Form): MatchedPart[] {
  return words.map((_, word) => ({ word, from: 0, to: null }));
}

function queryOf(text: string): Query | null {
  const located = locatedWords(text);
  const words = located.map(({ word }) => word);
  const keys = located.map(({ key }) => key);
  const last = words.at(-1);
  if (last === undefined) return null;
  return {
    words,
    keys,
    texts: [...new Set([[...keys.slice(0, -1), last].join(' '), keys.join(' '), words.join(' ')])],
  };
}

/** Words that say something: `risk of volatility` is `Volatility Risk`. The last one may be the start of any other. */
function largeWords({ words, keys }: Query): { word: string; key: string }[] {
  return words.flatMap((word, i) =>
    i < words.length - 1 && SMALL_WORDS.has(word) ? [] : [{ word, key: keys[i] as string }],
  );
}

function editsAllowed({ texts }: Query): number {
  const length = texts[0]?.length ?? 0;
  // A few characters become thousands of letters when they are taken apart: no name is nearly so.
  if (length < 3 || length > KEY_LENGTH) return 0;
  return length < 8 ? 1 : 2;
}

function exact({ forms, byKey, byLetters, byWords }: Names, { keys, words }: Query, found: Ranking): void {
  const written = words.join(' ');
  const offer = (ids: readonly number[] | undefined, spelling: number) => {
    for (const id of ids ?? []) {
      const form = forms[id] as Form;
      const isAsWritten = spelling === 1 && form.words.join(' ') === written;
      const kind = (isAsWritten ? 0 : spelling) * 2 + (form.field === 'NAME' ? 0 : 1);
      found.offer(id, { tier: TIER.EXACT, edits: 0, kind }, () => wholeForm(form));
    }
  };
  offer(byKey.get(keys.join(' ')), 1);
  offer(byLetters.get(keys.join('')), 2);
  offer(byWords.get(wordsKey(keys)), 2);
  offer(byWords.get(wordsKey(keys.filter((key) => !SMALL_WORDS.has(key)))), 3);
}

function starts({ forms, runs, runKeys }: Names, { texts }: Query, found: Ranking): void {
  for (const text of texts) {
    const [from, to] = startingWith(runKeys, text);
    for (let i = from; i < to; i++) {
      const run = runs[i] as Run;
      const tier = run.first === 0 ? TIER.PREFIX : TIER.WORD_START;
      const left = (runKeys.keys[i] as string).length - text.length;
      const kind = startKind(forms[run.form] as Form, text.length >= NEARLY_TYPED && left <= NEARLY_LEFT);
      found.offer(run.form, { tier, edits: 0, kind }, () => runParts(forms, run, text.length));
    }
  }
}

/** Who has typed this many letters of a name and lacks only so many means it. */
const NEARLY_TYPED = 4;
const NEARLY_LEFT = 2;

/** A concept's own name comes before what it is also called, a name that is nearly typed out before any longer one. */
function startKind({ field }: Form, isNearlyTyped: boolean): number {
  return (field === 'NAME' ? 0 : 2) + (isNearlyTyped ? 0 : 1);
}

/** @param leastStart - letters that have to be typed of a longer name. */
function nearStarts(
  { forms, runs, runKeys }: Names,
  { texts }: Query,
  edits: number,
  leastStart: number,
  found: Ranking,
): void {
  for (const text of texts) {
    startingNearly(runKeys, text, edits, (i, needed, length) => {
      if (needed !== edits) return;
      const run = runs[i] as Run;
      const left = (runKeys.keys[i] as string).length - length;
      if (text.length < leastStart && left > 0) return;
      const kind = left === 0 ? 0 : run.first === 0 ? 1 : 2;
      found.offer(run.form, { tier: TIER.TYPO, edits, kind }, () => runParts(forms, run, length));
    });
  }
}

function runParts(forms: readonly Form[], { form, first, isSingular }: Run, length: number): MatchedPart[] {
  const { words, keys } = forms[form] as Form;
  return partsOfRun(isSingular ? keys : words, first, length);
}

/** Names that have each typed word, or a word that starts so, with at most `most` edits in all. */
function scattered(names: Names, matches: readonly WordMatches[], most: number, found: Ranking): void {
  for (const id of rarest(matches)) {
    if (!found.admits(id, IN_ANY_ORDER)) continue;
    const assigned = assign(names.forms[id] as Form, matches);
    if (assigned === null || assigned.edits > most) continue;
    const { edits, left, parts } = assigned;
    const rank = edits === 0 ? IN_ANY_ORDER : { tier: TIER.TYPO, edits, kind: left === 0 ? 0 : 2 };
    found.offer(id, rank, () => parts);
  }
}

/** The best that words in another order can be. */
const IN_ANY_ORDER: Rank = { tier: TIER.WORD_START, edits: 0, kind: 0 };

/** The names that have the word with the fewest of them. */
function rarest(matches: readonly WordMatches[]): ReadonlySet<number> {
  const [first, ...rest] = matches;
  return new Set(rest.reduce((few, other) => (other.count < few.count ? other : few), first as WordMatches).forms());
}

function initials({ forms, byInitials }: Names, { words }: Query, found: Ranking): void {
  if (words.length !== 1) return;
  for (const id of byInitials.get(words[0] as string) ?? []) {
    const rank: Rank = { tier: TIER.WORD_START, edits: 0, kind: 1 };
    found.offer(id, rank, () => abbreviationPlaces(words[0] as string, (forms[id] as Form).words) ?? []);
  }
}

function abbreviations({ forms, byFirstLetter }: Names, { words }: Query, found: Ranking): void {
  const [word = '', ...others] = words;
  if (others.length > 0 || word.length < 3 || word.length > 6) return;
  for (const id of byFirstLetter.get(word.charAt(0)) ?? []) {
    const places = abbreviationPlaces(word, (forms[id] as Form).words);
    if (places === null) continue;
    const inside = places.filter(({ from }) => from > 0).length;
    found.offer(id, { tier: TIER.ABBREVIATION, edits: 0, kind: Math.min(inside, 7) }, () => places);
  }
}
