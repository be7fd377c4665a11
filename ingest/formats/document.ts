/**
 * From bytes to the outline of a page: the one place that picks the reader of a format.
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

/** The largest page, and the largest file of many terms or NDJSON line, in bytes. */
const PAGE_SIZE = 2 * 1024 * 1024;
const TABLE_SIZE = 32 * 1024 * 1024;

/** The largest file of a format, for NDJSON the largest line, in bytes. */
export function largestSize(format: PageFormat | TableFormat): number {
  return format === 'markdown' || format === 'html' ? PAGE_SIZE : TABLE_SIZE;
}

/** @throws PageRejected TOO_LARGE for a file over {@link largestSize}. */
export function checkSize(bytes: number, format: PageFormat | TableFormat): void {
  const largest = largestSize(format);
  if (bytes <= largest) return;
  throw new PageRejected('TOO_LARGE', `the page has ${bytes} bytes, but at most ${largest} are read`);
}

/**
 * Reads the bytes of a page. Throws {@link PageRejected}: TOO_LARGE over 2 MiB, NOT_TEXT for bytes that are no text,
 * TOO_DEEP or TOO_LARGE for HTML that nests too deep or has too many elements.
 */
export function readDocument(bytes: Uint8Array, format: PageFormat, conventions: Conventions): Outline {
  checkSize(bytes.length, format);
  const { text, isCut } = decode(bytes);
  const outline = format === 'html' ? readHtml(text, conventions) : readMarkdown(withoutControls(text), conventions);
  return isCut ? { ...outline, cut: outline.cut ?? 'in a character' } : outline;
}
