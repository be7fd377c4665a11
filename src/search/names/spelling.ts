/**
 * Corrects misspelt words by the words of names, because full-text search does not match a word with a wrong letter.
 */
import { nameWords } from '../../model/names.ts';
import type { Form, Names } from './names.ts';
import { startingNearly } from './sorted-keys.ts';

/** With more unknown words than this, the text is probably in another language. */
const MOST_MENDED = 8;
/** Longest word that is corrected. */
const LONGEST = 40;

/**
 * `words` with each one that occurs in no name replaced by what it likely means: words of a name run together
 * (`stoploss`), two words that are one (`stable coin`), a word that lacks its end (`margi`), then the nearest word,
 * within one edit from five letters on and two from eight. Ties go to the same first letter, then to the word in more
 * names. Null if nothing is replaced.
 *
 * @param words - in the singular, as `nameWords` returns them.
 */
export function mended(names: Names, words: readonly string[]): string[] | null {
  const { formsByWord } = names;
  if (words.filter((word) => !formsByWord.has(word)).length > MOST_MENDED) return null;
  const now: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const [word = '', next] = [words[i], words[i + 1]];
    const together = next === undefined ? '' : word + next;
    if (formsByWord.has(together) && !(formsByWord.has(word) && formsByWord.has(next ?? ''))) {
      now.push(keyOf(together));
      i++;
    } else {
      now.push(...(formsByWord.has(word) ? [word] : replacements(names, word)));
    }
  }
  return now.join(' ') === words.join(' ') ? null : [...new Set(now)];
}

function replacements(names: Names, word: string): readonly string[] {
  const [runTogether] = names.byLetters.get(word) ?? [];
  if (runTogether !== undefined) return (names.forms[runTogether] as Form).keys;
  const parted = inTwo(names, word);
  if (parted !== null) return parted;
  const near = nearest(names, word);
  return [near === null ? word : keyOf(near)];
}

/** Splits `word` into two words of one name. */
function inTwo({ formsByWord }: Names, word: string): readonly string[] | null {
  for (let end = 3; end <= word.length - 3; end++) {
    const withFirst = formsByWord.get(word.slice(0, end));
    const withSecond = withFirst && formsByWord.get(word.slice(end));
    if (withSecond?.some((form) => withFirst?.includes(form))) return [word.slice(0, end), word.slice(end)].map(keyOf);
  }
  return null;
}

/** The word of names that `word` may mean: one that it begins, with a letter or two missing, else the nearest. */
function nearest({ words, formsByWord }: Names, word: string): string | null {
  const mostEdits = word.length < 5 ? 0 : word.length < 8 ? 1 : 2;
  const mostLeft = word.length < 3 ? 0 : word.length < 6 ? 1 : 2;
  if (word.length > LONGEST) return null;
  let best: { known: string; rank: number; names: number } | null = null;
  startingNearly(words, word, Math.max(mostEdits, mostLeft), (place, edits, length, whole) => {
    const known = words.keys[place] as string;
    const isBegun = edits === 0 && length === word.length && known.length <= word.length + mostLeft;
    if (!isBegun && whole > mostEdits) return;
    const rank = isBegun ? 0 : whole * 2 + (known[0] === word[0] ? 0 : 1);
    const named = formsByWord.get(known)?.length ?? 0;
    if (best === null || rank < best.rank || (rank === best.rank && named > best.names)) {
      best = { known, rank, names: named };
    }
  });
  return (best as { known: string } | null)?.known ?? null;
}

function keyOf(word: string): string {
  return nameWords(word)[0] ?? word;
}
