/** The frame of an analysis: a sentence with fields, the answer in words, its drawing and table, and exports. */
import { type Child, h } from '../../dom.ts';
import { debounced, latest } from '../../latest.ts';
import { Refused, ServiceAway } from '../../service.ts';
import { csvText } from '../../views/csv.ts';
import type { Values } from '../../views/definition.ts';
import { saveAs } from '../../views/save.ts';
import { type Head, tableElement } from '../../views/table-element.ts';
import { counted } from '../../views/wording.ts';
import type { Picture } from '../drawing/picture.ts';
import { type Answers, answerOf, type Question } from './asking.ts';
import { copyRow } from './copy.ts';
import type { Subject } from './subject.ts';
import { sentence } from './words.ts';

const PAUSE_MS = 300;

export interface Shown {
  /** Sentences; the first is the answer. */
  words: readonly string[];
  /** What is shown, as a title for files and tables. */
  title: string;
  picture: Picture | null;
  /** Content below the drawing, such as a slider along it. */
  below?: Child;
  /** Set where the table is the main answer. */
  isTableOpen?: boolean;
  table: { heads: readonly Head[]; rows: readonly (readonly (number | string | null)[])[] };
}

/** A question with what is needed to show its answer: fields may have changed by the time it arrives. */
export interface Asked<Name extends keyof Answers> extends Question<Name> {
  /** The fields as the page's address stores them. */
  state(): Values;
  show(answer: Answers[Name]): Shown;
}

export interface QuestionPartOptions<Name extends keyof Answers> {
  subject: Subject;
  /** As used in the page's address. */
  name: string;
  fields: HTMLElement;
  /** Called before each question, since a new run may offer other choices. */
  refresh(): void;
  /** The question, or a sentence that says what is missing. */
  question(): Asked<Name> | string;
}

export function questionPart<Name extends keyof Answers>(options: QuestionPartOptions<Name>): HTMLElement {
  const { subject, fields } = options;
  const answer = h('div', { class: 'answer', role: 'status' });
  const content = h('div', { class: 'found' });
  const element = h('div', { class: 'question' }, fields, answer, content);
  const behind = h('details', { class: 'behind' });
  const link = h('a', { class: 'ask-link' }, 'Link to this answer');
  const asking = latest();
  const typing = debounced(() => void askNow(), PAUSE_MS);
  let isWaiting = true;
  let refreshLink = () => {};

  async function askNow(): Promise<void> {
    isWaiting = false;
    options.refresh();
    const question = options.question();
    const { parameters } = subject.last().run;
    if (typeof question === 'string') {
      asking.cancel();
      stay(question, 'hint');
      return;
    }
    element.setAttribute('aria-busy', 'true');
    try {
      const found = await asking.run((signal) => answerOf(subject.endpoint, question, signal));
      if (found === undefined) return;
      const address = () => subject.addressOf(parameters, { ...question.state(), name: options.name });
      show(question.show(found), question, address);
    } catch (error) {
      fail(error);
    }
    element.setAttribute('aria-busy', 'false');
  }

  function show(shown: Shown, question: Question, address: () => string): void {
    const { words, title, picture, below, isTableOpen, table } = shown;
    const [first = '', ...further] = words.map(unbroken);
    answer.replaceChildren(h('p', { class: 'verdict' }, first), ...further.map((text) => h('p', {}, text)));
    const file = `${subject.calculator.slug}-${options.name}`;
    const head = table.heads.map(({ name, unit }) => (unit === '1' ? name : `${name} [${unit}]`));
    const saveCsv = () => saveAs(`${file}.csv`, new Blob([csvText([head, ...table.rows])], { type: 'text/csv' }));
    const savePng = async (svg: SVGSVGElement) => {
      const { pngOf } = await import('../drawing/png.ts');
      saveAs(`${file}.png`, await pngOf(svg, `${subject.calculator.title}: ${title}`));
    };
    const svg = picture?.svg;
    refreshLink = () => {
      link.href = address();
    };
    refreshLink();
    behind.replaceChildren(
      h('summary', {}, `Table, ${counted(table.rows.length, 'row')}`),
      tableElement(
        title,
        table.heads,
        table.rows.map((row) => row.map((cell) => inCell(cell, subject.write))),
      ),
    );
    if (isTableOpen) behind.open = true;
    const png = svg && h('button', { type: 'button', onclick: () => void savePng(svg) }, 'Save as PNG');
    const csv = h('button', { type: 'button', onclick: saveCsv }, 'Download as CSV');
    keepFocus(content, () => {
      content.replaceChildren(
        ...[picture?.element, below].filter((child) => child instanceof HTMLElement),
        behind,
        h('div', { class: 'take' }, csv, png, link),
        copyRow(subject.endpoint, question),
      );
    });
    content.classList.remove('stale');
  }

  /** Keeps the earlier answer, marked as outdated. */
  function stay(words: string, kind: 'hint' | 'unanswered', ...more: Child[]): void {
    answer.replaceChildren(h('p', { class: kind }, words, ...more));
    content.classList.add('stale');
    element.setAttribute('aria-busy', 'false');
  }

  function fail(error: unknown): void {
    if (error instanceof Refused) stay(refusalInWords(error), 'unanswered');
    else stay(`${awayInWords(error)} `, 'unanswered', again());
  }

  function again(): HTMLElement {
    return h('button', { type: 'button', onclick: () => void askNow() }, 'Try again');
  }

  const isSeen = () => element.getClientRects().length > 0;
  fields.addEventListener('input', typing.call);
  // A slider along a drawing is part of the link's state.
  content.addEventListener('input', () => refreshLink());
  subject.listen(() => {
    isWaiting = true;
    if (isSeen()) typing.call();
  });
  // A part that was folded during a run asks once it is opened again.
  new ResizeObserver(() => {
    if (isWaiting && isSeen()) void askNow();
  }).observe(element);
  return element;
}

/** Keeps the focus on the control at the same position when `replace` rebuilds the controls. */
function keepFocus(content: HTMLElement, replace: () => void): void {
  const controls = () => [...content.querySelectorAll<HTMLElement>('button, input, summary, a, [tabindex]')];
  const at = controls().findIndex((control) => control.matches(':focus'));
  replace();
  if (at >= 0) controls()[at]?.focus({ preventScroll: true });
}

/** Keeps a number and its sign on one line. */
function unbroken(words: string): string {
  return words.replaceAll(/(?<=\d) (?=[%×])/g, '\u00a0');
}

function awayInWords(error: unknown): string {
  const isSlow = error instanceof ServiceAway && error.code === 'TIMEOUT';
  return isSlow ? 'This takes longer than the service allows.' : 'The service is not responding.';
}

function refusalInWords({ problems, message }: Refused): string {
  const faults = problems.map(({ parameter, message: fault }) => {
    const place = parameter.replace(/^(unknown|target|axes\[\d+\]|parameters)\./, '');
    return `${place} ${fault}`;
  });
  return faults.length > 0 ? `No answer. ${sentence(faults.slice(0, 3).join('; '))}` : message;
}

function inCell(cell: number | string | null, write: (value: number) => string): string {
  if (cell === null) return '–';
  return typeof cell === 'number' ? write(cell) : cell;
}
