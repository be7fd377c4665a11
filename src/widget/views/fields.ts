/** The inputs of a calculator's form: one for each parameter, whatever it holds. */
import { h } from '../dom.ts';
import { type Control, Unreadable } from './control.ts';
import type { Parameter } from './definition.ts';
import { rowsControl } from './rows.ts';

export function control(parameter: Parameter, id: string): Control {
  switch (parameter.type) {
    case 'NUMBER':
    case 'INTEGER':
      return numberControl(parameter, id);
    case 'BOOLEAN':
      return booleanControl(id);
    case 'ENUM':
      return enumControl(parameter, id);
    case 'NUMBER_LIST':
      return textControl(id, 'line');
    case 'NUMBER_MATRIX':
      return textControl(id, 'lines');
    case 'OBJECT_LIST':
      return rowsControl(parameter, id, control);
  }
}

function marker(input: HTMLElement): Control['mark'] {
  return (_, isWrong) => {
    if (isWrong) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  };
}

function numberControl({ type, minimum, maximum, required }: Parameter, id: string): Control {
  const step = type === 'INTEGER' ? 1 : 'any';
  const input = h('input', { id, type: 'number', step, min: minimum, max: maximum, required, inputmode: 'decimal' });
  return {
    element: input,
    input,
    read() {
      if (input.validity.badInput) throw new Unreadable('must be a number');
      return input.value === '' ? undefined : input.valueAsNumber;
    },
    write(value) {
      input.value = typeof value === 'number' ? String(value) : '';
    },
    mark: marker(input),
  };
}

function booleanControl(id: string): Control {
  const input = h('input', { id, type: 'checkbox' });
  return {
    element: input,
    input,
    read: () => input.checked,
    write(value) {
      input.checked = value === true;
    },
    mark: marker(input),
  };
}

function enumControl({ values, valueLabels, required }: Parameter, id: string): Control {
  const options = (values ?? []).map((value, i) => h('option', { value }, valueLabels?.[i] ?? value));
  const input = h('select', { id, required }, ...options);
  return {
    element: input,
    input,
    read: () => input.value || undefined,
    write(value) {
      if (typeof value === 'string') input.value = value;
    },
    mark: marker(input),
  };
}

/** Numbers with commas or spaces between them; a matrix has a line for each row. */
function textControl(id: string, shape: 'line' | 'lines'): Control {
  const input = h('textarea', { id, rows: 1, spellcheck: 'false', autocomplete: 'off', dir: 'ltr' });
  const grow = () => {
    input.rows = Math.min(12, Math.max(1, input.value.split('\n').length));
  };
  input.addEventListener('input', grow);
  return {
    element: input,
    input,
    read() {
      const lines = input.value.trim().split(/\n+/);
      if (lines[0] === '') return undefined;
      return shape === 'lines' ? lines.map(numbersIn) : numbersIn(lines.join(' '));
    },
    write(value) {
      const rows = Array.isArray(value) ? (value as number[] | number[][]) : [];
      input.value = shape === 'lines' ? rows.map((row) => [row].flat().join(', ')).join('\n') : rows.join(', ');
      grow();
    },
    mark: marker(input),
  };
}

function numbersIn(line: string): number[] {
  const words = line.split(/[\s,;[\]]+/).filter((word) => word !== '');
  return words.map((word) => {
    const value = Number(word);
    if (!Number.isFinite(value)) throw new Unreadable(`must be numbers, but “${word}” is none`);
    return value;
  });
}
