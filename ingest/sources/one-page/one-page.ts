/** A glossary on one page: a list of definitions, a heading for each term, or a bold word that opens each text. */
import { slugOf } from '../../../src/model/address.ts';
import type { Statement } from '../../../src/model/types.ts';
import { type Inline, type Outline, wholeText } from '../../formats/outline.ts';
import { plainName } from '../../formats/plain-text.ts';
import { documentPage, fragmentUrl, type SourceFile, type SourcePage, slugs, statement } from '../document-page.ts';

interface Entry {
  names: string[];
  texts: Inline[];
}

/** Terms that make a page a glossary: of a list of definitions, and of headings or bold words. */
const LISTED = 2;
const SET_OUT = 3;
const GLOSSARY = /\b(?:glossar|terminolog|definitions|dictionar|lexicon|vocabular|terms|concepts)/i;

/** Headings that pages have whatever they are about: beside them the others are no terms. */
const COMMON =
  /^(?:introduction|overview|about|contributing|contributors|acknowledge?ments|licen[cs]e|installation|usage|contents|faq|contact)$/i;

/** The page's terms; null for a page that is no glossary by what it shows. */
export function termsOf(outline: Outline, fileName: string): Entry[] | null {
  const listed = fromList(outline);
  if (listed.length >= LISTED) return listed;
  if (!GLOSSARY.test(`${outline.title?.text ?? outline.head.title ?? ''} ${fileName.replace(/[-_]/g, ' ')}`))
    return null;
  if (outline.sections.some(({ heading }) => COMMON.test(heading.text))) return null;
  const found = [fromHeadings(outline), fromBold(outline)].sort((a, b) => b.length - a.length)[0] ?? [];
  return found.length >= SET_OUT ? found : null;
}

/** A page for each term, and one for the glossary, which has them as parts. */
export function readOnePage(
  outline: Outline,
  entries: readonly Entry[],
  file: SourceFile & { url: string },
): SourcePage[] {
  const slugFor = slugs();
  const title = plainName(outline.title?.text ?? outline.head.title ?? file.name.replace(/[-_]+/g, ' '));
  const found = entries.flatMap(({ names, texts }) => {
    const [name = '', ...others] = names.map(plainName).filter((each) => each !== '');
    const slug = name === '' ? null : slugFor(name);
    return slug === null ? [] : [{ name, others, slug, texts }];
  });
  const pages = found.map(({ name, others, slug, texts }): SourcePage => {
    const [meaning = null, ...body] = texts.map((inline) => wholeText(inline)).filter((text) => text !== '');
    const statements = texts.flatMap(({ links }) => links.flatMap((link) => linkTo(link, file.url)));
    const url = fragmentUrl(file.url, slug);
    return { page: documentPage({ url, slug, name, names: others, meaning, body, statements }), warnings: [] };
  });
  const slug = slugFor(title);
  if (slug !== null) {
    const statements = found.map(({ slug: part, name }) =>
      statement('HAS_PART', part, name, fragmentUrl(file.url, part)),
    );
    pages.push({ page: documentPage({ url: file.url, slug, name: title, statements }), warnings: [] });
  }
  pages
    .at(-1)
    ?.warnings.push(...outline.leftOut.map((what) => ({ code: 'LEFT_OUT' as const, message: `${what} is left out` })));
  return pages;
}

/** A link to another term of the same page. */
function linkTo({ url, text }: { url: string; text: string }, file: string): Statement[] {
  const own = url.startsWith('#') ? url : url.startsWith(`${file}#`) ? url.slice(file.length) : '';
  const slug = own === '' ? null : slugOf(text);
  return slug === null ? [] : [statement('LINKS_TO', slug, plainName(text), fragmentUrl(file, slug))];
}

function fromList({ sections }: Outline): Entry[] {
  const entries: Entry[] = [];
  let isTerm = false;
  for (const block of sections.flatMap(({ blocks }) => blocks)) {
    const last = entries.at(-1);
    if (block.kind === 'term') {
      if (isTerm && last !== undefined) last.names.push(block.inline.text);
      else entries.push({ names: [block.inline.text], texts: [] });
    } else if (block.kind === 'description') last?.texts.push(block.inline);
    isTerm = block.kind === 'term';
  }
  return entries.filter(({ texts }) => texts.length > 0);
}

/** The headings of the level that has the most of them with a text below; letters of the alphabet are none. */
function fromHeadings({ sections }: Outline): Entry[] {
  const byLevel = new Map<number, Entry[]>();
  for (const { level, heading, blocks } of sections) {
    const texts = blocks.flatMap((block) => (block.kind === 'list' ? block.items : [block.inline]));
    if (level === 0 || texts.length === 0 || heading.text.length < 2) continue;
    const entries = byLevel.get(level) ?? [];
    entries.push({ names: [heading.text], texts });
    byLevel.set(level, entries);
  }
  return [...byLevel.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Texts that open with a bold word, and those behind them that do not. */
function fromBold({ sections }: Outline): Entry[] {
  const entries: Entry[] = [];
  const blocks = sections.flatMap(({ blocks }) => blocks);
  for (const inline of blocks.flatMap((block) => (block.kind === 'list' ? block.items : [block.inline]))) {
    const [bold] = inline.bolds;
    if (bold === undefined || bold.start !== 0) {
      entries.at(-1)?.texts.push(inline);
      continue;
    }
    const name = withoutEnd(inline.text.slice(0, bold.end));
    const text = inline.text.slice(bold.end).replace(/^[\s:|–—-]+/, '');
    entries.push({ names: [name], texts: text === '' ? [] : [{ ...inline, text, bolds: [] }] });
  }
  return entries.filter(({ texts }) => texts.length > 0);
}

/** A bold word without the sign that may set it off from its text. */
function withoutEnd(word: string): string {
  let end = word.length;
  while (end > 0 && /[\s:.–—-]/.test(word.charAt(end - 1))) end -= 1;
  return word.slice(0, end);
}
