/**
 * Puts a page's links back into its texts. The store keeps both separately, each in page order: a link goes where its
 * words occur, and a list of links after the text before it.
 */
import type { Statement, WholePage } from './whole-page.ts';

/** A text with its links, sorted and without overlaps, and the list of links that follows it. */
export interface LinkedText {
  /** The facet that the text describes; null for a paragraph. */
  facet: string | null;
  text: string;
  links: { start: number; end: number; to: Statement }[];
  list: Statement[];
}

/**
 * The texts, and the links whose words occur in none of them, because the page had them in a heading or as a picture.
 */
export interface PageText {
  texts: readonly LinkedText[];
  others: readonly Statement[];
}

export function pageText({ definitions, statements }: Pick<WholePage, 'definitions' | 'statements'>): PageText {
  const texts = definitions
    .filter(({ kind }) => kind !== 'MEANING')
    .map(({ facet, text }): LinkedText => ({ facet, text, links: [], list: [] }));
  const others: Statement[] = [];
  let list: Statement[] = [];
  let at = 0;
  for (const statement of statements) {
    if (statement.kind === 'RELATED') list.push(statement);
    if (statement.kind !== 'LINKS_TO') continue;
    // A list is between two texts, so a link after it is in a later text.
    const found = placeOf(statement, texts, list.length > 0 ? at + 1 : at);
    if (found === null) {
      others.push(statement);
      continue;
    }
    texts[found.index - 1]?.list.push(...list);
    if (found.index > 0) list = [];
    at = found.index;
    texts[at]?.links.push({ start: found.start, end: found.end, to: statement });
  }
  const last = texts.at(-1);
  if (last === undefined) others.push(...list);
  else last.list.push(...list);
  return { texts, others };
}

function placeOf({ anchor }: Statement, texts: readonly LinkedText[], from: number) {
  if (anchor === null) return null;
  for (let index = from; index < texts.length; index++) {
    const { text, links } = texts[index] as LinkedText;
    const start = text.indexOf(anchor, links.at(-1)?.end ?? 0);
    if (start >= 0) return { index, start, end: start + anchor.length };
  }
  return null;
}
