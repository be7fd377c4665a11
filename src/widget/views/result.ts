/** The result of a run: warnings first, then numbers with units, charts with their tables, and ways to export it. */
import { copied, copyRow } from '../analyses/kit/copy.ts';
import { h } from '../dom.ts';
import { chartFigure, type Figure } from './chart.ts';
import { csvOf, tableCsv } from './csv.ts';
import type { Calculator, Output, Run } from './definition.ts';
import { inPercent } from './number.ts';
import { saveAs } from './save.ts';
import { singlesOf } from './singles.ts';
import { tableElement } from './table-element.ts';
import { type Table, tablesOf } from './tables.ts';
import { counted, unitInWords, valueInTable, valueInWords } from './wording.ts';

/** A table of at most this many rows reads at a glance, so it starts open. */
const FEW_ROWS = 10;

export interface Result {
  element: HTMLElement;
  remove(): void;
}

interface ResultContext {
  write(value: number): string;
  endpoint: string;
  /** The address that reopens this run. */
  address: string;
  showAddress: ((address: string) => void) | null;
}

export function resultView(
  calculator: Calculator,
  run: Run,
  { write, endpoint, address, showAddress }: ResultContext,
): Result {
  const figures: Figure[] = [];
  const made = tablesOf(calculator.outputs, run.outputs);
  // Tables with values come first.
  const ordered = [...made.filter(({ table }) => hasValue(table)), ...made.filter(({ table }) => !hasValue(table))];
  const tables = ordered.map(({ table, charts }) => {
    const size = `${counted(rowCount(table), 'row')}, ${counted(table.columns.length + 1, 'column')}`;
    const drawn = charts.map((chart) => chartFigure(chart, write));
    figures.push(...drawn);
    return h(
      'section',
      { class: 'lists' },
      h('h5', {}, table.title),
      drawn.length > 0 &&
        h('div', { class: drawn.length > 2 ? 'charts many' : 'charts' }, ...drawn.map(({ element }) => element)),
      h(
        'details',
        { open: hasValue(table) && rowCount(table) <= FEW_ROWS },
        h('summary', {}, `Table, ${size}`),
        tableOf(table, write),
        csvButton(calculator, table),
      ),
    );
  });
  const element = h(
    'div',
    { class: 'outcome' },
    warningList(run),
    ...numberLists(calculator, run, write),
    ...tables,
    h(
      'p',
      { class: 'take' },
      h('button', { type: 'button', onclick: () => download(calculator, run) }, 'Download the whole run as CSV'),
      ...runLink(address, showAddress),
    ),
    copyRow(endpoint, { name: 'runCalculator', variables: { slug: calculator.slug, parameters: run.parameters } }),
  );
  return {
    element,
    remove() {
      for (const figure of figures) figure.remove();
    },
  };
}

function warningList({ warnings }: Run): HTMLElement | false {
  const items = warnings.map(({ message }) => h('li', {}, message));
  return (
    items.length > 0 && h('div', { class: 'warnings' }, h('b', {}, 'Before you rely on this'), h('ul', {}, ...items))
  );
}

/** The defined values, then the undefined ones, folded unless there are no others. */
function numberLists({ outputs }: Calculator, run: Run, write: (value: number) => string): (HTMLElement | false)[] {
  const { defined, missing } = singlesOf(outputs, run.outputs);
  return [
    defined.length > 0 && numberList(defined, run, write),
    missing.length > 0 &&
      h(
        'details',
        { class: 'missing', open: defined.length === 0 },
        h('summary', {}, `Not defined here (${missing.length})`),
        numberList(missing, run, write),
      ),
  ];
}

function numberList(single: readonly Output[], run: Run, write: (value: number) => string): HTMLElement {
  const entries = single.map((output) => {
    const { name, label, unit, description } = output;
    const value = valueInTable(output, run.outputs[name]);
    const isNumber = typeof value === 'number';
    const isShare = isNumber && unit.startsWith('fraction');
    const inUnit = isNumber ? unitInWords(unit) : '';
    return h(
      'div',
      { 'data-output': name },
      h('dt', {}, label),
      h(
        'dd',
        {},
        h(
          'span',
          { class: isNumber ? 'number' : 'word' },
          isShare ? write(inPercent(value)) : valueInWords(value, write),
        ),
        inUnit && h('span', { class: 'unit' }, ` ${isShare ? inUnit.replace('fraction', '%') : inUnit}`),
        isShare && h('span', { class: 'unit' }, ` = ${write(value)}`),
        h('span', { class: 'hint' }, description),
      ),
    );
  });
  return h('dl', { class: 'numbers' }, ...entries);
}

function rowCount({ columns }: Table): number {
  return columns[0]?.values.length ?? 0;
}

function hasValue({ columns }: Table): boolean {
  return columns.some(({ values }) => values.some((value) => value !== null));
}

function tableOf(table: Table, write: (value: number) => string): HTMLElement {
  const rows = Array.from({ length: rowCount(table) }, (_, row) => [
    valueInWords(table.heads[row], write),
    ...table.columns.map(({ values }) => (values[row] === null ? '–' : valueInWords(values[row], write))),
  ]);
  return tableElement(table.title, [{ name: table.rowName, unit: table.rowUnit }, ...table.columns], rows);
}

/** The displayed table with all digits. */
function csvButton({ slug }: Calculator, table: Table): HTMLElement {
  const name = `${slug}-${table.title.toLowerCase().replaceAll(/[^a-z\d]+/g, '-')}.csv`;
  const save = () => saveAs(name, new Blob([tableCsv(table)], { type: 'text/csv' }));
  return h(
    'button',
    { type: 'button', class: 'plain', onclick: save },
    'CSV of this table',
    h('span', { class: 'unseen' }, ` (${table.title})`),
  );
}

/** Copies the run's address and, on a page that shows runs by address, goes there; modified clicks open it as usual. */
function runLink(address: string, showAddress: ResultContext['showAddress']): HTMLElement[] {
  const status = h('span', { class: 'hint', role: 'status' });
  async function copy(event: MouseEvent): Promise<void> {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showAddress?.(address);
    const isCopied = await copied(address);
    status.textContent = isCopied
      ? 'Link copied.'
      : showAddress
        ? 'Not copied: the browser does not allow it. Copy the address of this page instead.'
        : 'Not copied: the browser does not allow it. Copy the link from its context menu instead.';
  }
  return [h('a', { href: address, class: 'run-link', onclick: copy }, 'Link to this run'), status];
}

function download(calculator: Calculator, run: Run): void {
  saveAs(`${calculator.slug}.csv`, new Blob([csvOf(calculator, run)], { type: 'text/csv' }));
}
