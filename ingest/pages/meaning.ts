/** The one-sentence meaning among the descriptions that a page has: in its front matter, and in its JSON-LD. */
import type { PageDefinition } from '../../src/model/types.ts';
import { isSameText, textKey } from '../formats/plain-text.ts';
import { endsInKind, splitFacet, withoutKind } from './conventions.ts';
import type { Reading } from './reading.ts';

/**
 * The texts of a page with its meaning before them: a description of the term in its JSON-LD that a text repeats, which
 * is then the meaning and no further text, else what {@link meaningOf} finds.
 * @param texts - those that descriptions may be excerpts of.
 */
export function withMeaning(
  reading: Reading,
  body: readonly PageDefinition[],
  texts: readonly string[],
): PageDefinition[] {
  const { definition } = reading.schema;
  const shown = definition === null ? undefined : body.find(({ text }) => isSameText(text, definition));
  if (shown === undefined) return [...meaningOf(reading, texts), ...body];
  return [{ ...shown, kind: 'MEANING' }, ...body.filter((text) => text !== shown)];
}

/** The first description that is a meaning; an excerpt of a text of the page, or a sentence under a facet, is none. */
function meaningOf({ outline, schema }: Reading, texts: readonly string[]): PageDefinition[] {
  let starts: readonly string[] | null = null;
  const isExcerpt = (text: string): boolean => {
    starts ??= texts.map(textKey);
    const key = textKey(text);
    return /(?:…|\.{3})\]?$/.test(text) || starts.some((start) => start.startsWith(key));
  };
  for (const description of [outline.head.description, ...schema.descriptions]) {
    const { facet, text, isMeaning } = splitFacet(withoutKind(description ?? ''));
    if (description === null || facet !== null || text === '') continue;
    const isSetOut = isMeaning || endsInKind(description) || description === outline.head.description;
    if (isSetOut || !isExcerpt(text)) return [{ kind: 'MEANING', facet: null, text }];
  }
  return [];
}
