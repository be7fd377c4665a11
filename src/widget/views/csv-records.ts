/** The rows of a CSV text (RFC 4180); tabs or semicolons separate cells if the first line uses them. */

export interface CsvRecord {
  /** Row as a spreadsheet numbers it, from 1. */
  row: number;
  /** Trimmed. */
  cells: string[];
}

/** The text is not CSV, with the row of the error. */
export class NotCsv extends Error {
  readonly row: number;

  constructor(row: number, message: string) {
    super(message);
    this.row = row;
  }
}

/**
 * Rows of a text, without empty ones.
 *
 * @param content - with any line endings, with or without a byte order mark.
 * @throws NotCsv where quotation marks do not match.
 */
export function csvRecords(content: string): CsvRecord[] {
  const text = `${content.replace(/^\uFEFF/, '')}\n`;
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let row = 1;
  for (let at = 0; at < text.length; at += 1) {
    const opening = matchEnd(/ *"/y, text, at);
    const { cell, end } = opening === null ? plainCell(text, at, separator) : quotedCell(text, opening, row);
    if (cell.includes('"') && opening === null) throw new NotCsv(row, 'a quotation mark stands within a cell');
    cells.push(cell.trim());
    at = end;
    if (text[at] === separator) continue;
    if (text[at] !== '\n' && text[at] !== '\r') throw new NotCsv(row, 'a quotation ends within a cell');
    if (text.startsWith('\r\n', at)) at += 1;
    if (cells.length > 1 || cells[0] !== '') records.push({ row, cells });
    cells = [];
    row += 1;
  }
  return records;
}

function separatorOf(text: string): string {
  const first = /[^\r\n]+/.exec(text)?.[0] ?? '';
  return ['\t', ';'].find((mark) => first.includes(mark)) ?? ',';
}

/** Where a match of a sticky pattern ends; null if it does not match. */
function matchEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function plainCell(text: string, start: number, separator: string): { cell: string; end: number } {
  let end = start;
  while (text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { cell: text.slice(start, end), end };
}

/** @param start - the place after the opening mark. */
function quotedCell(text: string, start: number, row: number): { cell: string; end: number } {
  let end = text.indexOf('"', start);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) throw new NotCsv(row, 'a quotation does not end');
  const cell = text.slice(start, end).replaceAll('""', '"');
  return { cell, end: matchEnd(/ */y, text, end + 1) as number };
}
