/**
 * A definition or a term page: prose, which may open with another name of the concept, and sections on other pages.
 *
 * | statement  | from the text                            | from JSON-LD                       |
 * | ---------- | ---------------------------------------- | ---------------------------------- |
 * | MEANING    | description in the front matter          | description of the term, article, page |
 * | BODY       | paragraphs, quotes and items             | FAQPage: answers that the text lacks |
 * | LINKS_TO   | links in prose                           |                                    |
 * | RELATED    | lists of links                           |                                    |
 * | MENTIONS   | `Glossary`: linked headings with a facet | `mentions`: entries that the text lacks |
 * | RECOMMENDS | `Discover More`: the same with a meaning |                                    |
 */
import type { Statement } from '../../src/model/types.ts';
import type { Section } from '../formats/outline.ts';
import { answersBeside } from './answers.ts';
import { headingMeaning } from './conventions.ts';
import { type Entry, entryOf, leaveOut, listedEntries, merged, withFacet } from './entries.ts';
import { withMeaning } from './meaning.ts';
import { namesOf } from './other-names.ts';
import { bodyOf, proseStatements } from './prose.ts';
import { type Reading, type Stated, statements } from './reading.ts';

/** Sections that belong together: a single section of prose, or a heading such as `Glossary` with its entries. */
interface Part {
  kind: 'prose' | 'glossary' | 'discover more';
  sections: Section[];
}

export function readArticle(reading: Reading): Stated {
  const parts = partsOf(reading);
  const prose = parts.filter(({ kind }) => kind === 'prose').flatMap(({ sections }) => sections);
  const body = bodyOf(prose, reading.outline);
  const statements = statementsOf(reading, parts);
  const definitions = withMeaning(reading, body, [body[0]?.text ?? '']);
  const shown = [...definitions.map(({ text }) => text), ...statements.map(({ gloss }) => gloss ?? '')];
  return {
    alternateNames: namesOf(reading, prose),
    definitions: [...definitions, ...answersBeside(reading.schema.questions, shown)],
    statements,
  };
}

/** The page's parts in order. They always include a glossary, without sections if the text has none. */
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
  return withGlossary(parts);
}

function withGlossary(parts: Part[]): Part[] {
  if (parts.some(({ kind }) => kind === 'glossary')) return parts;
  const place = parts.findIndex(({ kind }) => kind === 'discover more');
  return parts.toSpliced(place < 0 ? parts.length : place, 0, { kind: 'glossary', sections: [] });
}

/** Everything the page states about other pages, in page order. */
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

/** The entries of a part. Its first section is the part's heading, so LEFT_OUT reports any text there. */
function entriesOf(reading: Reading, [first, ...sections]: readonly Section[]): Entry[] {
  const hasText = first?.blocks.some((block) => block.kind === 'list' || block.inline.text !== '') ?? false;
  if (first !== undefined && hasText) leaveOut(reading, first, 'which is about no page');
  return sections.flatMap((section) => entryOf(reading, section, withFacet) ?? []);
}
