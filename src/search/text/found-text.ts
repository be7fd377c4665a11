/** Chooses the text of a concept that best shows why it was found, and the passage of it to display. */
import { type LocatedWord, locatedWords } from '../../model/names.ts';
import type { TextRange } from '../names/highlight.ts';

export type TextField = 'NAME' | 'ALTERNATE_NAME' | 'MEANING' | 'DEFINITION' | 'FACET' | 'GLOSS';

/** A text that may be shown; `heading` was searched, too, but is not shown. */
export interface Candidate {
  field: TextField;
  text: string;
  heading?: string | null;
}

export interface FoundText {
  field: TextField;
  text: string;
  ranges: TextRange[];
}

/** A text up to this length is shown whole; of a longer one, a passage of about PASSAGE units. */
const WHOLE = 300;
const PASSAGE = 240;
/** Units of a passage before its first match. */
const LEAD = 60;

export interface Choice {
  /** The best of the candidates offered so far. */
  best(): FoundText | null;
  /** Whether a text has all the words: nothing can be better. */
  isComplete(): boolean;
  offer(candidates: readonly Candidate[]): void;
}

/** Chooses the text with the most of `words`; among equals, the first one offered. */
export function chooseText(words: readonly string[]): Choice {
  const wanted = new Set(words);
  let best: { candidate: Candidate; matches: LocatedWord[]; count: number } | null = null;
  const isComplete = () => best !== null && best.count === wanted.size;
  return {
    isComplete,
    best: () => best && { field: best.candidate.field, ...passage(best.candidate.text, best.matches) },
    offer(candidates) {
      for (const candidate of candidates) {
        if (isComplete()) return;
        const matches = locatedWords(candidate.text).filter(({ key }) => wanted.has(key));
        const inHeading = locatedWords(candidate.heading ?? '').filter(({ key }) => wanted.has(key));
        const count = new Set([...matches, ...inHeading].map(({ key }) => key)).size;
        if (count > (best?.count ?? 0)) best = { candidate, matches, count };
      }
    },
  };
}

/** The passage of `text` with the most distinct words of `matches`, cut between words, and where they are in it. */
function passage(text: string, matches: readonly LocatedWord[]): Omit<FoundText, 'field'> {
  const ranges = matches.map(({ start, end }) => ({ start, end })).filter(isNew);
  if (text.length <= WHOLE) return { text, ranges };
  const [from, to] = cutBetweenWords(text, startOfPassage(matches));
  const before = from > 0 ? '…' : '';
  const shift = before.length - from;
  return {
    text: `${before}${text.slice(from, to)}${to < text.length ? '…' : ''}`,
    ranges: ranges
      .filter(({ start, end }) => start >= from && end <= to)
      .map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  };
}

/** One character may be several words: `½` is 1 and 2. */
function isNew({ start }: TextRange, i: number, ranges: readonly TextRange[]): boolean {
  return ranges[i - 1]?.start !== start;
}

/** Start of the match from which a passage has the most distinct words. */
function startOfPassage(matches: readonly LocatedWord[]): number {
  let best = { start: 0, count: 0 };
  let last = 0;
  const inside = new Map<string, number>();
  for (const { start, key } of matches) {
    while (last < matches.length && (matches[last] as LocatedWord).end <= start + PASSAGE - LEAD) {
      const added = (matches[last] as LocatedWord).key;
      inside.set(added, (inside.get(added) ?? 0) + 1);
      last++;
    }
    if (inside.size > best.count) best = { start, count: inside.size };
    const left = (inside.get(key) ?? 0) - 1;
    if (left > 0) inside.set(key, left);
    else inside.delete(key);
  }
  return best.start;
}

function cutBetweenWords(text: string, match: number): [from: number, to: number] {
  const begin = Math.max(0, Math.min(match - LEAD, text.length - PASSAGE));
  const space = begin === 0 ? -1 : text.slice(begin, match).search(/\s/);
  const from = begin === 0 ? 0 : space < 0 ? match : begin + space + 1;
  const end = from + PASSAGE;
  if (end >= text.length) return [from, text.length];
  const lastSpace = text.slice(match, end).search(/\s\S*$/);
  return [from, lastSpace <= 0 ? wholeUnit(text, end) : match + lastSpace];
}

/** Never splits a surrogate pair. */
function wholeUnit(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at + 1 : at;
}
