/**
 * Finds the glossary's terms in a text: from left to right, at each word the longest name that starts there, and on
 * behind it, so that no two overlap. The text is read once and in linear time.
 *
 * Between the words of a name may stand white space, one line end in it, a hyphen or slash, an ampersand or the point
 * of an abbreviation; anything else, such as a comma, only where the name itself is written so.
 */
import { type LocatedWord, locatedWords } from '../names.ts';
import { type Form, isAbbreviation, type Names } from './names.ts';
import type { PhraseNode } from './phrases.ts';

/** `text` is what stands at `[start, end)`, in UTF-16 units. */
export interface NameInText {
  start: number;
  end: number;
  text: string;
  slug: string;
}

const GAP = /^(?:['’]s?)?(?:[^\S\n]*\n?[^\S\n]*|[-‐‑‒–/_.]|\s?&\s?)$/u;
/** A longer gap is no gap between the words of one name. */
const GAP_LENGTH = 64;

/** @param firstOnly - each concept once, at its first place. */
export function annotate(
  { forms, slugs }: Names,
  phrases: PhraseNode,
  text: string,
  { firstOnly }: { firstOnly: boolean },
): NameInText[] {
  const words = locatedWords(text);
  const seen = new Set<number>();
  const found: NameInText[] = [];
  for (let i = 0; i < words.length; ) {
    const match = longestAt(forms, phrases, text, words, i);
    if (match === null) {
      i++;
      continue;
    }
    const { concept, end } = match;
    if (!firstOnly || !seen.has(concept)) {
      const { start } = words[i] as LocatedWord;
      found.push({ start, end, text: text.slice(start, end), slug: slugs[concept] as string });
    }
    seen.add(concept);
    i += match.words;
  }
  return found;
}

function longestAt(
  forms: readonly Form[],
  phrases: PhraseNode,
  text: string,
  words: readonly LocatedWord[],
  first: number,
): { concept: number; end: number; words: number } | null {
  const { start } = words[first] as LocatedWord;
  let longest: { concept: number; end: number; words: number } | null = null;
  let node: PhraseNode | undefined = phrases;
  let isPlain = true;
  for (let i = first; i < words.length; i++) {
    const word = words[i] as LocatedWord;
    node = node.next?.get(word.key);
    if (node === undefined) break;
    if (i > first) isPlain &&= isGap(text, (words[i - 1] as LocatedWord).end, word.start);
    for (const id of node.forms) {
      const form = forms[id] as Form;
      const verbatim = endOfVerbatim(form, text, start);
      if (!isPlain && verbatim === null) continue;
      // Its plural is another spelling of the same capitals.
      if (isAbbreviation(form.written) && !text.startsWith(form.written.replace(/s$/, ''), start)) continue;
      longest = { concept: form.concept, end: Math.max(word.end, verbatim ?? 0), words: i - first + 1 };
      break;
    }
  }
  return longest;
}

function isGap(text: string, from: number, to: number): boolean {
  return to - from <= GAP_LENGTH && GAP.test(text.slice(from, to));
}

/** Where the form ends that stands at `start` as it is written, whatever its case; null where it does not. */
function endOfVerbatim({ written }: Form, text: string, start: number): number | null {
  const end = start + written.length;
  return text.slice(start, end).toLowerCase() === written.toLowerCase() ? end : null;
}
