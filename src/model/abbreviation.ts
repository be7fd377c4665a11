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

/** Units `[from, to)` of a name's word number `word`. */
interface Place {
  word: number;
  from: number;
  to: number;
}

/**
 * Where the letters of `short` stand in `words`: each word, small ones aside, gives its first letter, some a later one
 * too, all in order. Null where they do not stand so, or where more stand inside words than begin one.
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

/** Longer ones are no abbreviations; the search tries both ways for each letter. */
const MOST_LETTERS = 8;
