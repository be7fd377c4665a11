/** The results of a run: numbers first, then curves, then tables. */
import { chart } from './chart.ts';
import { type Html, html, trusted } from './html.ts';
import { counted } from './layout.ts';
import { type Along, type Column, type List, listsOf } from './result-lists.ts';
import type { Output, Run } from './run-output.ts';
import { unitInWords, valueInWords } from './wording.ts';

const MOST_ROWS = 50;
/** A table with at most this many rows is open from the start. */
const FEW_ROWS = 10;

/** @param inWords - replaces names from the code by what readers see. */
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

function cellOf({ unit, values, valueLabels, indexOf, zeroLabel }: Output, value: unknown): string {
  if (zeroLabel !== null && value === 0) return zeroLabel;
  if (indexOf !== null && typeof value === 'number') return String(value + 1);
  return valueInWords(valueLabels?.[values?.indexOf(value as string) ?? -1] ?? value, unit);
}

function listed(list: List): Html {
  const { title, about, columns, along } = list;
  return html`<section class="list"><h3>${title}</h3>
${about !== '' && html`<p class="aside">${about}</p>`}
${along !== null && columns.map((column) => curve(column, along))}
${table(list)}</section>
`;
}

/** A line chart of a list; its numbers are in the table below. */
function curve({ output: { label, unit }, values }: Column, { name, unit: along, x, isCounted, firstEntries }: Along) {
  const numbers = values.map((value) => (typeof value === 'number' ? value : null));
  const all = numbers.filter((value) => value !== null);
  if (all.length < 2) return null;
  const by = ` by ${name.toLowerCase()}`;
  const title = `${label}${label.endsWith(by) ? '' : by}`;
  const [low, high] = [Math.min(...all), Math.max(...all)].map((value) => valueInWords(value, unit));
  const range = low === high ? `always ${low}` : `from ${low} to ${high}`;
  const drawn = chart({
    x,
    values: numbers,
    about: `${title}, ${range}`,
    xName: along === '1' || along === name.toLowerCase() ? name : `${name} (${unitInWords(along)})`,
    placeInWords: (place) => firstEntries[place - 1 + firstEntries.length] ?? valueInWords(place, '1'),
    write: (value, isTop) => valueInWords(value, isTop || unit.startsWith('fraction') ? unit : '1'),
    isCounted,
  });
  return html`<figure><figcaption>${title}, ${range}</figcaption>
${drawn}</figure>`;
}

function table({ title, rowName, rowUnit, heads, columns }: List): Html {
  const count = heads.length;
  const rows = Array.from({ length: Math.min(count, MOST_ROWS) }, (_, row) => row);
  const hasValue = columns.some(({ values }) => values.some((value) => (value ?? null) !== null));
  return html`<details${hasValue && count <= FEW_ROWS && trusted(' open')}><summary>Table: ${counted(count, 'row')}, ${counted(columns.length, 'column')}</summary>
<div class="wide" role="region" aria-label="${title}" tabindex="0"><table><thead><tr><th scope="col">${rowName}</th>${columns.map(
    ({ output }) => html`<th scope="col">${output.label}</th>`,
  )}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr><th scope="row">${valueInWords(heads[row], rowUnit)}</th>${columns.map(
      ({ output, values }) => html`<td>${(values[row] ?? null) === null ? '–' : cellOf(output, values[row])}</td>`,
    )}</tr>
`,
  )}</tbody></table></div>
${count > MOST_ROWS && html`<p class="aside">The first ${MOST_ROWS} rows.</p>`}</details>`;
}
