/** Finds the one-sentence meaning of a page among the descriptions in its front matter and its JSON-LD. */
import type { PageDefinition } from '../../src/model/types.ts';
import { isSameText, textKey } from '../formats/plain-text.ts';
import { endsInKind, splitFacet, withoutKind } from './conventions.ts';
import type { Reading } from './reading.ts';

/**
 * The texts of a page with its meaning first. A text that repeats the JSON-LD's description of the term becomes the
 * meaning and leaves the body; otherwise {@link meaningOf} looks for one.
 * @param texts - texts that a description may be an excerpt of.
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

/** The first description that is a meaning: not an excerpt of one of the page's texts, and without a facet. */
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
