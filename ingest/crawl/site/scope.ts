/**
 * Which addresses a crawl visits: those on the given host below the given folder, one spelling per page. Pages of the
 * family (`/definition/x/`, `/area/x/resource/2/`, …) are identified by their canonical address, all others by their
 * own.
 */
import { UsageError } from '../../../src/errors.ts';
import { canonicalAddress } from '../../../src/model/address.ts';

export interface Place {
  /** Identifies the page, however its address is spelled. */
  key: string;
  /** The address as it was found. */
  spelling: string;
}

export interface Scope {
  start: Place;
  origin: string;
  /** The start of the keys of all pages. */
  prefix: string;
  /** Whether the start is the only page. */
  isSingle: boolean;
  /** The page that a link on the page `from` leads to; null if this crawl does not visit it. */
  placeOf(link: string, from: string): Place | null;
  /** Whether a key is that of a page of the family, which may be served as Markdown too. */
  isFamily(key: string): boolean;
  /** Whether a page outside the family lies below a given folder, so that it may be a note on one term. */
  isNote(key: string): boolean;
  /** The address that a page has in the graph: on `base`, if the crawled site is a copy of it. */
  published(key: string): string;
}

/** Paths whose extension says that they are not pages. */
const NO_PAGE =
  /\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp|css|m?js|json|map|wasm|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gv]|wav|pdf|zip|gz|tgz|bz2|7z|exe|dmg|xml|rss|atom|docx?|xlsx?|pptx?)$/i;
const LONGEST = 2_048;

/**
 * @param base - the published site of the pages where it differs from the crawled one; `https://host/`.
 * @throws UsageError for an address that cannot be crawled.
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
      // Skip addresses with a query: calendars, sessions and searches have no end of them.
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

/**
 * `…/index.html` stands for its folder, so the crawl covers its siblings; any other address covers what is below it.
 */
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
  if (!URL.canParse(address)) throw new UsageError(`${shown} is not a URL: expected one like https://host/`);
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

/** Whether a redirect stays on one site: it may upgrade to https and add or drop `www`, on default ports. */
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

/** The addresses at which the text of a page of the family is requested: Markdown first, then HTML. */
export function carriersOf(spelling: string): { markdown: string; html: string } {
  const url = new URL(spelling);
  const bare = url.pathname.replace(/\/$/, '').replace(/\.(?:md|markdown|html?|xhtml)$/i, '');
  const isMarkdown = /\.(?:md|markdown)$/i.test(url.pathname);
  return { markdown: new URL(`${bare}.md`, url).href, html: isMarkdown ? new URL(`${bare}/`, url).href : url.href };
}

/** The resources before and after a resource of an area: a site may link to only some of them. */
export function neighbours(key: string): string[] {
  const [, start, number] = /^(.*\/resource\/)(\d{1,6})\/$/.exec(key) ?? [];
  if (start === undefined) return [];
  return [Number(number) - 1, Number(number) + 1].filter((n) => n > 0).map((n) => `${start}${n}/`);
}
