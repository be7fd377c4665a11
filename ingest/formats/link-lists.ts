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
  const items = inlinesOf(block);
  const whole = items.filter(({ isCut }) => !isCut);
  if (whole.filter(isLink).length * 2 <= whole.length) {
    return { texts: block.isTable ? [tableText(whole.length > 0 ? whole : items)] : items, links: [] };
  }
  return {
    texts: whole.filter((item) => !isLink(item)),
    links: items.filter((item) => item.isCut || isLink(item)),
  };
}

/** The texts of a block: its own, or those of its items. */
export function inlinesOf(block: Block): readonly Inline[] {
  if (block.kind !== 'list') return [block.inline];
  return block.isTable ? block.items.map(withoutEmptyStart) : block.items;
}

/** A row without the bars behind empty cells that it begins with. */
export function withoutEmptyStart(row: Inline): Inline {
  return row.text.startsWith('| ') ? { ...row, text: row.text.replace(/^(?:\| ?)+/, ''), bolds: [] } : row;
}

/**
 * Whether a text says nothing: signs alone, links to places of its own page, as a row of letters or `Back to top` are, or one
 * link with an arrow, such as `« All terms`.
 */
export function isNoText(inline: Inline): boolean {
  const { text, links } = inline;
  if (links.length === 0)
    return !/^[a-z\d]/i.test(text) && /^(?:\p{Extended_Pictographic}|\p{P}|\s|\ufe0f)*$/u.test(text);
  if (soleLink(inline) !== null && /^[«‹←↑]|[»›→↑]$/.test(text)) return true;
  if (!links.every(({ url }) => url.startsWith('#'))) return false;
  const rest = links.reduce((left, link) => left.replace(link.text, ''), text);
  return !/[\p{L}\p{N}]/u.test(rest);
}

/** Words of a label at most. */
const LABEL = 4;

/** The texts among some blocks; what only labels a list of links, such as `See also:`, is none. */
export function textsOf(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block, place) => {
    const { texts } = splitBlock(block);
    const next = blocks[place + 1];
    if (block.kind === 'list' || next?.kind !== 'list') return texts;
    const { text } = block.inline;
    const isLabel = text.endsWith(':') && text.split(' ').length <= LABEL;
    return isLabel && splitBlock(next).links.length > 0 ? [] : texts;
  });
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
