/** Rows of Markdown tables. */

/**
 * Whether a line is the delimiter row below a table's head: cells of dashes, with or without a bar at either end. A
 * line of only dashes is a rule or an underline; one indented by four spaces or tabs is code.
 */
export function isUnderHead(line: string): boolean {
  if (!line.includes('|') || /^[ \t]{4}/.test(line)) return false;
  const cells = line.split('|').map((cell) => cell.trim());
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells.length > 0 && cells.every((cell) => /^:?-+:?$/.test(cell));
}

/**
 * The cells of a row as one text, without empty ones at its end; '' for the delimiter row. Only the bars between cells
 * have spaces around them.
 */
export function rowText(line: string): string {
  if (/^[\s|:-]*$/.test(line)) return '';
  const inside = line.trim().replace(/^\|/, '');
  const cells = inside.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/ ?\\\| ?/g, '|'));
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1).join(' | ');
}
