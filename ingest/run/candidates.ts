/** Pages as read from files, before it is decided which source of an address wins. */
import { canonicalAddress } from '../../src/model/address.ts';
import { nameKey } from '../../src/model/names.ts';
import { byCodePoint } from '../../src/model/orders.ts';
import { pageHash } from '../../src/model/page-hash.ts';
import type { PageContent } from '../../src/model/types.ts';
import { CHANGED_WHILE_READ, PageMalformed, PageRedirects, PageRejected } from '../formats/faults.ts';
import { nameOfSlug } from '../pages/head.ts';
import { type PageFile, readPageFile } from './files.ts';
import type { Candidate, Inspected, Redirect } from './inspected.ts';
import { readingDigest, readingText } from './kept-readings.ts';
import { placeAddress, type ReadingOptions, readFile } from './read-file.ts';
import type { PageReport } from './report.ts';

/** Reads a file; a {@link PageRejected} becomes an error in its report. */
export async function inspect(file: PageFile, options: ReadingOptions): Promise<Inspected> {
  const warnings = [...(file.fetched?.warnings ?? [])];
  const report: PageReport = { source: file.source, status: 'unchanged', url: null, warnings };
  let bytes: Uint8Array | null = null;
  const inspected = (found: Omit<Inspected, 'size' | 'reading'>): Inspected => {
    const digest = bytes === null ? null : readingDigest(bytes, file, options);
    // The spread comes last because Node 20 spends over 1 µs on each field added after one.
    const all = { size: bytes?.length ?? 0, ...found };
    return { reading: digest === null ? null : { digest, text: readingText(all) }, ...all };
  };
  try {
    bytes = await bytesOf(file);
    const pages = await readFile(bytes, file, options);
    const size = bytes.length / pages.length;
    const candidates = pages.map(({ page, warnings }): Candidate => {
      const { url, site, modifiedAt, truncated } = page;
      const { found, ...state } = copied({ url, site, modifiedAt, truncated, found: warnings });
      const own = { ...report, url: state.url, warnings: [...report.warnings, ...found] };
      return { hash: pageHash(page), size, file, report: own, page, names: [], ...state };
    });
    return inspected({ candidates, redirect: null, reports: candidates.map((candidate) => candidate.report) });
  } catch (error) {
    const redirect = error instanceof PageRedirects ? redirected(report, file, error, options.base) : null;
    if (!(error instanceof PageRedirects)) {
      const { code, message } = rejection(error);
      // A user who gave --base needs no advice to give it.
      const advice =
        code === 'NO_ADDRESS' && options.base === null ? '; --base https://host/ derives one from its path' : '';
      const place = file.line === undefined ? '' : `line ${file.line.number}: `;
      report.error = { code, message: place + message + advice };
      report.status = 'rejected';
    }
    return inspected({ candidates: [], redirect, reports: !file.isMeant && holdsNoTerm(error, file) ? [] : [report] });
  }
}

/**
 * The page of a candidate, with the names given to it; its file is read again if the page was not kept.
 * @throws PageRejected UNREADABLE if the file no longer holds that page.
 */
export async function pageOf(candidate: Candidate, options: ReadingOptions): Promise<PageContent> {
  const { page, url, names, file } = candidate;
  if (page !== null) {
    const text = typeof page === 'function' ? page() : page;
    return withNames(typeof text === 'string' ? (JSON.parse(text) as PageContent) : text, names);
  }
  const pages = await readFile(await bytesOf(file), file, options);
  const found = pages.find((each) => each.page.url === url);
  if (found === undefined) throw new PageRejected('UNREADABLE', CHANGED_WHILE_READ);
  return withNames(found.page, names);
}

/** A deep copy with strings of its own: a substring would keep the whole text of its file in memory. */
function copied<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** @throws PageRedirects if the site redirects the address. */
async function bytesOf(file: PageFile): Promise<Uint8Array> {
  const to = file.fetched?.leadsTo ?? null;
  if (to !== null) throw new PageRedirects(to, canonicalAddress(to));
  return readPageFile(file);
}

/** What the report says about a rejection; rethrows any other error. */
export function rejection(error: unknown): { code: string; message: string } {
  if (error instanceof PageRejected) return { code: error.code, message: error.message };
  throw error;
}

/**
 * Whether a file was rejected because it holds no term. For Markdown and HTML that includes a missing address: almost
 * any text looks like a term that only lacks its address.
 */
function holdsNoTerm(error: unknown, { format }: PageFile): boolean {
  if (!(error instanceof PageRejected) || error instanceof PageMalformed) return false;
  const isText = format === 'markdown' || format === 'html';
  return error.code === 'NOT_A_PAGE' || (error.code === 'NO_ADDRESS' && isText);
}

/** Reports a file that only redirects, which is neither a page nor a fault; its old address may name the target. */
function redirected(
  report: PageReport,
  file: PageFile,
  { to, target }: PageRedirects,
  base: string | null,
): Redirect | null {
  const place = placeAddress(file, base ?? target?.site ?? null);
  const own = place === null ? null : canonicalAddress(place);
  report.url = own?.url ?? null;
  const isName = own !== null && target !== null && own.slug !== target.slug;
  const what = isName ? ', which is given the name in its address' : '';
  report.warnings.push({ code: 'REDIRECT', message: `redirects to ${target?.url ?? to}${what}` });
  return isName ? { url: target.url, name: nameOfSlug(own.slug) } : null;
}

/** Adds the names of the addresses that redirect to a page, sorted, so that the order of files does not matter. */
export async function giveNames(
  candidate: Candidate,
  names: readonly string[],
  options: ReadingOptions,
): Promise<void> {
  candidate.names = [...new Set(names)].sort(byCodePoint);
  candidate.hash = pageHash(await pageOf(candidate, options));
}

function withNames(page: PageContent, names: readonly string[]): PageContent {
  if (names.length === 0) return page;
  const known = new Set([page.name, ...page.alternateNames].map(nameKey));
  return { ...page, alternateNames: [...page.alternateNames, ...names.filter((name) => !known.has(nameKey(name)))] };
}

/** Returns the winner of two sources of one address, and reports the other as a duplicate. */
export function better(candidate: Candidate, rival: Candidate): Candidate {
  const [winner, loser] = compare(candidate, rival) < 0 ? [candidate, rival] : [rival, candidate];
  const name = winner.file.source === loser.file.source ? winner.file.path : winner.file.source;
  const message = `${name} has the same address and is used instead`;
  loser.report.warnings.push({ code: 'DUPLICATE_ADDRESS', message });
  loser.page = null;
  return winner;
}

/** Latest modified first, complete before truncated, Markdown before HTML, then by path. */
function compare(a: Candidate, b: Candidate): number {
  return (
    byCodePoint(b.modifiedAt ?? '', a.modifiedAt ?? '') ||
    Number(a.truncated) - Number(b.truncated) ||
    Number(a.file.format === 'html') - Number(b.file.format === 'html') ||
    byCodePoint(a.file.source, b.file.source) ||
    byCodePoint(a.file.path, b.file.path)
  );
}
