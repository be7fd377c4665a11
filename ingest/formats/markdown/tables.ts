/** Rows of tables. */

/** The row under the head: dashes, with or without a bar at either end. */
const UNDER_HEAD = /^[ \t]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** Whether a line is the row under a table's head; a line of dashes alone is a rule or an underline. */
export function isUnderHead(line: string): boolean {
  return line.includes('|') && UNDER_HEAD.test(line);
}

/** The cells of a row as one text, without those that are empty at either end; the row under the head has none. */
export function rowText(line: string): string {
  if (/^[\s|:-]*$/.test(line)) return '';
  const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
  const first = cells.findIndex((cell) => cell !== '');
  return cells.slice(first, cells.findLastIndex((cell) => cell !== '') + 1).join(' | ');
}
