/** Paragraphs with links set by an editor of the bundled glossary, and how far annotate agrees. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NameIndex } from '../../src/search/names/name-index.ts';

const FILE = join(import.meta.dirname, '..', 'search', 'sell-offs.md');

interface Link {
  start: number;
  end: number;
  slug: string;
}

/** A paragraph without its markup, and the links in it. */
export interface EditedText {
  title: string;
  text: string;
  links: readonly Link[];
}

/** The paragraphs of `test/search/sell-offs.md`: one below each `## title`, a link written `[words](slug)`. */
export function editedTexts(): EditedText[] {
  return readFileSync(FILE, 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.trim().split('\n');
      let text = '';
      const links: Link[] = [];
      for (const [piece, words, slug] of lines
        .join('\n')
        .trim()
        .matchAll(/\[([^\]]+)\]\(([a-z-]+)\)|[^[]+/g)) {
        const start = text.length;
        text += words ?? piece;
        if (slug !== undefined) links.push({ start, end: text.length, slug });
      }
      return { title, text, links };
    });
}

export interface Agreement {
  /** Links set by annotate, and by the editor. */
  found: number;
  wanted: number;
  /** Links set by both. */
  both: number;
  /** The other links: `- words → slug` if only the editor set it, `+ words → slug` if only annotate did. */
  differences: string[];
}

export function agreementOn(index: NameIndex, { text, links }: EditedText, firstOnly: boolean): Agreement {
  const shown = ({ start, end, slug }: Link) => `${start} ${text.slice(start, end).replace(/\s+/g, ' ')} → ${slug}`;
  const found = index.annotate(text, { firstOnly }).map(shown);
  const firsts = links.filter(({ slug }, i) => links.findIndex((other) => other.slug === slug) === i);
  const wanted = (firstOnly ? firsts : links).map(shown);
  const beyond = (some: string[], others: string[], sign: string) =>
    some.filter((one) => !others.includes(one)).map((one) => one.replace(/^\d+/, sign));
  const extra = beyond(found, wanted, '+');
  return {
    found: found.length,
    wanted: wanted.length,
    both: found.length - extra.length,
    differences: [...beyond(wanted, found, '-'), ...extra],
  };
}
