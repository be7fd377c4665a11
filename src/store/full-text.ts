/**
 * What full text is searched in, the same over every store: the words of a concept's own pages, and those of each
 * sentence that other pages say of it. Words are those of `nameWords`, so that case, accents, hyphens and plural do not
 * matter.
 */
import { nameKey } from '../model/names.ts';
import type { PageContent } from '../model/types.ts';

/** Texts of one concept that are searched. */
const SEARCHED_TEXTS = 500;

/** The fields of a concept that are searched, and how much a word in each counts. */
export const FIELD_WEIGHTS = { name: 10, meaning: 4, definition: 1, facet: 2 } as const;

/** Words of each field, joined by spaces. */
export type SearchedWords = Record<keyof typeof FIELD_WEIGHTS, string>;

/** @param pages - all that describe a concept, in order of address. */
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

/** Each text once: pages of one concept repeat one another. */
function joined(texts: readonly string[]): string {
  return [...new Set(texts)].map(nameKey).join(' ');
}
