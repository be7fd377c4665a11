/** Entries about other pages: a linked heading with a sentence below it, or their equivalent in JSON-LD. */

import { dateTime } from '../formats/dates.ts';
import { imageOf } from '../formats/images.ts';
import { inlinesOf } from '../formats/link-lists.ts';
import { type Inline, type Link, type Section, soleLink, wholeText } from '../formats/outline.ts';
import { excerpt, isSameText, plainName } from '../formats/plain-text.ts';
import { splitFacet, withoutKind } from './conventions.ts';
import { type Mention, type Reading, wantedTarget } from './reading.ts';
import type { NamedPage } from './schema.ts';

/** `isCut` is true if the copy of the page ends inside the entry. */
export interface Entry extends Mention {
  isCut: boolean;
}

/** Splits the text under a heading into facet and gloss. */
export type Describe = (inline: Inline) => Pick<Entry, 'facet' | 'gloss'>;

/** A sentence after an optional facet: `Risk ⎊ What can be lost.` */
export const withFacet: Describe = (inline) => {
  const { facet, text } = splitFacet(withoutKind(inline.text));
  return { facet, gloss: wholeText(inline, text) || null };
};

/** The meaning of the target; any glyph inside it is a dash, not a facet: `Meaning ⎊ What can be lost. ⎊ Term` */
export const asMeaning: Describe = (inline) => {
  const text = withoutKind(inline.text);
  const { isMeaning, text: meaning } = splitFacet(text);
  return { facet: null, gloss: wholeText(inline, isMeaning ? meaning : text) || null };
};

/**
 * The entry of a section whose heading is a link. Null for any other section, with a LEFT_OUT warning if it has text,
 * and null with BAD_LINK for a link to no page of the glossary.
 */
export function entryOf(reading: Reading, section: Section, describe: Describe): Entry | null {
  const link = headingLink(section);
  const target = link === null ? null : wantedTarget(reading, link);
  if (link === null || target === null) {
    if (link === null && textsOf(section).length > 0) leaveOut(reading, section, 'which links to no page');
    return null;
  }
  const [inline = null, ...others] = textsOf(section);
  if (others.some((other) => soleLink(other) === null)) leaveOut(reading, section, 'past its first paragraph');
  const description = inline === null ? { facet: null, gloss: null } : describe(inline);
  // The spread comes last because Node 20 spends over 1 µs on each field added after one.
  return { target, anchor: link.text, details: null, isCut: inline?.isCut ?? false, ...description };
}

/** Whether a section is an entry: its heading is a link. */
export function isEntry(section: Section): boolean {
  return headingLink(section) !== null;
}

/** The link that a heading consists of, apart from a kind after it; null for any other heading. */
function headingLink({ heading }: Section): Link | null {
  const [link] = heading.links;
  return soleLink(heading) ?? (link !== undefined && withoutKind(heading.text) === link.text ? link : null);
}

function textsOf({ blocks }: Section): Inline[] {
  const found: Inline[] = [];
  for (const block of blocks) for (const inline of inlinesOf(block)) if (inline.text !== '') found.push(inline);
  return found;
}

/** Warns that the text of a section is left out. */
export function leaveOut({ warnings }: Reading, { heading }: Section, why: string): void {
  warnings.add('LEFT_OUT', `the text under "${excerpt(heading.text)}", ${why}, is left out`);
}

/** The entries that JSON-LD lists; BAD_LINK for one whose URL is no page of the glossary. */
export function listedEntries(reading: Reading, listed: readonly NamedPage[], describe: Describe): Entry[] {
  return listed.flatMap((named): Entry[] => {
    const { url, name, description } = named;
    const target = wantedTarget(reading, { url, text: name ?? url });
    if (target === null) return [];
    const inline = { text: description ?? '', links: [], bolds: [], isCut: false };
    const anchor = name === null ? null : withoutKind(name);
    return [{ target, anchor, details: detailsOf(named, target.url), isCut: false, ...describe(inline) }];
  });
}

function detailsOf({ author, published, modified, images }: NamedPage, url: string): Entry['details'] {
  return {
    author: plainName(author ?? '') || null,
    publishedAt: dateTime(published),
    modifiedAt: dateTime(modified),
    image: imageOf(images, url),
  };
}

/**
 * The text's entries, completed from JSON-LD with dates, author, image and any gloss that is missing or cut off in the
 * text, then the entries that only JSON-LD has. If the two glosses differ, the text wins and a warning names `field`.
 */
export function merged(reading: Reading, field: string, fromText: readonly Entry[], listed: readonly Entry[]): Entry[] {
  const unmatched = new Map<string, Entry>();
  for (const entry of listed.toReversed()) unmatched.set(entry.target.url, entry);
  const known = new Set(fromText.map(({ target }) => target.url));
  const entries = fromText.map((entry) => {
    const other = unmatched.get(entry.target.url);
    return other === undefined ? entry : completed(reading, field, { ...entry, details: other.details }, other);
  });
  return [
    ...entries,
    ...listed.filter((entry) => !known.has(entry.target.url) && unmatched.get(entry.target.url) === entry),
  ];
}

function completed(reading: Reading, field: string, entry: Entry, other: Entry): Entry {
  if (other.gloss === null) return entry;
  if (entry.gloss === null || entry.isCut) return { ...entry, facet: entry.facet ?? other.facet, gloss: other.gloss };
  const [inText, inJsonLd] = [described(entry), described(other)];
  if (!isSameText(inText, inJsonLd)) {
    reading.warnings.contradiction(`${field} "${entry.target.slug}"`, inText, inJsonLd);
  }
  return entry;
}

function described({ facet, gloss }: Entry): string {
  return facet === null ? (gloss ?? '') : `${facet} ⎊ ${gloss}`;
}
