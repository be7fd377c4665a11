/** A calculator's form: an input for each parameter with its unit, range and meaning, and what is wrong beside it. */
import { h } from '../dom.ts';
import type { Problem } from '../service.ts';
import { type Control, Unreadable } from './control.ts';
import type { Parameter, Value, Values } from './definition.ts';
import { control } from './fields.ts';
import { type FileFill, fileFill } from './file-fill.ts';
import { counted, inSentence, labelIn, unitInWords } from './wording.ts';

export interface Form {
  element: HTMLElement;
  fill(values: Values): void;
  /** What is given; null where something cannot be read, which the form then says. */
  read(): Values | null;
  /** Shows each problem at its parameter; an empty list clears them. */
  show(problems: readonly Problem[]): void;
}

interface Field {
  parameter: Parameter;
  control: Control;
  element: HTMLElement;
  problem: HTMLElement;
  marked: string[];
  /** Fills a list from a file; none where the parameter is no list. */
  file: FileFill | null;
  refresh(): void;
}

interface FormContext {
  id: string;
  /** Names of the parameters that stand first; the others are folded. */
  prominent: ReadonlySet<string>;
  /** Shows the concept that explains a parameter. */
  walk(slug: string): void;
}

export function parameterForm(parameters: readonly Parameter[], context: FormContext): Form {
  const fields = parameters.map((parameter) => parameterField(parameter, context));
  const general = h('p', { class: 'problem', hidden: true });
  const isFirst = ({ parameter: { name, required } }: Field) => required || context.prominent.has(name);
  const first = fields.filter(isFirst);
  const further = fields.filter((field) => !isFirst(field));
  const folded = h(
    'details',
    {},
    h('summary', {}, counted(further.length, 'more parameter')),
    h('div', { class: 'fields' }, ...further.map(({ element }) => element)),
  );

  function show(problems: readonly Problem[]): void {
    for (const field of fields) clear(field);
    const elsewhere: string[] = [];
    for (const { parameter: path, message } of problems) {
      const [, name, rest = ''] = /^(\w+)(.*)$/.exec(path) ?? [];
      const field = fields.find(({ parameter }) => parameter.name === name);
      if (field === undefined) elsewhere.push(`${path} ${message}`);
      else mark(field, rest, message);
    }
    if (further.some(({ marked }) => marked.length > 0)) folded.open = true;
    general.textContent = elsewhere.join('. ');
    general.hidden = elsewhere.length === 0;
  }

  return {
    element: h(
      'div',
      {},
      general,
      h('div', { class: 'fields' }, ...first.map(({ element }) => element)),
      further.length > 0 && folded,
    ),
    show,
    fill(values) {
      for (const field of fields) {
        const { name } = field.parameter;
        field.control.write(Object.hasOwn(values, name) ? values[name] : whereAbsent(field.parameter, values));
        field.file?.clear();
        field.refresh();
      }
    },
    read() {
      const problems: Problem[] = [];
      const given: Record<string, unknown> = {};
      for (const { parameter, control } of fields) {
        try {
          const value = control.read();
          if (value !== undefined) given[parameter.name] = value;
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
          problems.push({ parameter: parameter.name, code: 'WRONG_TYPE', message: error.message });
        }
      }
      if (problems.length > 0) show(problems);
      return problems.length > 0 ? null : given;
    },
  };
}

/** What a parameter is that is not given: its default, or nothing where other parts of the same book are given. */
function whereAbsent({ type, default: usual, emptyOnce }: Parameter, values: Values): unknown {
  if (!emptyOnce.some((name) => Object.hasOwn(values, name))) return usual;
  return type === 'NUMBER' || type === 'INTEGER' ? 0 : [];
}

function parameterField(parameter: Parameter, { id, walk }: FormContext): Field {
  const inputId = `${id}-${parameter.name}`;
  const made = control(parameter, inputId);
  const hint = h('p', { class: 'hint', id: `${inputId}-hint` }, parameter.description, ` ${rangeInWords(parameter)}`);
  if (parameter.concept) {
    const { slug, name } = parameter.concept;
    hint.append(' ', h('button', { type: 'button', class: 'plain', onclick: () => walk(slug) }, name));
  }
  const problem = h('p', { class: 'problem', id: `${inputId}-problem`, role: 'alert', hidden: true });
  made.input?.setAttribute('aria-describedby', `${problem.id} ${hint.id}`);
  const percent = h('span', { class: 'unit' });
  const unit = unitInWords(parameter.unit);
  const title = [parameter.label, unit && h('span', { class: 'unit' }, ` ${unit}`), percent];
  const head = made.input ? h('label', { for: inputId }, ...title) : h('span', { class: 'label' }, ...title);
  const isWide = ['OBJECT_LIST', 'NUMBER_MATRIX', 'NUMBER_LIST'].includes(parameter.type);
  const kind = `field ${parameter.type === 'BOOLEAN' ? 'checked' : ''} ${isWide ? 'wide' : ''}`;
  const file = ['OBJECT_LIST', 'NUMBER_LIST'].includes(parameter.type) ? fileFill(parameter, inputId, fill) : null;
  const parts = [head, made.element, file?.element, problem, hint];
  const element = h('div', { class: kind, 'data-parameter': parameter.name }, ...parts);
  file?.takeDropsOn(element);
  const refresh = () => {
    const input = made.input;
    const isShare = parameter.type === 'NUMBER' && parameter.unit === 'fraction' && input instanceof HTMLInputElement;
    percent.textContent =
      isShare && input.value !== '' ? ` = ${Number((Number(input.value) * 100).toPrecision(6))} %` : '';
  };
  function fill(entries: Value[]): void {
    made.write(entries);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }
  element.addEventListener('input', () => {
    file?.clear();
    refresh();
  });
  return { parameter, control: made, element, problem, marked: [], file, refresh };
}

function mark(field: Field, path: string, message: string): void {
  field.control.mark(path, true);
  field.marked.push(path);
  const row = /^\[(\d+)\](?:\[(\d+)\])?\.?(\w+)?/.exec(path);
  const place = row
    ? `Row ${Number(row[1]) + 1}${row[3] ? `, ${inSentence(labelIn(field.parameter.fields ?? [], row[3]))}` : ''} `
    : '';
  const before = field.problem.textContent ? `${field.problem.textContent}; ` : '';
  field.problem.textContent = `${before}${place}${place === '' ? sentence(message) : message}`;
  field.problem.hidden = false;
}

function clear(field: Field): void {
  for (const path of field.marked) field.control.mark(path, false);
  field.marked = [];
  field.problem.textContent = '';
  field.problem.hidden = true;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function rangeInWords(parameter: Parameter): string {
  const { minimum, minimumExcluded, maximum, maximumExcluded, required, note } = parameter;
  const low = minimum === null ? '' : `${minimumExcluded ? 'above' : 'from'} ${bound(minimum)}`;
  const high = maximum === null ? '' : `${maximumExcluded ? 'below' : 'up to'} ${bound(maximum)}`;
  const range = [low, high].filter((part) => part !== '').join(', ');
  return [range && `${sentence(range)}.`, note, required && 'Required.'].filter(Boolean).join(' ');
}

function bound(value: number): string {
  return Math.abs(value) < 1e6 ? String(value) : value.toExponential().replace('e+', 'e');
}
