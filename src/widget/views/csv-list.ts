/**
 * Reads a calculator's list from CSV: the header row has names or labels of the fields, each further row is an entry.
 *
 * An empty cell is a field that is not given. A list of plain numbers is one column under the list's own name.
 */
import { type CsvRecord, csvRecords, NotCsv } from './csv-records.ts';
import type { Parameter, Value } from './definition.ts';
import { numberIn, wantedNumber } from './number.ts';
import { counted } from './wording.ts';

/** More rows than any calculator accepts or a page can show. */
const MOST_ROWS = 10_000;

export interface CsvList {
  /** Entries of the list; empty if there are faults. */
  entries: Value[];
  /** Each with row and column as a spreadsheet counts, such as `row 3, column size: must be above 0, but got -1`. */
  faults: string[];
}

export function csvList(parameter: Parameter, content: string): CsvList {
  try {
    const [header, ...records] = csvRecords(content);
    if (header === undefined) return refused('must have a header row, but is empty');
    if (records.length === 0) return refused('must have a row below the header');
    if (records.length > MOST_ROWS) return refused(`must have at most ${MOST_ROWS} rows, but has ${records.length}`);
    const isPlain = parameter.type === 'NUMBER_LIST';
    const fields = isPlain ? [parameter] : (parameter.fields ?? []);
    const wrongColumns = columnFaults(header, fields);
    if (wrongColumns.length > 0) return refused(...wrongColumns);

    const columns = header.cells.map((cell) => fieldOf(cell, fields) as Parameter);
    const faults = records.flatMap((record) => rowFaults(record, columns));
    if (faults.length > 0) return refused(...faults);
    const entries = records.map(({ cells }) => {
      const given = columns.flatMap((field, i) => {
        const cell = cells[i] as string;
        return cell === '' ? [] : [[field.name, cellValue(cell, field)] as const];
      });
      return isPlain ? given[0]?.[1] : Object.fromEntries(given);
    });
    return { entries, faults };
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error;
    return refused(`row ${error.row}: is not CSV: ${error.message}`);
  }
}

function refused(...faults: string[]): CsvList {
  return { entries: [], faults };
}

function fieldOf(cell: string, fields: readonly Parameter[]): Parameter | undefined {
  const wanted = cell.toLowerCase();
  return fields.find(({ name, label }) => name.toLowerCase() === wanted || label.toLowerCase() === wanted);
}

function columnFaults({ row, cells }: CsvRecord, fields: readonly Parameter[]): string[] {
  const columns = cells.map((cell) => fieldOf(cell, fields));
  const wrong = columns.flatMap((field, i) => {
    const at = `row ${row}, column ${i + 1}`;
    if (field === undefined) return [`${at}: must be one of ${names(fields)}, ${butGot(cells[i])}`];
    return columns.indexOf(field) < i ? [`${at}: ${field.label} must appear only once`] : [];
  });
  const missing = fields.filter((field) => isNeeded(field) && !columns.includes(field));
  return [...wrong, ...missing.map(({ label }) => `row ${row}, column ${label}: must be given`)];
}

function names(fields: readonly Parameter[]): string {
  return fields.map(({ label }) => label).join(', ');
}

function isNeeded({ type, required }: Parameter): boolean {
  return required || type === 'NUMBER_LIST';
}

function rowFaults({ row, cells }: CsvRecord, columns: readonly Parameter[]): string[] {
  if (cells.length !== columns.length)
    return [`row ${row}: must have ${counted(columns.length, 'cell')}, but has ${cells.length}`];
  return columns.flatMap((field, i) => {
    const wanted = wantedInstead(cells[i] as string, field);
    return wanted === null ? [] : [`row ${row}, column ${field.label}: must be ${wanted}`];
  });
}

/** What a cell should be instead; null for a valid cell. */
function wantedInstead(cell: string, field: Parameter): string | null {
  if (cell === '') return isNeeded(field) ? 'given' : null;
  const got = butGot(cell);
  if (field.type === 'ENUM') return field.values?.includes(cell) ? null : `one of ${field.values?.join(', ')}, ${got}`;
  if (field.type === 'BOOLEAN') return cell === 'true' || cell === 'false' ? null : `true or false, ${got}`;
  const value = numberIn(cell, field.unit);
  if (value === null) return `${wantedNumber(field.unit)}, ${got}`;
  const wanted = Number.isFinite(value) ? boundMissed(value, field) : 'finite';
  return wanted === null ? null : `${wanted}, but got ${value}`;
}

function boundMissed(value: number, field: Parameter): string | null {
  const { type, minimum, minimumExcluded, maximum, maximumExcluded } = field;
  if (type === 'INTEGER' && !Number.isInteger(value)) return 'a whole number';
  if (minimum !== null && (minimumExcluded ? value <= minimum : value < minimum)) {
    return `${minimumExcluded ? 'above' : 'at least'} ${minimum}`;
  }
  if (maximum !== null && (maximumExcluded ? value >= maximum : value > maximum)) {
    return `${maximumExcluded ? 'below' : 'at most'} ${maximum}`;
  }
  return null;
}

function butGot(cell: string | undefined): string {
  return `but got ${JSON.stringify(cell)}`;
}

function cellValue(cell: string, { type, unit }: Parameter): Value {
  if (type === 'ENUM') return cell;
  return type === 'BOOLEAN' ? cell === 'true' : numberIn(cell, unit);
}
