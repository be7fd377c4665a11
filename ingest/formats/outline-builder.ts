/** Builds an outline from headings and texts in page order; the readers of both formats use it. */
import { isNoText } from './link-lists.ts';
import {
  type Block,
  type Conventions,
  EMPTY,
  type Head,
  type Inline,
  type Outline,
  type RawBlock,
  type Section,
  type StatedAddress,
  soleLink,
} from './outline.ts';
import { endsSentence, firstOf, wholeSentences } from './plain-text.ts';

export type TextKind = 'paragraph' | 'quote' | 'item' | 'row' | 'term' | 'description';

/** Kinds of text in which a link within the page names another entry of the list; elsewhere it is only navigation. */
const NAMING: ReadonlySet<TextKind> = new Set(['item', 'term', 'description']);

/** What follows a text or heading: more of the page, the end of the copy, or its end without a line end. */
export type Following = 'more' | 'end' | 'open end';

export interface OutlineBuilder {
  readonly head: Head;
  heading(level: number, inline: Inline, following: Following): void;
  text(kind: TextKind, inline: Inline, following: Following): void;
  /** Ends a list or a table: the next item or row starts another. */
  endList(): void;
  address(address: StatedAddress): void;
  /** Sets the base of relative links; the first one wins. */
  base(url: string): void;
  leftOut(what: string): void;
  /** Adds the caption of an image. */
  caption(text: string): void;
  /** Adds a sentence from outside of the content. */
  outside(text: string): void;
  /** Counts code, which is left out. */
  code(code: string): void;
  /** Whether the page should end in its address but has none, so that the copy must be cut off. */
  isAddressAwaited(following: Following): boolean;
  jsonLd(block: RawBlock): void;
  /** Says where the copy was cut; the first place wins. */
  cut(place: string): void;
  /** Whether code here, below the current heading, is the page's data. */
  isDataHere(): boolean;
  build(): Outline;
}

/** @param endShows - whether the format itself shows that a copy was cut, as unclosed HTML does. */
export function buildOutline(conventions: Conventions, endShows: boolean): OutlineBuilder {
  const head: Head = {
    title: null,
    names: [],
    description: null,
    tags: [],
    author: null,
    published: null,
    modified: null,
    publisher: null,
    section: null,
    image: null,
    redirect: null,
  };
  const addresses: StatedAddress[] = [];
  const jsonLd: RawBlock[] = [];
  let section: Section = { level: 0, heading: EMPTY, blocks: [] };
  const sections = [section];
  let list: { items: Inline[]; isTable: boolean } | null = null;
  let title: Inline | null = null;
  let cutPlace: string | null = null;
  let hasFields = false;
  let base: string | null = null;
  const leftOut: string[] = [];
  const captions: string[] = [];
  const outside: string[] = [];
  /** The number of lines of each block of code. */
  const codes: number[] = [];

  function isAddressAwaited(following: Following): boolean {
    if (following === 'more' || addresses.length > 0) return false;
    const ends = title === null ? 'no' : conventions.endsInAddress(title.text);
    return ends === 'yes' || hasFields || jsonLd.length > 0 || (ends === 'perhaps' && following === 'open end');
  }

  function cut(place: string): void {
    cutPlace ??= place;
  }

  /** Takes the fields below the title, and an address anywhere; other labels below a heading are text. */
  function takeFields(inline: Inline, following: Following): boolean {
    const fields = conventions.fieldsOf(inline);
    const hasAddress = fields?.some(({ name }) => name === 'address') ?? false;
    if (fields === null || (!hasAddress && section.level > 0)) return false;
    hasFields = true;
    for (const field of fields) {
      const { name, label, value } = field;
      const isHalf = following === 'open end' && field === fields.at(-1);
      if (name === 'address') addresses.push({ source: label, url: value, isOpen: following === 'open end' });
      else if (name === 'author') head.author = (isHalf ? '' : value) || head.author;
      else if (name !== 'other') head[name] = value;
    }
    return true;
  }

  /**
   * Whether the last text of a copy is complete: a sole link, a sentence, a suffix of the conventions, or only images.
   * If not even a line end follows, its full stop may belong to a number or an abbreviation.
   */
  function isFinished(inline: Inline, following: Following): boolean {
    const { text } = inline;
    if (text === '' || soleLink(inline) !== null || conventions.isSetOut(text)) return true;
    return following === 'open end' ? wholeSentences(text) === text : endsSentence(text);
  }

  return {
    head,
    cut,
    heading(level, read, following) {
      list = null;
      const isAtEnd = endShows ? following !== 'more' : following === 'open end' || isAddressAwaited(following);
      const isHalf = read.isCut || (following === 'open end' && !isFinished(read, following));
      const inline = { ...read, isCut: isHalf };
      if (read.isCut) cut('in a link or an image');
      else if (isAtEnd && soleLink(inline) === null) cut('at a heading');
      if (level === 1 && title === null) {
        title = inline;
        return;
      }
      section = { level, heading: inline, blocks: [] };
      sections.push(section);
    },
    text(kind, read, following) {
      if (kind === 'paragraph' && takeFields(read, following)) return;
      const isAtEnd = endShows ? following !== 'more' : isAddressAwaited(following);
      const isCut = read.isCut || (isAtEnd && !isFinished(read, following));
      if (isCut) cut(read.isCut ? 'in a link or an image' : 'in a text');
      const inline = { ...read, isCut };
      const isTable = kind === 'row';
      if ((kind !== 'item' && !isTable) || list?.isTable !== isTable) list = null;
      if ((inline.text === '' && inline.links.length === 0) || (!NAMING.has(kind) && isNoText(inline))) return;
      if (kind !== 'item' && kind !== 'row') section.blocks.push({ kind, inline });
      else if (list !== null) list.items.push(inline);
      else {
        list = { items: [inline], isTable };
        section.blocks.push({ kind: 'list', ...list });
      }
    },
    endList() {
      list = null;
    },
    address: (address) => addresses.push(address),
    base(url) {
      base ??= url;
    },
    leftOut: (what) => leftOut.push(what),
    caption(text) {
      if (text !== '') captions.push(text);
    },
    outside: (text) => outside.push(text),
    code(code) {
      const length = code.trim() === '' ? 0 : code.trim().split('\n').length;
      if (length > 0) codes.push(length);
    },
    isAddressAwaited,
    jsonLd: (block) => jsonLd.push(block),
    isDataHere: () => conventions.isDataHeading(section.heading.text),
    build: () => {
      const isIndex = (block: Block): boolean => block.kind === 'list' && block.items.every(isNoText);
      for (const each of sections) each.blocks = each.blocks.filter((block) => !isIndex(block));
      if (codes.length > 0) {
        const lines = codes.reduce((sum, length) => sum + length, 0);
        leftOut.push(`code (${codes.length === 1 ? 'a block' : `${codes.length} blocks`}, ${lines} lines in all)`);
      }
      if (outside[0] !== undefined) leftOut.push(`text outside the content (${firstOf(outside)})`);
      const lacksAddress = !endShows && isAddressAwaited('end');
      return { title, head, addresses, sections, jsonLd, base, leftOut, captions, lacksAddress, cut: cutPlace };
    },
  };
}
