/** Choosing one number of the input and one of the result, of those that the last run has. */
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
  return {
    label,
    select,
    variables: () => variables,
    chosen: () => variables.find(({ path }) => path === select.value),
    refresh() {
      const isFirst = variables.length === 0;
      variables = variablesOf(subject.calculator.parameters, subject.last().run.parameters);
      const wanted = isFirst
        ? known(
            asked.path,
            variables.map(({ path }) => path),
          )
        : select.value;
      offer(variableChoices(variables), wanted ?? mainVariable(variables, subject.prominent)?.path ?? '');
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
  return {
    label,
    select,
    chosen: () => selectors.find(({ text }) => text === select.value),
    refresh() {
      const isFirst = selectors.length === 0;
      selectors = [...selectorsOf(subject.calculator.outputs, subject.last().run.outputs), ...further()];
      const wanted = isFirst
        ? known(
            asked.output,
            selectors.map(({ text }) => text),
          )
        : select.value;
      offer(selectorChoices(selectors), wanted ?? mainSelector(selectors)?.text ?? '');
    },
  };
}

function known(value: unknown, among: readonly string[]): string | undefined {
  return among.find((one) => one === value);
}

/** A number of a link; null where it is none. */
export function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
