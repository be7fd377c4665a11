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

/** The largest page that is read, in bytes. */
export const PAGE_SIZE = 2 * 1024 * 1024;

/** @throws PageRejected TOO_LARGE for a page of more bytes than are read. */
export function checkSize(bytes: number): void {
  if (bytes <= PAGE_SIZE) return;
  throw new PageRejected('TOO_LARGE', `the page has ${bytes} bytes, but at most ${PAGE_SIZE} are read`);
}

/**
 * Reads the bytes of a page. Throws {@link PageRejected}: TOO_LARGE over 2 MiB, NOT_TEXT for what is no text, TOO_DEEP or
 * TOO_LARGE for HTML beyond the bounds of a tree.
 */
export function readDocument(bytes: Uint8Array, format: PageFormat, conventions: Conventions): Outline {
  checkSize(bytes.length);
  const { text, isCut } = decode(bytes);
  const outline = format === 'html' ? readHtml(text, conventions) : readMarkdown(withoutControls(text), conventions);
  return isCut ? { ...outline, cut: outline.cut ?? 'in a character' } : outline;
}
