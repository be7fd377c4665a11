/** The state of reading a text: the pieces so far, and what is still open. */
import type { References } from './references.ts';

export interface Bracket {
  at: number;
  piece: number;
  /** The number of links before it. */
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
  /** The text so far, in pieces; links and bold ranges count pieces, `to` exclusive. */
  texts: string[];
  links: { from: number; to: number; url: string }[];
  bolds: { from: number; to: number }[];
  brackets: Bracket[];
  /** How many brackets at the bottom of the stack contain a link: they cannot become one, as links do not nest. */
  barren: number;
  delimiters: Record<'*' | '_', Delimiter[]>;
  /** The piece of an open mark. */
  marks: Partial<Record<'~~' | '==', number>>;
  /** Open HTML links, and open superscripts and subscripts. */
  anchors: { piece: number; url: string }[];
  scripts: { piece: number; name: 'sup' | 'sub' }[];
  /** Lengths of backtick runs that nothing closes, and closing marks that do not occur in the rest of the text. */
  unclosedRuns: Set<number>;
  missing: Set<string>;
  /** Names of content embedded from elsewhere. */
  embeds: string[];
  /** The first piece of a link whose target the text does not finish; null for none. */
  halfLink: number | null;
  /** The same, for a link whose `(` is there. */
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
