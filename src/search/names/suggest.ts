/**
 * As-you-type search: which concepts a half-typed, misspelt or reordered name means.
 *
 * Tiers, best first:
 * 1. EXACT: the name, or its abbreviation in brackets, ignoring case, accents, hyphens, plural, word order and small
 *    words; the name exactly as written comes first.
 * 2. PREFIX: the name starts with what was typed. A concept's own name comes before its alternate names; within these,
 *    a name of which at least four letters are typed and at most two are missing comes first.
 * 3. WORD START: the name does so from one of its words on, or each typed word starts one of its words, in any order,
 *    or its initials were typed. Own names first, as in PREFIX.
 * 4. TYPO: as above, within one edit from three letters on and two from eight; an edit inserts, deletes or changes a
 *    letter or space, or swaps two. Fewer edits first; among equals the full name, then its start, then its words.
 *    Skipped while the last of several words is just begun and something starts that way.
 * 5. ABBREVIATION: the letters occur in the name, and each of its words begins with one (ADL, Auto-Deleveraging).
 *
 * Ties go by how well linked the concept is, then by slug. Each concept appears once, by its best name, and of concepts
 * that are likely the same (see `model/likeness.ts`) only one does. A tier is searched only while the better ones leave
 * room.
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
  /**
   * Its words as one text: those before the last in the singular, the last one as typed; other spellings if they
   * differ.
   */
  texts: readonly string[];
}

/** With more words than this, words in another order are not searched for. */
const SCATTERED_WORDS = 12;

/**
 * Fewest letters, while typing and for a complete text, for a typo in the start of a longer name: with fewer, it would
 * match half of all names.
 */
const WHILE_TYPED = 4;
const ONCE_WHOLE = 5;

/**
 * At most `limit` concepts, best first; none for a text without words.
 *
 * @param isWhole - whether the text is complete: then `nope` is not the start of `Open Interest`.
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
  // A word that was just begun has nothing to correct yet.
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

/** All words of a form, whole. */
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

/**
 * Words that carry meaning: `risk of volatility` is `Volatility Risk`. The last one stays, as it may begin any other
 * word.
 */
function largeWords({ words, keys }: Query): { word: string; key: string }[] {
  return words.flatMap((word, i) =>
    i < words.length - 1 && SMALL_WORDS.has(word) ? [] : [{ word, key: keys[i] as string }],
  );
}

function editsAllowed({ texts }: Query): number {
  const length = texts[0]?.length ?? 0;
  // A few characters may decompose into thousands of letters, which no name resembles.
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

/** A name counts as nearly typed with at least this many letters typed and at most this many missing. */
const NEARLY_TYPED = 4;
const NEARLY_LEFT = 2;

/** A concept's own name comes before its alternate names; within these, a nearly typed name before longer ones. */
function startKind({ field }: Form, isNearlyTyped: boolean): number {
  return (field === 'NAME' ? 0 : 2) + (isNearlyTyped ? 0 : 1);
}

/** @param leastStart - fewest letters that may match the start of a longer name. */
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

/** Names with a word that starts with each typed word, with at most `most` edits in all. */
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

/** The best rank that words in another order can have. */
const IN_ANY_ORDER: Rank = { tier: TIER.WORD_START, edits: 0, kind: 0 };

/** The names for the query word that occurs least often. */
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
