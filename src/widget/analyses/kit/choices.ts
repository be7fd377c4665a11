/** Choosing one number of the input and one of the result, of those that the last run has. */
import { h } from '../../dom.ts';
import type { Values } from '../../views/definition.ts';
import { choiceInput, selectorChoices, variableChoices } from './inputs.ts';
import { mainSelector, type Selector, selectorsOf } from './selectors.ts';
import type { Subject } from './subject.ts';
import { mainVariable, type Variable, variablesOf } from './variables.ts';

interface Words {
  /** What stands before a choice. */
  seen: string;
  /** What its label says beside, to those who do not see the sentence. */
  unseen: string;
}

export function variableChoice(subject: Subject, asked: Values, { seen, unseen }: Words) {
  const { label, select, offer } = choiceInput(seen, unseen, [], '');
  let variables: Variable[] = [];
  const chosen = () => variables.find(({ path }) => path === select.value);
  const hint = hintOf(select, chosen);
  return {
    label,
    select,
    hint: hint.element,
    chosen,
    refresh() {
      const isFirst = variables.length === 0;
      variables = variablesOf(subject.calculator.parameters, subject.last().run.parameters);
      const paths = variables.map(({ path }) => path);
      const wanted = isFirst ? known(asked.path, paths) : select.value;
      offer(variableChoices(variables), wanted ?? mainVariable(variables, subject.prominent)?.path ?? '');
      hint.refresh();
    },
  };
}

/** @param further - what can be chosen beside the numbers of the last run. */
export function selectorChoice(
  subject: Subject,
  asked: Values,
  { seen, unseen }: Words,
  further: () => readonly Selector[] = () => [],
) {
  const { label, select, offer } = choiceInput(seen, unseen, [], '');
  let selectors: Selector[] = [];
  const chosen = () => selectors.find(({ text }) => text === select.value);
  const hint = hintOf(select, chosen);
  return {
    label,
    select,
    hint: hint.element,
    chosen,
    refresh() {
      const isFirst = selectors.length === 0;
      const { run } = subject.last();
      selectors = [...selectorsOf(subject.calculator.outputs, run.outputs), ...further()];
      const texts = selectors.map(({ text }) => text);
      const wanted = isFirst ? known(asked.output, texts) : select.value;
      offer(selectorChoices(selectors), wanted ?? mainSelector(selectors, run.outputs)?.text ?? '');
      hint.refresh();
    },
  };
}

let hintCount = 0;

/** What the chosen number means, below the sentence that it stands in. */
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

function known(value: unknown, among: readonly string[]): string | undefined {
  return among.find((one) => one === value);
}

/** A number of a link; null where it is none. */
export function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
