/** Lists of links, and lists of texts with links in them. */
import { type Block, type Inline, soleLink } from './outline.ts';

/**
 * What of a block is text, and what nothing but links. A list is one of links where most of its items are; an item that
 * the copy was cut in may have been one, but not the only one.
 */
export function splitBlock(block: Block): { texts: readonly Inline[]; links: readonly Inline[] } {
  if (block.kind !== 'list') return { texts: [block.inline], links: [] };
  const isLink = (item: Inline): boolean => soleLink(item) !== null;
  const whole = block.items.filter(({ isCut }) => !isCut);
  if (whole.filter(isLink).length * 2 <= whole.length) return { texts: block.items, links: [] };
  return {
    texts: whole.filter((item) => !isLink(item)),
    links: block.items.filter((item) => item.isCut || isLink(item)),
  };
}
