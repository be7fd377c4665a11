/** The glossary pages among the files that were named, and their bytes. */
import { constants, type Stats } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UsageError } from '../../src/errors.ts';
import { byCodePoint } from '../../src/model/orders.ts';
import { checkSize, PAGE_SIZE } from '../formats/document.ts';
import { PageRejected } from '../formats/faults.ts';

export interface PageFile {
  /** Where it is. */
  path: string;
  /** The path as reached from the argument, with `/` between folders. */
  source: string;
  format: 'markdown' | 'html';
}

const FORMATS = new Map<string, PageFile['format']>([
  ['.md', 'markdown'],
  ['.html', 'html'],
]);

/**
 * Every `.md` and `.html` file in `locations`, folders with all below them, ordered by path; other files are left alone.
 * @throws UsageError when a location does not exist or none of them holds a page.
 */
export async function findPageFiles(locations: readonly string[]): Promise<PageFile[]> {
  const found: PageFile[] = [];
  for (const location of locations) {
    const isFolder = (await entryOf(location)).isDirectory();
    if (isFolder) await search(location, '', found, new Set());
    else addPage(location, basename(location), found);
  }
  if (found.length === 0) throw new UsageError(`there is no .md or .html file in ${locations.join(', ')}`);
  return found.sort((a, b) => byCodePoint(a.source, b.source) || byCodePoint(a.path, b.path));
}

/**
 * The bytes of a page's file. What is no regular file, such as a pipe, is never waited for, and no more is read than a
 * page may have.
 * @throws PageRejected UNREADABLE or TOO_LARGE.
 */
export async function readPageFile({ path }: PageFile): Promise<Uint8Array> {
  try {
    checkFile(await stat(path));
    // It may have been replaced by a pipe since: opening one waits for a writer unless told not to.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await file.stat();
    checkFile(stats);
    // One byte more shows whether the file has grown meanwhile.
    const bytes = Buffer.alloc(Math.min(stats.size, PAGE_SIZE) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = (await file.read(bytes, length, bytes.length - length)).bytesRead;
    }
    if (length === bytes.length) throw new PageRejected('UNREADABLE', 'was changed while it was read');
    return bytes.subarray(0, length);
  } catch (error) {
    if (error instanceof PageRejected) throw error;
    throw new PageRejected('UNREADABLE', `cannot be read: ${(error as Error).message}`);
  }
}

function checkFile(stats: Stats): void {
  if (!stats.isFile()) {
    const kinds = { 'a folder': stats.isDirectory(), 'a pipe': stats.isFIFO(), 'a socket': stats.isSocket() };
    const [kind] = Object.entries(kinds).find(([, is]) => is) ?? ['a device'];
    throw new PageRejected('UNREADABLE', `is ${kind}, but a regular file is wanted`);
  }
  checkSize(stats.size);
}

async function entryOf(location: string) {
  try {
    return await stat(location);
  } catch (error) {
    throw new UsageError(`${location} cannot be read: ${(error as Error).message}`);
  }
}

/** `seen` holds the folders above, so that a link back to one of them ends there. */
async function search(folder: string, below: string, found: PageFile[], seen: ReadonlySet<string>): Promise<void> {
  const real = await realpath(folder);
  if (seen.has(real)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const source = below === '' ? entry.name : `${below}/${entry.name}`;
    const isFolder = entry.isSymbolicLink() ? await pointsToFolder(path) : entry.isDirectory();
    if (isFolder) await search(path, source, found, new Set([...seen, real]));
    else addPage(path, source, found);
  }
}

async function pointsToFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // a link to nothing is reported when it is read
  }
}

function addPage(path: string, source: string, found: PageFile[]): void {
  const format = FORMATS.get(/\.[^.]+$/.exec(source)?.[0].toLowerCase() ?? '');
  if (format !== undefined) found.push({ path, source, format });
}
