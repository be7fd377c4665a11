/** Parameters that refer to a row of a list by index from 0, shown in a form as a choice of row numbers from 1. */
import { shownValue } from './book-fields.ts';
import type { Given, Parameter, Problem } from './parameter.ts';

/** @param freeRows - the number of empty rows in the form. */
export function withRowNumbers(parameters: readonly Parameter[], given: Given, freeRows: number): Parameter[] {
  const rowsOf = (name: string) => {
    const list = parameters.find((parameter) => parameter.name === name);
    const entries = list && (shownValue(list, given, parameters) ?? list.default);
    return (Array.isArray(entries) ? entries.length : 0) + freeRows;
  };
  const asChoice = (parameter: Parameter): Parameter => {
    const { indexOf, default: standard } = parameter;
    if (indexOf === null) return { ...parameter, fields: parameter.fields?.map(asChoice) ?? [] };
    const rows = Array.from({ length: rowsOf(indexOf) }, (_, i) => i);
    // A negative number refers to no row, which is an empty choice.
    const isOfRow = typeof standard === 'number' && standard >= 0;
    const [values, valueLabels] = [rows.map(String), rows.map((row) => String(row + 1))];
    return { ...parameter, type: 'ENUM', values, valueLabels, default: isOfRow ? String(standard) : null };
  };
  return parameters.map(asChoice);
}

/** Rewords a problem with such a number, because the original message counts from 0. */
export function aboutRowNumber(problem: Problem, parameters: readonly Parameter[]): Problem {
  const [, name, fieldName] = /^(\w+)(?:\[\d+\]\.(\w+))?$/.exec(problem.parameter) ?? [];
  const parameter = parameters.find((known) => known.name === name);
  const field = parameter?.fields?.find((known) => known.name === fieldName) ?? parameter;
  if (!field?.indexOf || problem.code === 'MISSING') return problem;
  return { ...problem, message: `must be the number of a row of ${field.indexOf} that it can refer to` };
}
