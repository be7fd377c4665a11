/** Puts an outline together from headings and texts in the order of the page; both formats' readers feed one. */
import {
  EMPTY,
  fieldsOf,
  type Head,
  type Inline,
  isFinished,
  type Outline,
  type RawBlock,
  type Section,
  type StatedAddress,
  soleLink,
} from './outline.ts';

export type TextKind = 'paragraph' | 'quote' | 'item';

/** What stands behind a text or a heading: more of the page, the end of the copy, or its end without a line end. */
export type Following = 'more' | 'end' | 'open end';

export interface OutlineBuilder {
  readonly head: Head;
  heading(level: number, inline: Inline, following: Following): void;
  text(kind: TextKind, inline: Inline, following: Following): void;
  /** Ends a list: the next item begins another. */
  endList(): void;
  address(address: StatedAddress): void;
  jsonLd(block: RawBlock): void;
  /** Says where the copy was cut; the first place said is kept. */
  cut(place: string): void;
  /** Text of the heading under which the page is being read. */
  headingText(): string;
  build(): Outline;
}

export function buildOutline(): OutlineBuilder {
  const head: Head = { author: null, published: null, modified: null };
  const addresses: StatedAddress[] = [];
  const jsonLd: RawBlock[] = [];
  let section: Section = { level: 0, heading: EMPTY, blocks: [] };
  const sections = [section];
  let list: Inline[] | null = null;
  let title: Inline | null = null;
  let cutPlace: string | null = null;

  function cut(place: string): void {
    cutPlace ??= place;
  }

  /** The fields of the head, and the address that ends the export; other bold labels are text. */
  function takeFields(inline: Inline, following: Following): boolean {
    const fields = fieldsOf(inline);
    const url = fields?.get('original url');
    if (fields === null || (url === undefined && section.level > 0)) return false;
    if (url !== undefined) addresses.push({ source: 'Original URL', url, isOpen: following === 'open end' });
    const isHalf = (name: string): boolean => following === 'open end' && name === [...fields.keys()].at(-1);
    head.published = fields.get('published') ?? head.published;
    head.modified = fields.get('modified') ?? fields.get('updated') ?? head.modified;
    if (!isHalf('author')) head.author = fields.get('author') || head.author;
    return true;
  }

  return {
    head,
    cut,
    heading(level, read, following) {
      list = null;
      const isHalf = read.isCut || (following === 'open end' && !isFinished(read, following));
      const inline = { ...read, isCut: isHalf };
      if (following !== 'more' && soleLink(inline) === null) cut(read.isCut ? 'in a link or an image' : 'at a heading');
      if (level === 1 && title === null) {
        title = inline;
        return;
      }
      section = { level, heading: inline, blocks: [] };
      sections.push(section);
    },
    text(kind, read, following) {
      if (kind === 'paragraph' && takeFields(read, following)) return;
      const isCut = read.isCut || (following !== 'more' && !isFinished(read, following));
      if (isCut) cut(read.isCut ? 'in a link or an image' : 'in a text');
      const inline = { ...read, isCut };
      if (kind !== 'item') list = null;
      if (inline.text === '' && inline.links.length === 0) return;
      if (kind !== 'item') section.blocks.push({ kind, inline });
      else if (list !== null) list.push(inline);
      else {
        list = [inline];
        section.blocks.push({ kind: 'list', items: list });
      }
    },
    endList() {
      list = null;
    },
    address: (address) => addresses.push(address),
    jsonLd: (block) => jsonLd.push(block),
    headingText: () => section.heading.text,
    build: () => ({ title, head, addresses, sections, jsonLd, cut: cutPlace }),
  };
}
