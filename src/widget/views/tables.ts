/**
 * The lists of a result as tables: one per list of objects, and one for all plain lists with the same axis.
 *
 * The axis decides the plot: over rounds, times and prices, values are lines against a column of the table that rises
 * steadily, or otherwise against their position; over institutions, positions and the like they are bars. Values with
 * the same unit share a chart.
 */
import type { Output, Values } from './definition.ts';
import { axisInWords, inSentence, unitInWords, valueInTable } from './wording.ts';

export interface Column {
  name: string;
  unit: string;
  /** One per row; null where it is undefined or the list is shorter. */
  values: readonly unknown[];
}

export interface Table {
  title: string;
  /** What the rows are, such as `Round`, and its unit. */
  rowName: string;
  rowUnit: string;
  /** One per row: its number, from 1, or the name of an entry before the first round, such as `Start`. */
  heads: readonly (number | string)[];
  columns: readonly Column[];
}

export interface Chart {
  kind: 'lines' | 'bars';
  xName: string;
  x: readonly number[];
  isCounted: boolean;
  /** Names of the entries before the first round, which is at 1; the last of them is at 0. */
  firstEntries: readonly string[];
  unit: string;
  series: readonly { name: string; values: readonly (number | null)[] }[];
}

const TIME_UNITS = new Set(['year', 'day', 'hour', 'minute', 'second']);
const ORDERED = new Set(['ROUND', 'TIME', 'PRICE', 'LEVEL']);
const MOST_BARS_TOGETHER = 2;

export function tablesOf(outputs: readonly Output[], values: Values): { table: Table; charts: Chart[] }[] {
  const made: { table: Table; charts: Chart[] }[] = [];
  const plain = new Map<Output['axis'], Output[]>();
  for (const output of outputs) {
    const list = values[output.name];
    if (!Array.isArray(list) || list.length === 0) continue;
    if (output.type === 'OBJECT_LIST') made.push(withCharts(objectTable(output, list as Values[]), output, true));
    else plain.set(output.axis, [...(plain.get(output.axis) ?? []), output]);
  }
  for (const lists of plain.values()) {
    const table = plainTable(lists, values);
    made.push(withCharts(table, longestStart(lists), false));
  }
  return made;
}

function rowNameOf({ axis }: Output): string {
  return axis === 'OTHER' ? 'Entry' : axisInWords(axis);
}

/** A column that identifies the rows becomes their heading. */
function objectTable(output: Output, list: readonly Values[]): Table {
  const rowName = rowNameOf(output);
  const columns = (output.fields ?? []).map((field) => ({
    name: field.label,
    unit: field.unit,
    values: list.map((entry) => valueInTable(field, entry[field.name] ?? null)),
  }));
  const heading = columns.find(({ name }) => name === rowName);
  return {
    title: output.label,
    rowName,
    rowUnit: heading?.unit ?? '1',
    heads: headed(output, heading ? (heading.values as number[]) : list.length),
    columns: columns.filter((column) => column !== heading),
  };
}

/** Lists of one axis side by side, aligned at the first round: some omit what precedes it. Times head the rows. */
function plainTable(lists: readonly Output[], values: Values): Table {
  const first = longestStart(lists);
  const columns = lists.map((list) => {
    const before = Array<null>(first.firstEntries.length - list.firstEntries.length).fill(null);
    const own = (values[list.name] as unknown[]).map((value) => valueInTable(list, value));
    return { name: list.label, unit: list.unit, values: [...before, ...own] };
  });
  const length = Math.max(...columns.map(({ values: { length } }) => length));
  const filled = columns.map((column) => ({
    ...column,
    values: [...column.values, ...Array<null>(length - column.values.length).fill(null)],
  }));
  const times = first.axis === 'TIME' && filled.find(({ unit, values }) => TIME_UNITS.has(unit) && rises(values));
  const rowName = times ? times.name : rowNameOf(first);
  return {
    title: titleOf(lists, rowName),
    rowName,
    rowUnit: times ? times.unit : '1',
    heads: headed(first, times ? (times.values as number[]) : length),
    columns: filled.filter((column) => column !== times),
  };
}

/** The axis of the lists; if the schema has no name for it, the labels of the lists. */
function titleOf(lists: readonly Output[], rowName: string): string {
  if (lists.some(({ axis }) => axis !== 'OTHER')) return `By ${rowName.toLowerCase()}`;
  return lists.map(({ label }, i) => (i === 0 ? label : inSentence(label))).join(', ');
}

/** The list with the most entries before the first round. */
function longestStart(lists: readonly Output[]): Output {
  return lists.reduce((longest, list) => (list.firstEntries.length > longest.firstEntries.length ? list : longest));
}

/** @param rows - their numbers, or how many rows there are. */
function headed({ firstEntries }: Output, rows: readonly number[] | number): (number | string)[] {
  const numbers = typeof rows === 'number' ? counted(rows, 1 - firstEntries.length) : rows;
  return numbers.map((number, i) => firstEntries[i] ?? number);
}

function withCharts(
  table: Table,
  { axis, firstEntries }: Output,
  isObjects: boolean,
): { table: Table; charts: Chart[] } {
  const numeric = table.columns.filter(({ values }) => values.some((value) => typeof value === 'number'));
  const rows = table.heads.length;
  const heading = { name: table.rowName, unit: table.rowUnit, values: table.heads };
  const against = !ORDERED.has(axis)
    ? undefined
    : axis !== 'ROUND' && table.rowUnit !== '1' && rises(table.heads)
      ? heading
      : numeric.find(({ values }) => isObjects && rises(values));
  if (rows < 2) return { table, charts: [] };
  const kind = ORDERED.has(axis) && (against !== undefined || axis !== 'LEVEL') ? 'lines' : 'bars';
  const byUnit = new Map<string, Column[]>();
  for (const column of numeric) {
    if (column !== against) byUnit.set(column.unit, [...(byUnit.get(column.unit) ?? []), column]);
  }
  const charts = [...byUnit].flatMap(([unit, columns]) =>
    inGroups(columns, kind === 'bars' ? MOST_BARS_TOGETHER : columns.length).map(
      (group): Chart => ({
        kind,
        xName: against === undefined ? table.rowName : headingOf(against),
        x: against === undefined ? counted(rows, 1 - firstEntries.length) : (against.values as number[]),
        isCounted: against === undefined,
        firstEntries: against === undefined ? firstEntries : [],
        unit,
        series: group.map(({ name, values }) => ({ name, values: values.map(numberOrNull) })),
      }),
    ),
  );
  return { table, charts };
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** A column's name with its unit, unless it is the unit. */
function headingOf({ name, unit }: Column): string {
  const inUnit = unitInWords(unit);
  return inUnit === '' || unit === name.toLowerCase() ? name : `${name} (${inUnit})`;
}

function rises(values: readonly unknown[]): boolean {
  return values.every((value, i) => typeof value === 'number' && (i === 0 || value > (values[i - 1] as number)));
}

function counted(count: number, first: number): number[] {
  return Array.from({ length: count }, (_, i) => i + first);
}

function inGroups<Entry>(entries: readonly Entry[], size: number): Entry[][] {
  const groups: Entry[][] = [];
  for (let at = 0; at < entries.length; at += size) groups.push(entries.slice(at, at + size));
  return groups;
}
