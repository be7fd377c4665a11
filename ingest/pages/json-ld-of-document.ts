/** Completes a page from any other family of glossaries with what its JSON-LD says and its text does not. */
import type { PageContent, PageDefinition } from '../../src/model/types.ts';
import { dateTime } from '../formats/dates.ts';
import type { PageWarning } from '../formats/faults.ts';
import { imageOf } from '../formats/images.ts';
import { isOther } from '../formats/opening-names.ts';
import { faultsOf } from '../formats/outline-warnings.ts';
import { isSameText, plainName, textKey } from '../formats/plain-text.ts';
import { tagStatements } from '../formats/tags.ts';
import { answersBeside } from './answers.ts';
import type { PageSchema, ReadSchema } from './schema.ts';

/**
 * A page that was read from its text, completed from its JSON-LD; BAD_JSON_LD for each unreadable block.
 *
 * @param shown - texts of other pages from the same file; an answer found there is not added again.
 */
export function withJsonLd(
  { page, warnings }: { page: PageContent; warnings: readonly PageWarning[] },
  { schema, faults }: ReadSchema,
  shown: readonly string[] = [],
): { page: PageContent; warnings: PageWarning[] } {
  const definitions = withMeaning(page, schema);
  const answers = answersBeside(schema.questions, [...definitions.map(({ text }) => text), ...shown]);
  const others = schema.names.map(plainName).filter((other) => isOther(page.name, other));
  const names = new Set([...page.alternateNames, ...others]);
  const targets = new Set(page.statements.map(({ target }) => target));
  const tags = tagStatements(schema.tags, page.concept).filter(({ target }) => !targets.has(target));
  const completed: PageContent = {
    ...page,
    alternateNames: [...names],
    author: page.author ?? (plainName(schema.author ?? '') || null),
    publishedAt: page.publishedAt ?? dateTime(schema.published),
    modifiedAt: page.modifiedAt ?? dateTime(schema.modified),
    publisher: plainName(schema.publisher ?? '') || page.publisher,
    section: plainName(schema.section ?? '') || page.section,
    image: imageOf([...schema.images, stated(page.image)], page.url),
    definitions: [...definitions, ...answers],
    statements: [...page.statements, ...tags],
  };
  return { page: completed, warnings: [...warnings, ...faultsOf(faults)] };
}

function stated(image: PageContent['image']) {
  if (image === null) return null;
  const text = (side: number | null): string | null => (side === null ? null : String(side));
  return { ...image, width: text(image.width), height: text(image.height) };
}

/**
 * The texts of a page with a meaning first: its own, else the text that repeats the description of its term, else the
 * first description that is not an excerpt of the first text. Unchanged if there is none.
 */
function withMeaning(
  { definitions }: PageContent,
  { definition, descriptions }: PageSchema,
): readonly PageDefinition[] {
  if (definitions.some(({ kind }) => kind === 'MEANING')) return definitions;
  const shown = definition === null ? undefined : definitions.find(({ text }) => isSameText(text, definition));
  if (shown !== undefined) return [{ ...shown, kind: 'MEANING' }, ...definitions.filter((text) => text !== shown)];
  const start = textKey(definitions[0]?.text ?? '');
  const text = descriptions.find((each) => !/(?:…|\.{3})\]?$/.test(each) && !start.startsWith(textKey(each)));
  return text === undefined ? definitions : [{ kind: 'MEANING', facet: null, text }, ...definitions];
}
