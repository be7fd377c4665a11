/**
 * The lists of a result as tables: one for each list of objects, and one for all plain lists that run over the same.
 *
 * What is plotted against what follows from the axis: over rounds, times and prices values are lines, against a column
 * of the table where one rises steadily, else against their place; over institutions, positions and the like they are
 * bars. Values share a chart where they share a unit.
 */
import type { Output, Values } from './definition.ts';
import { axisInWords, unitInWords, valueLabelIn } from './wording.ts';

export interface Column {
  name: string;
  unit: string;
  /** One per row; null where it is not defined or the list is shorter. */
  values: readonly unknown[];
}

export interface Table {
  title: string;
  /** What the rows are, such as `Round`. */
  rowName: string;
  /** Place of the first row: a series begins with what was before its first round. */
  firstRow: 0 | 1;
  columns: readonly Column[];
}

export interface Chart {
  kind: 'lines' | 'bars';
  xName: string;
  x: readonly number[];
  isCounted: boolean;
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
    if (output.type === 'OBJECT_LIST') {
      const columns = (output.fields ?? []).map((field) => ({
        name: field.label,
        unit: field.unit,
        values: (list as Values[]).map((entry) => valueLabelIn(field, entry[field.name] ?? null)),
      }));
      const title = output.label;
      made.push(withCharts({ title, rowName: rowNameOf(output), firstRow: 1, columns }, output.axis, true));
    } else {
      plain.set(output.axis, [...(plain.get(output.axis) ?? []), output]);
    }
  }
  for (const [axis, lists] of plain) made.push(withCharts(plainTable(lists, values), axis, false));
  return made;
}

function rowNameOf({ axis }: Output): string {
  return axis === 'OTHER' ? 'Entry' : axisInWords(axis);
}

/** Lists of one axis side by side; shorter ones end where the longest does, for they leave out what was before. */
function plainTable(lists: readonly Output[], values: Values): Table {
  const length = Math.max(...lists.map(({ name }) => (values[name] as unknown[]).length));
  const [first] = lists as [Output];
  const isOrdered = ORDERED.has(first.axis);
  const columns = lists.map(({ name, label, unit }) => {
    const list = values[name] as unknown[];
    const missing = Array<null>(length - list.length).fill(null);
    return { name: label, unit, values: isOrdered ? [...missing, ...list] : [...list, ...missing] };
  });
  const rowName = rowNameOf(first);
  return { title: `By ${rowName.toLowerCase()}`, rowName, firstRow: isOrdered ? 0 : 1, columns };
}

function withCharts(table: Table, axis: Output['axis'], isObjects: boolean): { table: Table; charts: Chart[] } {
  const numeric = table.columns.filter(({ values }) => values.some((value) => typeof value === 'number'));
  const against = ORDERED.has(axis)
    ? numeric.find((column) => (isObjects || TIME_UNITS.has(column.unit)) && rises(column.values))
    : undefined;
  const rows = numeric[0]?.values.length ?? 0;
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
        x: against === undefined ? counted(rows, table.firstRow) : (against.values as number[]),
        isCounted: against === undefined,
        unit,
        series: group.map(({ name, values }) => ({ name, values: values as (number | null)[] })),
      }),
    ),
  );
  return { table, charts };
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
