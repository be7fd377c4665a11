/** One visit to one page: its text as Markdown, else as HTML, or what the site answers instead. */
import type { IncomingHttpHeaders } from 'node:http';
import { largestSize } from '../../formats/document.ts';
import { formatOf as formatOfFile, type PageFile } from '../../run/files.ts';
import type { Answer } from '../http/connections.ts';
import { type Fetcher, isTrouble, NoAnswer } from '../http/fetcher.ts';
import type { Robots } from '../http/robots.ts';
import type { Copy, Visited } from '../state/crawl-state.ts';
import { carriersOf, isSameSite, type Place, type Scope } from './scope.ts';

export type Outcome =
  /** The page as it is now. */
  | { kind: 'PAGE'; copy: Omit<Copy, 'body'>; bytes: Uint8Array }
  /** The copy is still current. */
  | { kind: 'SAME' }
  | { kind: 'MOVED'; to: Place; isForGood: boolean }
  | { kind: 'GONE'; status: number }
  /** Not a page that can be read. */
  | { kind: 'NO_PAGE'; code: 'NOT_A_PAGE' | 'UNREADABLE'; message: string }
  | { kind: 'DISALLOWED' }
  | { kind: 'FAULT'; code: NoAnswer['code']; message: string };

/** The start address redirects to another address of the same site, where the crawl has to start instead. */
export class SiteMoved extends Error {
  readonly to: string;

  constructor(to: string) {
    super(`the site is at ${to}`);
    this.name = 'SiteMoved';
    this.to = to;
  }
}

export interface Visit {
  page: Visited;
  scope: Scope;
  robots: Robots;
  fetcher: Fetcher;
  /** Whether the bytes of the copy exist, so that a conditional request makes sense. */
  hasCopy: boolean;
  /** Whether to request Markdown first. */
  asksMarkdown: boolean;
}

const REDIRECTS = 3;
const GONE = new Set([404, 410]);

const TYPES: ReadonlyMap<string, PageFile['format']> = new Map([
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['text/markdown', 'markdown'],
  ['text/x-markdown', 'markdown'],
  ['text/plain', 'markdown'],
  ['text/turtle', 'turtle'],
  ['application/n-triples', 'turtle'],
  ['application/rdf+xml', 'rdf-xml'],
  ['application/ld+json', 'json-ld'],
  ['text/csv', 'csv'],
  ['text/tab-separated-values', 'csv'],
]);

/** @throws SiteMoved, ComeBackLater, and AbortError if the run was interrupted. */
export async function visit(request: Visit): Promise<Outcome> {
  try {
    const { markdown, html } = carriersOf(request.page.spelling);
    if (!request.asksMarkdown) return await ask(request.page.spelling, request);
    const first = await ask(markdown, request);
    return isElsewhere(first, request.scope) ? await ask(html, request) : first;
  } catch (error) {
    if (error instanceof NoAnswer) return { kind: 'FAULT', code: error.code, message: error.message };
    throw error;
  }
}

/**
 * Whether there is no Markdown, so that HTML has to be requested. Many sites redirect such a request to the home page.
 */
function isElsewhere(outcome: Outcome, scope: Scope): boolean {
  if (outcome.kind === 'MOVED') return !scope.isFamily(outcome.to.key);
  return outcome.kind === 'GONE' || outcome.kind === 'NO_PAGE' || outcome.kind === 'DISALLOWED';
}

async function ask(address: string, request: Visit): Promise<Outcome> {
  const { page, scope, robots, fetcher } = request;
  let url = new URL(address);
  let isForGood = true;
  for (let hops = 0; hops <= REDIRECTS; hops++) {
    if (!robots.allows(url)) return { kind: 'DISALLOWED' };
    const answer: Answer = await fetcher.get(url, {
      headers: { accept: ACCEPTED, ...conditions(address, request) },
      largest: (headers) => largestSize(formatOf(headers, url) ?? 'html'),
    });
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) {
      return outcomeOf(answer, url, address, request);
    }
    isForGood &&= answer.status === 301 || answer.status === 308;
    const next = URL.canParse(location, url.href) ? new URL(location, url.href) : null;
    const place = next === null ? null : scope.placeOf(next.href, url.href);
    if (place === null || next === null) {
      if (next !== null && page.key === scope.start.key && next.origin !== scope.origin && isSameSite(url, next)) {
        throw new SiteMoved(next.href);
      }
      const shown = (next?.href ?? location).slice(0, 200);
      return {
        kind: 'NO_PAGE',
        code: 'NOT_A_PAGE',
        message: `redirects to ${shown}, which is not below ${scope.prefix}`,
      };
    }
    if (place.key !== page.key) return { kind: 'MOVED', to: place, isForGood };
    url = next;
  }
  return { kind: 'FAULT', code: 'UNREADABLE', message: `redirects more than ${REDIRECTS} times` };
}

const ACCEPTED = 'text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/plain;q=0.8, */*;q=0.1';

/** Headers of a conditional request: the site sends the page only if it differs from the copy. */
function conditions(address: string, { page: { copy }, hasCopy }: Visit): Record<string, string> {
  if (copy === null || !hasCopy || copy.location !== address) return {};
  return {
    ...(copy.etag !== null && { 'if-none-match': copy.etag }),
    ...(copy.modified !== null && { 'if-modified-since': copy.modified }),
  };
}

function outcomeOf(answer: Answer, url: URL, address: string, { page, asksMarkdown }: Visit): Outcome {
  const { status, headers, body } = answer;
  if (status === 304 && page.copy?.location === address) return { kind: 'SAME' };
  if (GONE.has(status)) return { kind: 'GONE', status };
  if (isTrouble(answer)) return { kind: 'FAULT', code: 'UNREADABLE', message: `answered ${status}` };
  if (status !== 200) return { kind: 'NO_PAGE', code: 'UNREADABLE', message: `answered ${status}` };
  const format = formatOf(headers, url);
  if (format === null)
    return { kind: 'NO_PAGE', code: 'NOT_A_PAGE', message: `is ${typeOf(headers)}, but a page is expected` };
  const isSign = asksMarkdown && format === 'html' && /\.md$/i.test(url.pathname);
  if (isSign) return { kind: 'NO_PAGE', code: 'NOT_A_PAGE', message: 'is HTML, but Markdown was asked for' };
  const copy = {
    location: address,
    format,
    etag: headers.etag ?? null,
    modified: headers['last-modified'] ?? null,
  };
  return { kind: 'PAGE', copy, bytes: inUnicode(body, headers) };
}

/** The format that a response declares; null for one that is not read. */
function formatOf(headers: IncomingHttpHeaders, { pathname }: URL): PageFile['format'] | null {
  const type = typeOf(headers);
  const known = TYPES.get(type) ?? null;
  // Many servers know the types of few files, so a vague type yields to the extension.
  const isVague = type === '' || type === 'text/plain' || type === 'application/octet-stream';
  return isVague ? (formatOfFile(pathname) ?? (type === '' ? 'html' : known)) : known;
}

function typeOf(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/**
 * Converts text in a non-Unicode charset to UTF-16 with a byte order mark: the charset of the response overrides that
 * of the page.
 */
function inUnicode(bytes: Uint8Array, headers: IncomingHttpHeaders): Uint8Array {
  const set = /;\s*charset="?([\w.:-]{1,40})/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  try {
    const decoder = new TextDecoder(set);
    if (decoder.encoding.startsWith('utf-')) return bytes;
    return Buffer.from(`\ufeff${decoder.decode(bytes)}`, 'utf16le');
  } catch {
    return bytes; // an unknown charset
  }
}
