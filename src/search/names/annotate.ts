/**
 * Finds the glossary's terms in a text: from left to right, the longest name that starts at each word, then on after
 * it, so that no two overlap. The text is read once, in linear time.
 *
 * The words of a name may be separated by white space with at most one line end, by a hyphen or slash (also at a line's
 * end), an ampersand or the full stop of an abbreviation; by anything else, such as a comma, only if the name itself is
 * written so. A word divided by a hyphen, within a line or at its end, counts as one word unless a name has the parts.
 * Web and email addresses are left alone.
 */
import { type LocatedWord, locatedWords, nameWords } from '../../model/names.ts';
import { type Form, isAbbreviation, type Names } from './names.ts';
import type { PhraseNode } from './phrases.ts';

/** `text` is the part of the source text at `[start, end)`, in UTF-16 units. */
export interface NameInText {
  start: number;
  end: number;
  text: string;
  slug: string;
}

const GAP = /^(?:['’]s?)?(?:[^\S\n]*\n?[^\S\n]*|[-‐‑/](?:\r?\n[^\S\n]*)?|[‒–_.]|\s?&\s?)$/u;
const DIVISION = /^[-‐‑](?:\r?\n[^\S\n]*)?$/u;
/** Addresses, each matched from its beginning: no part looks back over unbounded text before it. */
const ADDRESS =
  /(?:https?:\/\/|www\.|mailto:)\S+|(?<![^\s(<"'])[\w.+-]{1,64}@[\w-]{1,64}\.\S+|(?<![^\s(<"'])[\w/.#-]{1,256}\.(?:html?|md)\b|(?<!\S)[/#][\w/#-]+/giu;
/** A longer gap does not join the words of one name. */
const GAP_LENGTH = 64;

/** @param firstOnly - report each concept only once, where it first occurs. */
export function annotate(
  { forms, slugs }: Names,
  phrases: PhraseNode,
  text: string,
  { firstOnly }: { firstOnly: boolean },
): NameInText[] {
  const found = formsIn(forms, phrases, text);
  return (firstOnly ? firstOfEach(found) : found).map(({ form: { concept }, start, end }) => ({
    start,
    end,
    text: text.slice(start, end),
    slug: slugs[concept] as string,
  }));
}

/** The names that a text contains, each concept once, in text order. */
export function namesWithin({ forms }: Names, phrases: PhraseNode, text: string): Form[] {
  return firstOfEach(formsIn(forms, phrases, text)).map(({ form }) => form);
}

/** A name in a text, at `[start, end)`. */
interface FormInText {
  form: Form;
  start: number;
  end: number;
}

function firstOfEach(found: readonly FormInText[]): FormInText[] {
  const seen = new Set<number>();
  return found.filter(({ form: { concept } }) => !seen.has(concept) && seen.add(concept));
}

function formsIn(forms: readonly Form[], phrases: PhraseNode, text: string): FormInText[] {
  const words = outside(addressesIn(text), locatedWords(text));
  const found: FormInText[] = [];
  /** Index of the word after the last phrase in another sense. */
  let pastPhrase = 0;
  for (let i = 0; i < words.length; ) {
    const { name, phraseWords } = longestAt(forms, phrases, text, words, i);
    pastPhrase = Math.max(pastPhrase, i + phraseWords);
    if (name === null || i + name.words <= pastPhrase) {
      i++;
      continue;
    }
    found.push({ form: name.form, start: (words[i] as LocatedWord).start, end: name.end });
    i += name.words;
  }
  return found;
}

function addressesIn(text: string): { start: number; end: number }[] {
  return [...text.matchAll(ADDRESS)].map(({ 0: address, index }) => ({ start: index, end: index + address.length }));
}

/** The words outside `parts`, which are sorted. */
function outside(parts: readonly { start: number; end: number }[], words: readonly LocatedWord[]): LocatedWord[] {
  let next = 0;
  return words.filter(({ start, end }) => {
    while (next < parts.length && (parts[next]?.end ?? 0) <= start) next++;
    const part = parts[next];
    return part === undefined || end <= part.start;
  });
}

/** What starts at a word: the longest name, and the number of words of a phrase in another sense. */
interface Longest {
  name: { form: Form; end: number; words: number } | null;
  phraseWords: number;
}

function longestAt(
  forms: readonly Form[],
  phrases: PhraseNode,
  text: string,
  words: readonly LocatedWord[],
  first: number,
): Longest {
  const { start } = words[first] as LocatedWord;
  const longest: Longest = { name: null, phraseWords: 0 };
  let node = phrases;
  let isPlain = true;
  for (let next = first; next < words.length; ) {
    const step = stepFrom(node, text, words, next);
    if (step === null) break;
    if (next > first)
      isPlain &&= isGap(GAP, text, (words[next - 1] as LocatedWord).end, (words[next] as LocatedWord).start);
    node = step.node;
    next += step.words;
    const form = formAt(node, forms, text, start, isPlain);
    if (form !== null) {
      const end = Math.max((words[next - 1] as LocatedWord).end, endOfVerbatim(form, text, start) ?? 0);
      longest.name = { form, end, words: next - first };
    } else if (node.isOtherSense && isPlain) {
      longest.phraseWords = next - first;
    }
  }
  return longest;
}

/** The node reached by word number `at`, alone or, if it is divided at a line's end, joined with the next word. */
function stepFrom(
  node: PhraseNode,
  text: string,
  words: readonly LocatedWord[],
  at: number,
): { node: PhraseNode; words: number } | null {
  if (node.next === null) return null;
  const { key, start, end } = words[at] as LocatedWord;
  const alone = node.next.get(key);
  if (alone !== undefined) return { node: alone, words: 1 };
  const rest = words[at + 1];
  if (rest === undefined || !isGap(DIVISION, text, end, rest.start)) return null;
  const [whole = ''] = nameWords(text.slice(start, end) + text.slice(rest.start, rest.end));
  const joined = node.next.get(whole);
  return joined === undefined ? null : { node: joined, words: 2 };
}

/** The form to choose at a node, among those that match the text from `start` on. */
function formAt(node: PhraseNode, forms: readonly Form[], text: string, start: number, isPlain: boolean): Form | null {
  for (const id of node.forms) {
    const form = forms[id] as Form;
    if (!isPlain && endOfVerbatim(form, text, start) === null) continue;
    if (!isAbbreviation(form.written) || hasItsCapitals(form, text, start)) return form;
  }
  return null;
}

/** Whether the text writes an abbreviation as the name does, or all in capitals. */
function hasItsCapitals({ written }: Form, text: string, start: number): boolean {
  // The plural of an abbreviation has the same capitals.
  const singular = written.replace(/s$/, '');
  return text.startsWith(singular, start) || text.startsWith(singular.toUpperCase(), start);
}

function isGap(pattern: RegExp, text: string, from: number, to: number): boolean {
  return to - from <= GAP_LENGTH && pattern.test(text.slice(from, to));
}

/** Where the form ends if the text has it verbatim at `start`, ignoring case; else null. */
function endOfVerbatim({ written }: Form, text: string, start: number): number | null {
  const end = start + written.length;
  return text.slice(start, end).toLowerCase() === written.toLowerCase() ? end : null;
}
