/** What the JSON-LD of a page says of it where the page is of another kind of glossary: what its text does not say itself. */
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
 * A page that was read from its text, completed; blocks that cannot be read are told of.
 *
 * @param shown - texts of the same file that stand on other pages.
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
 * The texts of a page with a meaning: its own, else the description of its term that one of them repeats, else the first
 * description that is no excerpt of them.
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
