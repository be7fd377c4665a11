/**
 * An area page: facets of one concept as questions, then the pages that make up the area.
 *
 * | statement | from the text                         | from JSON-LD                                         |
 * | --------- | ------------------------------------- | ---------------------------------------------------- |
 * | MEANING   | description in the front matter       | description of the term, page or collection          |
 * | FACET     | `What is the FACET of NAME?`          | FAQPage: facets that the text lacks                  |
 * | HAS_PART  | linked headings, a sentence below each | `hasPart`: sentences and pages that the text lacks   |
 * | BODY      | all other texts                       | FAQPage: other questions that the text lacks         |
 * | RELATED   | lists of links outside facets         |                                                      |
 * | LINKS_TO  | links in all these texts              |                                                      |
 */

import { nameKey } from '../../src/model/names.ts';
import type { PageDefinition, Statement } from '../../src/model/types.ts';
import { inlinesOf } from '../formats/link-lists.ts';
import { type Inline, type Section, wholeText } from '../formats/outline.ts';
import { isSameText, plainName, textKey } from '../formats/plain-text.ts';
import { answersBeside } from './answers.ts';
import { headingMeaning, isPhrase, questionOf, splitFacet, withoutStrayGlyph } from './conventions.ts';
import { asMeaning, type Entry, entryOf, isEntry, listedEntries, merged } from './entries.ts';
import { withMeaning } from './meaning.ts';
import { namesOf } from './other-names.ts';
import { bodyOf, proseStatements } from './prose.ts';
import { linkStatements, proseTarget, type Reading, type Stated, statements } from './reading.ts';

interface Facet {
  name: string;
  text: string;
  /** True where the copy was cut in it. */
  isCut: boolean;
}

export function readArea(reading: Reading): Stated {
  const facets = withAnswers(reading, facetsOf(reading));
  const texts = facets.map(({ name, text }): PageDefinition => ({ kind: 'FACET', facet: name, text }));
  const { outline } = reading;
  const prose = outline.sections.filter((section) => partOf(reading, section) === 'prose');
  const body = bodyOf(prose, outline);
  const shown = [...body, ...texts].map(({ text }) => text);
  const others = reading.schema.questions.filter(({ question }) => facetOfQuestion(question, reading.name) === null);
  return {
    alternateNames: namesOf(reading, []),
    definitions: [...withMeaning(reading, body, shown), ...answersBeside(others, shown), ...texts],
    statements: statementsOf(reading),
  };
}

/** What a section is: a facet, an entry on a part, data, or any other prose. */
function partOf({ name }: Reading, section: Section): 'facet' | 'entry' | 'data' | 'prose' {
  if (headingMeaning(section.heading.text) === 'data') return 'data';
  if (isEntry(section)) return 'entry';
  return facetOfQuestion(section.heading.text, name) === null ? 'prose' : 'facet';
}

function facetsOf(reading: Reading): Facet[] {
  const facets: Facet[] = [];
  for (const section of reading.outline.sections) {
    const facet = section.heading.isCut ? null : facetOfQuestion(section.heading.text, reading.name);
    if (facet === null) continue;
    const texts = textsOf(section);
    const text = texts
      .map((inline) => wholeText(inline))
      .filter((paragraph) => paragraph !== '')
      .join('\n\n');
    facets.push({ name: facet, text: withoutFacet(text, facet), isCut: texts.some(({ isCut }) => isCut) });
  }
  return facets;
}

function textsOf({ blocks }: Section): readonly Inline[] {
  return blocks.flatMap(inlinesOf);
}

/** A facet's text without a stray leading glyph or a repeat of the facet's name. */
function withoutFacet(text: string, facet: string): string {
  const split = splitFacet(text);
  return split.facet !== null && isSameText(split.facet, facet) ? split.text : withoutStrayGlyph(text);
}

/**
 * The facet that a heading asks about; null for no such question. A question that ends in ` of ` and the page's name is
 * split there, so an ` of ` in the name does no harm; a question about another name is split at its first ` of `.
 *
 * @example facetOfQuestion('What is the Price of Law of One Price?', 'Law of One Price') // => 'Price'
 */
function facetOfQuestion(heading: string, name: string): string | null {
  const words = questionOf(heading);
  if (words === null) return null;
  const suffix = ` of ${name}`;
  if (words.toLowerCase().endsWith(suffix.toLowerCase())) return facetName(words.slice(0, -suffix.length));
  const key = nameKey(name);
  const places = [...words.matchAll(/ of /gi)].map(({ index }) => index);
  const place = places.find((at) => nameKey(words.slice(at + 4)) === key) ?? places[0];
  return place === undefined ? null : facetName(words.slice(0, place));
}

function facetName(words: string): string | null {
  const facet = plainName(words);
  return isPhrase(facet) ? facet : null;
}

/**
 * The text's facets, completed from the FAQ: texts that are cut off or missing, and facets that the text lacks. A
 * description written as `Facet ⎊ text` counts as one more answer; it is usually the start of the first facet.
 */
function withAnswers(reading: Reading, facets: readonly Facet[]): Facet[] {
  const answers = new Map<string, Facet>();
  for (const { question, answer } of reading.schema.questions) {
    const name = facetOfQuestion(question, reading.name);
    if (name === null || answers.has(textKey(name))) continue;
    answers.set(textKey(name), { name, text: withoutFacet(answer, name), isCut: false });
  }
  const known = new Set(facets.map(({ name }) => textKey(name)));
  for (const description of reading.schema.descriptions) {
    const { facet, text } = splitFacet(description);
    const key = textKey(facet ?? '');
    if (facet !== null && !known.has(key) && !answers.has(key)) answers.set(key, { name: facet, text, isCut: false });
  }
  const completed = facets.map((facet) => {
    const answer = answers.get(textKey(facet.name));
    if (answer === undefined || answer.text === '') return facet;
    if (facet.text === '' || facet.isCut) return answer;
    if (!isSameText(facet.text, answer.text)) {
      reading.warnings.contradiction(`facet "${facet.name}"`, facet.text, answer.text);
    }
    return facet;
  });
  const added = [...answers].filter(([key]) => !known.has(key)).map(([, answer]) => answer);
  return [...completed, ...added].filter(({ text }) => text !== '');
}

function statementsOf(reading: Reading): Statement[] {
  const links: Statement[] = [];
  const entries: Entry[] = [];
  for (const section of reading.outline.sections) {
    const part = partOf(reading, section);
    const entry = part === 'entry' ? entryOf(reading, section, asMeaning) : null;
    if (entry !== null) entries.push(entry);
    if (part === 'prose') links.push(...proseStatements(reading, section));
    if (part !== 'facet') continue;
    const inText = textsOf(section).flatMap((inline) => inline.links);
    links.push(...linkStatements(reading, 'LINKS_TO', inText, proseTarget));
  }
  const listed = listedEntries(reading, reading.schema.parts, asMeaning);
  return [...links, ...statements(reading, 'HAS_PART', merged(reading, 'part', entries, listed))];
}
