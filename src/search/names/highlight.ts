/** Which part of a name matched a query. */
import { locatedWords, placeInWord } from '../../model/names.ts';
import type { Form } from './names.ts';

/** `[start, end)` in UTF-16 units. */
export interface TextRange {
  start: number;
  end: number;
}

/**
 * Units `[from, to)` of the form's word number `word`; `to` is null for the end of the word, including plural letters.
 */
export interface MatchedPart {
  word: number;
  from: number;
  to: number | null;
}

/** Where `parts` of a form are in the whole name, sorted; adjacent whole words become one range. */
export function rangesOf({ text, at }: Form, parts: readonly MatchedPart[]): TextRange[] {
  const words = locatedWords(text);
  const ranges: (TextRange & { endsWord: number | null })[] = [];
  for (const { word, from, to } of [...parts].sort((a, b) => a.word - b.word || a.from - b.from)) {
    const located = words[at + word];
    if (located === undefined) continue;
    const start = from === 0 ? located.start : placeInWord(text, located, from);
    const end = to === null ? located.end : placeInWord(text, located, to);
    const last = ranges.at(-1);
    const follows = last !== undefined && (last.end >= start || (from === 0 && last.endsWord === word - 1));
    if (follows) {
      last.end = Math.max(last.end, end);
      last.endsWord = to === null ? word : null;
    } else {
      ranges.push({ start, end, endsWord: to === null ? word : null });
    }
  }
  return ranges.map(({ start, end }) => ({ start, end }));
}

/** The first `length` units of `words` joined by spaces, starting at the form's word `first` and wrapping around. */
export function partsOfRun(words: readonly string[], first: number, length: number): MatchedPart[] {
  const parts: MatchedPart[] = [];
  let left = length;
  for (let i = 0; i < words.length && left > 0; i++) {
    const word = (first + i) % words.length;
    const units = (words[word] as string).length;
    parts.push({ word, from: 0, to: left >= units ? null : left });
    left -= units + 1;
  }
  return parts;
}
