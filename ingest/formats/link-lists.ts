/** Lists of links, and lists of texts with links in them. */
import { type Block, type Inline, soleLink } from './outline.ts';
import { endsSentence } from './plain-text.ts';

/**
 * What of a block is text, and what nothing but links. A list is one of links where most of its items are; an item that
 * the copy was cut in may have been one, but not the only one. What a table has of text is one text.
 */
export function splitBlock(block: Block): { texts: readonly Inline[]; links: readonly Inline[] } {
  if (block.kind !== 'list') return { texts: [block.inline], links: [] };
  const isLink = (item: Inline): boolean => soleLink(item) !== null;
  const whole = block.items.filter(({ isCut }) => !isCut);
  if (whole.filter(isLink).length * 2 <= whole.length) {
    return { texts: block.isTable ? [tableText(whole.length > 0 ? whole : block.items)] : block.items, links: [] };
  }
  return {
    texts: whole.filter((item) => !isLink(item)),
    links: block.items.filter((item) => item.isCut || isLink(item)),
  };
}

function tableText(rows: readonly Inline[]): Inline {
  const texts = rows.map(({ text }, row) => (row === rows.length - 1 || endsSentence(text) ? text : `${text};`));
  return {
    text: texts.join(' '),
    links: rows.flatMap(({ links }) => links),
    bolds: [],
    isCut: rows.some(({ isCut }) => isCut),
  };
}
