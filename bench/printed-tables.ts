/** Reads back the tables that the benches print, in Markdown or by `console.table`, by their content. */

export interface Printed {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** All tables in a text, in order. */
export function tablesIn(text: string): Printed[] {
  const tables: Printed[] = [];
  let lines: string[][] = [];
  const end = () => {
    const [head, ...rows] = lines;
    if (head !== undefined) tables.push({ head, rows });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const cells = cellsOf(line);
    if (cells !== null) lines.push(cells);
    else if (!/^[|├]/.test(line)) end();
  }
  end();
  return tables;
}

/** Null if the line is not a row. */
function cellsOf(line: string): string[] | null {
  if (/^\|(?: ?:?-+:? ?\|)+/.test(line) || !/^[|│]/.test(line)) return null;
  const cells = line
    .split(/[|│]/)
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^'(.*)'$/, '$1'));
  // `console.table` adds an index column.
  return line.startsWith('│') ? cells.slice(1) : cells;
}

/**
 * One column's cells, from the rows whose first cell matches, over all tables with that column.
 * @param title - the head of the first column, if other tables have such a column too.
 * @throws Error if there is none: the bench's output has changed.
 */
export function column(tables: readonly Printed[], name: string, first: RegExp, title?: string): string[] {
  const found = tables.flatMap(({ head, rows }) => {
    const at = head.indexOf(name);
    return at < 0 || (title !== undefined && head[0] !== title)
      ? []
      : rows.filter(([cell = '']) => first.test(cell)).map((cells) => cells[at] as string);
  });
  if (found.length === 0) throw new Error(`no bench printed ${name} of ${first}`);
  return found;
}
