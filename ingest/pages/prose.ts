/** A page's prose under any heading: paragraphs, quotes and items become BODY, lists of links become relations. */
import type { PageDefinition, Statement } from '../../src/model/types.ts';
import { splitBlock } from '../formats/link-lists.ts';
import { type Outline, type Section, wholeText } from '../formats/outline.ts';
import { textsOfSections } from '../formats/section-texts.ts';
import { linkStatements, proseTarget, type Reading, wantedTarget } from './reading.ts';

/** One BODY per text of the given sections. */
export function bodyOf(sections: readonly Section[], { sections: all }: Outline): PageDefinition[] {
  return textsOfSections(sections, all)
    .map((inline) => wholeText(inline))
    .filter((text) => text !== '')
    .map((text) => ({ kind: 'BODY', facet: null, text }));
}

/** The links of a section: RELATED for those in lists of links, LINKS_TO for all others. */
export function proseStatements(reading: Reading, { heading, blocks }: Section): Statement[] {
  // On a definition, a list of links must lead to glossary pages; on other pages it may lead anywhere.
  const find = reading.address.kind === 'DEFINITION' ? wantedTarget : proseTarget;
  const stated = linkStatements(reading, 'LINKS_TO', heading.links, proseTarget);
  for (const block of blocks) {
    const { texts, links } = splitBlock(block);
    const inTexts = texts.flatMap((inline) => inline.links);
    stated.push(
      ...linkStatements(
        reading,
        'RELATED',
        links.flatMap((inline) => inline.links),
        find,
      ),
    );
    stated.push(...linkStatements(reading, 'LINKS_TO', inTexts, proseTarget));
  }
  return stated;
}
