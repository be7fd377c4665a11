/** A calculator's parameters as a form that needs no script, with the values typed in. */
import { countedBeside, shownValue } from './book-fields.ts';
import { type Html, html, trusted } from './html.ts';
import type { Given, InWords, Parameter, Problem } from './parameter.ts';
import { aboutRowNumber, withRowNumbers } from './row-numbers.ts';
import { unitInWords } from './wording.ts';

/** A longer list of objects is written as JSON, because a table of that many inputs helps nobody. */
const MOST_ROWS = 12;
const FREE_ROWS = 2;

/**
 * @param raw - problems of the run shown; each appears beside its field.
 * @param inWords - replaces names from the code by what readers see.
 */
export function form(parameters: readonly Parameter[], given: Given, raw: readonly Problem[], inWords: InWords): Html {
  const problems = raw.map((problem) => aboutRowNumber(problem, parameters));
  const elsewhere = problems.filter(({ parameter }) => !parameters.some(({ name }) => isOf(name, parameter)));
  return html`<form class="run" method="get" action="#run">
${elsewhere.map(
  ({ parameter, message }) => html`<p class="problem">${parameter} ${sentence(message)}</p>
`,
)}
${withRowNumbers(parameters, given, FREE_ROWS).map((parameter) => {
  const own = problems.filter((problem) => isOf(parameter.name, problem.parameter));
  const beside = countedBeside(parameter, given, parameters);
  return field(parameter, shownValue(parameter, given, parameters), own, { inWords, beside });
})}
<p><button>Calculate</button> <a href="?#run">Reset to the first example</a></p>
</form>`;
}

function isOf(name: string, path: string): boolean {
  return path === name || path.startsWith(`${name}[`) || path.startsWith(`${name}.`);
}

/** @param beside - a remark on the value, shown first. */
function field(
  parameter: Parameter,
  value: unknown,
  problems: readonly Problem[],
  { inWords, beside }: { inWords: InWords; beside: string },
): Html {
  const { name, description, note } = parameter;
  const rows = rowsOf(parameter, value);
  const about = html`<span class="about" id="about-${name}">${problems.map(
    ({ parameter: path, message }) =>
      html`<strong class="problem">${placeInWords(parameter, path)}${sentence(message)}</strong> `,
  )}${beside !== '' && html`<strong>${beside}</strong> `}${inWords(description)}${note !== null && ` ${inWords(note)}`}</span>`;
  if (rows !== null) {
    return html`<fieldset class="field" aria-describedby="about-${name}"><legend>${heading(parameter)}</legend>
${about}
${rowInputs(parameter, rows, problems)}</fieldset>
`;
  }
  return html`<p class="field"><label for="${name}">${heading(parameter)}</label>
${control(parameter, value, { id: name, about: `about-${name}` }, problems.length > 0)}
${about}</p>
`;
}

function heading({ label, unit, type, required }: Parameter): Html {
  const words = typedUnit(unit);
  const list = type === 'NUMBER_LIST' ? 'a list' : type === 'NUMBER_MATRIX' ? 'a line for each row' : '';
  const about = [words, list, required && 'required'].filter((part) => part !== '' && part !== false).join(', ');
  return html`${label}${about !== '' && html` <span class="unit">${about}</span>`}`;
}

/** The unit beside an input, which also accepts percentages. */
function typedUnit(unit: string): string {
  return unitInWords(unit).replace(/^fraction/, 'fraction or %');
}

/** Ends a message with a full stop unless it ends with a question mark. */
function sentence(message: string): string {
  return message.endsWith('?') ? message : `${message}.`;
}

/** `Row 2, leverage` for `positions[1].leverage`; empty for the parameter itself. */
function placeInWords({ fields }: Parameter, path: string): string {
  const [, row, name] = /\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
  if (row === undefined) return '';
  const label = fields.find((known) => known.name === name)?.label.toLowerCase() ?? name;
  return `Row ${Number(row) + 1}${label === undefined ? '' : `, ${label}`} `;
}

/** The rows of a list of objects that is shown as inputs; null if it is written as one text. */
function rowsOf({ type, default: standard }: Parameter, value: unknown): readonly Given[] | null {
  const entries = value ?? standard ?? [];
  if (type !== 'OBJECT_LIST' || !Array.isArray(entries) || entries.length > MOST_ROWS) return null;
  return entries.every((entry) => typeof entry === 'object' && entry !== null) ? entries : null;
}

function rowInputs({ name, label, fields }: Parameter, rows: readonly Given[], problems: readonly Problem[]): Html {
  const all = [...rows, ...Array.from({ length: FREE_ROWS }, (): Given => ({}))];
  return html`<div class="wide" role="region" aria-label="${label}" tabindex="0"><table><thead><tr><th scope="col">#</th>${fields.map(
    (column) => html`<th scope="col" id="${name}-${column.name}">${heading(column)}</th>`,
  )}</tr></thead><tbody>${all.map(
    (row, i) => html`
<tr><th scope="row" id="${name}-${i}">${i + 1}</th>${fields.map((column) => {
      const path = `${name}[${i}].${column.name}`;
      const labels = `${name}-${column.name} ${name}-${i}`;
      const isWrong = problems.some(({ parameter }) => parameter === path || parameter === `${name}[${i}]`);
      return html`<td data-label="${[column.label, typedUnit(column.unit)].filter((part) => part !== '').join(', ')}">${control(column, row[column.name], { id: path, labels }, isWrong)}</td>`;
    })}</tr>`,
  )}</tbody></table></div>
<span class="about">Empty rows are left out. If all rows are empty, the list takes its default.</span>`;
}

/** @param at - its id, which is also its name, and the ids of its description and labels. */
function control(
  { type, unit, values, valueLabels, default: standard }: Parameter,
  value: unknown,
  { id, about, labels }: { id: string; about?: string; labels?: string },
  isWrong: boolean,
): Html {
  const attributes = html`id="${id}" name="${id}"${about !== undefined && html` aria-describedby="${about}"`}${
    labels !== undefined && html` aria-labelledby="${labels}"`
  }${isWrong && trusted(' aria-invalid="true"')}`;
  const choices = type === 'BOOLEAN' ? ['true', 'false'] : type === 'ENUM' ? values : null;
  if (choices !== null) {
    // JSON may have an object here, which cannot be converted to a string.
    const chosen = typeof value === 'object' ? null : String(value);
    const labelOf = (choice: unknown) =>
      (type === 'BOOLEAN' ? YES[String(choice)] : valueLabels?.[choices.indexOf(String(choice))]) ?? String(choice);
    return html`<select ${attributes}><option value="">${standard === null ? '' : `${labelOf(standard)} (default)`}</option>${choices.map(
      (choice) =>
        html`<option value="${choice}"${chosen === choice && trusted(' selected')}>${labelOf(choice)}</option>`,
    )}</select>`;
  }
  const hint = standard === null ? '' : written(standard, type);
  const text = value === undefined ? '' : written(value, type);
  return type === 'NUMBER' || type === 'INTEGER'
    ? html`<input ${attributes} inputmode="${unit.startsWith('fraction') ? 'text' : 'decimal'}" autocomplete="off" placeholder="${hint}" value="${text}">`
    : html`<textarea ${attributes} rows="${Math.min(8, Math.max(2, (text || hint).split('\n').length))}" spellcheck="false" placeholder="${hint}">${text}</textarea>`;
}

const YES: Readonly<Record<string, string>> = { true: 'Yes', false: 'No' };

/** A value as typed in a field: lists of numbers with commas, matrices with one line per row. */
function written(value: unknown, type: string): string {
  const isPlain = (list: unknown): list is unknown[] =>
    Array.isArray(list) && list.every((entry) => typeof entry === 'number');
  if (typeof value === 'string') return value;
  if (type === 'NUMBER_LIST' && isPlain(value)) return value.join(', ');
  if (type === 'NUMBER_MATRIX' && Array.isArray(value) && value.every(isPlain)) {
    return value.map((row) => row.join(', ')).join('\n');
  }
  return JSON.stringify(value);
}
