/** The inputs of a calculator's form: one per parameter, whatever it holds. */
import { h } from '../dom.ts';
import { type Control, Unreadable } from './control.ts';
import type { Parameter } from './definition.ts';
import { numberIn, takesPercent, wantedNumber } from './number.ts';
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
      return textControl(parameter, id, 'line');
    case 'NUMBER_MATRIX':
      return textControl(parameter, id, 'lines');
    case 'OBJECT_LIST':
      return rowsControl(parameter, id, control);
  }
}

function marked(input: HTMLElement): Pick<Control, 'element' | 'input' | 'inputAt' | 'mark'> {
  return {
    element: input,
    input,
    inputAt: () => input,
    mark(_, isWrong) {
      if (isWrong) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    },
  };
}

/**
 * A text input, since a number input rejects the percent sign, which numeric keyboards lack.
 *
 * An index is entered as a row number, from 1; an index below 0 means no row and is shown as an empty input.
 */
function numberControl({ unit, required, indexOf }: Parameter, id: string): Control {
  const first = indexOf === null ? 0 : 1;
  const inputmode = takesPercent(unit) ? 'text' : 'decimal';
  const input = h('input', { id, type: 'text', required, inputmode, autocomplete: 'off', spellcheck: 'false' });
  return {
    ...marked(input),
    read: () => (input.value.trim() === '' ? undefined : readable(input.value, unit) - first),
    write(value) {
      const isShown = typeof value === 'number' && (indexOf === null || value >= 0);
      input.value = isShown ? String(value + first) : '';
    },
  };
}

function booleanControl(id: string): Control {
  const input = h('input', { id, type: 'checkbox' });
  return {
    ...marked(input),
    read: () => input.checked,
    write(value) {
      input.checked = value === true;
    },
  };
}

function enumControl({ values, valueLabels, required }: Parameter, id: string): Control {
  const options = (values ?? []).map((value, i) => h('option', { value }, valueLabels?.[i] ?? value));
  const input = h('select', { id, required }, ...options);
  return {
    ...marked(input),
    read: () => input.value || undefined,
    write(value) {
      if (typeof value === 'string') input.value = value;
    },
  };
}

/** Numbers separated by commas or spaces; a matrix has one line per row. */
function textControl({ unit }: Parameter, id: string, shape: 'line' | 'lines'): Control {
  const input = h('textarea', { id, rows: 1, spellcheck: 'false', autocomplete: 'off', dir: 'ltr' });
  const grow = () => {
    input.rows = Math.min(12, Math.max(1, input.value.split('\n').length));
  };
  input.addEventListener('input', grow);
  const numbersIn = (line: string) => wordsIn(line).map((word) => readable(word, unit));
  return {
    ...marked(input),
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
  };
}

/** The numbers of a line, each joined with the percent sign after it. */
function wordsIn(line: string): readonly string[] {
  const joined = line.split('%').map((part) => part.trimEnd());
  return joined.join('%').match(/[^\s,;[\]]+/g) ?? [];
}

/** @throws Unreadable */
function readable(text: string, unit: string): number {
  const value = numberIn(text, unit);
  if (value === null || !Number.isFinite(value)) {
    throw new Unreadable(`must be ${wantedNumber(unit)}, but got “${text.trim()}”`);
  }
  return value;
}
