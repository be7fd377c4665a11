/** The addresses in a page that may lead to other pages. */
import { Parser } from 'htmlparser2';
import type { PageFormat } from '../../formats/document.ts';

/** Maximum number of addresses taken from one page. */
const LINKS = 5_000;

/** The addresses as written; relative ones resolve against `base`, or the page's own address if that is null. */
export interface Links {
  base: string | null;
  links: readonly string[];
}

export function linksOf(text: string, format: PageFormat): Links {
  return format === 'html' ? inHtml(text) : inMarkdown(text);
}

function inHtml(text: string): Links {
  const links = new Set<string>();
  let base: string | null = null;
  const parser = new Parser({
    onopentag(name, attributes) {
      const { href, rel = '', content = '' } = attributes;
      if (links.size >= LINKS) return;
      const isSign = name === 'meta' && attributes['http-equiv']?.toLowerCase() === 'refresh';
      if (isSign)
        links.add(
          content
            .slice(content.indexOf('=') + 1)
            .trim()
            .replace(/^["']|["']$/g, ''),
        );
      if (href === undefined) return;
      // A `download` link leads to a copy or a file for other programs, not to a page.
      if (attributes.download !== undefined) return;
      if (name === 'base') base ??= href;
      else if (name === 'a' || name === 'area') links.add(href);
      else if (name === 'link' && /\b(?:next|prev|canonical|alternate)\b/i.test(rel)) links.add(href);
    },
  });
  parser.end(text);
  return { base, links: [...links] };
}

/** Links, and URLs anywhere in the text, JSON-LD included. A false match costs one request. */
function inMarkdown(text: string): Links {
  const links = new Set<string>();
  for (const [, inBrackets, plain] of text.matchAll(/\]\(<?([^\s()<>]+)|(https?:\/\/[^\s()<>[\]"'`\\]+)/g)) {
    if (links.size >= LINKS) break;
    links.add(inBrackets ?? plain ?? '');
  }
  return { base: null, links: [...links] };
}
