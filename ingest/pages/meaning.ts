/** The one-sentence meaning among the descriptions that a page has: in its front matter, and in its JSON-LD. */
import type { PageDefinition } from '../../src/model/types.ts';
import { textKey } from '../formats/plain-text.ts';
import { endsInKind, splitFacet, withoutKind } from './conventions.ts';
import type { Reading } from './reading.ts';

/**
 * The first description that is a meaning; an excerpt of a text of the page, or a sentence under a facet, is none.
 * @param texts - those of the page that descriptions are taken from.
 */
export function meaningOf({ outline, schema }: Reading, texts: readonly string[]): PageDefinition[] {
  const starts = texts.map(textKey);
  for (const description of [outline.head.description, ...schema.descriptions]) {
    const { facet, text, isMeaning } = splitFacet(withoutKind(description ?? ''));
    if (description === null || facet !== null || text === '') continue;
    const isSetOut = isMeaning || endsInKind(description) || description === outline.head.description;
    const key = textKey(text);
    const isExcerpt = /(?:…|\.{3})\]?$/.test(text) || starts.some((start) => start.startsWith(key));
    if (isSetOut || !isExcerpt) return [{ kind: 'MEANING', facet: null, text }];
  }
  return [];
}
