/**
 * What full-text search covers, the same for every store: the words of a concept's own pages, and the words of each
 * sentence that other pages say about it. `nameWords` normalises the words, so case, accents, hyphens and plurals do
 * not matter.
 */
import { nameKey } from '../model/names.ts';
import type { PageContent } from '../model/types.ts';

/** The most texts of one concept that are indexed. */
const SEARCHED_TEXTS = 500;

/** The searched fields of a concept, and the weight of a word in each. */
export const FIELD_WEIGHTS = { name: 10, meaning: 4, definition: 1, facet: 2 } as const;

/** The words of each field, joined by spaces. */
export type SearchedWords = Record<keyof typeof FIELD_WEIGHTS, string>;

/** @param pages - all pages that describe the concept, ordered by address. */
export function searchedWords(
  pages: readonly Pick<PageContent, 'name' | 'alternateNames' | 'definitions'>[],
): SearchedWords {
  const texts = pages.flatMap(({ definitions }) => definitions).slice(0, SEARCHED_TEXTS);
  const ofKind = (kind: (typeof texts)[number]['kind']) => texts.filter((text) => text.kind === kind);
  return {
    name: joined(pages.flatMap(({ name, alternateNames }) => [name, ...alternateNames])),
    meaning: joined(ofKind('MEANING').map(({ text }) => text)),
    definition: joined(ofKind('BODY').map(({ text }) => text)),
    facet: joined(ofKind('FACET').map(({ facet, text }) => `${facet ?? ''} ${text}`)),
  };
}

/** Drops duplicate texts, because pages of one concept repeat each other. */
function joined(texts: readonly string[]): string {
  return [...new Set(texts)].map(nameKey).join(' ');
}
