/** Whether a few letters abbreviate a name. */

/** Words that an abbreviation may leave out. */
export const SMALL_WORDS: ReadonlySet<string> = new Set([
  'a',
  'an',
  'and',
  'at',
  'by',
  'for',
  'in',
  'of',
  'on',
  'the',
  'to',
]);

/** Units `[from, to)` of word number `word` of a name. */
interface Place {
  word: number;
  from: number;
  to: number;
}

/**
 * Where the letters of `short` are in `words`, in order: each word, except small ones, gives its first letter, and some
 * a later one, too. Null if they do not match so, or if more of them are inside words than at a beginning.
 *
 * @example abbreviationPlaces('adl', ['auto', 'deleveraging']) // a of auto, d and l of deleveraging
 */
export function abbreviationPlaces(short: string, words: readonly string[]): Place[] | null {
  const letters = [...short];
  const seek = (letter: number, word: number, from: number): Place[] | null => {
    if (letter === letters.length) return words.slice(word + 1).every((rest) => SMALL_WORDS.has(rest)) ? [] : null;
    const wanted = letters[letter] as string;
    const taken = (inWord: number, at: number): Place[] | null => {
      const rest = seek(letter + 1, inWord, at + wanted.length);
      return rest && [{ word: inWord, from: at, to: at + wanted.length }, ...rest];
    };
    for (let next = word + 1; next < words.length; next++) {
      const found = words[next]?.startsWith(wanted) ? taken(next, 0) : null;
      if (found !== null) return found;
      if (!SMALL_WORDS.has(words[next] as string)) break;
    }
    const inside = word < 0 ? -1 : (words[word] as string).indexOf(wanted, from);
    return inside < 0 ? null : taken(word, inside);
  };
  if (letters.length > MOST_LETTERS) return null;
  const places = seek(0, -1, 0);
  const initials = places?.filter(({ from }) => from === 0).length ?? 0;
  return places !== null && letters.length <= 2 * initials ? places : null;
}

/** Longer texts are not abbreviations; the search backtracks, with two choices per letter. */
const MOST_LETTERS = 8;
