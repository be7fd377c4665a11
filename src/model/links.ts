/**
 * The page that a link leads to, as one text. Most links of a glossary lead to `<site>/<kind>/<slug of the target>/`: with a
 * mark in place of the slug they have one text, which is kept once.
 */
import { canonicalAddress } from './address.ts';
import type { LinkedPage, PageKind } from './types.ts';

/** In place of the target's slug; no address has these characters. */
const SLUG = '<slug>';

/** A linked page as a text that `linkedPage` reads: its address, and behind a space what is told of it as JSON. */
export function linkText({ url, author, publishedAt, modifiedAt, image }: LinkedPage, target: string): string {
  const at = url.lastIndexOf(`/${target}`) + 1;
  const address = at === 0 ? url : url.slice(0, at) + SLUG + url.slice(at + target.length);
  if (author === null && publishedAt === null && modifiedAt === null && image === null) return address;
  // In one order, whatever that of the fields is: equal pages have equal texts.
  const told = {
    ...(author !== null && { author }),
    ...(publishedAt !== null && { publishedAt }),
    ...(modifiedAt !== null && { modifiedAt }),
    ...(image !== null && { image: { url: image.url, width: image.width, height: image.height, alt: image.alt } }),
  };
  return `${address} ${JSON.stringify(told)}`;
}

export function linkedPage(text: string, target: string): LinkedPage {
  const space = text.indexOf(' ');
  const address = space < 0 ? text : text.slice(0, space);
  const told = space < 0 ? {} : (JSON.parse(text.slice(space + 1)) as Partial<LinkedPage>);
  return {
    url: address.replace(SLUG, () => target),
    author: told.author ?? null,
    publishedAt: told.publishedAt ?? null,
    modifiedAt: told.modifiedAt ?? null,
    image: told.image ?? null,
  };
}

/** A page of which nothing but its address is told. */
export function pageAt(url: string): LinkedPage {
  return { url, author: null, publishedAt: null, modifiedAt: null, image: null };
}

/** What kind of page is at an address. */
export function kindAt(url: string): PageKind {
  const address = canonicalAddress(url);
  return address?.url === url ? address.kind : 'DOCUMENT';
}
