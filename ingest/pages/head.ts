/**
 * A page's address, name, author and dates, each from the most reliable source that has it.
 *
 * | field    | wins                              | then                     | else                  |
 * | -------- | --------------------------------- | ------------------------ | --------------------- |
 * | address  | Original URL, canonical, og:url   | JSON-LD                  | the one handed in     |
 * | name     | heading of level 1                | headline, stated title   | the slug, NO_TITLE    |
 * | author   | Author                            | JSON-LD                  | null                  |
 * | dates    | JSON-LD, if on the text's day     | Published                | null                  |
 */

import { canonicalAddress, type PageAddress } from '../../src/model/address.ts';
import { nameKey } from '../../src/model/names.ts';
import { dateTime } from '../formats/dates.ts';
import type { Warnings } from '../formats/faults.ts';
import type { Outline, StatedAddress } from '../formats/outline.ts';
import { excerpt, plainName } from '../formats/plain-text.ts';
import { nameOfTitle } from './conventions.ts';
import type { PageSchema } from './schema.ts';

/** A page's sources, its text and its JSON-LD, and the collector for warnings about them. */
export interface Sources {
  outline: Outline;
  schema: PageSchema;
  warnings: Warnings;
}

/** The address that the page states as its own; null if it states none of a known kind. */
export function ownAddress({ outline, schema, warnings }: Sources, fallback: PageAddress | null): PageAddress | null {
  const start = fallback?.url;
  const inJsonLd = schema.addresses.map(canonicalAddress).filter((address) => address !== null);
  const breadcrumb = schema.breadcrumb === null ? null : canonicalAddress(schema.breadcrumb);
  const longer = [inJsonLd[0], breadcrumb, fallback];
  const inText = outline.addresses
    .filter((stated) => !isHalf(stated, longer))
    .flatMap(({ source, url }) => {
      // A relative address can only be resolved against the fallback.
      const isRelative = start !== undefined && !/^[a-z][a-z\d+.-]*:/i.test(url) && URL.canParse(url, start);
      const address = canonicalAddress(isRelative ? new URL(url, start).href : url);
      return address === null ? [] : [{ source, address }];
    });
  const own = inText[0]?.address ?? inJsonLd[0] ?? breadcrumb;
  if (own == null) return null;
  for (const { source, address } of inText) {
    if (address.url !== own.url) {
      warnings.add('CONTRADICTION', `address: ${inText[0]?.source} says "${own.url}", but ${source} "${address.url}"`);
    }
  }
  // The breadcrumb of a resource page of an area may end with the area itself.
  const other = inJsonLd.find(({ url }) => url !== own.url) ?? (breadcrumb?.slug === own.slug ? undefined : breadcrumb);
  if (other != null) {
    const source = inText[0]?.source ?? 'JSON-LD';
    warnings.add('CONTRADICTION', `address: ${source} says "${own.url}", but the JSON-LD says "${other.url}"`);
  }
  return own;
}

/** Whether the copy ends inside this address, and another source states a longer one that starts with it. */
function isHalf({ url, isOpen }: StatedAddress, others: readonly (PageAddress | null | undefined)[]): boolean {
  if (!isOpen || url.endsWith('/')) return false;
  const start = canonicalAddress(url)?.url.slice(0, -1);
  return (
    start !== undefined && others.some((other) => other?.url.startsWith(start) && other.url.length > start.length + 1)
  );
}

/** The first address that the page states, of a known kind or not; null if it states none. */
export function otherAddress({ outline, schema }: Sources): string | null {
  return outline.addresses[0]?.url ?? schema.addresses[0] ?? schema.breadcrumb;
}

/** The page's title as written, and the concept's name in it; from the slug, with NO_TITLE, if there is no title. */
export function titleOf(
  { outline, schema, warnings }: Sources,
  { slug }: PageAddress,
): { title: string; name: string } {
  const heading = outline.title === null || outline.title.isCut ? '' : plainName(outline.title.text);
  const headline = plainName(schema.headline ?? '');
  const stated = withoutSite(plainName(outline.head.title ?? ''), slug);
  // In some themes the only heading of level 1 is the site's name.
  const isSite = heading !== '' && stated !== '' && !isNameOf(slug, nameOfTitle(heading)) && isNameOf(slug, stated);
  const title = (isSite ? stated : heading) || headline || stated;
  const name = plainName(nameOfTitle(title));
  if (heading !== '' && headline !== '' && !isSameName(nameOfTitle(title), nameOfTitle(headline))) {
    warnings.contradiction('title', title, headline);
  }
  if (name !== '') return { title, name };
  const fromSlug = nameOfSlug(slug);
  warnings.add('NO_TITLE', `the page has no title: "${excerpt(fromSlug)}" is taken from its address`);
  return { title: fromSlug, name: fromSlug };
}

function isSameName(a: string, b: string): boolean {
  return a === b || nameKey(a) === nameKey(b);
}

function isNameOf(slug: string, name: string): boolean {
  return nameKey(name) === nameKey(slug.replaceAll('-', ' '));
}

/** A title without the site's name at its end, if the rest is the name in the address; otherwise unchanged. */
function withoutSite(title: string, slug: string): string {
  const at = [...title.matchAll(/ [|–—·•«»:-] /g)].map(({ index }) => index);
  const place = at.find((end) => isNameOf(slug, nameOfTitle(title.slice(0, end).trim())));
  return place === undefined ? title : title.slice(0, place).trim();
}

/** A name from the words of a slug, each capitalized. */
export function nameOfSlug(slug: string): string {
  const words = slug.split('-').filter((word) => word !== '');
  return plainName(words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' '));
}

export function authorOf({ outline, schema, warnings }: Sources): string | null {
  const inText = plainName(outline.head.author ?? '');
  const inJsonLd = plainName(schema.author ?? '');
  if (inText !== '' && inJsonLd !== '' && !isSameName(inText, inJsonLd)) {
    warnings.contradiction('author', inText, inJsonLd);
  }
  return inText || inJsonLd || null;
}

/** RFC 3339 in UTC. JSON-LD has the more exact time and wins if it is on the text's day; otherwise the text wins. */
export function dateOf(
  field: string,
  inText: string | null,
  inJsonLd: string | null,
  warnings: Warnings,
): string | null {
  const text = dateTime(inText);
  const exact = dateTime(inJsonLd);
  if (text === null || exact === null) return exact ?? text;
  // One may be in local time and the other in UTC, so equal days in either reading are no contradiction.
  const days = (written: string | null, utc: string): string[] => [
    written?.trim().slice(0, 10) ?? '',
    utc.slice(0, 10),
  ];
  const jsonDays = days(inJsonLd, exact);
  if (days(inText, text).some((day) => jsonDays.includes(day))) return exact;
  warnings.contradiction(field, inText ?? '', inJsonLd ?? '');
  return text;
}
