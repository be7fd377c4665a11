/** What other pages say of a concept in passing: most repeat its meaning, and some repeat each other. */
import type { Definition } from './concept.ts';

export interface OtherWords {
  text: string;
  /** The first page with this text. */
  page: Definition['page'];
  /** How many more pages have the same text. */
  morePages: number;
}

/** The glosses without a facet, each text once, except those equal to the meaning. */
export function otherWords(definitions: readonly Definition[], meaning: string | null): OtherWords[] {
  return eachOnce(
    definitions.filter(({ kind, facet, text }) => kind === 'GLOSS' && facet === null && text !== meaning),
  );
}

/** Each text once, with its first page and the number of further ones. */
export function eachOnce(definitions: readonly Definition[]): OtherWords[] {
  const pagesByText = new Map<string, Map<string, Definition['page']>>();
  for (const { text, page } of definitions) {
    const pages = pagesByText.get(text) ?? new Map<string, Definition['page']>();
    pagesByText.set(text, pages);
    if (!pages.has(page.url)) pages.set(page.url, page);
  }
  return [...pagesByText].flatMap(([text, pages]) => {
    const [page] = pages.values();
    return page === undefined ? [] : [{ text, page, morePages: pages.size - 1 }];
  });
}
