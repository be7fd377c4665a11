/** What a run answers: numbers first, then curves, then tables. */
import { type Html, html, trusted } from './html.ts';
import { counted } from './layout.ts';
import { valueInWords } from './wording.ts';

export interface Output {
  name: string;
  label: string;
  type: string;
  unit: string;
  description: string;
  axis: string;
  values: readonly string[] | null;
  valueLabels: readonly string[] | null;
  fields: readonly Output[];
}

export interface Run {
  outputs: Readonly<Record<string, unknown>>;
  warnings: readonly { code: string; message: string }[];
}

const MOST_ROWS = 50;
/** A table of so many rows is read at a glance: it is open from the start. */
const FEW_ROWS = 10;
const WIDTH = 640;
const HEIGHT = 200;
const MARGIN = 4;
/** Lists over these run along something, so that a line through them means something. */
const COURSES = new Set(['ROUND', 'TIME', 'PRICE', 'LEVEL']);

/** A table of the result, one column a list or a field of one. */
interface List {
  title: string;
  about: string;
  /** What a row is, such as `Round`. */
  rowName: string;
  firstRow: number;
  columns: readonly { output: Output; values: readonly unknown[] }[];
  /** Whether a line through a column means something. */
  isCourse: boolean;
}

/** @param inWords - puts what readers see in place of names of a program. */
export function results(
  definitions: readonly Output[],
  { outputs: values, warnings }: Run,
  inWords: (text: string) => string,
): Html {
  const outputs = definitions.map((output) => ({ ...output, description: inWords(output.description) }));
  const singles = outputs.filter(({ type }) => !type.endsWith('_LIST') && type !== 'NUMBER_MATRIX');
  const isDefined = ({ name }: Output) => (values[name] ?? null) !== null;
  const missing = singles.filter((output) => !isDefined(output));
  return html`${warnings.map(
    ({ message }) => html`<p class="warning">${message}</p>
`,
  )}
${numbers('Results', singles.filter(isDefined), values)}
${
  missing.length > 0 &&
  html`<details><summary>Not defined for these parameters: ${missing.length}</summary>
${numbers('Not defined', missing, values)}</details>`
}
${listsOf(outputs, values).map(listed)}`;
}

function numbers(caption: string, outputs: readonly Output[], values: Run['outputs']): Html {
  return html`<table class="results"><caption>${caption}</caption><tbody>${outputs.map(
    (output) => html`<tr><th scope="row">${output.label}<span class="about">${output.description}</span></th>
<td>${cellOf(output, values[output.name])}</td></tr>
`,
  )}</tbody></table>`;
}

function cellOf({ unit, values, valueLabels }: Output, value: unknown): string {
  return valueInWords(valueLabels?.[values?.indexOf(value as string) ?? -1] ?? value, unit);
}

/** A table for each list of objects, then one for all plain lists that run over the same. */
function listsOf(outputs: readonly Output[], values: Run['outputs']): List[] {
  const filled = outputs.filter(({ name, type }) => type.endsWith('_LIST') && entriesOf(values[name]).length > 0);
  const ofObjects = filled.filter(({ type }) => type === 'OBJECT_LIST');
  const plain = filled.filter(({ type }) => type !== 'OBJECT_LIST');
  const axes = [...new Set(plain.map(({ axis }) => axis))];
  return [
    ...ofObjects.map((output) =>
      objectList(output, entriesOf(values[output.name]) as Readonly<Record<string, unknown>>[]),
    ),
    ...axes.map((axis) =>
      plainList(
        plain.filter((output) => output.axis === axis),
        axis,
        values,
      ),
    ),
  ];
}

function objectList(output: Output, entries: readonly Readonly<Record<string, unknown>>[]): List {
  return {
    title: output.label,
    about: output.description,
    rowName: rowNameOf(output.axis),
    firstRow: 1,
    columns: output.fields.map((field) => ({ output: field, values: entries.map((entry) => entry[field.name]) })),
    isCourse: false,
  };
}

/** Lists of one axis side by side. A course begins with what was before its first step, which shorter lists leave out. */
function plainList(outputs: readonly Output[], axis: string, values: Run['outputs']): List {
  const length = Math.max(...outputs.map(({ name }) => entriesOf(values[name]).length));
  const isCourse = COURSES.has(axis);
  return {
    title: `By ${rowNameOf(axis).toLowerCase()}`,
    about: '',
    rowName: rowNameOf(axis),
    firstRow: isCourse ? 0 : 1,
    columns: outputs.map((output) => {
      const list = entriesOf(values[output.name]);
      const missing = Array<null>(length - list.length).fill(null);
      return { output, values: isCourse ? [...missing, ...list] : [...list, ...missing] };
    }),
    isCourse,
  };
}

function rowNameOf(axis: string): string {
  return axis === 'OTHER' ? 'Entry' : axis.charAt(0) + axis.slice(1).toLowerCase();
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function listed(list: List): Html {
  const { title, about, columns, isCourse } = list;
  return html`<section class="list"><h3>${title}</h3>
${about !== '' && html`<p class="aside">${about}</p>`}
${isCourse && columns.map(({ output, values }) => curve(output, values, list.rowName))}
${table(list)}</section>
`;
}

/** A line through a list; its numbers are in the table below it. */
function curve({ label, unit }: Output, values: readonly unknown[], rowName: string): Html | null {
  const points = values.flatMap((value, i) => (typeof value === 'number' ? [{ i, value }] : []));
  if (points.length < 2) return null;
  const all = points.map(({ value }) => value);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (i: number) => MARGIN + (i / (values.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (value: number) =>
    HEIGHT - MARGIN - (high === low ? 0.5 : (value - low) / (high - low)) * (HEIGHT - 2 * MARGIN);
  const path = points.map(({ i, value }) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const by = ` by ${rowName.toLowerCase()}`;
  const about = `${label}${label.endsWith(by) ? '' : by}, from ${valueInWords(low, unit)} to ${valueInWords(high, unit)}`;
  return html`<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${about}" preserveAspectRatio="none">${trusted(
    `<polyline points="${path}" fill="none" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke"/>`,
  )}</svg>
<figcaption>${about}</figcaption></figure>`;
}

function table({ title, rowName, firstRow, columns }: List): Html {
  const count = columns[0]?.values.length ?? 0;
  const rows = Array.from({ length: Math.min(count, MOST_ROWS) }, (_, row) => row);
  const hasValue = columns.some(({ values }) => values.some((value) => (value ?? null) !== null));
  return html`<details${hasValue && count <= FEW_ROWS && trusted(' open')}><summary>Table: ${counted(count, 'row')}, ${counted(columns.length, 'column')}</summary>
<div class="wide" role="region" aria-label="${title}" tabindex="0"><table><thead><tr><th scope="col">${rowName}</th>${columns.map(
    ({ output }) => html`<th scope="col">${output.label}</th>`,
  )}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr><th scope="row">${row + firstRow}</th>${columns.map(
      ({ output, values }) => html`<td>${(values[row] ?? null) === null ? '–' : cellOf(output, values[row])}</td>`,
    )}</tr>
`,
  )}</tbody></table></div>
${count > MOST_ROWS && html`<p class="aside">The first ${MOST_ROWS} rows.</p>`}</details>`;
}
