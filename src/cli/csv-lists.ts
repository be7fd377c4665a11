/**
 * Reads lists and matrices of a calculator's input from CSV files. The header row of a list has the names or labels of
 * the fields, as the pages and the widget show them, and each further row is an entry; a matrix has rows of numbers
 * only.
 *
 * Cells are separated by commas, or by tabs or semicolons if the first row has those. An empty cell leaves its field
 * out. A list of plain numbers is one column under its own name. Errors name the row of the file and the column, as a
 * spreadsheet shows them.
 */
import { readFile, stat } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import type { Calculator } from '../calculators/kit/definition.ts';
import type { Fields, Parameter } from '../calculators/kit/input.ts';
import { labelOf } from '../calculators/kit/label.ts';
import { didYouMean } from '../did-you-mean.ts';
import { UsageError } from '../errors.ts';
import { reasonOf } from '../reason.ts';
import { typedNumber, wantedNumber } from './typed-number.ts';

const LARGEST_FILE = 10_000_000;
const TYPES: readonly Parameter['type'][] = ['OBJECT_LIST', 'NUMBER_LIST', 'NUMBER_MATRIX'];

/** A list or a matrix read from a file. */
export interface CsvList {
  file: string;
  entries: unknown[];
  /** The row of the file for each entry; the first row is 1. */
  rows: number[];
}

/**
 * Reads lists from files.
 *
 * @param assignments - `name=file` each, such as `positions=book.csv`.
 * @throws UsageError with the option, or the row and column, and what is expected there.
 */
export async function readCsvLists(
  calculator: Calculator,
  assignments: readonly string[],
): Promise<ReadonlyMap<string, CsvList>> {
  const lists = new Map<string, CsvList>();
  for (const assignment of assignments) {
    const [, name = '', file = ''] = /^([^=]+)=(.+)$/s.exec(assignment) ?? [];
    if (file === '') {
      throw new UsageError(`--from-csv must be list=file, such as positions=book.csv, but got ${assignment}`);
    }
    const parameter = Object.hasOwn(calculator.parameters, name) ? calculator.parameters[name] : undefined;
    if (parameter === undefined || !TYPES.includes(parameter.type)) {
      const known = Object.keys(calculator.parameters).filter((other) =>
        TYPES.includes((calculator.parameters[other] as Parameter).type),
      );
      const offered = known.length === 0 ? 'which has none' : `which has ${known.join(', ')}`;
      throw new UsageError(
        `--from-csv ${name}: is not a list or a matrix of ${calculator.slug}, ${offered}${didYouMean(name, known)}`,
      );
    }
    if (lists.has(name)) throw new UsageError(`--from-csv ${name}: must be given only once`);
    const records = recordsOf(file, await contentOf(file));
    lists.set(
      name,
      parameter.type === 'NUMBER_MATRIX' ? matrixOf(parameter, file, records) : listOf(name, parameter, file, records),
    );
  }
  return lists;
}

async function contentOf(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > LARGEST_FILE) throw new Error(`it is larger than ${LARGEST_FILE} bytes`);
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--from-csv ${file} cannot be read: ${reasonOf(error)}`);
  }
}

function matrixOf({ unit }: Parameter, file: string, records: readonly CsvRow[]): CsvList {
  if (records.length === 0) throw new UsageError(`${file}: must have rows of numbers, but is empty`);
  const entries = records.map(({ row, cells }) =>
    cells.map((cell, i) => {
      const value = typedNumber(cell, unit);
      if (value !== null) return value;
      const wanted = `must be ${wantedNumber(unit)}, because a matrix has rows of numbers and no header`;
      throw new UsageError(`${file}: row ${row}, column ${i + 1}: ${wanted}, but got ${JSON.stringify(cell)}`);
    }),
  );
  return { file, entries, rows: records.map(({ row }) => row) };
}

function listOf(name: string, parameter: Parameter, file: string, all: readonly CsvRow[]): CsvList {
  const isPlain = parameter.type === 'NUMBER_LIST';
  const fields = parameter.type === 'OBJECT_LIST' ? parameter.fields : { [name]: parameter };
  const [header, ...records] = all;
  if (header === undefined) throw new UsageError(`${file}: must have a header row, but is empty`);
  const columns = header.cells.map((cell, i) => {
    const column = fieldOf(cell, fields);
    if (column !== undefined) return column;
    const known = Object.keys(fields);
    const wanted = `must be one of ${known.join(', ')}, but got ${JSON.stringify(cell)}${didYouMean(cell, known)}`;
    throw new UsageError(`${file}: row ${header.row}, column ${i + 1}: ${wanted}`);
  });
  const twice = columns.findIndex((column, i) => columns.indexOf(column) < i);
  if (twice >= 0) {
    throw new UsageError(`${file}: row ${header.row}, column ${twice + 1}: ${columns[twice]} must appear only once`);
  }
  const entries = records.map(({ row, cells }) => {
    if (cells.length !== columns.length) {
      throw new UsageError(`${file}: row ${row}: must have ${columns.length} cells, but has ${cells.length}`);
    }
    const values = columns.flatMap((column, i) => {
      const value = cellValue(cells[i] as string, fields[column] as Parameter, `${file}: row ${row}, column ${column}`);
      return value === undefined ? [] : [[column, value] as const];
    });
    return isPlain ? values[0]?.[1] : Object.fromEntries(values);
  });
  return { file, entries, rows: records.map(({ row }) => row) };
}

/** The field that a header cell names, by name or else by label. */
function fieldOf(cell: string, fields: Fields): string | undefined {
  const wanted = cell.toLowerCase();
  const all = Object.entries(fields);
  const found =
    all.find(([name]) => name.toLowerCase() === wanted) ??
    all.find(([name, { label, unit }]) => (label ?? labelOf(name, unit)).toLowerCase() === wanted);
  return found?.[0];
}

interface CsvRow {
  row: number;
  cells: string[];
}

function recordsOf(file: string, content: string): CsvRow[] {
  try {
    const parsed = parse(content, {
      bom: true,
      delimiter: delimiterOf(content),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return parsed.map(({ info, record }) => ({ row: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`${file}: row ${error.lines}: is not CSV: ${error.message}`);
  }
}

/** The separator in the first row counts for all rows, because commas elsewhere may be decimal commas. */
function delimiterOf(content: string): string {
  const header = /\S.*/.exec(content)?.[0] ?? '';
  return ['\t', ';'].find((sign) => header.includes(sign)) ?? ',';
}

/** Parses a cell by the type of its field; undefined if empty. */
function cellValue(cell: string, { type, unit }: Parameter, at: string): unknown {
  if (cell === '' && type !== 'NUMBER_LIST') return undefined;
  if (type === 'ENUM') return cell;
  if (type === 'BOOLEAN') {
    const word = cell.toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true';
    throw new UsageError(`${at}: must be true or false, but got ${JSON.stringify(cell)}`);
  }
  const value = typedNumber(cell, unit);
  if (value !== null) return value;
  throw new UsageError(`${at}: must be ${wantedNumber(unit)}, but got ${JSON.stringify(cell)}`);
}

/** Where a problem is: the cell of a file if the parameter came from one, else the parameter. */
export function placeOf(parameter: string, lists: ReadonlyMap<string, CsvList>): string {
  const [, name = '', index = '', field, column] =
    /^(\w+)\[(\d+)\](?:\.(\w+)|\[(\d+)\])?$/.exec(parameter.replace(/^parameters\./, '')) ?? [];
  const list = lists.get(name);
  const row = list?.rows[Number(index)];
  if (list === undefined || row === undefined) return parameter;
  const shown = field ?? (column === undefined ? undefined : Number(column) + 1);
  return `${list.file}: row ${row}${shown === undefined ? '' : `, column ${shown}`}`;
}
