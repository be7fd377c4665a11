/** A glossary on one page: a list of definitions, a heading for each term, or a bold word that opens each text. */
import { getOrMake } from '../../../src/get-or-make.ts';
import { dateTime } from '../../formats/dates.ts';
import { imageOf } from '../../formats/images.ts';
import { inlinesOf, outsideLinks } from '../../formats/link-lists.ts';
import {
  type Block,
  EMPTY,
  type Inline,
  type Outline,
  type Section,
  soleLink,
  wholeText,
} from '../../formats/outline.ts';
import { lossesOf } from '../../formats/outline-warnings.ts';
import { excerpt, plainName } from '../../formats/plain-text.ts';
import { ledBy } from '../../formats/section-texts.ts';
import {
  documentPage,
  fragmentUrl,
  namesIn,
  repeatedIn,
  type SourceFile,
  type SourcePage,
  slugs,
  statement,
} from '../document-page.ts';
import { linksOf } from './links.ts';
import { fromTables } from './tables.ts';
import { type Entry, headingsOf, type Terms } from './terms.ts';

/** Minimum number of terms for a glossary: in a list of definitions or a table, and as headings or bold words. */
const LISTED = 2;
const SET_OUT = 3;
const GLOSSARY =
  /\b(?:glossar|glosario|glossaire|terminolog|d[eé]finitions|definiciones|dictionar|diccionario|dictionnaire|wörterbuch|lexicon|lexikon|lexique|vocabula|terms|términos|begriffe|concepts)/i;

/** Headings common to pages on any subject: beside one of them, other headings are not terms. */
const COMMON =
  /^(?:introduction|overview|about|contributing|contributors|acknowledge?ments|licen[cs]e|installation|usage|contents|faq|contact)$/i;

/** The page's terms; null if the page does not look like a glossary. */
export function termsOf(outline: Outline, fileName: string): Terms | null {
  const listed = fromList(outline);
  if (listed.entries.length >= LISTED) return listed;
  const tabled = fromTables(outline);
  if (tabled.entries.length >= LISTED) return tabled;
  if (!GLOSSARY.test(`${outline.title?.text ?? outline.head.title ?? ''} ${fileName.replace(/[-_]/g, ' ')}`))
    return null;
  if (outline.sections.some(({ heading }) => COMMON.test(heading.text))) return null;
  const [headings, bold] = [fromHeadings(outline), fromBold(outline)];
  const found = headings.entries.length >= bold.entries.length ? headings : bold;
  return found.entries.length >= SET_OUT ? found : null;
}

/** A page for each term, and one for the glossary, which has the terms as parts and all other texts. */
export function readOnePage(
  outline: Outline,
  { entries, rest, headings }: Terms,
  file: SourceFile & { url: string; isFile: boolean },
): SourcePage[] {
  const { head } = outline;
  const common = {
    author: plainName(head.author ?? '') || null,
    publisher: plainName(head.publisher ?? '') || null,
    section: plainName(head.section ?? '') || null,
    publishedAt: dateTime(head.published),
    modifiedAt: dateTime(head.modified),
  };
  const slugFor = slugs();
  const title = plainName(outline.title?.text ?? outline.head.title ?? file.name.replace(/[-_]+/g, ' '));
  const found = entries.flatMap(({ names, texts, anchors }) => {
    const [name = '', ...others] = names
      .map(plainName)
      .filter((each) => each !== '')
      .flatMap((each) => {
        const found = namesIn(each);
        return [found.name, ...found.others];
      });
    const slug = name === '' ? null : slugFor(name);
    return slug === null ? [] : [{ name, others, slug, texts, anchors }];
  });
  const linkTo = linksOf(found, file);
  const pages = found.map(({ name, others, slug, texts }): SourcePage => {
    const [meaning = null, ...body] = texts.map((inline) => wholeText(inline)).filter((text) => text !== '');
    const statements = texts.flatMap(({ links }) => links.flatMap(linkTo));
    const url = fragmentUrl(file.url, slug);
    const truncated = texts.some(({ isCut }) => isCut);
    const page = documentPage({ ...common, url, slug, name, names: others, meaning, body, statements, truncated });
    return { page, warnings: [] };
  });
  const slug = slugFor(title);
  if (slug !== null) {
    const statements = found.map(({ slug: part, name }) =>
      statement('HAS_PART', part, name, fragmentUrl(file.url, part)),
    );
    const body = rest.map((inline) => wholeText(inline));
    const links = rest.flatMap((inline) => inline.links.flatMap(linkTo));
    const page = documentPage({
      ...common,
      ...{ url: file.url, slug, name: title, names: head.names, meaning: head.description, body },
      image: imageOf([head.image], file.url),
      statements: [...statements, ...links],
      truncated: outline.cut !== null,
    });
    pages.push({ page, warnings: [] });
  }
  const dividing = headings.filter((text) => !isLetter(text));
  const warnings = [...lossesOf(outline), ...repeatedIn(found, 'entry')];
  if (dividing.length > 0) {
    const message = `headings between the terms are left out: ${excerpt(dividing.join(', '))}`;
    warnings.push({ code: 'LEFT_OUT', message });
  }
  pages.at(-1)?.warnings.push(...warnings);
  return pages;
}

/** Whether a heading stands for letters of the alphabet, such as `A`, `A – C` or `0-9`; true for an empty one. */
function isLetter(heading: string): boolean {
  return !/\p{L}{2}|\p{L}.*\p{L}.*\p{L}/u.test(heading);
}

function fromList({ sections }: Outline): Terms {
  const entries: Entry[] = [];
  const rest: Inline[] = [];
  let isTerm = false;
  for (const block of sections.flatMap(({ blocks }) => blocks)) {
    const last = entries.at(-1);
    if (block.kind === 'term') {
      const { text, anchors = [] } = block.inline;
      if (isTerm && last !== undefined) {
        last.names.push(text);
        last.anchors.push(...anchors);
      } else entries.push({ names: [text], texts: [], anchors: [...anchors] });
    } else if (block.kind === 'description' && last !== undefined) last.texts.push(block.inline);
    else rest.push(...inlinesOf(block));
    isTerm = block.kind === 'term';
  }
  const without = entries.filter(({ texts }) => texts.length === 0);
  const names = without.flatMap((entry) => entry.names).map((text) => ({ ...EMPTY, text }));
  const described = entries.filter(({ texts }) => texts.length > 0);
  return { entries: described, rest: [...rest, ...names], headings: headingsOf(sections) };
}

/**
 * Takes as terms the headings of the level that has most of them with a text; deeper headings belong to the term above.
 */
function fromHeadings({ sections }: Outline): Terms {
  const byLevel = new Map<number, Section[]>();
  for (const section of sections) {
    if (section.level > 0 && isEntry(section)) getOrMake(byLevel, section.level, () => []).push(section);
  }
  const [best = []] = [...byLevel.values()].sort((a, b) => b.length - a.length);
  const terms = new Set(best);
  const found: Terms = { entries: [], rest: [], headings: [] };
  let entry: Entry | null = null;
  for (const section of sections) {
    const { heading, blocks, level } = section;
    const texts = blocks.flatMap(inlinesOf);
    const [first, ...others] = texts;
    if (terms.has(section)) {
      entry = { names: [heading.text], texts, anchors: [...(heading.anchors ?? [])] };
      found.entries.push(entry);
    } else if (entry !== null && level > (best[0]?.level ?? 0)) {
      if (first !== undefined) entry.texts.push(ledBy(heading, first), ...others);
    } else {
      entry = null;
      found.headings.push(heading.text);
      found.rest.push(...texts);
    }
  }
  return found;
}

/** Whether a section can be a term: not a letter of the alphabet, nor an index with nothing but lists of links. */
function isEntry({ heading, blocks }: Section): boolean {
  const isIndex = (block: Block) => block.kind === 'list' && block.items.every((item) => soleLink(item) !== null);
  return heading.text.length > 1 && !blocks.every(isIndex);
}

/** Takes bold openings of texts as terms; texts without one belong to the term before them, up to the next heading. */
function fromBold({ sections }: Outline): Terms {
  const entries: Entry[] = [];
  const rest: Inline[] = [];
  for (const { blocks } of sections) {
    let entry: Entry | null = null;
    for (const inline of blocks.flatMap(inlinesOf)) {
      const [bold] = inline.bolds;
      if (bold === undefined || bold.start !== 0) {
        (entry?.texts ?? rest).push(inline);
        continue;
      }
      const name = withoutEnd(inline.text.slice(0, bold.end));
      const text = inline.text.slice(bold.end).replace(/^[\s:|–—-]+/, '');
      const { anchors = [] } = inline;
      if (isContents(inline, bold.end)) {
        entry = null;
        continue;
      }
      entry = { names: [name], texts: text === '' ? [] : [{ ...inline, text, bolds: [] }], anchors: [...anchors] };
      entries.push(entry);
    }
  }
  const bare = entries.filter(({ texts }) => texts.length === 0).flatMap(({ names }) => names);
  return {
    entries: entries.filter(({ texts }) => texts.length > 0),
    rest: [...rest, ...bare.map((text) => ({ ...EMPTY, text }))],
    headings: headingsOf(sections),
  };
}

/** Whether a text from `start` on is only links to letters on the page. */
function isContents(inline: Inline, start: number): boolean {
  const { links } = inline;
  const isAll = links.length > 1 && links.every((link) => link.url.startsWith('#') && isLetter(link.text));
  return isAll && isLetter(outsideLinks(inline, start));
}

/** A bold word without the punctuation that sets it off from its text. */
function withoutEnd(word: string): string {
  let end = word.length;
  while (end > 0 && /[\s:.–—-]/.test(word.charAt(end - 1))) end -= 1;
  return word.slice(0, end);
}
