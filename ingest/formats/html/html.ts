/** Reads a page's HTML into an outline: the head with selectors, the content in a walk over its blocks. */
import { type Cheerio, type CheerioAPI, load } from 'cheerio/slim';
import type { Element } from 'domhandler';
import type { StatedImage } from '../images.ts';
import type { Conventions, Head, Outline } from '../outline.ts';
import { buildOutline } from '../outline-builder.ts';
import { lineAt, withoutControls } from '../plain-text.ts';
import { contentOf } from './content.ts';
import { leadOf, sentencesOutside } from './outside.ts';
import { boldClasses, statedBeside } from './stated.ts';
import { elementsOpenAtEnd, isElement, refuseTooDeep, refuseTooMany } from './tree.ts';
import { walkContent } from './walk.ts';

/**
 * An element wrapped around the whole text, never closed: selectors take quadratic time in the number of elements
 * without a parent (10,000 paragraphs: 3 s).
 */
const AROUND = 'page';

/** Elements with a page's metadata, selected once: every search of the whole tree takes time linear in its size. */
const MARKS = 'base, link, meta, script, time';
type Marks = Cheerio<Element>;

/** Where a page states its own address, best source first. */
const ADDRESSES = [
  ['canonical link', 'link[rel~="canonical" i]', 'href'],
  ['og:url', 'meta[property="og:url" i]', 'content'],
] as const;

/** Reads a page's HTML. Throws PageRejected: TOO_DEEP for deep nesting, TOO_LARGE for too many elements. */
export function readHtml(source: string, conventions: Conventions): Outline {
  refuseTooMany(source);
  // The tree builder takes a `<` or `</` at the end of a cut copy for text.
  const wrapped = `<${AROUND}>${source.replace(/<\/?$/, '')}`;
  const $ = load(wrapped, { xml: { xmlMode: false, withEndIndices: true } });
  const document = $.root().get(0);
  if (document === undefined) throw new Error('an HTML text without a root');
  refuseTooDeep(document);
  const open = elementsOpenAtEnd(document, wrapped);
  const builder = buildOutline(conventions, true);
  const marks = $<Element, string>(MARKS);
  Object.assign(builder.head, headOf($, marks), statedBeside($, source));
  const tags = marks.filter('meta[property="article:tag" i]').get();
  builder.head.tags = [...builder.head.tags, ...tags.flatMap(({ attribs }) => stated(attribs.content ?? '') ?? [])];
  const looks = { bold: boldClasses(source), hasTitle: $('h1').length > 0 };
  for (const [source, selector, name] of ADDRESSES) {
    const url = attribute(marks, selector, name);
    if (url !== null) builder.address({ source, url, isOpen: false });
  }
  const base = attribute(marks, 'base[href]', 'href');
  if (base !== null) builder.base(base);
  let place = { at: 0, line: 1 };
  for (const script of marks.filter('script[type^="application/ld+json" i]')) {
    const text = $(script).text();
    const at = source.indexOf(text, place.at);
    if (at > place.at) place = { at, line: place.line + lineAt(source.slice(place.at, at), at - place.at) - 1 };
    builder.jsonLd({ text, isWhole: !open.has(script), line: place.line });
  }
  const { content, title } = contentOf($, AROUND);
  if (content !== null) {
    const elements = title === null ? [content] : [title, ...leadOf(title, content), content];
    for (const element of elements) walkContent(element, { open, builder, looks });
    for (const text of sentencesOutside(document, elements)) builder.outside(text);
  }
  const isInScript = [...open].some((element) => isElement(element) && element.name === 'script');
  if (isInScript) builder.cut('in a script');
  if (/<html[\s>]/i.test(source) && !/<\/html\s*>/i.test(source)) builder.cut('before </html>');
  return builder.build();
}

function headOf($: CheerioAPI, marks: Marks): Omit<Head, 'names' | 'tags'> {
  return {
    title: attribute(marks, 'meta[property="og:title" i]', 'content'),
    description: null,
    redirect: redirectOf(marks),
    published:
      attribute(marks, 'meta[property="article:published_time"]', 'content') ??
      attribute(marks, 'time.published', 'datetime') ??
      attribute(marks, 'article time, main time', 'datetime'),
    modified:
      attribute(marks, 'meta[property="article:modified_time"]', 'content') ??
      attribute(marks, 'time.updated:not(.published)', 'datetime'),
    author: attribute(marks, 'meta[name="author" i]', 'content') ?? authorLine($),
    publisher: property(marks, 'og:site_name'),
    section: property(marks, 'article:section'),
    image: imageIn(marks),
  };
}

/** The preview image: Open Graph's, with its size and alternative text, else that of `twitter:image` or `image_src`. */
function imageIn(marks: Marks): StatedImage | null {
  const own = property(marks, 'og:image') ?? property(marks, 'og:image:url') ?? property(marks, 'og:image:secure_url');
  if (own !== null) {
    const [width, height] = [property(marks, 'og:image:width'), property(marks, 'og:image:height')];
    return { url: own, width, height, alt: property(marks, 'og:image:alt') };
  }
  const url = property(marks, 'twitter:image') ?? attribute(marks, 'link[rel="image_src" i]', 'href');
  return url === null ? null : { url, width: null, height: null, alt: property(marks, 'twitter:image:alt') };
}

/** The content of a `<meta>` property; some pages put Open Graph properties in `name`. */
function property(marks: Marks, name: string): string | null {
  return attribute(marks, `meta[property="${name}" i], meta[name="${name}" i]`, 'content');
}

/** Where a page redirects to; null for a delay over 10 s: such a page is meant to be read. */
function redirectOf(marks: Marks): string | null {
  const content = attribute(marks, 'meta[http-equiv="refresh" i]', 'content') ?? '';
  const [, seconds, url] =
    /^\s*(\d{1,4})(?:\.\d{0,9})?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']{1,4000})/i.exec(content) ?? [];
  return url === undefined || Number(seconds) > 10 ? null : stated(url);
}

function attribute(marks: Marks, selector: string, name: string): string | null {
  return stated(marks.filter(selector).first().attr(name) ?? '');
}

function authorLine($: CheerioAPI): string | null {
  return stated($('.author .fn, .author a, .byline a, a[rel~="author"]').first().text());
}

function stated(text: string): string | null {
  const plain = withoutControls(text).trim();
  return plain === '' ? null : plain;
}
