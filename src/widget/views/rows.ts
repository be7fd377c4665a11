/** A list of objects as an editable table: a row per entry, a column per field. */
import { h } from '../dom.ts';
import { type Control, Unreadable } from './control.ts';
import type { Parameter, Values } from './definition.ts';
import { unitInWords } from './wording.ts';

interface Row {
  element: HTMLTableRowElement;
  controls: Map<string, Control>;
}

/** @param cellControl - creates the input of one cell. */
export function rowsControl(
  { label: title, fields = [], default: absent }: Parameter,
  id: string,
  cellControl: (field: Parameter, id: string) => Control,
): Control {
  const body = h('tbody');
  const heads = fields.map((field) => {
    const unit = unitInWords(field.unit);
    return h(
      'th',
      { scope: 'col', id: `${id}-${field.name}`, title: field.description },
      field.label,
      unit && h('span', { class: 'unit' }, ` ${unit}`),
    );
  });
  const table = h(
    'table',
    { 'aria-labelledby': `${id}-title` },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, '#'), ...heads, h('td'))),
    body,
  );
  const add = h('button', { type: 'button', onclick: () => change(addRow) }, 'Add a row');
  const scroller = h('div', { class: 'scroll' }, table);
  const element = h('div', { class: 'rows' }, h('span', { id: `${id}-title`, class: 'unseen' }, title), scroller, add);
  let rows: Row[] = [];

  /** Tells the form about a change that did not come from an input. */
  function change(work: () => void): void {
    work();
    body.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function addRow(): void {
    append(rowValues(rows.at(-1)));
    scroller.scrollTop = scroller.scrollHeight;
  }

  function append(values: Values): void {
    const number = rows.length;
    const controls = new Map(fields.map((field) => [field.name, cellControl(field, `${id}-${number}-${field.name}`)]));
    const cells = fields.map((field) => {
      const cell = controls.get(field.name) as Control;
      cell.input?.setAttribute('aria-labelledby', `${id}-${field.name} ${id}-${number}`);
      cell.write(values[field.name] ?? field.default);
      return h('td', {}, cell.element);
    });
    const remove = h('button', { type: 'button', class: 'remove', onclick: () => change(() => removeRow(number)) });
    remove.append(
      h('span', { 'aria-hidden': 'true' }, '×'),
      h('span', { class: 'unseen' }, `Remove row ${number + 1}`),
    );
    const head = h('th', { scope: 'row', id: `${id}-${number}` }, String(number + 1));
    const row = { element: h('tr', {}, head, ...cells, h('td', {}, remove)), controls };
    rows.push(row);
    body.append(row.element);
    table.hidden = false;
  }

  function removeRow(number: number): void {
    const { scrollTop } = scroller;
    write(rows.map(rowValues).filter((_, i) => i !== number));
    scroller.scrollTop = scrollTop;
    add.focus();
  }

  function cellAt(path: string): { row: Row | undefined; cell: Control | undefined } {
    const [, number, field = ''] = /^\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
    const row = rows[Number(number)];
    return { row, cell: row?.controls.get(field) };
  }

  function write(value: unknown): void {
    rows = [];
    body.replaceChildren();
    table.hidden = true;
    for (const entry of Array.isArray(value) ? (value as Values[]) : []) append(entry);
  }

  return {
    element,
    input: null,
    // Without rows, a list that has no default counts as not given.
    read: () => (rows.length === 0 && absent === null ? undefined : rows.map(readRow)),
    write,
    inputAt: (path) => cellAt(path).cell?.input ?? null,
    mark(path, isWrong) {
      const { row, cell } = cellAt(path);
      if (cell) cell.mark('', isWrong);
      else for (const each of row?.controls.values() ?? []) each.mark('', isWrong);
    },
  };
}

/** @throws Unreadable with the path of the cell. */
function readRow({ controls }: Row, number: number): Values {
  const entries = [...controls].map(([name, cell]) => {
    try {
      return [name, cell.read()] as const;
    } catch (error) {
      throw error instanceof Unreadable ? new Unreadable(error.message, `[${number}].${name}`) : error;
    }
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Like `readRow`, but leaves out unreadable cells instead of throwing. */
function rowValues(row: Row | undefined): Values {
  const entries = [...(row?.controls ?? [])].flatMap(([name, cell]) => {
    try {
      return [[name, cell.read()] as const];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
