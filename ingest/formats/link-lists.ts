/** Lists of links, and lists of texts with links in them. */
import { type Block, type Inline, soleLink } from './outline.ts';
import { endsSentence } from './plain-text.ts';

/**
 * Splits a block into texts and bare links. A list is one of links if most of its complete items are bare links; a
 * cut-off item then counts as a link, too. Any other table becomes one text.
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

/** The inlines of a block: its own, or those of its items. */
export function inlinesOf(block: Block): readonly Inline[] {
  if (block.kind !== 'list') return [block.inline];
  return block.isTable ? block.items.map(withoutEmptyStart) : block.items;
}

/** A row without the bars of empty cells at its start. */
export function withoutEmptyStart(row: Inline): Inline {
  return row.text.startsWith('| ') ? { ...row, text: row.text.replace(/^(?:\| ?)+/, ''), bolds: [] } : row;
}

/**
 * Whether a text has no content: only punctuation or emoji; only links within the page, such as an A-Z index or
 * `Back to top`; or a single link with an arrow, such as `« All terms`.
 */
export function isNoText(inline: Inline): boolean {
  const { text, links } = inline;
  if (links.length === 0)
    return !/^[a-z\d]/i.test(text) && /^(?:\p{Extended_Pictographic}|\p{P}|\s|\ufe0f)*$/u.test(text);
  if (soleLink(inline) !== null && /^[«‹←↑]|[»›→↑]$/.test(text)) return true;
  if (!links.every(({ url }) => url.startsWith('#'))) return false;
  return !/[\p{L}\p{N}]/u.test(outsideLinks(inline));
}

/** The text from `start` on without that of links, which come in text order: one walk, however many there are. */
export function outsideLinks({ text, links }: Inline, start = 0): string {
  let outside = '';
  let from = 0;
  for (const link of links) {
    const at = text.indexOf(link.text, from);
    if (at < 0) continue;
    outside += text.slice(Math.max(from, start), Math.max(at, start));
    from = at + link.text.length;
  }
  return outside + text.slice(Math.max(from, start));
}

/** The most words of a label. */
const LABEL = 4;

/** The texts of some blocks, without the labels of lists of links, such as `See also:`. */
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
