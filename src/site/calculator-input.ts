/** What an address gives a calculator: its `parameters` as JSON, and over these the fields of the form. */
import type { Given, Parameter } from './calculator-form.ts';

/** Rows are counted up to here; no list is that long. */
const MOST_ROWS = 1000;

/** The parameters of an address; an empty field is one not given, and so is a row without any. */
export function parametersIn(search: URLSearchParams, parameters: readonly Parameter[]): Given {
  const given: Record<string, unknown> = { ...objectIn(search.get('parameters')) };
  for (const parameter of parameters) {
    const value = valueIn(search.get(parameter.name), parameter) ?? rowsIn(search, parameter);
    if (value !== undefined) given[parameter.name] = value;
  }
  return given;
}

function objectIn(text: string | null): object {
  const value = text === null ? null : jsonIn(text);
  return typeof value === 'object' && value !== null ? value : {};
}

/** The fields `positions[0].leverage` and so on as a list; undefined where there are none. */
function rowsIn(search: URLSearchParams, { name, fields }: Parameter): Given[] | undefined {
  const rows: Given[] = [];
  for (let row = 0; row < MOST_ROWS && fields.some((field) => search.has(`${name}[${row}].${field.name}`)); row += 1) {
    const entries = fields.flatMap((field) => {
      const value = valueIn(search.get(`${name}[${row}].${field.name}`), field);
      return value === undefined ? [] : [[field.name, value] as const];
    });
    if (entries.length > 0) rows.push(Object.fromEntries(entries));
  }
  return rows.length > 0 ? rows : undefined;
}

/** What cannot be read goes on as it was typed: the calculator says what is wrong with it. */
function valueIn(given: string | null, { type }: Parameter): unknown {
  const text = given?.trim() ?? '';
  if (text === '') return undefined;
  if (type === 'ENUM') return text;
  if (type === 'NUMBER_LIST' && !text.startsWith('[')) return numbersIn(text);
  if (type === 'NUMBER_MATRIX' && !text.startsWith('[')) return text.split(/\n+/).map(numbersIn);
  return type === 'NUMBER' || type === 'INTEGER' ? numberIn(text) : jsonIn(text);
}

function numbersIn(text: string): unknown[] {
  const joined = text.split('%').map((part) => part.trimEnd());
  return (joined.join('%').match(/[^\s,;]+/g) ?? []).map(numberIn);
}

/** Written with its power it is the nearest number that there is; a division by 100 may miss that. */
function numberIn(text: string): unknown {
  const digits = text.endsWith('%') ? text.slice(0, -1).trimEnd() : '';
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(digits) ? Number(`${digits}e-2`) : jsonIn(text);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
