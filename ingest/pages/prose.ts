/** A page's own text, whatever its sections are called: paragraphs, quotes and items as BODY, lists of links as relations. */
import type { PageDefinition, Statement } from '../../src/model/types.ts';
import { type Block, type Inline, type Section, soleLink, wholeText } from '../formats/outline.ts';
import { linkStatements, proseTarget, type Reading, wantedTarget } from './reading.ts';

/** One BODY for each text of the sections. */
export function bodyOf(sections: readonly Section[]): PageDefinition[] {
  const inlines = sections.flatMap(({ blocks }) => blocks.flatMap((block) => split(block).texts));
  return inlines
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
    const { texts, links } = split(block);
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

/**
 * What of a block is text, and what nothing but links. A list is one of links where most of its items are; an item that
 * the copy was cut in may have been one, but not the only one.
 */
function split(block: Block): { texts: readonly Inline[]; links: readonly Inline[] } {
  if (block.kind !== 'list') return { texts: [block.inline], links: [] };
  const isLink = (item: Inline): boolean => soleLink(item) !== null;
  const whole = block.items.filter(({ isCut }) => !isCut);
  if (whole.filter(isLink).length * 2 <= whole.length) return { texts: block.items, links: [] };
  return {
    texts: whole.filter((item) => !isLink(item)),
    links: block.items.filter((item) => item.isCut || isLink(item)),
  };
}
