/**
 * A definition or a term page: prose, which may open with another name of the concept, and sections on other pages.
 *
 * | statement  | from the text                            | from JSON-LD                       |
 * | ---------- | ---------------------------------------- | ---------------------------------- |
 * | MEANING    |                                          | description of the Article         |
 * | BODY       | paragraphs, quotes and items             |                                    |
 * | LINKS_TO   | links in these                           |                                    |
 * | RELATED    | lists of nothing but links               |                                    |
 * | MENTIONS   | `Glossary`: linked headings with a facet | `mentions`: what the text is short of |
 * | RECOMMENDS | `Discover More`: the same with a meaning |                                    |
 */
import type { PageDefinition, Statement } from '../../src/model/types.ts';
import { type Block, type Inline, type Section, soleLink, wholeText } from '../formats/outline.ts';
import { textKey } from '../formats/plain-text.ts';
import { endsInKind, headingMeaning, splitFacet, withoutKind } from './conventions.ts';
import { type Entry, entryOf, listedEntries, merged, withFacet } from './entries.ts';
import { otherNames } from './other-names.ts';
import { linkStatements, proseTarget, type Reading, type Stated, statements, wantedTarget } from './reading.ts';

/** Sections that belong together: one of prose, or the entries under a heading such as `Glossary`. */
interface Part {
  kind: 'prose' | 'glossary' | 'discover more';
  sections: Section[];
}

export function readArticle(reading: Reading): Stated {
  const parts = partsOf(reading);
  const prose = parts.filter(({ kind }) => kind === 'prose').flatMap(({ sections }) => sections);
  const body = bodyOf(prose);
  return {
    alternateNames: otherNames(reading.name, prose),
    definitions: [...meaningOf(reading, body), ...body],
    statements: statementsOf(reading, parts),
  };
}

/** The page's parts in order; a glossary is always among them, empty where the text has none. */
function partsOf({ outline }: Reading): Part[] {
  const parts: Part[] = [];
  for (const section of outline.sections) {
    const meaning = headingMeaning(section.heading.text);
    const last = parts.at(-1);
    if (meaning === 'data') parts.push({ kind: 'prose', sections: [] });
    else if (meaning !== null) parts.push({ kind: meaning, sections: [section] });
    else if (last !== undefined && last.kind !== 'prose' && section.level > (last.sections[0]?.level ?? 0)) {
      last.sections.push(section);
    } else parts.push({ kind: 'prose', sections: [section] });
  }
  return withGlossary(withoutHead(parts));
}

/** What precedes the first heading is the page's head, unless there is no other prose. */
function withoutHead(parts: readonly Part[]): Part[] {
  const isHeaded = ({ kind, sections }: Part): boolean =>
    kind === 'prose' && sections.some(({ level, blocks }) => level > 0 && blocks.length > 0);
  return parts.some(isHeaded) ? parts.filter(({ sections }) => sections[0]?.level !== 0) : [...parts];
}

function withGlossary(parts: Part[]): Part[] {
  if (parts.some(({ kind }) => kind === 'glossary')) return parts;
  const place = parts.findIndex(({ kind }) => kind === 'discover more');
  return parts.toSpliced(place < 0 ? parts.length : place, 0, { kind: 'glossary', sections: [] });
}

/** The meaning in an Article's description; an excerpt of the text, or a sentence under a facet, is none. */
function meaningOf({ schema }: Reading, body: readonly PageDefinition[]): PageDefinition[] {
  const description = schema.description ?? '';
  const { facet, text, isMeaning } = splitFacet(withoutKind(description));
  if (facet !== null || text === '') return [];
  const isSetOut = isMeaning || endsInKind(description);
  const isExcerpt = /(?:…|\.{3})\]?$/.test(text) || textKey(body[0]?.text ?? '').startsWith(textKey(text));
  return isSetOut || !isExcerpt ? [{ kind: 'MEANING', facet: null, text }] : [];
}

/** One BODY for each text of the prose. */
function bodyOf(sections: readonly Section[]): PageDefinition[] {
  const texts = sections.flatMap(({ blocks }) => blocks.flatMap(textsOf)).map((inline) => wholeText(inline));
  return texts.filter((text) => text !== '').map((text) => ({ kind: 'BODY', facet: null, text }));
}

/** The texts of a block that are more than a link. */
function textsOf(block: Block): readonly Inline[] {
  if (block.kind !== 'list') return [block.inline];
  return isLinkList(block.items) ? [] : block.items;
}

/** A list of links and nothing else; an item that the copy was cut in may have been one, but not the only one. */
function isLinkList(items: readonly Inline[]): boolean {
  const whole = items.filter(({ isCut }) => !isCut);
  return whole.length > 0 && whole.every((item) => soleLink(item) !== null);
}

/** All that the page states of others, in its order. */
function statementsOf(reading: Reading, parts: readonly Part[]): Statement[] {
  let listed = listedEntries(reading, reading.schema.mentions, withFacet);
  const stated: Statement[] = [];
  for (const { kind, sections } of parts) {
    if (kind === 'prose') stated.push(...sections.flatMap((section) => proseStatements(reading, section)));
    else if (kind === 'discover more') stated.push(...statements(reading, 'RECOMMENDS', entriesOf(reading, sections)));
    else {
      stated.push(...statements(reading, 'MENTIONS', merged(reading, 'mention', entriesOf(reading, sections), listed)));
      listed = [];
    }
  }
  return stated;
}

/** The entries behind the heading that the first of the sections has. */
function entriesOf(reading: Reading, sections: readonly Section[]): Entry[] {
  return sections.slice(1).flatMap((section) => entryOf(reading, section, withFacet) ?? []);
}

function proseStatements(reading: Reading, { heading, blocks }: Section): Statement[] {
  // A definition's lists of links name pages of the glossary; a term's may name anything.
  const find = reading.address.kind === 'DEFINITION' ? wantedTarget : proseTarget;
  const stated = linkStatements(reading, 'LINKS_TO', heading.links, proseTarget);
  for (const block of blocks) {
    const isList = block.kind === 'list' && isLinkList(block.items);
    const inlines = isList ? block.items : textsOf(block);
    const links = inlines.flatMap((inline) => inline.links);
    stated.push(...linkStatements(reading, isList ? 'RELATED' : 'LINKS_TO', links, isList ? find : proseTarget));
  }
  return stated;
}
