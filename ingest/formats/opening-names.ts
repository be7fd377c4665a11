/** Names of a concept from the opening words of its text. */
import type { Block } from './outline.ts';
import { plainName } from './plain-text.ts';

/**
 * The names in the bold opening words of the first paragraph, except `name` itself: `**Value at Risk (VaR)** is` and
 * `**Value at Risk** (VaR) is` both give two. Later bold words are emphasis; a label such as `**Note:**` is no name.
 */
export function openingNames(name: string, blocks: readonly Block[]): string[] {
  const opened = openingOf(blocks);
  if (opened === null) return [];
  const { opening, rest } = opened;
  if (rest === '' || /[.:;!?]$/.test(opening) || rest.startsWith(':') || opening.split(' ').length > 12) return [];
  const inside = splitAbbreviation(opening);
  const behind = /^\(([^()\s]{2,16})\)/.exec(rest)?.[1];
  const abbreviation = inside.abbreviation ?? (behind !== undefined && isAbbreviation(behind) ? behind : null);
  return [inside.name, ...(abbreviation === null ? [] : [abbreviation])]
    .map(plainName)
    .filter((other) => isOther(name, other));
}

/** The bold opening words of the first paragraph, and the text after them; null if it does not open in bold. */
export function openingOf(blocks: readonly Block[]): { opening: string; rest: string } | null {
  const first = blocks.find(({ kind }) => kind === 'paragraph');
  if (first === undefined || first.kind === 'list') return null;
  const { text, bolds } = first.inline;
  const [bold] = bolds;
  if (bold === undefined || bold.start !== 0) return null;
  return { opening: text.slice(0, bold.end).trim(), rest: text.slice(bold.end).trim() };
}

function splitAbbreviation(words: string): { name: string; abbreviation: string | null } {
  const open = words.lastIndexOf('(');
  const inside = words.endsWith(')') ? words.slice(open + 1, -1).trim() : '';
  if (open <= 0 || !isAbbreviation(inside)) return { name: words, abbreviation: null };
  return { name: words.slice(0, open).trim(), abbreviation: inside };
}

/** One word of at most 16 characters with at least two capitals: `VaR`, `ZK-PDM`, not `isolated`. */
function isAbbreviation(word: string): boolean {
  return word.length <= 16 && !/\s/.test(word) && (word.match(/\p{Lu}/gu)?.length ?? 0) >= 2;
}

/** Whether `other` is a non-empty name that differs from `name` in more than case. */
export function isOther(name: string, other: string): boolean {
  return other !== '' && other.toLowerCase() !== name.toLowerCase();
}
