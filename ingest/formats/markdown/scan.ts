/** How far the reading of a text is: its pieces so far, and what is open in it. */
import type { References } from './references.ts';

export interface Bracket {
  at: number;
  piece: number;
  /** Links found before it. */
  links: number;
  isImage: boolean;
}

/** A run of `*` or `_` that may open emphasis. */
export interface Delimiter {
  piece: number;
  length: number;
}

export interface Scan {
  source: string;
  references: References;
  at: number;
  /** The text so far, in pieces; links and bold stretches are ranges of pieces. */
  texts: string[];
  links: { from: number; to: number; url: string }[];
  bolds: { from: number; to: number }[];
  brackets: Bracket[];
  /** Brackets below this one on the stack have a link inside, and links do not nest. */
  barren: number;
  delimiters: Record<'*' | '_', Delimiter[]>;
  /** The piece at which a mark opened that its like may close. */
  marks: Partial<Record<'~~' | '==', number>>;
  /** Links of HTML, and stretches above or below the line, that are open. */
  anchors: { piece: number; url: string }[];
  scripts: { piece: number; name: 'sup' | 'sub' }[];
  /** What is known to have no end: runs of backticks by their length, and ends of comments and scripts. */
  unclosedRuns: Set<number>;
  missing: Set<string>;
  /** What is drawn in from elsewhere, by its name. */
  embeds: string[];
  /** The piece at which a link begins whose address the text does not finish. */
  halfLink: number | null;
  /** The same, where the address has begun. */
  halfAddress: number | null;
}

export function endOfRun(source: string, from: number, character: string): number {
  let end = from;
  while (source.charAt(end) === character) end += 1;
  return end;
}

export function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
