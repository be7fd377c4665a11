/** What the readers of all page kinds share: their input and output, and how to resolve a link. */

import { canonicalAddress, type PageAddress } from '../../src/model/address.ts';
import { pageAt } from '../../src/model/links.ts';
import type { LinkedPage, PageDefinition, Statement, StatementKind } from '../../src/model/types.ts';
import type { Warnings } from '../formats/faults.ts';
import { fileTarget } from '../formats/file-target.ts';
import { type Link, type Outline, WIKI } from '../formats/outline.ts';
import { excerpt, plainName } from '../formats/plain-text.ts';
import type { PageSchema } from './schema.ts';

/** A page being read: its address and name, its text and its JSON-LD. */
export interface Reading {
  address: PageAddress;
  name: string;
  outline: Outline;
  schema: PageSchema;
  /** Whether links are relative to a file, as in Markdown. */
  isFile: boolean;
  /** Folders on the page's own site, outside of the glossary, that links in its prose lead to. */
  outside: Set<string>;
  warnings: Warnings;
}

/** The page that a link leads to, with the slug of its concept. */
export type Target = Pick<PageAddress, 'slug' | 'url'>;

/** What the reader of a page kind returns. */
export interface Stated {
  alternateNames: string[];
  definitions: PageDefinition[];
  statements: Statement[];
}

/** What a page says about another: its name, a gloss with an optional facet, and `details`, metadata from JSON-LD. */
export interface Mention {
  target: Target;
  anchor: string | null;
  facet: string | null;
  gloss: string | null;
  details: Omit<LinkedPage, 'url'> | null;
}

/** The target of a link that must lead to a glossary page; null and BAD_LINK if it does not. */
export function wantedTarget(reading: Reading, link: Link): Target | null {
  const target = targetOf(link.url, reading);
  if (target !== null) return target;
  const place = `"${excerpt(link.text)}" leads to "${excerpt(link.url)}"`;
  reading.warnings.add('BAD_LINK', `${place}, but should lead to a definition, area or term`);
  return null;
}

/**
 * The target of a link in prose, which may lead anywhere: null for no glossary page, BAD_LINK only for a URL that could
 * run as a script. A link to another folder of the same site is noted in `outside`.
 */
export function proseTarget(reading: Reading, link: Link): Target | null {
  if (/^\s*(?:javascript|vbscript|data)\s*:/i.test(link.url)) return wantedTarget(reading, link);
  const target = targetOf(link.url, reading);
  const folder = target === null && link.text !== '' ? folderOnSite(link.url, reading) : null;
  if (folder !== null) reading.outside.add(folder);
  return target;
}

/** The glossary page that `url` leads to from the page being read; from a file, also another file's page. Else null. */
function targetOf(url: string, { address, outline, isFile }: Reading): Target | null {
  const link = url.startsWith(WIKI) ? wikiPath(url.slice(WIKI.length)) : url.trim();
  if (/^[a-z][a-z\d+.-]*:/i.test(link)) return canonicalAddress(link);
  if (link === '' || /^[#?]/.test(link)) return null;
  if (outline.base !== null) return resolved(link, linkBase(outline, address));
  // A site resolves links below the page's address; editors resolve them from its file, beside the address.
  const beside = address.url.slice(0, -1);
  const isFileName = /\.(?:md|markdown|mdx)(?:[?#]|$)/i.test(link);
  const starts = isFile ? [beside, ...(isFileName ? [] : [address.url])] : [address.url, beside];
  for (const start of starts) {
    const target = resolved(link, start);
    if (target !== null) return target;
  }
  // A file that states its address was exported from its site, where the same link may lead anywhere.
  const isPlaced = isFile && outline.addresses.length === 0;
  const file = isPlaced ? fileTarget(link, { url: address.url, isIndex: false }) : null;
  return file?.url == null ? null : { slug: file.slug, url: file.url };
}

/** The first folder in the path of a link on the same site, for a warning; null for other sites and for image files. */
function folderOnSite(url: string, { address, outline }: Reading): string | null {
  const start = linkBase(outline, address);
  if (/^\s*(?:#|$)/.test(url) || !URL.canParse(url, start)) return null;
  const { host, protocol, pathname } = new URL(url, start);
  if (!/^https?:$/.test(protocol) || host !== new URL(address.url).host) return null;
  if (fileTarget(pathname, { url: start, isIndex: true }) === null) return null;
  const [, folder = '', rest] = pathname.split('/');
  return rest === undefined || rest === '' ? `/${folder}` : `/${folder}/…`;
}

/** The base URL of relative links: the one that the page declares, else its own address. */
export function linkBase({ base }: Pick<Outline, 'base'>, { url }: PageAddress): string {
  return base !== null && URL.canParse(base, url) ? new URL(base, url).href : url;
}

function resolved(link: string, start: string): PageAddress | null {
  return URL.canParse(link, start) ? canonicalAddress(new URL(link, start).href) : null;
}

/** The relative path of a wiki link: the named page lies beside the one that links to it. */
function wikiPath(target: string): string {
  const name = target.split(/[#^]/, 1)[0]?.trim() ?? '';
  return name === '' ? '' : `./${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** A link's text as a name of its target; null if it is empty or a URL. */
function anchorName(anchor: string | null): string | null {
  const name = plainName(anchor ?? '');
  return name === '' || /^(?:https?:\/\/|www\.)\S+$/i.test(name) ? null : name;
}

/** Links as statements, without those to the page's own concept. */
export function linkStatements(
  reading: Reading,
  kind: 'LINKS_TO' | 'RELATED',
  links: readonly Link[],
  find: typeof wantedTarget,
): Statement[] {
  const mentions = links.flatMap((link): Mention[] => {
    const target = find(reading, link);
    return target === null ? [] : [{ target, anchor: link.text, facet: null, gloss: null, details: null }];
  });
  return statements(reading, kind, mentions);
}

/** Mentions as statements, without those of the page's own concept. */
export function statements(reading: Reading, kind: StatementKind, mentions: readonly Mention[]): Statement[] {
  return mentions
    .filter(({ target }) => target.slug !== reading.address.slug)
    .map(({ target, anchor, facet, gloss, details }) => {
      const link = details === null ? pageAt(target.url) : { url: target.url, ...details };
      return { kind, target: target.slug, anchor: anchorName(anchor), facet, gloss, link };
    });
}
