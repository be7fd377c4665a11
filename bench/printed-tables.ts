/** Tables as the benches print them, in Markdown or by `console.table`, read back by what stands in them. */

export interface Printed {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** All tables of a text, in its order. */
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

/** Null for a line that is no row. */
function cellsOf(line: string): string[] | null {
  if (/^\|(?: ?:?-+:? ?\|)+/.test(line) || !/^[|│]/.test(line)) return null;
  const cells = line
    .split(/[|│]/)
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^'(.*)'$/, '$1'));
  // `console.table` numbers the rows.
  return line.startsWith('│') ? cells.slice(1) : cells;
}

/**
 * The cells of one column in the rows whose first cell fits, of all tables that have the column.
 * @param title - the head of the first column, where other tables have such a column too.
 * @throws Error where there is none: a bench prints another table than it did.
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
