/** One calculator: examples, a form that runs on every change, the result, and the model behind it. */
import { h, siteLink, styleSheet } from '../dom.ts';
import { debounced, latest } from '../latest.ts';
import { Refused } from '../service.ts';
import calculatorStyle from './calculator.css';
import { type Calculator, type Run, readCalculator, run, type Values } from './definition.ts';
import { parameterForm, Wrong } from './form.ts';
import { formula } from './mathml.ts';
import { questions } from './questions.ts';
import { type Result, resultView } from './result.ts';
import { numberWriter } from './wording.ts';

const PAUSE_MS = 250;
const FEWEST_PROMINENT = 4;
const STYLE = styleSheet(calculatorStyle);

interface CalculatorContext {
  endpoint: string;
  slug: string;
  /** Parameters from a link; undefined to start from the first example. */
  given: Values | undefined;
  /** The analysis to open from a link, with its fields. */
  ask: Values | undefined;
  addressOf(run: { parameters: Values; ask?: Values }): string;
  /** Whether the reader followed a link: the view then scrolls to the result. */
  isLinked: boolean;
  /** Called with the calculator's title once it is known. */
  opened(title: string): void;
  /** Gives the page the address of a run; null where the page has its own address. */
  showAddress: ((address: string) => void) | null;
  walk(slug: string): void;
  language: string;
  /** The tree that will hold the view, which adds its style sheet to it. */
  root: ShadowRoot;
}

/** @throws ServiceAway, or Error where there is no such calculator. */
export async function calculatorView(context: CalculatorContext): Promise<HTMLElement> {
  const calculator = await readCalculator(context.endpoint, context.slug);
  if (calculator === null) throw new Error(`there is no calculator ${context.slug}`);
  context.opened(calculator.title);
  if (!context.root.adoptedStyleSheets.includes(STYLE)) context.root.adoptedStyleSheets.push(STYLE);
  const write = numberWriter(context.language);
  const prominent = prominentIn(calculator);
  const form = parameterForm(calculator.parameters, { id: calculator.slug, prominent, walk: context.walk });
  const note = h('p', { class: 'hint', dir: 'auto' });
  const outcome = h('div', {});
  const state = h('p', { class: 'state', role: 'status' });
  const question = latest();
  const typing = debounced(() => void runNow(), PAUSE_MS);
  const listeners: (() => void)[] = [];
  const analyses = h('div', {});
  let result: Result | undefined;
  let last: { given: Values; run: Run } | undefined;

  /** @param isSubmitted - also marks missing values in fields that the user has not touched. */
  async function runNow(isSubmitted = false): Promise<void> {
    typing.cancel();
    try {
      const given = form.read();
      showState('Computing…', true);
      const done = await question.run((signal) => run(context.endpoint, calculator?.slug ?? '', given, signal));
      if (done === undefined) return;
      form.show([], true);
      result?.remove();
      result = resultView(calculator as Calculator, done, {
        write,
        endpoint: context.endpoint,
        address: context.addressOf({ parameters: done.parameters }),
        showAddress: context.showAddress,
      });
      outcome.replaceChildren(result.element);
      updateAnalyses({ given, run: done });
      outcome.classList.remove('stale');
      showState('Computed.', true);
      land();
    } catch (error) {
      if (error instanceof Wrong || (error instanceof Refused && error.problems.length > 0)) {
        const missing = form.show(error.problems, isSubmitted);
        if (missing === null) fail('Not calculated: correct the marked fields.');
        else wait(missing);
      } else if (error instanceof Refused) fail(error.message);
      else {
        fail('The service is not responding. ');
        state.append(h('button', { type: 'button', onclick: () => void runNow() }, 'Try again'));
      }
    }
  }

  /** @param isQuiet - for screen readers only, as the others see the result. */
  function showState(text: string, isQuiet: boolean): void {
    state.textContent = text;
    state.classList.toggle('unseen', isQuiet);
    state.classList.remove('waiting');
  }

  /** Asks for a missing value without marking an error. */
  function wait(missing: string): void {
    fail(`Not calculated yet. ${missing}.`);
    state.classList.add('waiting');
  }

  /** After following a link, scrolls once to the result, below the long form. A linked analysis scrolls by itself. */
  function land(): void {
    if (!isLanding) return;
    isLanding = false;
    requestAnimationFrame(() => {
      heading.focus({ preventScroll: true });
      results.scrollIntoView();
    });
  }

  /** Keeps the earlier result, marked as outdated. */
  function fail(text: string): void {
    showState(text, false);
    outcome.classList.add('stale');
  }

  /** Analyses need a run with an answer, so they appear with the first one. */
  function updateAnalyses(done: { given: Values; run: Run }): void {
    const isFirst = last === undefined;
    last = done;
    for (const listener of listeners) listener();
    if (!isFirst) return;
    const subject = {
      endpoint: context.endpoint,
      calculator: calculator as Calculator,
      prominent,
      last: () => last as { given: Values; run: Run },
      listen: (listener: () => void) => void listeners.push(listener),
      fill(parameters: Values) {
        form.fill(parameters);
        void runNow();
      },
      write,
      addressOf: (parameters: Values, ask: Values) => context.addressOf({ parameters, ask }),
      root: context.root,
    };
    analyses.replaceChildren(questions(subject, context.ask ?? {}));
  }

  const examples = startChoice(calculator, context.given);

  /** Fills in the starting values: an example, the run of a link, or the defaults. */
  function start(): void {
    const { parameters, source } = examples.chosen();
    form.fill(parameters);
    note.textContent = source ?? '';
    void runNow();
  }

  function submit(event: Event): void {
    event.preventDefault();
    void runNow(true);
  }

  examples.select.addEventListener('change', start);
  form.element.addEventListener('input', typing.call);
  const buttons = h(
    'p',
    { class: 'take' },
    h('button', {}, 'Calculate'),
    h('button', { type: 'button', onclick: start }, 'Reset'),
  );
  const inputs = h('form', { onsubmit: submit, novalidate: true }, examples.element, note, form.element, buttons);
  const heading = h('h4', { tabindex: '-1' }, 'Result');
  const results = h('section', { class: 'results' }, heading, state, outcome);
  let isLanding = context.isLinked && context.ask === undefined;
  start();
  return h('div', { class: 'calculation' }, h('div', { class: 'desk' }, inputs, results), analyses, model(calculator));
}

/** The parameters that the examples vary, topped up with the first parameters if those are few. */
function prominentIn({ parameters, presets }: Calculator): Set<string> {
  const varied = new Set(presets.flatMap((preset) => Object.keys(preset.parameters)));
  if (varied.size >= FEWEST_PROMINENT) return varied;
  return new Set([...varied, ...parameters.slice(0, FEWEST_PROMINENT).map(({ name }) => name)]);
}

interface Start {
  name: string;
  title: string;
  source: string | null;
  parameters: Values;
}

/** A choice of starting values: a link's run first, the defaults last if they are a complete input. */
function startChoice({ slug, presets, parameters }: Calculator, given: Values | undefined) {
  const own = { name: '', title: 'As in the link', source: null };
  const defaults = { name: 'defaults', title: 'Default values', source: null, parameters: {} };
  const starts: Start[] = [
    ...(given === undefined ? [] : [{ ...own, parameters: given }]),
    ...presets,
    ...(parameters.some(({ required }) => required) ? [] : [defaults]),
  ];
  const id = `${slug}-example`;
  const select = h('select', { id }, ...starts.map(({ name, title }) => h('option', { value: name }, title)));
  return {
    select,
    element: h('div', { class: 'field wide' }, h('label', { for: id }, 'Example'), select),
    chosen: () => starts[select.selectedIndex] ?? defaults,
  };
}

function model({ equationsMathml, assumptions, references, version }: Calculator): HTMLElement {
  const formulas = equationsMathml.map((source) => {
    const frame = h('div', { class: 'formula', tabindex: '0', dir: 'ltr' });
    frame.append(formula(source));
    return frame;
  });
  const sources = references.map(({ citation, url }) => h('li', {}, siteLink(url, citation)));
  return h(
    'section',
    { class: 'model' },
    h('h4', {}, 'How it is computed'),
    ...formulas,
    h('h4', {}, 'Assumptions'),
    h('ul', {}, ...assumptions.map((text) => h('li', {}, text))),
    h('h4', {}, 'Where it comes from'),
    h('ul', {}, ...sources),
    h('p', { class: 'hint' }, `Version ${version}`),
  );
}
