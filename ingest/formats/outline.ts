/**
 * A page as both of its formats give it: title, head, headings with the blocks under them, raw JSON-LD.
 * Markdown and HTML end here; the page kinds read outlines and never see markup.
 */
import type { StatedImage } from './images.ts';
import { collapse, spaced, wholeSentences } from './plain-text.ts';

/** A link as it stands: the address may be anything, also relative; `wiki:Name` for one to a page by its name. */
export interface Link {
  text: string;
  url: string;
}

/** A stretch of an inline's text, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Text without markup: white space collapsed, images dropped. */
export interface Inline {
  text: string;
  /** In the order of the text, none inside another. */
  links: readonly Link[];
  /** Bold stretches of `text` in order, none inside another. */
  bolds: readonly Span[];
  /** True where the copy was cut inside it; half links and images are dropped, a half sentence is not yet. */
  isCut: boolean;
  /** The fragments that lead to it. */
  anchors?: readonly string[];
}

/** `term` and `description` are those of a list of definitions; the items of a list that is a table are its rows. */
export type Block =
  | { kind: 'paragraph' | 'quote' | 'term' | 'description'; inline: Inline }
  | { kind: 'list'; items: readonly Inline[]; isTable: boolean };

/** A heading and what stands between it and the next; level 0 is what stands before the first. */
export interface Section {
  level: number;
  heading: Inline;
  blocks: Block[];
}

/** An address that the page gives as its own. `isOpen` where the copy ends in it, so that it may be half of one. */
export interface StatedAddress {
  /** What says it, in the words of a message: `canonical link`. */
  source: string;
  url: string;
  isOpen: boolean;
}

/** The text of a JSON-LD block; `isWhole` is false for one that the copy was cut in. */
export interface RawBlock {
  text: string;
  isWhole: boolean;
  /** The line of the file that it begins in, 1 for the first; null where that is not known. */
  line: number | null;
}

/** What a page says of itself beside its text, as it writes it. */
export interface Head {
  /** A title for a page whose text has none. */
  title: string | null;
  /** Further names of what the page is about. */
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
  /** Where the page sends its reader on to, having no text of its own. */
  redirect: string | null;
}

export interface Outline {
  /** The page's first heading of level 1, null where it has none. */
  title: Inline | null;
  head: Head;
  addresses: readonly StatedAddress[];
  sections: readonly Section[];
  jsonLd: readonly RawBlock[];
  /** The address that relative links start from, where the page says one; it may be relative itself. */
  base: string | null;
  /** What was left out though it may be text, in words for a warning. */
  leftOut: readonly string[];
  /** Captions of pictures, which are no text. */
  captions: readonly string[];
  /** Whether it is a page that ends in its address by what it shows, and has none. */
  lacksAddress: boolean;
  /** Where the copy was cut, such as `in a link at line 12`; null where nothing shows. */
  cut: string | null;
}

/** One of the fields that a paragraph sets out, such as the page's date behind a label. */
export interface Field {
  name: 'author' | 'published' | 'modified' | 'address' | 'other';
  /** The label in the words of a message. */
  label: string;
  value: string;
}

/** What a family of pages writes in a way of its own, as far as whoever reads a format has to know it. */
export interface Conventions {
  /** The fields that a paragraph consists of, in its order; null for any other text. */
  fieldsOf(inline: Inline): readonly Field[] | null;
  /** Whether a text ends in a way that shows that nothing of it is missing, though no sentence ends there. */
  isSetOut(text: string): boolean;
  /** Whether code under this heading is data of the page. */
  isDataHeading(heading: string): boolean;
  /** Whether the title is that of a page that ends in its address: certainly, perhaps, or not by what it shows. */
  endsInAddress(title: string): 'yes' | 'perhaps' | 'no';
}

/** Pages that have no way of their own. */
export const NO_CONVENTIONS: Conventions = {
  fieldsOf: () => null,
  isSetOut: () => false,
  isDataHeading: () => false,
  endsInAddress: () => 'no',
};

export const EMPTY: Inline = { text: '', links: [], bolds: [], isCut: false };

/** The whole sentences of a text that was cut, the text itself where it was not. */
export function wholeText(inline: Inline, text = inline.text): string {
  return inline.isCut ? wholeSentences(text) : text;
}

/** The link that an inline consists of, null where it says anything else. */
export function soleLink(inline: Inline): Link | null {
  const [link, second] = inline.links;
  return link !== undefined && second === undefined && link.text === inline.text && link.text !== '' ? link : null;
}

export const WIKI = 'wiki:';

/** Text in pieces, as a scanner finds it; ranges are in pieces, `to` exclusive. */
export interface Pieces {
  texts: readonly string[];
  links: readonly { from: number; to: number; url: string }[];
  bolds: readonly { from: number; to: number }[];
}

/** Joins pieces to a text with collapsed white space, and finds links and bold stretches in it. */
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
