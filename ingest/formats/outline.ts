/**
 * A page independent of its format: title, head, headings with the blocks below them, raw JSON-LD.
 * The readers of page kinds see only outlines, never Markdown or HTML.
 */
import type { StatedImage } from './images.ts';
import { collapse, spaced, wholeSentences } from './plain-text.ts';

/** A link as written: `url` may be anything, also relative; `wiki:Name` links to a page by its name. */
export interface Link {
  text: string;
  url: string;
}

/** A range of an inline's text in UTF-16 units, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Text without markup: white space collapsed, images dropped. */
export interface Inline {
  text: string;
  /** In text order, not nested. */
  links: readonly Link[];
  /** Bold ranges of `text` in order, not nested. */
  bolds: readonly Span[];
  /** True if the copy was cut inside it. Half links and images are already dropped, a half sentence is not. */
  isCut: boolean;
  /** The URL fragments that lead to it. */
  anchors?: readonly string[];
}

/** `term` and `description` come from a definition list; a table is a list whose items are its rows. */
export type Block =
  | { kind: 'paragraph' | 'quote' | 'term' | 'description'; inline: Inline }
  | { kind: 'list'; items: readonly Inline[]; isTable: boolean };

/** A heading and the blocks up to the next one; level 0 holds the blocks before the first heading. */
export interface Section {
  level: number;
  heading: Inline;
  blocks: Block[];
}

/** An address that the page states as its own. `isOpen` if the copy ends right after it, so it may be incomplete. */
export interface StatedAddress {
  /** Where it is stated, in words for a message: `canonical link`. */
  source: string;
  url: string;
  isOpen: boolean;
}

/** The text of a JSON-LD block; `isWhole` is false if the copy was cut inside it. */
export interface RawBlock {
  text: string;
  isWhole: boolean;
  /** The line of the file where it begins, counted from 1; null if unknown. */
  line: number | null;
}

/** A page's metadata, as written. */
export interface Head {
  /** A title for a page without a heading of level 1. */
  title: string | null;
  /** Alternate names of what the page is about. */
  names: readonly string[];
  description: string | null;
  tags: readonly string[];
  author: string | null;
  published: string | null;
  modified: string | null;
  publisher: string | null;
  /** The section or category that the page is in. */
  section: string | null;
  image: StatedImage | null;
  /** Where the page redirects to. */
  redirect: string | null;
}

export interface Outline {
  /** The page's first heading of level 1, null if it has none. */
  title: Inline | null;
  head: Head;
  addresses: readonly StatedAddress[];
  sections: readonly Section[];
  jsonLd: readonly RawBlock[];
  /** The base of relative links that the page declares, which may be relative itself; null for none. */
  base: string | null;
  /** Left-out content that may be text, in words for a warning. */
  leftOut: readonly string[];
  /** Captions of images, which are not part of the text. */
  captions: readonly string[];
  /** Whether the page should end in its address but has none, which shows that the copy was cut. */
  lacksAddress: boolean;
  /** Where the copy was cut, such as `at a heading`; null if nothing shows a cut. */
  cut: string | null;
}

/** A labelled field in a paragraph, such as `Published: 2026-01-02`. */
export interface Field {
  name: 'author' | 'published' | 'modified' | 'address' | 'other';
  /** The label as written, for messages. */
  label: string;
  value: string;
}

/** The conventions of a family of pages that the readers of formats must know. */
export interface Conventions {
  /** The fields that a paragraph consists of, in order; null for any other text. */
  fieldsOf(inline: Inline): readonly Field[] | null;
  /** Whether a text ends in a way that shows that it is complete, though not with the end of a sentence. */
  isSetOut(text: string): boolean;
  /** Whether code below this heading is the page's data. */
  isDataHeading(heading: string): boolean;
  /** Whether the title shows that the page ends in its address. */
  endsInAddress(title: string): 'yes' | 'perhaps' | 'no';
}

/** For pages without conventions of their own. */
export const NO_CONVENTIONS: Conventions = {
  fieldsOf: () => null,
  isSetOut: () => false,
  isDataHeading: () => false,
  endsInAddress: () => 'no',
};

export const EMPTY: Inline = { text: '', links: [], bolds: [], isCut: false };

/** The complete sentences of a text that was cut, or the whole text if it was not. */
export function wholeText(inline: Inline, text = inline.text): string {
  return inline.isCut ? wholeSentences(text) : text;
}

/** The link that an inline consists of; null if it has any other text. */
export function soleLink(inline: Inline): Link | null {
  const [link, second] = inline.links;
  return link !== undefined && second === undefined && link.text === inline.text && link.text !== '' ? link : null;
}

export const WIKI = 'wiki:';

/** Text in pieces, as a scanner finds it; ranges count pieces, `to` exclusive. */
export interface Pieces {
  texts: readonly string[];
  links: readonly { from: number; to: number; url: string }[];
  bolds: readonly { from: number; to: number }[];
}

/** Joins pieces to a text with collapsed white space, and maps links and bold ranges to it. */
export function assemble({ texts, links, bolds }: Pieces, isCut = false): Inline {
  if (links.length === 0 && bolds.length === 0) return { text: collapse(texts.join('')), links: [], bolds: [], isCut };
  const offsets: number[] = [];
  const parts: string[] = [];
  let length = 0;
  let endsInSpace = true;
  for (const text of texts) {
    offsets.push(length);
    const piece = spaced(text);
    const part: string = endsInSpace && piece.startsWith(' ') ? piece.slice(1) : piece;
    if (part === '') continue;
    parts.push(part);
    length += part.length;
    endsInSpace = part.endsWith(' ');
  }
  offsets.push(length);
  const whole = parts.join('');
  const offset = (piece: number): number => offsets[piece] ?? length;
  return {
    text: whole.trim(),
    links: links.map(({ from, to, url }) => ({ text: whole.slice(offset(from), offset(to)).trim(), url })),
    bolds: bolds.map(({ from, to }) => ({ start: offset(from), end: offset(to) })),
    isCut,
  };
}
