/**
 * The page that a link leads to, encoded as one text. Most links of a glossary lead to a main page of their target,
 * `<site>/<kind>/<slug>/`: with a placeholder for the slug they share one text, which is stored once.
 */
import { canonicalAddress } from './address.ts';
import type { LinkedPage, PageKind } from './types.ts';

/** Placeholder for the target's slug; no address contains these characters. */
const SLUG = '<slug>';

/** Encodes a linked page for `linkedPage`: its address, then, after a space, what is said about it as JSON. */
export function linkText({ url, author, publishedAt, modifiedAt, image }: LinkedPage, target: string): string {
  const at = url.lastIndexOf(`/${target}`) + 1;
  const address = at === 0 ? url : url.slice(0, at) + SLUG + url.slice(at + target.length);
  if (author === null && publishedAt === null && modifiedAt === null && image === null) return address;
  // In a fixed order of fields, so that equal pages have equal texts.
  const details = {
    ...(author !== null && { author }),
    ...(publishedAt !== null && { publishedAt }),
    ...(modifiedAt !== null && { modifiedAt }),
    ...(image !== null && { image: { url: image.url, width: image.width, height: image.height, alt: image.alt } }),
  };
  return `${address} ${JSON.stringify(details)}`;
}

export function linkedPage(text: string, target: string): LinkedPage {
  const space = text.indexOf(' ');
  const address = space < 0 ? text : text.slice(0, space);
  const details = space < 0 ? {} : (JSON.parse(text.slice(space + 1)) as Partial<LinkedPage>);
  return {
    url: address.replace(SLUG, () => target),
    author: details.author ?? null,
    publishedAt: details.publishedAt ?? null,
    modifiedAt: details.modifiedAt ?? null,
    image: details.image ?? null,
  };
}

/** A page of which only the address is known. */
export function pageAt(url: string): LinkedPage {
  return { url, author: null, publishedAt: null, modifiedAt: null, image: null };
}

/** The kind of page at an address. */
export function kindAt(url: string): PageKind {
  const address = canonicalAddress(url);
  return address?.url === url ? address.kind : 'DOCUMENT';
}
