/**
 * Lists of a calculator's input from CSV files: the header row has the names of the fields, each further row is an entry.
 *
 * Cells are apart by commas, or by tabs or semicolons where the header row has those.
 * An empty cell is a field that is not given. A list of plain numbers is one column under its own name. Faults are named
 * by the row of the file and the column, as a spreadsheet shows them.
 */
import { readFile, stat } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import type { Calculator } from '../calculators/kit/definition.ts';
import type { Parameter } from '../calculators/kit/input.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type Problem, UsageError } from '../errors.ts';
import { reasonOf } from '../reason.ts';

const LARGEST_FILE = 10_000_000;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A list read from a file. */
export interface CsvList {
  file: string;
  entries: unknown[];
  /** Row of the file that has each entry, the header being row 1. */
  rows: number[];
}

/**
 * Reads lists from files.
 *
 * @param assignments - `name=file` each, such as `positions=book.csv`.
 * @throws UsageError that names the option, or the row and column, and what is wanted there.
 */
export async function readCsvLists(
  calculator: Calculator,
  assignments: readonly string[],
): Promise<ReadonlyMap<string, CsvList>> {
  const lists = new Map<string, CsvList>();
  for (const assignment of assignments) {
    const [, name = '', file = ''] = /^([^=]+)=(.+)$/s.exec(assignment) ?? [];
    if (file === '') throw new UsageError(`--csv must be list=file, such as positions=book.csv, but got ${assignment}`);
    const parameter = Object.hasOwn(calculator.parameters, name) ? calculator.parameters[name] : undefined;
    if (parameter?.type !== 'OBJECT_LIST' && parameter?.type !== 'NUMBER_LIST') {
      const known = Object.entries(calculator.parameters).flatMap(([other, { type }]) =>
        type === 'OBJECT_LIST' || type === 'NUMBER_LIST' ? [other] : [],
      );
      const offered = known.length === 0 ? 'it has no lists' : `its lists are ${known.join(', ')}`;
      throw new UsageError(`--csv ${name}: is not a list of ${calculator.slug}; ${offered}${didYouMean(name, known)}`);
    }
    if (lists.has(name)) throw new UsageError(`--csv ${name}: must be given once`);
    lists.set(name, readList(name, parameter, file, await contentOf(file)));
  }
  return lists;
}

async function contentOf(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > LARGEST_FILE) throw new Error(`it is larger than ${LARGEST_FILE} bytes`);
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--csv ${file} cannot be read: ${reasonOf(error)}`);
  }
}

function readList(name: string, parameter: Parameter, file: string, content: string): CsvList {
  const isPlain = parameter.type === 'NUMBER_LIST';
  const fields = parameter.type === 'OBJECT_LIST' ? parameter.fields : { [name]: parameter };
  const [header, ...records] = recordsOf(file, content);
  if (header === undefined) throw new UsageError(`${file}: must have a header row, but is empty`);
  const columns = header.cells;
  for (const [i, column] of columns.entries()) {
    const at = `${file}: row ${header.row}, column ${i + 1}`;
    if (!Object.hasOwn(fields, column)) {
      const known = Object.keys(fields);
      const hint = didYouMean(column, known);
      throw new UsageError(`${at}: must be one of ${known.join(', ')}, but got ${JSON.stringify(column)}${hint}`);
    }
    if (columns.indexOf(column) < i) throw new UsageError(`${at}: ${column} must appear only once`);
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

function recordsOf(file: string, content: string): { row: number; cells: string[] }[] {
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

/** The sign between the cells of the header row sets all others apart too: a comma may be that of a decimal number. */
function delimiterOf(content: string): string {
  const header = /\S.*/.exec(content)?.[0] ?? '';
  return ['\t', ';'].find((sign) => header.includes(sign)) ?? ',';
}

/** What a cell says, by the type of its field; undefined for an empty one. */
function cellValue(cell: string, { type }: Parameter, at: string): unknown {
  if (cell === '' && type !== 'NUMBER_LIST') return undefined;
  if (type === 'ENUM') return cell;
  if (type === 'BOOLEAN') {
    if (cell === 'true' || cell === 'false') return cell === 'true';
    throw new UsageError(`${at}: must be true or false, but got ${JSON.stringify(cell)}`);
  }
  if (NUMBER.test(cell)) return Number(cell);
  throw new UsageError(`${at}: must be a number with a decimal point, but got ${JSON.stringify(cell)}`);
}

/** Where a problem lies: the cell of a file where that is what it is about, else the parameter. */
export function placeOf({ parameter }: Problem, lists: ReadonlyMap<string, CsvList>): string {
  const [, name = '', index = '', field] = /^(\w+)\[(\d+)\](?:\.(\w+))?$/.exec(parameter) ?? [];
  const list = lists.get(name);
  const row = list?.rows[Number(index)];
  if (list === undefined || row === undefined) return parameter;
  return `${list.file}: row ${row}${field === undefined ? '' : `, column ${field}`}`;
}
