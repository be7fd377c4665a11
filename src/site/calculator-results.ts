/** What a run answers: numbers first, then curves, then tables. */
import { type Html, html, trusted } from './html.ts';
import { inWords, unitInWords, valueInWords, written } from './wording.ts';

export interface Output {
  name: string;
  type: string;
  unit: string;
  description: string;
  axis: string;
  fields: readonly Output[];
}

export interface Run {
  outputs: Readonly<Record<string, unknown>>;
  warnings: readonly { code: string; message: string }[];
}

const ROWS = 50;
const WIDTH = 640;
const HEIGHT = 200;
const MARGIN = 4;
/** Lists over these run along something, so that a line through them means something. */
const CURVES = new Set(['ROUND', 'TIME', 'PRICE', 'LEVEL']);

export function results(outputs: readonly Output[], { outputs: values, warnings }: Run): Html {
  const lists = outputs.filter(({ name, type }) => type.endsWith('_LIST') && entriesOf(values[name]).length > 0);
  const singles = outputs.filter(({ type }) => !type.endsWith('_LIST') && type !== 'NUMBER_MATRIX');
  return html`${warnings.map(
    ({ message }) => html`<p class="warning">${message}</p>
`,
  )}
<table class="results"><caption>Results</caption><tbody>${singles.map(
    ({
      name,
      unit,
      description,
    }) => html`<tr><th scope="row">${inWords(name)}<span class="about">${description}</span></th>
<td>${valueInWords(values[name], unit)}</td></tr>
`,
  )}</tbody></table>
${lists.map((output) => listed(output, entriesOf(values[output.name])))}`;
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function listed(output: Output, entries: readonly unknown[]): Html {
  const numbers = output.type === 'NUMBER_LIST' ? (entries as readonly (number | null)[]) : null;
  return html`<section class="list"><h3>${inWords(output.name)}</h3>
<p class="aside">${output.description}</p>
${numbers !== null && CURVES.has(output.axis) && curve(output, numbers)}
${table(output, entries)}</section>
`;
}

/** A line through a list; its numbers are in the table below it. */
function curve({ name, unit, axis }: Output, values: readonly (number | null)[]): Html | null {
  const points = values.flatMap((value, i) => (value === null ? [] : [{ i, value }]));
  if (points.length < 2) return null;
  const all = points.map(({ value }) => value);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (i: number) => MARGIN + (i / (values.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (value: number) =>
    HEIGHT - MARGIN - (high === low ? 0.5 : (value - low) / (high - low)) * (HEIGHT - 2 * MARGIN);
  const path = points.map(({ i, value }) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const label = `${inWords(name)} by ${axis.toLowerCase()}, from ${written(low)} to ${written(high)} ${unitInWords(unit)}`;
  return html`<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}" preserveAspectRatio="none">${trusted(
    `<polyline points="${path}" fill="none" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke"/>`,
  )}</svg>
<figcaption>${label}</figcaption></figure>`;
}

function table(output: Output, entries: readonly unknown[]): Html {
  const columns = output.fields.length > 0 ? output.fields : [output];
  const cell = (entry: unknown, { name, unit }: Output) =>
    valueInWords(output.fields.length > 0 ? (entry as Record<string, unknown>)[name] : entry, unit);
  return html`<details><summary>Table, ${entries.length} ${entries.length === 1 ? 'row' : 'rows'}</summary>
<div class="wide" role="region" aria-label="${inWords(output.name)}" tabindex="0"><table><thead><tr><th scope="col">#</th>${columns.map(
    ({ name }) => html`<th scope="col">${inWords(name)}</th>`,
  )}</tr></thead>
<tbody>${entries.slice(0, ROWS).map(
    (
      entry,
      i,
    ) => html`<tr><th scope="row">${i + 1}</th>${columns.map((column) => html`<td>${cell(entry, column)}</td>`)}</tr>
`,
  )}</tbody></table></div>
${entries.length > ROWS && html`<p class="aside">The first ${ROWS} rows.</p>`}</details>`;
}
