/** A table with row and column headings, in a frame that scrolls if there is too little room. */
import { h } from '../dom.ts';
import { unitInWords } from './wording.ts';

export interface Head {
  name: string;
  unit: string;
}

/** @param rows - cells as text; the first of each row is its heading. */
export function tableElement(title: string, heads: readonly Head[], rows: readonly (readonly string[])[]): HTMLElement {
  const columns = heads.map(({ name, unit }) => {
    const inUnit = unitInWords(unit);
    return h('th', { scope: 'col' }, name, inUnit && h('span', { class: 'unit' }, ` ${inUnit}`));
  });
  const lines = rows.map(([head = '', ...cells]) =>
    h('tr', {}, h('th', { scope: 'row' }, head), ...cells.map((cell) => h('td', {}, cell))),
  );
  const caption = h('caption', { class: 'unseen' }, title);
  const table = h('table', {}, caption, h('thead', {}, h('tr', {}, ...columns)), h('tbody', {}, ...lines));
  return h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': title }, table);
}
