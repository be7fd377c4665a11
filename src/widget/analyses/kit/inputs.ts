/** Inputs within the sentence of a question: the words around an input are its label. */
import { type Child, h } from '../../dom.ts';
import { inPercent, numberIn } from '../../views/number.ts';
import type { Selector } from './selectors.ts';
import type { Variable } from './variables.ts';

export interface Choice {
  value: string;
  label: string;
  /** The heading that groups it; empty for none. */
  group: string;
}

/** @param unseen - what the label adds for screen readers to the visible words. */
export function choiceInput(words: string, unseen: string, choices: readonly Choice[], value: string) {
  const select = h('select', {});
  const label = h('label', {}, words, h('span', { class: 'unseen' }, ` ${unseen}`), ' ', select);
  const offer = (offered: readonly Choice[], wanted: string) => {
    const groups = new Map<string, HTMLElement[]>();
    for (const choice of offered) {
      const option = h('option', { value: choice.value }, choice.label);
      groups.set(choice.group, [...(groups.get(choice.group) ?? []), option]);
    }
    select.replaceChildren(
      ...[...groups].flatMap(([group, options]) =>
        group === '' ? options : [h('optgroup', { label: group }, ...options)],
      ),
    );
    select.value = wanted;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  };
  offer(choices, value);
  return { label, select, offer };
}

/** @param options - attributes of the input, and `after`: what follows it, such as its unit. */
export function numberInput(
  words: Child,
  unseen: string,
  value: number | null,
  { after = '', ...attributes }: Record<string, string> = {},
) {
  const input = h('input', { type: 'number', step: 'any', inputmode: 'decimal', ...attributes });
  input.value = value === null ? '' : String(value);
  const label = h('label', {}, words, h('span', { class: 'unseen' }, ` ${unseen}`), ' ', h('span', {}, input, after));
  return { label, input, read: () => (input.value === '' || input.validity.badInput ? null : input.valueAsNumber) };
}

/**
 * The value of a parameter or a result: fractions are shown in percent and accepted in either form.
 *
 * @param unit - of the present choice.
 */
export function valueInput(words: string, unseen: string, unit: () => string) {
  const input = h('input', { inputmode: 'text', autocomplete: 'off' });
  const label = h('label', {}, words, h('span', { class: 'unseen' }, ` ${unseen}`), ' ', input);
  return {
    label,
    show(value: number) {
      input.value = unit().startsWith('fraction') ? `${inPercent(value)} %` : String(value);
    },
    /** Null where the input is not a number. */
    read(): number | null {
      const value = numberIn(input.value, unit());
      return value !== null && Number.isFinite(value) ? value : null;
    },
  };
}

export function variableChoices(variables: readonly Variable[]): Choice[] {
  return variables.map(({ path, label, group }) => ({ value: path, label, group }));
}

export function selectorChoices(selectors: readonly Selector[]): Choice[] {
  return selectors.map(({ text, label, group }) => ({ value: text, label, group }));
}
