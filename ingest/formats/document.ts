/**
 * From bytes to the outline of a page: the one place that knows of formats.
 */
import { decode } from './decode.ts';
import { PageRejected } from './faults.ts';
import { readHtml } from './html/html.ts';
import { readMarkdown } from './markdown/markdown.ts';
import type { Conventions, Outline } from './outline.ts';
import { withoutControls } from './plain-text.ts';

export type PageFormat = 'markdown' | 'html';
/** Formats of files that hold many terms. */
export type TableFormat = 'turtle' | 'rdf-xml' | 'json-ld' | 'csv' | 'ndjson';

/** The largest page that is read, and the largest file of many terms or line of an export, in bytes. */
const PAGE_SIZE = 2 * 1024 * 1024;
const TABLE_SIZE = 32 * 1024 * 1024;

/** The most bytes that are read of a file, of NDJSON of a line. */
export function largestSize(format: PageFormat | TableFormat): number {
  return format === 'markdown' || format === 'html' ? PAGE_SIZE : TABLE_SIZE;
}

/** @throws PageRejected TOO_LARGE for a file of more bytes than are read. */
export function checkSize(bytes: number, format: PageFormat | TableFormat): void {
  const largest = largestSize(format);
  if (bytes <= largest) return;
  throw new PageRejected('TOO_LARGE', `the page has ${bytes} bytes, but at most ${largest} are read`);
}

/**
 * Reads the bytes of a page. Throws {@link PageRejected}: TOO_LARGE over 2 MiB, NOT_TEXT for what is no text, TOO_DEEP or
 * TOO_LARGE for HTML beyond the bounds of a tree.
 */
export function readDocument(bytes: Uint8Array, format: PageFormat, conventions: Conventions): Outline {
  checkSize(bytes.length, format);
  const { text, isCut } = decode(bytes);
  const outline = format === 'html' ? readHtml(text, conventions) : readMarkdown(withoutControls(text), conventions);
  return isCut ? { ...outline, cut: outline.cut ?? 'in a character' } : outline;
}
