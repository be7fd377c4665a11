/** Mends misspelt words by the words of names: full text finds no word with a letter wrong. */
import { nameWords } from '../names.ts';
import type { Names } from './names.ts';
import { startingNearly } from './sorted-keys.ts';

/**
 * `words` with each that stands in no name replaced by the nearest that does: within one edit from four letters on, two
 * from eight; among equally near ones the one that more names have. Null where nothing is replaced.
 *
 * @param words - in the singular, as `nameWords` gives them.
 */
export function mended(names: Names, words: readonly string[]): string[] | null {
  const now = words.map((word) => (names.formsByWord.has(word) ? word : (nearest(names, word) ?? word)));
  return now.some((word, i) => word !== words[i]) ? [...new Set(now)] : null;
}

function nearest({ words, formsByWord }: Names, word: string): string | null {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  if (most === 0) return null;
  let best: { word: string; edits: number; names: number } | null = null;
  startingNearly(words, word, most, (place, edits, length) => {
    const known = words.keys[place] as string;
    if (known.length !== length) return;
    const named = formsByWord.get(known)?.length ?? 0;
    const isBetter = best === null || edits < best.edits || (edits === best.edits && named > best.names);
    if (isBetter) best = { word: known, edits, names: named };
  });
  const found = best as { word: string } | null;
  return found && (nameWords(found.word)[0] ?? null);
}
