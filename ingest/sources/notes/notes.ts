/**
 * Folders of Markdown or HTML pages with one term each, as site generators (Hugo, Docusaurus, Jekyll, MkDocs) and note
 * takers (Obsidian) keep them: the file's name gives the term's address, and links lead from file to file.
 */
import { slugOf } from '../../../src/model/address.ts';
import { linkNames } from '../../../src/model/link-names.ts';
import { nameKey } from '../../../src/model/names.ts';
import type { Statement } from '../../../src/model/types.ts';
import { dateTime } from '../../formats/dates.ts';
import { type From, fileTarget, isIndexFile, wordsOf } from '../../formats/file-target.ts';
import { imageOf } from '../../formats/images.ts';
import { splitBlock } from '../../formats/link-lists.ts';
import { isOther, openingNames, openingOf } from '../../formats/opening-names.ts';
import { type Inline, type Link, type Outline, type Section, wholeText } from '../../formats/outline.ts';
import { lossesOf } from '../../formats/outline-warnings.ts';
import { plainName } from '../../formats/plain-text.ts';
import { textsOfSections } from '../../formats/section-texts.ts';
import { tagStatements } from '../../formats/tags.ts';
import { documentPage, type SourceFile, type SourcePage, statement } from '../document-page.ts';

/** The name of a file's subject, its slug, and a second title; null if {@link readNote} makes no page of the file. */
export function nameOf(outline: Outline, path: string): { name: string; slug: string; other: string } | null {
  const { head } = outline;
  const hasHead = head.title !== null || head.description !== null || head.names.length > 0 || head.tags.length > 0;
  const hasText = hasHead || outline.sections.some(({ level, blocks }) => level > 0 || blocks.length > 0);
  // In an Obsidian vault the name of the file is the title; a plain text may have any file name.
  const isNamed = hasText && !/\.txt$/i.test(path);
  const { name, other } = titlesOf(outline, path);
  const found = name || (isNamed ? fileName(path) : '');
  const slug = slugOf(wordsOf(path)) ?? slugOf(found);
  return found === '' || slug === null ? null : { name: found, slug, other };
}

/**
 * The title that names the page, and the other one. The heading wins, unless only the stated one is the file's name.
 */
function titlesOf(outline: Outline, path: string): { name: string; other: string } {
  const [heading, stated] = [headingOf(outline, path), plainName(outline.head.title ?? '')];
  const isFile = (title: string): boolean => nameKey(title) === nameKey(wordsOf(path));
  const isStated = heading === '' || (stated !== '' && isFile(stated) && !isFile(heading));
  return isStated ? { name: stated, other: heading } : { name: heading, other: stated };
}

/**
 * The page of a file; null if it has no title, or none that an address can be made of.
 *
 * @param path - where the file lies under its folder, such as `terms/margin-call.md`.
 */
export function readNote(
  outline: Outline,
  file: SourceFile & { url: string; isFile: boolean },
  path: string,
): SourcePage | null {
  const { head } = outline;
  const named = nameOf(outline, path);
  if (named === null) return null;
  const { name, slug } = named;
  // A web page's stated title includes the name of the site, so it is not a second name.
  const other = file.isFile && isOther(name, named.other) ? named.other : '';
  const isName = other !== '' && linkNames([name, wordsOf(path)]).isForm(other);
  const from = { url: file.url, isIndex: isIndexFile(path) };
  const page = documentPage({
    url: file.url,
    slug,
    name,
    names: [...(isName ? [other] : []), ...head.names, ...namesInText(name, outline)],
    meaning: head.description,
    body: textsOfSections(outline.sections)
      .map((inline) => wholeText(inline))
      .filter((text) => text !== name),
    statements: [...outline.sections.flatMap((section) => linksOf(section, from)), ...tagStatements(head.tags, slug)],
    publisher: plainName(head.publisher ?? '') || null,
    section: plainName(head.section ?? '') || null,
    image: imageOf([head.image], file.url),
    author: plainName(head.author ?? '') || null,
    publishedAt: dateTime(head.published),
    modifiedAt: dateTime(head.modified),
    truncated: outline.cut !== null,
  });
  // The warning does not quote the title, so that one message covers many pages of a folder.
  const which =
    other === plainName(head.title ?? '') ? 'what the front matter says as title' : 'the heading of level 1';
  const leftOut = other === '' || isName ? [] : [which];
  return { page, warnings: lossesOf({ ...outline, leftOut: [...outline.leftOut, ...leftOut] }) };
}

/** Bold names that open the text, if the first is a form of the page's own name: other bold words are emphasis. */
function namesInText(name: string, { sections }: Outline): string[] {
  const blocks = sections.flatMap((section) => section.blocks);
  const opened = openingOf(blocks);
  return opened !== null && linkNames([name]).isForm(opened.opening) ? openingNames(name, blocks) : [];
}

/**
 * The heading that names the page: none if several have level 1, or if it contains a template call. An export may put
 * the name of the space before the title; it is dropped if the rest is the file's name.
 */
function headingOf({ title, sections }: Outline, path: string): string {
  if (title === null || title.isCut || sections.some(({ level }) => level === 1)) return '';
  const heading = plainName(title.text);
  if (heading.includes('{{') || heading.includes('<%')) return '';
  const [, name = ''] = / : (.+)$/.exec(heading) ?? [];
  return name !== '' && nameKey(name) === nameKey(wordsOf(path)) ? name : heading;
}

/** A name made from the file's, which may be written as a slug: `margin-call` becomes `Margin call`. */
function fileName(path: string): string {
  const words = plainName(wordsOf(path));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function linksOf({ heading, blocks }: Section, from: From): Statement[] {
  const stated = (kind: 'RELATED' | 'LINKS_TO', inlines: readonly Inline[]): Statement[] =>
    inlines.flatMap(({ links }) =>
      links.flatMap((link) => {
        const target = fileTarget(link.url, from);
        return target === null ? [] : [statement(kind, target.slug, anchorOf(link), target.url)];
      }),
    );
  return [
    ...stated('LINKS_TO', [heading]),
    ...blocks.flatMap((block) => {
      const { texts, links } = splitBlock(block);
      return [...stated('RELATED', links), ...stated('LINKS_TO', texts)];
    }),
  ];
}

function anchorOf({ text }: Link): string | null {
  return /^(?:https?:\/\/|www\.)\S+$/i.test(text) ? null : plainName(text) || null;
}
