/** What the page kinds share: the page being read, what it takes from there, and where a link leads. */

import { canonicalAddress, type PageAddress } from '../../src/model/address.ts';
import { pageAt } from '../../src/model/links.ts';
import type { LinkedPage, PageDefinition, Statement, StatementKind } from '../../src/model/types.ts';
import type { Warnings } from '../formats/faults.ts';
import { fileTarget } from '../formats/file-target.ts';
import { type Link, type Outline, WIKI } from '../formats/outline.ts';
import { excerpt, plainName } from '../formats/plain-text.ts';
import type { PageSchema } from './schema.ts';

/** A page being read: who it is, and what its text and its JSON-LD say. */
export interface Reading {
  address: PageAddress;
  name: string;
  outline: Outline;
  schema: PageSchema;
  /** Whether its links start from a file, as in Markdown. */
  isFile: boolean;
  /** Where links of its prose lead to on its site that are no pages of the glossary. */
  outside: Set<string>;
  warnings: Warnings;
}

/** The page that a link leads to, and the concept that it is on. */
export type Target = Pick<PageAddress, 'slug' | 'url'>;

/** What a page kind takes from a page. */
export interface Stated {
  alternateNames: string[];
  definitions: PageDefinition[];
  statements: Statement[];
}

/** What a page says of another: its name for it, a text under a facet's heading, and what a list tells beside them. */
export interface Mention {
  target: Target;
  anchor: string | null;
  facet: string | null;
  gloss: string | null;
  told: Omit<LinkedPage, 'url'> | null;
}

/** The target of a link that stands where a page of the glossary is wanted; BAD_LINK where it is none. */
export function wantedTarget(reading: Reading, link: Link): Target | null {
  const target = targetOf(link.url, reading);
  if (target !== null) return target;
  const place = `"${excerpt(link.text)}" leads to "${excerpt(link.url)}"`;
  reading.warnings.add('BAD_LINK', `${place}, but should lead to a definition, area or term`);
  return null;
}

/**
 * The target of a link in prose, which may lead anywhere: BAD_LINK only for one that would run as a program. One to another
 * page of the site is noted.
 */
export function proseTarget(reading: Reading, link: Link): Target | null {
  if (/^\s*(?:javascript|vbscript|data)\s*:/i.test(link.url)) return wantedTarget(reading, link);
  const target = targetOf(link.url, reading);
  const folder = target === null && link.text !== '' ? folderOnSite(link.url, reading) : null;
  if (folder !== null) reading.outside.add(folder);
  return target;
}

/** The page of a known kind that `url` leads to, from the page that has the link; of a file, also that of another file. */
function targetOf(url: string, { address, outline, isFile }: Reading): Target | null {
  const link = url.startsWith(WIKI) ? wikiPath(url.slice(WIKI.length)) : url.trim();
  if (/^[a-z][a-z\d+.-]*:/i.test(link)) return canonicalAddress(link);
  if (link === '' || /^[#?]/.test(link)) return null;
  if (outline.base !== null) return resolved(link, linkBase(outline, address));
  // From the page's address links start below it; from its file, and as editors have it, beside it.
  const beside = address.url.slice(0, -1);
  const isFileName = /\.(?:md|markdown|mdx)(?:[?#]|$)/i.test(link);
  const starts = isFile ? [beside, ...(isFileName ? [] : [address.url])] : [address.url, beside];
  for (const start of starts) {
    const target = resolved(link, start);
    if (target !== null) return target;
  }
  // What says its own address was taken from its site, where the same link may lead anywhere.
  const isPlaced = isFile && outline.addresses.length === 0;
  const file = isPlaced ? fileTarget(link, { url: address.url, isIndex: false }) : null;
  return file?.url == null ? null : { slug: file.slug, url: file.url };
}

/** The first folder of a page of the same site that is no page of the glossary; null for all else, such as a picture. */
function folderOnSite(url: string, { address, outline }: Reading): string | null {
  const start = linkBase(outline, address);
  if (/^\s*(?:#|$)/.test(url) || !URL.canParse(url, start)) return null;
  const { host, protocol, pathname } = new URL(url, start);
  if (!/^https?:$/.test(protocol) || host !== new URL(address.url).host) return null;
  if (fileTarget(pathname, { url: start, isIndex: true }) === null) return null;
  const [, folder = '', rest] = pathname.split('/');
  return rest === undefined || rest === '' ? `/${folder}` : `/${folder}/…`;
}

/** The address that relative ones start from: the base that the page says, else its own. */
export function linkBase({ base }: Pick<Outline, 'base'>, { url }: PageAddress): string {
  return base !== null && URL.canParse(base, url) ? new URL(base, url).href : url;
}

function resolved(link: string, start: string): PageAddress | null {
  return URL.canParse(link, start) ? canonicalAddress(new URL(link, start).href) : null;
}

/** A page that is linked by its name lies beside the one that names it. */
function wikiPath(target: string): string {
  const name = target.split(/[#^]/, 1)[0]?.trim() ?? '';
  return name === '' ? '' : `./${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** A link's text as a name of its target; an address is none. */
function anchorName(anchor: string | null): string | null {
  const name = plainName(anchor ?? '');
  return name === '' || /^(?:https?:\/\/|www\.)\S+$/i.test(name) ? null : name;
}

/** Links as statements, those to the page's own concept left out. */
export function linkStatements(
  reading: Reading,
  kind: 'LINKS_TO' | 'RELATED',
  links: readonly Link[],
  find: typeof wantedTarget,
): Statement[] {
  const mentions = links.flatMap((link): Mention[] => {
    const target = find(reading, link);
    return target === null ? [] : [{ target, anchor: link.text, facet: null, gloss: null, told: null }];
  });
  return statements(reading, kind, mentions);
}

/** Mentions as statements, those of the page's own concept left out. */
export function statements(reading: Reading, kind: StatementKind, mentions: readonly Mention[]): Statement[] {
  return mentions
    .filter(({ target }) => target.slug !== reading.address.slug)
    .map(({ target, anchor, facet, gloss, told }) => {
      const link = told === null ? pageAt(target.url) : { url: target.url, ...told };
      return { kind, target: target.slug, anchor: anchorName(anchor), facet, gloss, link };
    });
}
