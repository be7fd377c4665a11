/**
 * Which addresses a crawl visits: those of the host that was named, below the folder that was named, one spelling a page.
 * Pages of the family (`/definition/x/`, `/area/x/resource/2/`, …) are known by their canonical address, all others by the
 * one they have.
 */
import { UsageError } from '../../../src/errors.ts';
import { canonicalAddress } from '../../../src/model/address.ts';

export interface Place {
  /** One for one page. */
  key: string;
  /** The address as it was found. */
  spelling: string;
}

export interface Scope {
  start: Place;
  origin: string;
  /** Keys of all pages begin so. */
  prefix: string;
  /** Whether there is no page but the start. */
  isSingle: boolean;
  /** The page that a link leads to; null where it is none of this crawl. */
  placeOf(link: string, from: string): Place | null;
  /** Whether a key is that of a page of the family, which has its text in Markdown, too. */
  isFamily(key: string): boolean;
  /** Whether a page is one of those below a folder that was named, which are a term each. */
  isNote(key: string): boolean;
  /** The address that a page has in the graph: that of the site that it is a copy of. */
  published(key: string): string;
}

/** What is no page by its name. */
const NO_PAGE =
  /\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp|css|m?js|json|map|wasm|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gv]|wav|pdf|zip|gz|tgz|bz2|7z|exe|dmg|xml|rss|atom|docx?|xlsx?|pptx?)$/i;
const LONGEST = 2_048;

/**
 * @param base - the site that pages say they are of, where that is another than the one that is asked; `https://host/`.
 * @throws UsageError for what is no address that may be asked.
 */
export function scopeOf(address: string, base: string | null): Scope {
  const start = startOf(address);
  const { origin } = start;
  const alias = base === null ? null : new URL(base);
  const family = (url: URL) => canonicalAddress(url.href);

  function placeAt(url: URL): Place {
    const page = family(url);
    const key = page === null ? url.href : new URL(new URL(page.url).pathname, origin).href;
    return { key, spelling: url.href };
  }

  const first = placeAt(start);
  const page = family(start);
  const isFile = page === null && /\.[a-z\d]{1,8}$/i.test(start.pathname) && !/\/index\.[a-z]+$/i.test(start.pathname);
  const prefix = page === null && !isFile ? folderOf(start) : first.key;
  return {
    start: first,
    origin,
    prefix,
    isSingle: isFile || (page !== null && (page.kind !== 'AREA' || page.resource !== null)),
    placeOf(link, from) {
      if (link.length > LONGEST || !URL.canParse(link, from)) return null;
      const url = new URL(link, from);
      if (alias !== null && url.host === alias.host && /^https?:$/.test(url.protocol)) moveTo(url, start);
      if (url.origin !== origin || url.username !== '' || url.password !== '') return null;
      url.hash = '';
      if (family(url) !== null) url.search = '';
      // Addresses with a query have no end: calendars, sessions, searches.
      else if (url.search !== '' || NO_PAGE.test(url.pathname)) return null;
      const place = placeAt(url);
      const isBelow = place.key.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
      return isBelow || place.key === first.key ? place : null;
    },
    isFamily: (key) => family(new URL(key)) !== null,
    isNote: (key) => prefix !== `${origin}/` && key !== first.key && family(new URL(key)) === null,
    published(key) {
      const url = new URL(key);
      if (alias !== null) moveTo(url, alias);
      return url.href;
    },
  };
}

/** What stands for a folder has what lies beside it, all else what lies below it. */
function folderOf({ origin, pathname }: URL): string {
  return origin + pathname.replace(/\/index\.[a-z]+$/i, '/');
}

function moveTo(url: URL, { protocol, host, port }: URL): void {
  url.protocol = protocol;
  url.host = host;
  url.port = port;
}

function startOf(address: string): URL {
  const shown = JSON.stringify(address.replace(/\/\/[^/]*@/, '//…@').slice(0, 200));
  if (!URL.canParse(address)) throw new UsageError(`${shown} is not an address: it must be like https://host/`);
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new UsageError(`${shown} cannot be crawled: an http or https address is required`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(`${shown} contains a user name or password: only public pages are crawled`);
  }
  url.hash = '';
  return url;
}

/** Whether a site that is asked at `from` may say that it is at `to`: its own https, or itself with or without `www`. */
export function isSameSite(from: URL, to: URL): boolean {
  const bare = ({ hostname }: URL) => hostname.replace(/^www\./, '');
  const isUsual = from.port === '' && to.port === '';
  return (
    bare(from) === bare(to) &&
    isUsual &&
    /^https?:$/.test(to.protocol) &&
    !(from.protocol === 'https:' && to.protocol === 'http:')
  );
}

/** Where the text of a page of the family is looked for: in Markdown, then in HTML. */
export function carriersOf(spelling: string): { markdown: string; html: string } {
  const url = new URL(spelling);
  const bare = url.pathname.replace(/\/$/, '').replace(/\.(?:md|markdown|html?|xhtml)$/i, '');
  const isMarkdown = /\.(?:md|markdown)$/i.test(url.pathname);
  return { markdown: new URL(`${bare}.md`, url).href, html: isMarkdown ? new URL(`${bare}/`, url).href : url.href };
}

/** The pages before and after a resource of an area: a site may link to no more than some. */
export function neighbours(key: string): string[] {
  const [, start, number] = /^(.*\/resource\/)(\d{1,6})\/$/.exec(key) ?? [];
  if (start === undefined) return [];
  return [Number(number) - 1, Number(number) + 1].filter((n) => n > 0).map((n) => `${start}${n}/`);
}
