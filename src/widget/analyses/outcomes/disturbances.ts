/** Which parameters are uncertain and by how much: rows of a parameter and its standard deviation in percent. */
import { h } from '../../dom.ts';
import type { Values } from '../../views/definition.ts';
import { numberIn } from '../kit/choices.ts';
import { choiceInput, numberInput, variableChoices } from '../kit/inputs.ts';
import type { Subject } from '../kit/subject.ts';
import { mainVariable, type Variable, variablesOf } from '../kit/variables.ts';

const MOST = 10;
const USUAL_PERCENT = 10;

export interface Disturbance {
  path: string;
  percent: number;
}

interface Row {
  element: HTMLElement;
  path: ReturnType<typeof choiceInput>;
  percent: ReturnType<typeof numberInput>;
}

export function disturbanceFields(subject: Subject, asked: Values) {
  const list = h('div', {});
  const add = h('button', { type: 'button', onclick: addNext }, 'Another uncertain parameter');
  const element = h('div', { class: 'disturbances', role: 'group', 'aria-label': 'Uncertain parameters' }, list, add);
  let rows: Row[] = [];
  let variables: Variable[] = [];

  /** A parameter without a value cannot be multiplied, and zero stays zero. */
  function offered(): Variable[] {
    return variables.filter(({ value }) => value !== null && value !== 0);
  }

  function append({ path, percent }: Disturbance): void {
    const chosen = choiceInput('', 'Uncertain parameter', variableChoices(offered()), path);
    const spread = numberInput('varies by ±', 'one standard deviation', percent, {
      min: '0',
      max: '100',
      after: ' % (normal)',
    });
    const remove = h('button', { type: 'button', class: 'remove', onclick: () => removeRow(row) });
    remove.append(h('span', { 'aria-hidden': 'true' }, '×'), h('span', { class: 'unseen' }, 'Remove this parameter'));
    const row = {
      path: chosen,
      percent: spread,
      element: h('div', { class: 'sentence' }, chosen.label, spread.label, remove),
    };
    rows.push(row);
    list.append(row.element);
    add.hidden = rows.length >= MOST;
  }

  function addNext(): void {
    const used = new Set(rows.map(({ path }) => path.select.value));
    const free = offered().filter(({ path }) => !used.has(path));
    const next = mainVariable(free, subject.prominent);
    if (next === undefined) return;
    append({ path: next.path, percent: USUAL_PERCENT });
    rows.at(-1)?.path.select.focus();
    dispatchInput();
  }

  function removeRow(row: Row): void {
    rows = rows.filter((other) => other !== row);
    row.element.remove();
    add.hidden = false;
    add.focus();
    dispatchInput();
  }

  function dispatchInput(): void {
    list.dispatchEvent(new Event('input', { bubbles: true }));
  }

  return {
    element,
    refresh() {
      const isFirst = variables.length === 0;
      variables = variablesOf(subject.calculator.parameters, subject.last().run.parameters);
      for (const { path } of rows) path.offer(variableChoices(offered()), path.select.value);
      if (!isFirst) return;
      const given = disturbancesIn(asked.disturbances, offered());
      const usual = mainVariable(offered(), subject.prominent);
      const first = given.length > 0 ? given : usual ? [{ path: usual.path, percent: USUAL_PERCENT }] : [];
      for (const disturbance of first) append(disturbance);
    },
    /** Null where a percentage is invalid. */
    read(): Disturbance[] | null {
      const read = rows.map(({ path, percent }) => ({ path: path.select.value, percent: percent.read() ?? 0 }));
      return read.every(({ percent }) => percent > 0 && percent <= 100) ? read : null;
    },
  };
}

function disturbancesIn(value: unknown, variables: readonly Variable[]): Disturbance[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[])
    .slice(0, MOST)
    .map((entry) => ({ ...(entry as Values) }))
    .flatMap(({ path, percent }) => {
      const known = variables.find((variable) => variable.path === path);
      return known === undefined ? [] : [{ path: known.path, percent: numberIn(percent) ?? USUAL_PERCENT }];
    });
}
