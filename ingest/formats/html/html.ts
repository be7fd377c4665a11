/** The HTML of a page as an outline: the head by selectors, the content by a walk over its blocks. */
import { type CheerioAPI, contains, load } from 'cheerio/slim';
import type { Element } from 'domhandler';
import type { Conventions, Head, Outline } from '../outline.ts';
import { buildOutline } from '../outline-builder.ts';
import { withoutControls } from '../plain-text.ts';
import { elementsOpenAtEnd, isElement, refuseTooDeep, refuseTooMany } from './tree.ts';
import { walkContent } from './walk.ts';

/**
 * An element around the whole text, never closed: selecting takes quadratic time in the elements without a parent
 * (10,000 paragraphs: 3 s).
 */
const AROUND = 'page';

/** Where a page's content is, the best sign first. */
const CONTENT = ['main', '[role="main"]', 'article:has(h1)', 'article', '.entry-content', 'body', AROUND];

/** Reads a page's HTML. Throws PageRejected TOO_DEEP or TOO_LARGE for a tree beyond its bounds. */
export function readHtml(source: string, conventions: Conventions): Outline {
  refuseTooMany(source);
  // Of a tag that the copy was cut in, the tree builder takes the first characters for text.
  const wrapped = `<${AROUND}>${source.replace(/<\/?$/, '')}`;
  const $ = load(wrapped, { xml: { xmlMode: false, withEndIndices: true } });
  const document = $.root().get(0);
  if (document === undefined) throw new Error('an HTML text without a root');
  refuseTooDeep(document);
  const open = elementsOpenAtEnd(document, wrapped);
  const builder = buildOutline(conventions);
  Object.assign(builder.head, headOf($));
  const canonical = attribute($, 'link[rel~="canonical" i]', 'href');
  if (canonical !== null) builder.address({ source: 'canonical link', url: canonical, isOpen: false });
  for (const script of $('script[type^="application/ld+json" i]')) {
    builder.jsonLd({ text: $(script).text(), isWhole: !open.has(script) });
  }
  for (const element of contentOf($)) walkContent(element, open, builder);
  const isInScript = [...open].some((element) => isElement(element) && element.name === 'script');
  if (isInScript) builder.cut('in a script');
  if (/<html[\s>]/i.test(source) && !/<\/html\s*>/i.test(source)) builder.cut('before </html>');
  return builder.build();
}

/** The elements to read: the content, and before it a title that the theme sets above the content. */
function contentOf($: CheerioAPI): Element[] {
  const content = firstOf($, CONTENT);
  if (content === null) return [];
  const titles = $<Element, string>('h1').get();
  if (titles.some((title) => contains(content, title))) return [content];
  return [...$(titles).not('nav *, aside *, footer *').first(), content];
}

function firstOf($: CheerioAPI, selectors: readonly string[]): Element | null {
  for (const selector of selectors) {
    const found = $<Element, string>(selector).get(0);
    if (found !== undefined) return found;
  }
  return null;
}

function headOf($: CheerioAPI): Head {
  return {
    published:
      attribute($, 'meta[property="article:published_time"]', 'content') ??
      attribute($, 'time.published', 'datetime') ??
      attribute($, 'article time, main time', 'datetime'),
    modified:
      attribute($, 'meta[property="article:modified_time"]', 'content') ??
      attribute($, 'time.updated:not(.published)', 'datetime'),
    author: attribute($, 'meta[name="author" i]', 'content') ?? authorLine($),
  };
}

function attribute($: CheerioAPI, selector: string, name: string): string | null {
  return stated($(selector).first().attr(name) ?? '');
}

function authorLine($: CheerioAPI): string | null {
  return stated($('.author .fn, .author a, .byline a, a[rel~="author"]').first().text());
}

function stated(text: string): string | null {
  const plain = withoutControls(text).trim();
  return plain === '' ? null : plain;
}
