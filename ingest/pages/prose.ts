/** A page's own text, whatever its sections are called: paragraphs, quotes and items as BODY, lists of links as relations. */
import type { PageDefinition, Statement } from '../../src/model/types.ts';
import { splitBlock } from '../formats/link-lists.ts';
import { type Outline, type Section, wholeText } from '../formats/outline.ts';
import { textsOfSections } from '../formats/section-texts.ts';
import { linkStatements, proseTarget, type Reading, wantedTarget } from './reading.ts';

/** One BODY for each text of some sections of a page. */
export function bodyOf(sections: readonly Section[], { sections: all }: Outline): PageDefinition[] {
  return textsOfSections(sections, all)
    .map((inline) => wholeText(inline))
    .filter((text) => text !== '')
    .map((text) => ({ kind: 'BODY', facet: null, text }));
}

/** The links of a section: those of its lists of links as RELATED, all others as LINKS_TO. */
export function proseStatements(reading: Reading, { heading, blocks }: Section): Statement[] {
  // A definition's lists of links name pages of the glossary; those of others may name anything.
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
