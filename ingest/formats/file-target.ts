/**
 * Resolves links between the files of a folder: the term that a link means, and the address of each file on its
 * site.
 */
import { decoded } from '../../src/decoded.ts';
import { slugOf } from '../../src/model/address.ts';
import { WIKI } from './outline.ts';

/** A sort number or the date of a post before a file's name. */
const BEFORE_NAME = /^(?:\d{4}-\d{2}-\d{2}|\d{1,4})[-_. ]+(?=\D)/;
const EXTENSION = /\.(?:md|markdown|mdx|txt|html|htm|xhtml)$/i;
/** The id that exports of Notion and Confluence append to a page's name. */
const EXPORT_ID = /[ _-](?:[\da-f]{32}|(?<=_)\d{5,12})$/i;
const INDEX = /^(?:_?index|readme)$/i;
/** Hugo's index page of a folder in another language. */
const INDEX_IN = /^_?index\.([a-z]{2}(?:-[a-z]{2,4})?)$/i;

/** The page that a link is on. */
export interface From {
  url: string;
  /** Whether it is the index page of its folder. */
  isIndex: boolean;
}

/** A term of the same folder or site; `url` is null for a link by name only. */
export interface FileTarget {
  slug: string;
  url: string | null;
}

/** Whether a file is the index page of its folder. */
export function isIndexFile(path: string): boolean {
  return INDEX.test(path.replace(/^.*\//, '').replace(EXTENSION, ''));
}

/**
 * The term that a link leads to, with the address of its file on the same site, or by name only for a wiki link. Null
 * for any other link. Links are relative to the file; links to a folder, to the address of its page on the site.
 */
export function fileTarget(link: string, { url, isIndex }: From): FileTarget | null {
  if (link.startsWith(WIKI)) return named(link.slice(WIKI.length).split(/[#^]/, 1)[0] ?? '', null);
  if (link === '' || /^[#?]/.test(link)) return null;
  const start = isIndex || /^[^?#]*\/(?:$|[?#])/.test(link) ? url : url.replace(/\/$/, '');
  if (!URL.canParse(link, start)) return null;
  const target = new URL(link, start);
  const path = decoded(target.pathname);
  if (target.host !== new URL(url).host || !/^https?:$/.test(target.protocol) || path === null) return null;
  // Other files, such as images, are no terms.
  if (/\.[a-z\d]{1,5}$/i.test(path) && !EXTENSION.test(path)) return null;
  return named(path, documentUrl(new URL(pathOf(path), target.origin).href));
}

function named(path: string, url: string | null): FileTarget | null {
  const slug = slugOf(wordsOf(path));
  return slug === null ? null : { slug, url };
}

/** The words of a file's name; for an index page, those of its folder. */
export function wordsOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const last = (parts.at(-1) ?? '').replace(EXTENSION, '');
  const folder = parts.at(-2);
  const language = INDEX_IN.exec(last)?.[1];
  const word =
    folder === undefined ? last : INDEX.test(last) ? folder : language === undefined ? last : `${folder} ${language}`;
  return word.replace(BEFORE_NAME, '').replace(EXPORT_ID, '').replace(/[_-]+/g, ' ');
}

/** The canonical spelling of a web address, always https; null for any other text and for one with credentials. */
export function documentUrl(raw: string): string | null {
  const text = raw.trim();
  if (text.length > 4096 || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return null;
  url.protocol = 'https:';
  return url.href;
}

/** The path on the site of a file at a path in the folder: `words/Repo rate.md` is at `words/Repo-rate/`. */
export function pathOf(place: string): string {
  const segments = place.replace(/\.[a-z\d]{1,8}$/i, '').split('/');
  const folders = /^_?index$/i.test(segments.at(-1) ?? '') ? segments.slice(0, -1) : segments;
  return folders
    .filter((segment, i) => segment !== '' || i === 0)
    .map(
      (segment) =>
        `${encodeURIComponent(
          segment
            .replace(/\p{Cs}/gu, ' ')
            .trim()
            .replace(/\s+/g, '-'),
        )}/`,
    )
    .join('');
}
