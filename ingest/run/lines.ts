/** Files with one page per line, such as our own export: each line is read on its own, so a file may be large. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Position of a line in its file [bytes]; the first line has the number 1. */
export interface FileLine {
  number: number;
  start: number;
  length: number;
}

const LARGEST_FILE = 2 ** 32;
/** As many pages as an ingest run has room for. */
const MOST_LINES = 1_000_000;
const LINE_END = 10;
/** What an export has near its start, whatever the order of its fields. */
const OURS = [/"alternateNames"\s*:/, /"concept"\s*:/];

/**
 * The lines of a file that are not blank, and whether it looks like our own export; of any other file only the first
 * such line. Null if the file cannot be read or is too large, which its reader reports.
 */
export async function linesOf(path: string): Promise<{ lines: FileLine[]; isOurs: boolean } | null> {
  const lines: FileLine[] = [];
  let isOurs = false;
  let number = 1;
  let start = 0;
  let isBlank = true;
  const endLine = (end: number): void => {
    if (!isBlank) lines.push({ number, start, length: end - start });
    number++;
    start = end + 1;
    isBlank = true;
  };
  try {
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > LARGEST_FILE) return null;
    let at = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      if (at === 0) isOurs = OURS.every((field) => field.test(chunk.toString('latin1')));
      for (let from = 0, end = 0; end >= 0; from = end + 1) {
        end = chunk.indexOf(LINE_END, from);
        isBlank &&= chunk.toString('latin1', from, end < 0 ? chunk.length : end).trim() === '';
        if (end >= 0) endLine(at + end);
      }
      at += chunk.length;
      if (lines.length > MOST_LINES) return null;
      if (!isOurs && lines.length > 0) break;
    }
    endLine(at);
  } catch {
    return null;
  }
  return { lines: isOurs ? lines : lines.slice(0, 1), isOurs };
}
