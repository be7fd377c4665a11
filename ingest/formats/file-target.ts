/**
 * Where files lead to: the term that a link from one file of a folder to another means, and the address that each has on its
 * site.
 */
import { decoded } from '../../src/decoded.ts';
import { slugOf } from '../../src/model/address.ts';
import { WIKI } from './outline.ts';

/** The order of a file among others, and the day of a post, which stand before its name. */
const BEFORE_NAME = /^(?:\d{4}-\d{2}-\d{2}|\d{1,4})[-_. ]+(?=\D)/;
const EXTENSION = /\.(?:md|markdown|mdx|txt|html|htm|xhtml)$/i;
/** What exports of Notion and Confluence set behind the name of a page. */
const EXPORT_ID = /[ _-](?:[\da-f]{32}|(?<=_)\d{5,12})$/i;
const INDEX = /^(?:_?index|readme)$/i;
/** The page of a folder in another language, as Hugo has it. */
const INDEX_IN = /^_?index\.([a-z]{2}(?:-[a-z]{2,4})?)$/i;

/** A page that links start from. */
export interface From {
  url: string;
  /** Whether it stands for its folder. */
  isIndex: boolean;
}

/** A term of the same folder or site; `url` is null where the link names it alone. */
export interface FileTarget {
  slug: string;
  url: string | null;
}

/** Whether a file stands for the folder that it is in. */
export function isIndexFile(path: string): boolean {
  return INDEX.test(path.replace(/^.*\//, '').replace(EXTENSION, ''));
}

/**
 * The term that a link leads to: one of the same site, with the address that its file has, or one by its name alone. A link
 * starts from the file, but one to a folder is written for the address that a site generator gives the page.
 */
export function fileTarget(link: string, { url, isIndex }: From): FileTarget | null {
  if (link.startsWith(WIKI)) return named(link.slice(WIKI.length).split(/[#^]/, 1)[0] ?? '', null);
  if (link === '' || /^[#?]/.test(link)) return null;
  const start = isIndex || /^[^?#]*\/(?:$|[?#])/.test(link) ? url : url.replace(/\/$/, '');
  if (!URL.canParse(link, start)) return null;
  const target = new URL(link, start);
  const path = decoded(target.pathname);
  if (target.host !== new URL(url).host || !/^https?:$/.test(target.protocol) || path === null) return null;
  // A file that is no page, such as a picture, is no term.
  if (/\.[a-z\d]{1,5}$/i.test(path) && !EXTENSION.test(path)) return null;
  return named(path, documentUrl(new URL(pathOf(path), target.origin).href));
}

function named(path: string, url: string | null): FileTarget | null {
  const slug = slugOf(wordsOf(path));
  return slug === null ? null : { slug, url };
}

/** The words of a file's name; of one that stands for its folder, those of the folder. */
export function wordsOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const last = (parts.at(-1) ?? '').replace(EXTENSION, '');
  const folder = parts.at(-2);
  const language = INDEX_IN.exec(last)?.[1];
  const word =
    folder === undefined ? last : INDEX.test(last) ? folder : language === undefined ? last : `${folder} ${language}`;
  return word.replace(BEFORE_NAME, '').replace(EXPORT_ID, '').replace(/[_-]+/g, ' ');
}

/** An address in the one spelling under which it identifies a page; null for what is no address of the web. */
export function documentUrl(raw: string): string | null {
  const text = raw.trim();
  if (text.length > 4096 || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return null;
  url.protocol = 'https:';
  return url.href;
}

/** The path under its site of what lies at a place in a folder: `words/Repo rate.md` is at `words/Repo-rate/`. */
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
