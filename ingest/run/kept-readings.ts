/**
 * A cache of file readings in the store, so that an unchanged file need not be parsed again. The key is a digest of
 * everything that determines a reading: the file's bytes and location, the options of the reader, and the program that
 * reads. An entry holds only what a run needs before it writes, and says nothing about what the graph has.
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
 * Identifies the reading program: the bundle dist/reader.js names its chunks by content hash, and the Node version
 * decides what Unicode counts as letters and words. Null if the program was not built.
 */
export function readingProgram(): string | null {
  try {
    return `${process.versions.node} ${hash('sha256', readFileSync(join(PACKAGE_ROOT, 'dist/reader.js')), 'base64url')}`;
  } catch {
    return null;
  }
}

/** The digest that a reading is kept under; null if none is kept. */
export function readingDigest(
  bytes: Uint8Array,
  { source, path, format, line, isMeant, fetched }: PageFile,
  { program, base, language, columns }: ReadingOptions,
): string | null {
  if (program === null) return null;
  // The path determines an address only if a base is given.
  const way = base === null ? null : path;
  const parts = [program, base, language, columns, source, way, format, line?.number, isMeant, fetched];
  return createHash('sha256').update(JSON.stringify(parts)).update('\0').update(bytes).digest('base64url').slice(0, 22);
}

interface Kept extends Pick<Inspected, 'redirect' | 'size'> {
  reports: Omit<PageReport, 'source'>[];
  /** The fields of each candidate that its report lacks. */
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

/**
 * Restores what `file` was read as, without its pages, which are read again on demand. Null if the text is not a kept
 * reading.
 */
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

/** Looks up the kept readings of files: one per file, null if it must be read. */
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
    return null; // an unreadable file is reported when it is read
  }
}
