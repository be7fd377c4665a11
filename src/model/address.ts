/**
 * The canonical address of a glossary page: one spelling per page, however a link writes it.
 * `https://<host>/<kind>/<slug>/` or `https://<host>/<kind>/<slug>/resource/<N>/`, percent-decoded, lower case, NFC,
 * hyphens for spaces.
 */
import { decoded } from '../decoded.ts';
import type { PageKind } from './types.ts';

export interface PageAddress {
  /** The canonical address; it identifies the page. */
  url: string;
  /** Scheme and host. */
  site: string;
  kind: Exclude<PageKind, 'DOCUMENT'>;
  /** Slug of the concept. */
  slug: string;
  /** N of `/resource/N/`, null for a main page. */
  resource: number | null;
}

const KINDS: ReadonlyMap<string, PageAddress['kind']> = new Map([
  ['definition', 'DEFINITION'],
  ['area', 'AREA'],
  ['term', 'TERM'],
]);
/** The longest slug, in UTF-16 units, and the longest address, with room for a slug that is fully percent-encoded. */
const SLUG_LENGTH = 256;
const ADDRESS_LENGTH = 4096;
/** White space, controls, and characters with a meaning in addresses or markup. */
const NOT_IN_SLUG = /[\s\p{C}/\\?#%<>"`{}|^[\]]/u;
/** Fast path for addresses that are canonical already, as most links are: a URL parser would change nothing in them. */
const CANONICAL =
  /^(https:\/\/(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,24})\/(definition|area|term)\/([a-z0-9]+(?:-[a-z0-9]+)*)\/$/;
const EXTENSION = /(?:\.(?:md|markdown|mdx|txt|html|htm|xhtml))+$/;

/**
 * The canonical form of a page's address; null if it is not the address of a page of a known kind: another scheme or
 * path, credentials, control characters, an absurd length. Never throws.
 *
 * @example canonicalAddress('http://Example.com/Term/Margin-Call.md?x=1#y')?.url // => 'https://example.com/term/margin-call/'
 */
export function canonicalAddress(raw: string): PageAddress | null {
  const known = raw.length <= SLUG_LENGTH ? CANONICAL.exec(raw) : null;
  if (known !== null) {
    const [url, site = '', folder = '', slug = ''] = known;
    return { url, site, kind: KINDS.get(folder) as PageAddress['kind'], slug, resource: null };
  }
  const url = parse(raw);
  if (url === null) return null;
  const segments = pathSegments(url.pathname);
  if (segments === null) return null;
  const [folder = '', slug = '', word, number] = segments;
  const kind = KINDS.get(folder);
  if (kind === undefined || !isSlug(slug) || segments.length > 4 || segments.length === 3) return null;
  const resource = word === undefined ? null : resourceNumber(word, number);
  if (resource === undefined) return null;
  const site = `https://${url.host.replace(/:443$/, '')}`;
  const path = resource === null ? `/${folder}/${slug}/` : `/${folder}/${slug}/resource/${resource}/`;
  return { url: site + path, site, kind, slug, resource };
}

/**
 * The canonical address of a file by its path within a folder: `area/x/resource/8.md` under `https://example.com/`.
 * Null if base and path together are not the address of a page. Never throws.
 */
export function addressFromPath(base: string, relativePath: string): PageAddress | null {
  const segments = relativePath.replace(/\\/g, '/').split('/');
  if (segments.includes('..')) return null;
  return canonicalAddress(`${base.replace(/\/+$/, '')}/${segments.map(encodeSegment).join('/')}`);
}

/** File names may be percent-encoded already, as mirroring tools write them, or plain. */
function encodeSegment(segment: string): string {
  if (/%[0-9a-f]{2}/i.test(segment)) return segment.replace(/[?#]/g, encodeURIComponent);
  // A lone surrogate, which encodeURIComponent rejects, becomes a character that no slug has.
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, ' '));
}

/**
 * The slug of a concept that has a name but no address: lower case, without accents and apostrophes, with hyphens for
 * everything that is not a letter or digit; a long name is cut. Null for a name without letters and digits.
 *
 * @example slugOf('Itô’s Lemma (1951)') // => 'itos-lemma-1951'
 */
export function slugOf(name: string): string | null {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .replace(/['’]/g, '')
    .toLowerCase();
  const words = plain.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  // The cut must not leave half a surrogate pair.
  const slug = words
    .join('-')
    .slice(0, SLUG_LENGTH)
    .replace(/(?:-|\p{Cs})$/u, '');
  return isSlug(slug) ? slug : null;
}

function parse(raw: string): URL | null {
  const text = raw.trim();
  // The URL parser silently drops controls, and would read `java\nscript:` as a scheme.
  if (text.length > ADDRESS_LENGTH || !/^https?:/i.test(text) || /\p{Cc}/u.test(text)) return null;
  try {
    const url = new URL(text);
    return url.username === '' && url.password === '' ? url : null;
  } catch {
    return null;
  }
}

/** The segments of a path, decoded, without a file extension; null if it cannot be decoded. */
function pathSegments(path: string): string[] | null {
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length > 5) return null;
  const decoded: string[] = [];
  for (const segment of segments) {
    const text = decode(segment);
    if (text === null) return null;
    decoded.push(text);
  }
  const last = decoded.at(-1) ?? '';
  const isIndex = decoded.length % 2 === 1 && /^_?index\.(?:md|markdown|mdx|txt|html|htm|xhtml)$/.test(last);
  const shortened = isIndex ? [] : [last.replace(EXTENSION, '')];
  return [...decoded.slice(0, -1), ...shortened];
}

function decode(segment: string): string | null {
  // A URL's path is ASCII; everything else is percent-encoded.
  if (!segment.includes('%')) return segment.toLowerCase();
  // File names and wiki page names have spaces where slugs have hyphens.
  const text = decoded(segment)?.trim().replace(/ +/g, '-');
  return text?.normalize('NFC').toLowerCase().normalize('NFC') ?? null;
}

/** Whether `slug` can name a concept: it has a letter or digit, and no character with a meaning in addresses. */
export function isSlug(slug: string): boolean {
  return slug.length <= SLUG_LENGTH && /[\p{L}\p{N}]/u.test(slug) && !NOT_IN_SLUG.test(slug);
}

function resourceNumber(word: string, number: string | undefined): number | undefined {
  return word === 'resource' && /^[1-9]\d{0,8}$/.test(number ?? '') ? Number(number) : undefined;
}
