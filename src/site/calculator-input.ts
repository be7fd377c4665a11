/** Reads a calculator's parameters from an address: `parameters` as JSON, overridden by the fields of the form. */
import { didYouMean } from '../did-you-mean.ts';
import { excerpt } from './layout.ts';
import type { Given, Parameter, Problem } from './parameter.ts';

const MOST_PROBLEMS = 10;
/** Tracking parameters that other sites add to addresses. */
const TRACKING = /^utm_|clid$|^_g[al]$|^mc_[ce]id$|^ref$/;
/** A field of a row; lists have fewer than a thousand rows. */
const CELL = /^(\w+)\[(\d{1,3})\]\.(\w+)$/;

interface Read {
  /** Without empty fields and rows that have only such. */
  given: Given;
  /** Unknown names, and invalid JSON. */
  problems: readonly Problem[];
}

/** The parameters in an address; null if it has none. */
export function parametersIn(search: URLSearchParams, parameters: readonly Parameter[]): Read | null {
  const isField = (name: string) => name === 'parameters' || parameters.some((parameter) => parameter.name === name);
  const names = [...new Set(search.keys())].filter((name) => isField(name) || !TRACKING.test(name));
  if (names.length === 0) return null;
  const json = objectIn(search.get('parameters')?.trim() ?? '');
  const given: Record<string, unknown> = { ...json };
  for (const parameter of parameters) {
    const value = valueIn(search.get(parameter.name), parameter) ?? rowsIn(search, names, parameter);
    if (value !== undefined) given[parameter.name] = value;
  }
  const strangers = names.filter((name) => !isField(name)).flatMap((name) => problemOf(name, parameters));
  const unread =
    json === null ? [{ parameter: 'parameters', code: 'WRONG_TYPE', message: 'must be a JSON object' }] : [];
  return { given, problems: [...unread, ...strangers].slice(0, MOST_PROBLEMS) };
}

/** Empty for a cell of a known list. */
function problemOf(name: string, parameters: readonly Parameter[]): Problem[] {
  const [, list = name, , field] = CELL.exec(name) ?? [];
  const { fields } = parameters.find((parameter) => parameter.name === list) ?? {};
  if (field !== undefined && fields?.some((known) => known.name === field)) return [];
  const [given, all] = field !== undefined && fields?.length ? [field, fields] : [list, parameters];
  const names = all.map((known) => known.name);
  const message = `is not a parameter here${didYouMean(given, names)}`;
  return [{ parameter: excerpt(name, 80), code: 'UNKNOWN_PARAMETER', message }];
}

/** Null if it is not a JSON object. */
function objectIn(text: string): object | null {
  const value = text === '' ? {} : jsonIn(text);
  return typeof value === 'object' && !Array.isArray(value) ? value : null;
}

/** The fields `positions[0].leverage` and so on as a list; undefined if there are none. */
function rowsIn(search: URLSearchParams, names: readonly string[], { name, fields }: Parameter): Given[] | undefined {
  const places = names.map((cell) => CELL.exec(cell)).filter((place) => place?.[1] === name);
  const numbers = [...new Set(places.map((place) => Number(place?.[2])))].sort((a, b) => a - b);
  const rows: Given[] = [];
  for (const row of numbers) {
    const entries = fields.flatMap((field) => {
      const value = valueIn(search.get(`${name}[${row}].${field.name}`), field);
      return value === undefined ? [] : [[field.name, value] as const];
    });
    if (entries.length > 0) rows.push(Object.fromEntries(entries));
  }
  return rows.length > 0 ? rows : undefined;
}

/** Passes on what cannot be parsed as typed, for the calculator to report. */
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

/** Parsing with the exponent gives the nearest double, which a division by 100 may miss. */
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
