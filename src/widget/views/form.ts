/** A calculator's form: per parameter an input with its unit, range and meaning, and errors beside it. */
import { h } from '../dom.ts';
import type { Problem } from '../service.ts';
import { type Control, Unreadable } from './control.ts';
import type { Parameter, Value, Values } from './definition.ts';
import { exampleBook, whereAbsent } from './example-book.ts';
import { control } from './fields.ts';
import { type FileFill, fileFill } from './file-fill.ts';
import { inPercent, numberIn, takesPercent } from './number.ts';
import { counted, inSentence, labelIn, readersWords, unitInWords } from './wording.ts';

/** Bounds this large only guard against overflow; no reader comes near them, so they are not shown. */
const LARGE = 1e12;

export interface Form {
  element: HTMLElement;
  fill(values: Values): void;
  /** @throws Wrong if an input cannot be read. */
  read(): Values;
  /**
   * Shows each problem beside its parameter; an empty list clears them. Untouched inputs are not marked.
   *
   * @param isSubmitted - marks untouched inputs too.
   * @returns what is missing if nothing is marked, otherwise null.
   */
  show(problems: readonly Problem[], isSubmitted: boolean): string | null;
}

/** The typed input cannot be read. */
export class Wrong extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('what was typed cannot be read');
    this.problems = problems;
  }
}

interface Field {
  parameter: Parameter;
  control: Control;
  element: HTMLElement;
  problem: HTMLElement;
  marked: string[];
  /** Fills a list from a file; null if the parameter is not a list. */
  file: FileFill | null;
  /** Says which parts of the example gave way to this input; null if none can. */
  replaced: HTMLElement | null;
  refresh(): void;
}

interface FormContext {
  id: string;
  /** Names of the parameters shown first; the others are folded. */
  prominent: ReadonlySet<string>;
  /** Shows the concept that explains a parameter. */
  walk(slug: string): void;
}

export function parameterForm(parameters: readonly Parameter[], context: FormContext): Form {
  const replacing = new Set(parameters.flatMap(({ emptyOnce }) => emptyOnce));
  const fields = parameters.map((parameter) => parameterField(parameter, context, replacing.has(parameter.name)));
  const inWords = readersWords(parameters);
  const touched = new WeakSet<EventTarget>();
  const book = exampleBook(fields);
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

  function show(problems: readonly Problem[], isSubmitted: boolean): string | null {
    for (const field of fields) clear(field);
    const elsewhere: string[] = [];
    const missing: string[] = [];
    for (const { parameter: path, message: raw } of problems) {
      const [, name, rest = ''] = /^(\w+)(.*)$/.exec(path) ?? [];
      const field = fields.find(({ parameter }) => parameter.name === name);
      const message = inWords(field === undefined ? raw : aboutIndex(field.parameter, path, raw));
      const input = field?.control.inputAt(rest) ?? null;
      if (field === undefined) elsewhere.push(`${path} ${message}`);
      else if (isSubmitted || input === null || touched.has(input) || touched.has(field.element))
        mark(field, rest, message);
      else missing.push(`${field.parameter.label}: ${inSentence(placeInWords(field, rest))}${message}`);
    }
    if (further.some(({ marked }) => marked.length > 0)) folded.open = true;
    general.textContent = elsewhere.join('. ');
    general.hidden = elsewhere.length === 0;
    return missing.length === problems.length ? (missing[0] ?? null) : null;
  }

  const element = h(
    'div',
    {},
    general,
    h('div', { class: 'fields' }, ...first.map((field) => field.element)),
    further.length > 0 && folded,
  );
  element.addEventListener('input', ({ target }) => {
    if (!(target instanceof Node)) return;
    touched.add(target);
    const field = fields.find((each) => each.element.contains(target));
    // A file replaces the whole list, and the list itself sends the event; other changes come from an input in it.
    if (field !== undefined) book.enter(field, target === field.element);
  });
  return {
    element,
    show,
    fill(values) {
      for (const field of fields) {
        const { name } = field.parameter;
        field.control.write(Object.hasOwn(values, name) ? values[name] : whereAbsent(field.parameter, values));
        field.file?.clear();
        field.refresh();
      }
      book.start(values);
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
          problems.push({ parameter: parameter.name + error.path, code: 'WRONG_TYPE', message: error.message });
        }
      }
      if (problems.length > 0) throw new Wrong(problems);
      return given;
    },
  };
}

/** @param isReplacing - this parameter takes the place of others. */
function parameterField(parameter: Parameter, { id, walk }: FormContext, isReplacing: boolean): Field {
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
  const inUnit = unitInWords(parameter.unit);
  const unit = takesPercent(parameter.unit) ? inUnit.replace('fraction', 'fraction or %') : inUnit;
  const title = [parameter.label, unit && h('span', { class: 'unit' }, ` ${unit}`), percent];
  const head = made.input ? h('label', { for: inputId }, ...title) : h('span', { class: 'label' }, ...title);
  const isWide = ['OBJECT_LIST', 'NUMBER_MATRIX', 'NUMBER_LIST'].includes(parameter.type);
  const kind = `field ${parameter.type === 'BOOLEAN' ? 'checked' : ''} ${isWide ? 'wide' : ''}`;
  const file = ['OBJECT_LIST', 'NUMBER_LIST'].includes(parameter.type) ? fileFill(parameter, inputId, fill) : null;
  const replaced = isReplacing ? h('p', { class: 'hint', role: 'status', hidden: true }) : null;
  const parts = [head, made.element, file?.element, replaced, problem, hint];
  const element = h('div', { class: kind, 'data-parameter': parameter.name }, ...parts);
  file?.takeDropsOn(element);
  const refresh = () => {
    const input = made.input;
    if (parameter.type !== 'NUMBER' || !takesPercent(parameter.unit) || !(input instanceof HTMLInputElement)) return;
    const value = numberIn(input.value, parameter.unit);
    const otherwise = input.value.includes('%') ? value : value === null ? null : `${inPercent(value)} %`;
    percent.textContent = otherwise === null ? '' : ` = ${otherwise}`;
  };
  function fill(entries: Value[]): void {
    made.write(entries);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }
  element.addEventListener('input', () => {
    file?.clear();
    refresh();
  });
  return { parameter, control: made, element, problem, marked: [], file, replaced, refresh };
}

function mark(field: Field, path: string, message: string): void {
  field.control.mark(path, true);
  field.marked.push(path);
  const place = placeInWords(field, path);
  const before = field.problem.textContent ? `${field.problem.textContent}; ` : '';
  field.problem.textContent = `${before}${place}${place === '' ? sentence(message) : message}`;
  field.problem.hidden = false;
}

/** An index error in readers' terms: they count from 1, the service from 0. */
function aboutIndex(parameter: Parameter, path: string, message: string): string {
  const field = parameter.fields?.find(({ name }) => path.endsWith(`.${name}`)) ?? parameter;
  return field.indexOf === null || message === 'must be given'
    ? message
    : `must be the number of a row of ${field.indexOf} that it can refer to`;
}

/** `Row 2, leverage ` for `[1].leverage`; empty for the parameter itself. */
function placeInWords({ parameter }: Field, path: string): string {
  const [, row, name] = /^\[(\d+)\](?:\[\d+\])?\.?(\w+)?/.exec(path) ?? [];
  if (row === undefined) return '';
  return `Row ${Number(row) + 1}${name ? `, ${inSentence(labelIn(parameter.fields ?? [], name))}` : ''} `;
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
  if (parameter.indexOf !== null) return [parameter.note, parameter.required && 'Required.'].filter(Boolean).join(' ');
  const { minimum, minimumExcluded, maximum, maximumExcluded, required, note } = parameter;
  const low = minimum === null || minimum <= -LARGE ? '' : `${minimumExcluded ? 'above' : 'from'} ${bound(minimum)}`;
  const high = maximum === null || maximum >= LARGE ? '' : `${maximumExcluded ? 'below' : 'up to'} ${bound(maximum)}`;
  const range = [low, high].filter((part) => part !== '').join(', ');
  return [range && `${sentence(range)}.`, note, required && 'Required.'].filter(Boolean).join(' ');
}

function bound(value: number): string {
  return Math.abs(value) < 1e6 ? String(value) : value.toExponential().replace('e+', 'e');
}
