/**
 * From raw JSON to completed parameters.
 *
 * The first problem is the first fault in the catalogue's order: unknown names in the caller's order, then the table of
 * parameters, each field's own checks before those that look at others. Further problems may follow.
 */
import { didYouMean } from '../../did-you-mean.ts';
import { InvalidInput, type Problem } from '../../errors.ts';
import { getOrMake } from '../../get-or-make.ts';
import { checkEnum, checkNumber, checkNumbers, lengthFault, wrongType } from '../kit/check.ts';
import { checkMatrix } from '../kit/check-matrix.ts';
import type { Calculator } from '../kit/definition.ts';
import type { Condition, Fields, ObjectListParameter, Parameter } from '../kit/input.ts';
import { echo } from '../kit/wording.ts';

/** Most problems reported: more would tell the caller nothing new. */
const MOST_PROBLEMS = 10;

type Completed = Record<string, unknown>;

/** One pass over one input: the parameters completed so far and the problems found so far. */
interface Pass {
  calculator: Calculator;
  /** Names of the parameters that the caller gives. */
  given: ReadonlySet<string>;
  parameters: Completed;
  problems: Problem[];
}

/** One entry of the list of objects `list`, completed so far. */
interface Entry {
  list: string;
  path: string;
  completed: Completed;
}

/**
 * Checks a raw input and completes it with defaults; the input itself is not modified.
 *
 * @param raw - parameters by their catalogue names; undefined or null for all defaults.
 * @returns every parameter of the calculator, in the order of its table.
 * @throws InvalidInput with at most ten problems.
 */
export function completeParameters(calculator: Calculator, raw: unknown): Readonly<Completed> {
  const given = raw ?? {};
  const pass: Pass = { calculator, given: namesGiven(given), parameters: {}, problems: [] };
  if (typeof given !== 'object' || Array.isArray(given)) {
    report(pass, 'parameters', wrongType('an object of parameters', given));
  } else {
    completeFields(pass, calculator.parameters, given);
    if (pass.problems.length === 0) keep(pass, calculator.refuse?.(pass.parameters as never, pass.given));
  }
  const [first, ...further] = pass.problems;
  if (first !== undefined) throw new InvalidInput([first, ...further]);
  return pass.parameters;
}

function namesGiven(given: object): ReadonlySet<string> {
  return new Set(Object.entries(given).flatMap(([name, value]) => (value == null ? [] : [name])));
}

function report(pass: Pass, parameter: string, fault: Omit<Problem, 'parameter'>): void {
  if (pass.problems.length < MOST_PROBLEMS) pass.problems.push({ parameter, ...fault });
}

function keep(pass: Pass, problems: Iterable<Problem> | undefined): void {
  for (const { parameter, ...fault } of problems ?? []) {
    report(pass, parameter, fault);
    if (pass.problems.length === MOST_PROBLEMS) return;
  }
}

/** Runs the definition's check after a parameter or a field of an entry, if no problem has been found so far. */
function refuseAt(pass: Pass, name: string, entry?: Entry): void {
  if (pass.problems.length > 0) return;
  const { refuseAt: checks, refuseEntryAt: checksOfList } = pass.calculator;
  const problems =
    entry === undefined
      ? checks?.[name]?.(pass.parameters as never, undefined as never, undefined as never)
      : checksOfList?.[entry.list]?.[name]?.(entry.completed as never, entry.path as never, pass.parameters as never);
  keep(pass, problems);
}

/** Rows of each table, listed once: a long list of objects goes through its table for every entry. */
const rowsByFields = new WeakMap<Fields, readonly [string, Parameter][]>();
const rowsOf = (fields: Fields) => getOrMake(rowsByFields, fields, () => Object.entries(fields));

/** Completes the fields of the whole input, or of one entry of a list. */
function completeFields(pass: Pass, fields: Fields, given: object, entry?: Entry): void {
  const prefix = entry === undefined ? '' : `${entry.path}.`;
  const completed = entry === undefined ? pass.parameters : entry.completed;
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(fields, key)) continue;
    const known = Object.keys(fields);
    const message = `is unknown; expected one of ${known.join(', ')}${didYouMean(key, known)}`;
    report(pass, `${prefix}${echo(key)}`, { code: 'UNKNOWN_PARAMETER', message });
  }
  for (const [name, parameter] of rowsOf(fields)) {
    const value: unknown = Object.hasOwn(given, name) ? given[name as keyof typeof given] : undefined;
    const path = `${prefix}${name}`;
    if (parameter.only !== undefined && !holds(pass, parameter.only)) {
      completed[name] = completeIdle(pass, parameter, value, path);
      continue;
    }
    completed[name] = complete(pass, parameter, value, path);
    refuseAt(pass, name, entry);
  }
}

/** A parameter whose condition does not hold reports no faults: a valid value stays, any other becomes the default. */
function completeIdle(pass: Pass, parameter: Parameter, value: unknown, path: string): unknown {
  const unchecked = { ...pass, problems: [] };
  const completed = complete(unchecked, parameter, value, path);
  return unchecked.problems.length === 0 ? completed : complete(unchecked, parameter, undefined, path);
}

function holds({ parameters }: Pass, condition: Condition): boolean {
  return Object.entries(condition).every(([name, values]) => (values as readonly unknown[]).includes(parameters[name]));
}

/** The completed value, or undefined after reporting a fault. */
function complete(pass: Pass, parameter: Parameter, value: unknown, path: string): unknown {
  if (value === undefined || (value === null && pass.calculator.nulls === 'absent')) {
    return completeAbsent(pass, parameter, path);
  }
  if (value === null && parameter.nullable) return null;
  return checkGiven(pass, parameter, value, path);
}

function completeAbsent(pass: Pass, parameter: Parameter, path: string): unknown {
  const { requiredWhen, emptyOnce = [] } = parameter;
  if (emptyOnce.some((name) => pass.given.has(name))) return 'maxLength' in parameter ? [] : 0;
  const isRequired = requiredWhen !== undefined && holds(pass, requiredWhen);
  if (!isRequired) {
    if (parameter.default !== undefined) return checkGiven(pass, parameter, parameter.default, path);
    if (parameter.derived !== undefined) return derivedDefault(pass, path);
    if (parameter.nullable) return null;
  }
  report(pass, path, { code: 'MISSING', message: 'must be given' });
  return undefined;
}

/** A derived default may depend on any parameter above, so it is computed only if none has a fault. */
function derivedDefault({ calculator, parameters, problems }: Pass, name: string): unknown {
  return problems.length > 0 ? undefined : calculator.defaults?.[name]?.(parameters as never);
}

function checkGiven(pass: Pass, parameter: Parameter, value: unknown, path: string): unknown {
  const note = (at: string, code: string, message: string) => report(pass, at, { code, message });
  switch (parameter.type) {
    case 'NUMBER':
    case 'INTEGER':
      return checkNumber(parameter, value, path, note);
    case 'BOOLEAN':
      if (typeof value === 'boolean') return value;
      report(pass, path, wrongType('true or false', value));
      return undefined;
    case 'ENUM':
      return checkEnum(parameter, value, path, note);
    case 'NUMBER_LIST':
      return checkNumbers(parameter, value, lengthOf(pass, parameter.length), path, note);
    case 'NUMBER_MATRIX':
      return checkMatrix(parameter, value, lengthOf(pass, parameter.length), path, note);
    case 'OBJECT_LIST':
      return completeEntries(pass, parameter, value, path);
  }
}

/** Number of rows of the list or matrix with that name, or of its columns (`holdings.columns`); undefined if faulty. */
function lengthOf({ parameters }: Pass, length = ''): number | undefined {
  const [name = '', side] = length.split('.');
  const list = parameters[name];
  const counted: unknown = side === 'columns' && Array.isArray(list) ? list[0] : list;
  return Array.isArray(counted) ? counted.length : undefined;
}

function completeEntries(pass: Pass, parameter: ObjectListParameter, value: unknown, path: string): unknown {
  if (!Array.isArray(value)) {
    report(pass, path, wrongType('a list of objects', value));
    return undefined;
  }
  const fault = lengthFault(parameter, value.length);
  if (fault !== undefined) {
    report(pass, path, fault);
    return undefined;
  }
  return value.map((entry: unknown, index) => completeEntry(pass, parameter, entry, path, `${path}[${index}]`));
}

function completeEntry(pass: Pass, parameter: ObjectListParameter, entry: unknown, list: string, path: string) {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    report(pass, path, wrongType('an object', entry));
    return undefined;
  }
  const completed: Completed = {};
  completeFields(pass, parameter.fields, entry, { list, path, completed });
  return completed;
}
