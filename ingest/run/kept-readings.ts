/**
 * What files were read as is kept, so that a file that is as it was need not be read again. Each reading goes by a digest of
 * all that decides it: the bytes of the file and its place, what the reader is told beside them, and the program that
 * reads. It holds no more than a run has to know before it writes, and says nothing of what the graph has.
 */
import { createHash, hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import type { Store } from '../../src/store/store.ts';
import { type PageFile, readPageFile } from './files.ts';
import type { Candidate, Inspected } from './inspected.ts';
import type { ReadingOptions } from './read-file.ts';
import type { PageReport } from './report.ts';

/**
 * Names the program that reads: the bundle of the reading thread names its parts by their content, and what letters and
 * words are is the runtime's to say. Null where the program was not built.
 */
export function readingProgram(): string | null {
  try {
    return `${process.versions.node} ${hash('sha256', readFileSync(join(PACKAGE_ROOT, 'dist/reader.js')), 'base64url')}`;
  } catch {
    return null;
  }
}

/** The digest that a reading goes by; null where none is kept. */
export function readingDigest(
  bytes: Uint8Array,
  { source, path, format, line, isMeant, fetched }: PageFile,
  { program, base, language, columns }: ReadingOptions,
): string | null {
  if (program === null) return null;
  // The way to the file says something only where a site is told.
  const way = base === null ? null : path;
  const told = [program, base, language, columns, source, way, format, line?.number, isMeant, fetched];
  return createHash('sha256').update(JSON.stringify(told)).update('\0').update(bytes).digest('base64url').slice(0, 22);
}

interface Kept extends Pick<Inspected, 'redirect' | 'size'> {
  reports: Omit<PageReport, 'source'>[];
  /** Of each candidate what its report does not say. */
  candidates: Omit<Candidate, 'file' | 'report' | 'page' | 'names' | 'url' | 'size'>[];
}

export function readingText({ candidates, reports, redirect, size }: Omit<Inspected, 'reading'>): string {
  const kept: Kept = {
    candidates: candidates.map(({ site, hash, truncated, modifiedAt }) => ({ site, hash, truncated, modifiedAt })),
    reports: reports.map(({ source: _, ...report }) => report),
    redirect,
    size,
  };
  return JSON.stringify(kept);
}

/** What `file` was read as; its pages are to be read again where they are wanted. Null for what is no such text. */
export function inspectedAs(text: string, file: PageFile): Inspected | null {
  try {
    const kept = JSON.parse(text) as Kept;
    const reports = kept.reports.map((report): PageReport => ({ source: file.source, ...report }));
    const candidates = kept.candidates.map(({ site, hash, truncated, modifiedAt }, i): Candidate => {
      const report = reports[i] as PageReport;
      const size = kept.size / kept.candidates.length;
      const url = report.url as string;
      return { site, hash, truncated, modifiedAt, url, size, file, report, page: null, names: [] };
    });
    return { candidates, reports, redirect: kept.redirect, size: kept.size, reading: null };
  } catch {
    return null;
  }
}

/** What the store knows of files: for each what it was read as, null where it has to be read. */
export function knownReadings(store: Store, reading: ReadingOptions) {
  return async (files: readonly PageFile[]): Promise<(Inspected | null)[]> => {
    const digests = await Promise.all(files.map((file) => digestNow(file, reading)));
    const texts = await store.readings(digests.filter((digest) => digest !== null));
    let next = 0;
    return files.map((file, i) => {
      const text = digests[i] === null ? null : (texts[next++] ?? null);
      return text === null ? null : inspectedAs(text, file);
    });
  };
}

async function digestNow(file: PageFile, reading: ReadingOptions): Promise<string | null> {
  if (file.fetched !== undefined && file.fetched.leadsTo !== null) return null;
  try {
    return readingDigest(await readPageFile(file), file, reading);
  } catch {
    return null; // what cannot be read is reported by who reads it
  }
}
