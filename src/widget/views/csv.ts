/** One run as CSV: a line per value, parameters first, then outputs. */
import type { Calculator, Run } from './definition.ts';
import type { Table } from './tables.ts';

export type Cell = string | number | boolean | null;
interface Named {
  name: string;
  unit: string;
  fields?: Named[];
}

const HEAD = ['part', 'name', 'row', 'field', 'value', 'unit'];

export function csvOf({ parameters, outputs }: Calculator, run: Run): string {
  const lines = [HEAD, ...linesOf('parameter', parameters, run.parameters), ...linesOf('output', outputs, run.outputs)];
  const warnings = run.warnings.map(({ code, message }) => ['warning', code, '', '', message, '']);
  return csvText([...lines, ...warnings]);
}

/** A table of a result: its columns, with name and unit in the header, and a line per row. */
export function tableCsv({ rowName, rowUnit, heads, columns }: Table): string {
  const names = [{ name: rowName, unit: rowUnit }, ...columns].map(({ name, unit }) =>
    unit === '1' || unit === 'count' ? name : `${name} [${unit}]`,
  );
  const lines = heads.map((head, row) => [head, ...columns.map(({ values }) => values[row] as Cell | undefined)]);
  return csvText([names, ...lines]);
}

/** RFC 4180, with CRLF line endings. */
export function csvText(lines: readonly (readonly (Cell | undefined)[])[]): string {
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function linesOf(part: string, fields: readonly Named[], values: Readonly<Record<string, unknown>>): Cell[][] {
  return fields.flatMap((field) => {
    const value = values[field.name];
    if (!Array.isArray(value)) return [[part, field.name, '', '', value as Cell, field.unit]];
    return value.flatMap((entry: unknown, row) => entryLines(part, field, row + 1, entry));
  });
}

function entryLines(part: string, { name, unit, fields }: Named, row: number, entry: unknown): Cell[][] {
  if (Array.isArray(entry)) return entry.map((value: Cell, column) => [part, name, row, column + 1, value, unit]);
  if (typeof entry !== 'object' || entry === null) return [[part, name, row, '', entry as Cell, unit]];
  const values = entry as Record<string, Cell>;
  return (fields ?? []).map((field) => [part, name, row, field.name, values[field.name] ?? null, field.unit]);
}

/** Prefixes a text that a spreadsheet would run as a formula with an apostrophe; numbers stay as they are. */
function cell(value: Cell | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
