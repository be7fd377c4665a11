/** What other pages say of a concept in passing: most of them repeat its meaning, and some repeat each other. */
import type { Definition } from './concept.ts';

export interface OtherWords {
  text: string;
  /** The first page that says so. */
  page: Definition['page'];
  /** How many more pages say the same. */
  morePages: number;
}

/** The glosses that stand under no facet, each text once, without those that are the meaning itself. */
export function otherWords(definitions: readonly Definition[], meaning: string | null): OtherWords[] {
  return eachOnce(
    definitions.filter(({ kind, facet, text }) => kind === 'GLOSS' && facet === null && text !== meaning),
  );
}

/** Each text once, with the first of its pages and how many others there are. */
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
