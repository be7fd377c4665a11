/**
 * Finds the glossary's terms in a text: from left to right, at each word the longest name that starts there, and on
 * behind it, so that no two overlap. The text is read once and in linear time.
 *
 * Between the words of a name may stand white space, one line end in it, a hyphen or slash, at a line's end too, an
 * ampersand or the point of an abbreviation; anything else, such as a comma, only where the name itself is written so.
 * A word that a hyphen divides, in a line or at its end, is one word where no name has the parts. What stands in an
 * address of a page or of a person is left alone.
 */
import { type LocatedWord, locatedWords, nameWords } from '../../model/names.ts';
import { type Form, isAbbreviation, type Names } from './names.ts';
import type { PhraseNode } from './phrases.ts';

/** `text` is what stands at `[start, end)`, in UTF-16 units. */
export interface NameInText {
  start: number;
  end: number;
  text: string;
  slug: string;
}

const GAP = /^(?:['’]s?)?(?:[^\S\n]*\n?[^\S\n]*|[-‐‑/](?:\r?\n[^\S\n]*)?|[‒–_.]|\s?&\s?)$/u;
const DIVISION = /^[-‐‑](?:\r?\n[^\S\n]*)?$/u;
/** Addresses, each found from where it begins: none of the parts looks back over what stands before it. */
const ADDRESS =
  /(?:https?:\/\/|www\.|mailto:)\S+|(?<![^\s(<"'])[\w.+-]{1,64}@[\w-]{1,64}\.\S+|(?<![^\s(<"'])[\w/.#-]{1,256}\.(?:html?|md)\b|(?<!\S)[/#][\w/#-]+/giu;
/** A longer gap is no gap between the words of one name. */
const GAP_LENGTH = 64;

/** @param firstOnly - each concept once, at its first place. */
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

/** The names that a text holds, each concept once, in the order of the text. */
export function namesWithin({ forms }: Names, phrases: PhraseNode, text: string): Form[] {
  return firstOfEach(formsIn(forms, phrases, text)).map(({ form }) => form);
}

/** A name in a text, which stands at `[start, end)`. */
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
  /** The word behind the last phrase in another sense. */
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

/** The words that stand in none of `parts`, which come in order. */
function outside(parts: readonly { start: number; end: number }[], words: readonly LocatedWord[]): LocatedWord[] {
  let next = 0;
  return words.filter(({ start, end }) => {
    while (next < parts.length && (parts[next]?.end ?? 0) <= start) next++;
    const part = parts[next];
    return part === undefined || end <= part.start;
  });
}

/** What starts at a word: the longest name, and how many words a phrase in another sense takes up. */
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

/** The node that the word number `at` leads to, alone or, divided at a line's end, with the next. */
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

/** The form to choose at a node, of those that the text from `start` on may be. */
function formAt(node: PhraseNode, forms: readonly Form[], text: string, start: number, isPlain: boolean): Form | null {
  for (const id of node.forms) {
    const form = forms[id] as Form;
    if (!isPlain && endOfVerbatim(form, text, start) === null) continue;
    if (!isAbbreviation(form.written) || hasItsCapitals(form, text, start)) return form;
  }
  return null;
}

/** True where the text writes an abbreviation as the name does, or all in capitals. */
function hasItsCapitals({ written }: Form, text: string, start: number): boolean {
  // Its plural is another spelling of the same capitals.
  const singular = written.replace(/s$/, '');
  return text.startsWith(singular, start) || text.startsWith(singular.toUpperCase(), start);
}

function isGap(pattern: RegExp, text: string, from: number, to: number): boolean {
  return to - from <= GAP_LENGTH && pattern.test(text.slice(from, to));
}

/** Where the form ends that stands at `start` as it is written, whatever its case; null where it does not. */
function endOfVerbatim({ written }: Form, text: string, start: number): number | null {
  const end = start + written.length;
  return text.slice(start, end).toLowerCase() === written.toLowerCase() ? end : null;
}
