/** Choosing one number of the input and one of the result, among those of the last run. */
import { h } from '../../dom.ts';
import type { Values } from '../../views/definition.ts';
import { choiceInput, selectorChoices, variableChoices } from './inputs.ts';
import { mainSelector, type Selector, selectorsOf } from './selectors.ts';
import type { Subject } from './subject.ts';
import { mainVariable, type Variable, variablesOf } from './variables.ts';

interface Words {
  /** The visible text before a choice. */
  seen: string;
  /** The rest of its label, for screen readers only. */
  unseen: string;
}

export function variableChoice(subject: Subject, asked: Values, words: Words) {
  return choiceOf(words, asked.path, ({ path }: Variable) => path, {
    found: () => variablesOf(subject.calculator.parameters, subject.last().run.parameters),
    shown: variableChoices,
    main: (variables) => mainVariable(variables, subject.prominent),
  });
}

/** @param further - what can be chosen besides the numbers of the last run. */
export function selectorChoice(
  subject: Subject,
  asked: Values,
  words: Words,
  further: () => readonly Selector[] = () => [],
) {
  return choiceOf(words, asked.output, ({ text }: Selector) => text, {
    found: () => [...selectorsOf(subject.calculator.outputs, subject.last().run.outputs), ...further()],
    shown: selectorChoices,
    main: (selectors) => mainSelector(selectors, subject.last().run.outputs),
  });
}

interface Offer<Item> {
  /** The choices that the last run offers. */
  found(): Item[];
  shown(items: readonly Item[]): ReturnType<typeof variableChoices>;
  /** The default choice. */
  main(items: readonly Item[]): Item | undefined;
}

/** @param asked - the key that a link selects. */
function choiceOf<Item extends { label: string; description: string }>(
  { seen, unseen }: Words,
  asked: unknown,
  keyOf: (item: Item) => string,
  { found, shown, main }: Offer<Item>,
) {
  const { label, select, offer } = choiceInput(seen, unseen, [], '');
  let items: Item[] = [];
  const chosen = () => items.find((item) => keyOf(item) === select.value);
  const hint = hintOf(select, chosen);
  return {
    label,
    select,
    hint: hint.element,
    chosen,
    refresh() {
      const isFirst = items.length === 0;
      items = found();
      const first = main(items);
      const wanted = isFirst ? items.map(keyOf).find((key) => key === asked) : select.value;
      offer(shown(items), wanted ?? (first === undefined ? '' : keyOf(first)));
      hint.refresh();
    },
  };
}

let hintCount = 0;

/** A hint below the sentence that explains the chosen number. */
function hintOf(select: HTMLSelectElement, chosen: () => { label: string; description: string } | undefined) {
  hintCount += 1;
  const element = h('span', { id: `choice-${hintCount}` });
  select.setAttribute('aria-describedby', element.id);
  const refresh = () => {
    const { label, description } = chosen() ?? { label: '', description: '' };
    element.replaceChildren(h('b', {}, label), description && `: ${description} `);
  };
  select.addEventListener('input', refresh);
  return { element, refresh };
}

/** A number from a link; null where it is not one. */
export function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
