/** Where a page leads to: every address in it that may be that of another page. */
import { Parser } from 'htmlparser2';
import type { PageFormat } from '../../formats/document.ts';

/** Addresses that are taken from one page. */
const LINKS = 5_000;

/** The addresses, as written, resolved against `base` where they are relative. */
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
      // What is offered to be saved is a copy or a file for other programs, and no page.
      if (attributes.download !== undefined) return;
      if (name === 'base') base ??= href;
      else if (name === 'a' || name === 'area') links.add(href);
      else if (name === 'link' && /\b(?:next|prev|canonical|alternate)\b/i.test(rel)) links.add(href);
    },
  });
  parser.end(text);
  return { base, links: [...links] };
}

/** Links, and addresses wherever they stand: those in JSON-LD, too. What is none costs a request. */
function inMarkdown(text: string): Links {
  const links = new Set<string>();
  for (const [, inBrackets, plain] of text.matchAll(/\]\(<?([^\s()<>]+)|(https?:\/\/[^\s()<>[\]"'`\\]+)/g)) {
    if (links.size >= LINKS) break;
    links.add(inBrackets ?? plain ?? '');
  }
  return { base: null, links: [...links] };
}
