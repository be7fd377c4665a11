/** Finds the glossary files in the given locations and reads their bytes. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { UsageError } from '../../src/errors.ts';
import { byCodePoint } from '../../src/model/orders.ts';
import { reasonOf } from '../../src/reason.ts';
import { checkSize, largestSize, type PageFormat, type TableFormat } from '../formats/document.ts';
import { CHANGED_WHILE_READ, PageRejected } from '../formats/faults.ts';
import { type FileLine, linesOf } from './lines.ts';

export interface PageFile {
  /** Where the file is, starting with the argument as given. */
  path: string;
  /** The path below the argument, with `/` between folders; for an argument that is a file, its name. */
  source: string;
  format: PageFormat | TableFormat;
  /** The line that holds this page, in a file with one page per line. */
  line?: FileLine;
  /**
   * Whether it is meant as a glossary, by its extension or because it was named itself. A plain text or a table that is
   * not, and holds no term, is not worth a report.
   */
  isMeant: boolean;
  /** Whether the file itself was named, so that nothing shows which other pages its site has. */
  isAlone?: boolean;
  /** Set for a page that was fetched from a site. */
  fetched?: Fetched;
}

/** Where a page was fetched from, and what came with it. */
export interface Fetched {
  address: string;
  /** Where the site redirects this address; null for a page. */
  leadsTo: string | null;
  /** Whether it may be a page that only its location marks as a term. */
  isNote: boolean;
  warnings: readonly { code: string; message: string }[];
}

/** Location of a page: a file, or a line of it. */
type Place = Pick<PageFile, 'path' | 'format' | 'line'>;

/** What was found under some locations. */
export interface FoundFiles {
  files: PageFile[];
  /** Folders and files that were skipped, as paths below the argument. */
  leftOut: string[];
  /** Documents in formats that are not supported. */
  otherDocuments: string[];
}

const FORMATS = new Map<string, PageFile['format']>([
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.mdx', 'markdown'],
  ['.txt', 'markdown'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.xhtml', 'html'],
  ['.ttl', 'turtle'],
  ['.nt', 'turtle'],
  ['.rdf', 'rdf-xml'],
  ['.jsonld', 'json-ld'],
  ['.csv', 'csv'],
  ['.tsv', 'csv'],
  ['.ndjson', 'ndjson'],
  ['.jsonl', 'ndjson'],
]);
/** Extensions of files that are common in any folder and seldom a glossary. */
const SELDOM = new Set(['.txt', '.csv', '.tsv', '.jsonld', '.rdf', '.nt', '.ndjson', '.jsonl']);
/** Folders that hold the pages of one kind, as in the paths of a site's addresses. */
export const KIND_FOLDERS: ReadonlySet<string> = new Set(['definition', 'area', 'term']);
/** A project's files about itself, in its root folder; further down such names are terms and folders' index pages. */
const ABOUT = /^(?:readme|changelog|contributing|code_of_conduct|licen[cs]e|security|authors)\.(?:md|markdown|txt)$/i;
/** Documents in formats that are not supported but may still hold a glossary. */
const OTHER_DOCUMENTS = /\.(?:rst|adoc|asciidoc|org|tex|docx?|odt|rtf|pdf|xlsx?|ods|tbx)$/i;
const ENDINGS = [...FORMATS.keys()].join(', ');

/**
 * Every file of a known format in `locations`, folders searched recursively, ordered by path; a file of our own export
 * appears once per line. Left out are hidden folders and files, `node_modules`, whatever a `.gitignore` names, and a
 * project's files about itself at the top of a named folder; files of other formats are ignored.
 * @throws UsageError when a location does not exist or none of them holds a file of a known format.
 */
export async function findFiles(locations: readonly string[]): Promise<FoundFiles> {
  const found: FoundFiles = { files: [], leftOut: [], otherDocuments: [] };
  for (const location of locations) {
    const isFolder = (await entryOf(location)).isDirectory();
    if (isFolder) await search({ folder: location, below: '', seen: new Set(), ignored: [] }, found);
    else addFile(location, basename(location), found, true);
  }
  if (found.files.length === 0) {
    const [other] = found.otherDocuments;
    const advice =
      other === undefined ? '' : `; convert ${basename(other)} to one of these first, for example with pandoc`;
    throw new UsageError(`no glossary files (${ENDINGS}) in ${locations.join(', ')}${advice}`);
  }
  found.files.sort((a, b) => byCodePoint(a.source, b.source) || byCodePoint(a.path, b.path));
  const files: PageFile[] = [];
  for (const file of found.files) {
    if (file.format !== 'ndjson') files.push(file);
    else for (const page of await pagesIn(file)) files.push(page);
  }
  return { ...found, files };
}

/** One entry per line of a file of our own export. Other NDJSON in a folder is not ours and needs no report. */
async function pagesIn(file: PageFile): Promise<PageFile[]> {
  const found = await linesOf(file.path);
  if (found === null || found.lines.length === 0) return [file];
  return found.lines.map((line) => ({ ...file, line, isMeant: file.isMeant || found.isOurs }));
}

/** Only the files that {@link findFiles} finds. */
export async function findPageFiles(locations: readonly string[]): Promise<PageFile[]> {
  return (await findFiles(locations)).files;
}

/**
 * Reads the bytes of a page's file, or of its line in that file. Never blocks on a pipe or another special file, and
 * reads no more than the largest size of a page.
 * @throws PageRejected UNREADABLE or TOO_LARGE.
 */
export async function readPageFile(file: Place): Promise<Uint8Array> {
  try {
    // Synchronous, because yielding to the event loop at each step takes longer than reading a page.
    checkFile(statSync(file.path), file.format, file.line);
    return bytesOf(file);
  } catch (error) {
    if (error instanceof PageRejected) throw error;
    throw new PageRejected('UNREADABLE', `cannot be read: ${reasonOf(error)}`);
  }
}

function bytesOf({ path, format, line }: Place): Uint8Array {
  // The file may have been replaced by a pipe since the check; opening one waits for a writer without O_NONBLOCK.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    checkFile(stats, format, line);
    // For a whole file, one extra byte shows whether it has grown meanwhile.
    const bytes = Buffer.allocUnsafe(line?.length ?? Math.min(stats.size, largestSize(format)) + 1);
    const start = line?.start ?? 0;
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, start + length);
    }
    const isWhole = line === undefined ? length < bytes.length : length === bytes.length;
    if (!isWhole) throw new PageRejected('UNREADABLE', CHANGED_WHILE_READ);
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function checkFile(stats: Stats, format: PageFile['format'], line?: FileLine): void {
  if (!stats.isFile()) {
    const kinds = { 'a folder': stats.isDirectory(), 'a pipe': stats.isFIFO(), 'a socket': stats.isSocket() };
    const [kind] = Object.entries(kinds).find(([, is]) => is) ?? ['a device'];
    throw new PageRejected('UNREADABLE', `is ${kind}, but a regular file is expected`);
  }
  checkSize(line?.length ?? stats.size, format);
}

async function entryOf(location: string) {
  try {
    return await stat(location);
  } catch (error) {
    const isHost = /^(?:[a-z\d-]+\.)+[a-z]{2,}(?:\/|$)/i.test(location) && formatOf(location) === undefined;
    const hint = isHost ? `; if it is a site, write https://${location}` : '';
    throw new UsageError(`${location} cannot be read: ${reasonOf(error)}${hint}`);
  }
}

interface Search {
  folder: string;
  /** Its path below the argument, '' for the argument itself. */
  below: string;
  /** Real paths of the folders above, so that a link back to one of them is not followed. */
  seen: ReadonlySet<string>;
  /** The rules of `.gitignore` files in the folders above, each with the path of its folder. */
  ignored: readonly { below: string; rules: Ignore }[];
}

async function search({ folder, below, seen, ignored }: Search, found: FoundFiles): Promise<void> {
  const real = await realpath(folder);
  if (seen.has(real)) return;
  const entries = await readdir(folder, { withFileTypes: true });
  const rules = entries.some(({ name }) => name === '.gitignore') ? await rulesIn(join(folder, '.gitignore')) : null;
  const isProject = below === '' && !KIND_FOLDERS.has(basename(real).toLowerCase());
  const all = rules === null ? ignored : [...ignored, { below, rules }];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const source = below === '' ? entry.name : `${below}/${entry.name}`;
    const isFolder = entry.isSymbolicLink() ? await pointsToFolder(path) : entry.isDirectory();
    const isNamed = (name: string): boolean => all.some((each) => each.rules.ignores(fromFolder(name, each.below)));
    const isHidden = entry.name.startsWith('.') || (isFolder && entry.name === 'node_modules');
    if (
      isHidden ||
      (isProject && ABOUT.test(entry.name)) ||
      (all.length > 0 && isNamed(isFolder ? `${source}/` : source))
    ) {
      if (isFolder || formatOf(entry.name) !== undefined) found.leftOut.push(isFolder ? `${source}/` : source);
    } else if (isFolder)
      await search({ folder: path, below: source, seen: new Set([...seen, real]), ignored: all }, found);
    else addFile(path, source, found, false);
  }
}

function fromFolder(source: string, below: string): string {
  return below === '' ? source : source.slice(below.length + 1);
}

async function rulesIn(path: string): Promise<Ignore | null> {
  try {
    return ignore().add(await readFile(path, 'utf8'));
  } catch {
    return null; // an unreadable .gitignore excludes nothing
  }
}

async function pointsToFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // a dangling link is reported when it is read
  }
}

function addFile(path: string, source: string, found: FoundFiles, isNamed: boolean): void {
  const format = formatOf(source);
  if (format === undefined) {
    if (OTHER_DOCUMENTS.test(source)) found.otherDocuments.push(source);
    return;
  }
  const isMeant = isNamed || !SELDOM.has(endingOf(source));
  // An export holds the whole graph, so it does show which other pages there are.
  found.files.push({ path, source, format, isMeant, isAlone: isNamed && format !== 'ndjson' });
}

/** The format of a file by its extension; undefined for one that is not read. */
export function formatOf(name: string): PageFile['format'] | undefined {
  return FORMATS.get(endingOf(name));
}

function endingOf(name: string): string {
  return /\.[^.]+$/.exec(name)?.[0].toLowerCase() ?? '';
}
