/** Rows of tables. */

/**
 * Whether a line is the row under a table's head: cells of dashes, with or without a bar at either end. A line of dashes
 * alone is a rule or an underline, and one that is indented by four is code.
 */
export function isUnderHead(line: string): boolean {
  if (!line.includes('|') || /^[ \t]{4}/.test(line)) return false;
  const cells = line.split('|').map((cell) => cell.trim());
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells.length > 0 && cells.every((cell) => /^:?-+:?$/.test(cell));
}

/** The cells of a row as one text, without those that are empty at its end; the row under the head has none. */
export function rowText(line: string): string {
  if (/^[\s|:-]*$/.test(line)) return '';
  const inside = line.trim().replace(/^\|/, '');
  const cells = inside.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1).join(' | ');
}
