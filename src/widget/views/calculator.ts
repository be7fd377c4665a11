/** One calculator: examples, a form that runs on every change, the result, and the model behind it. */
import { h, siteLink, styleSheet } from '../dom.ts';
import { debounced, latest } from '../latest.ts';
import { Refused } from '../service.ts';
import calculatorStyle from './calculator.css';
import { type Calculator, type Preset, type Run, readCalculator, run, type Values } from './definition.ts';
import { parameterForm } from './form.ts';
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
  /** Parameters of a link; undefined for the first example. */
  given: Values | undefined;
  /** The analysis that a link opens, with its fields. */
  ask: Values | undefined;
  addressOf(run: { parameters: Values; ask?: Values }): string;
  walk(slug: string): void;
  language: string;
  /** Where the view will stand: it brings its style sheet along. */
  root: ShadowRoot;
}

/** @throws ServiceAway, or Error where there is no such calculator. */
export async function calculatorView(context: CalculatorContext): Promise<HTMLElement> {
  const calculator = await readCalculator(context.endpoint, context.slug);
  if (calculator === null) throw new Error(`there is no calculator ${context.slug}`);
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

  async function runNow(): Promise<void> {
    const given = form.read();
    if (given === null) return fail('Not computed: see what is marked.');
    say('Computing…', true);
    try {
      const done = await question.run((signal) => run(context.endpoint, calculator?.slug ?? '', given, signal));
      if (done === undefined) return;
      form.show([]);
      result?.remove();
      result = resultView(calculator as Calculator, done, {
        write,
        endpoint: context.endpoint,
        address: context.addressOf({ parameters: done.parameters }),
      });
      outcome.replaceChildren(result.element);
      tellAnalyses({ given, run: done });
      outcome.classList.remove('stale');
      say('Computed.', true);
    } catch (error) {
      if (error instanceof Refused) {
        form.show(error.problems);
        fail(error.problems.length > 0 ? 'Not computed: see what is marked.' : error.message);
      } else {
        fail('The service does not answer. ');
        state.append(h('button', { type: 'button', onclick: () => void runNow() }, 'Try again'));
      }
    }
  }

  /** @param isQuiet - what only who does not see the result has to be told. */
  function say(text: string, isQuiet: boolean): void {
    state.textContent = text;
    state.classList.toggle('unseen', isQuiet);
  }

  /** An earlier result stays, but shows that it is not of these parameters. */
  function fail(text: string): void {
    say(text, false);
    outcome.classList.add('stale');
  }

  /** Analyses are asked of a run that has an answer, so they come with the first one. */
  function tellAnalyses(done: { given: Values; run: Run }): void {
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
        typing.cancel();
        void runNow();
      },
      write,
      addressOf: (parameters: Values, ask: Values) => context.addressOf({ parameters, ask }),
      root: context.root,
    };
    analyses.replaceChildren(questions(subject, context.ask ?? {}));
  }

  const examples = exampleChoice(calculator, context.given, (preset) => {
    form.fill(preset?.parameters ?? context.given ?? {});
    note.textContent = preset?.source ?? '';
    typing.cancel();
    void runNow();
  });
  form.element.addEventListener('input', typing.call);
  const inputs = h('form', { onsubmit: (event: Event) => event.preventDefault() }, examples, note, form.element);
  const results = h('section', { class: 'results' }, h('h4', {}, 'Result'), state, outcome);
  form.fill(context.given ?? calculator.presets[0]?.parameters ?? {});
  note.textContent = context.given === undefined ? (calculator.presets[0]?.source ?? '') : '';
  void runNow();
  return h('div', { class: 'calculation' }, h('div', { class: 'desk' }, inputs, results), analyses, model(calculator));
}

/** What the examples vary is what a reader wants to vary; without any, the first parameters. */
function prominentIn({ parameters, presets }: Calculator): Set<string> {
  const varied = new Set(presets.flatMap((preset) => Object.keys(preset.parameters)));
  if (varied.size >= FEWEST_PROMINENT) return varied;
  return new Set([...varied, ...parameters.slice(0, FEWEST_PROMINENT).map(({ name }) => name)]);
}

/** A choice of ready-made inputs; a link's own come first. */
function exampleChoice(
  { slug, presets }: Calculator,
  given: Values | undefined,
  choose: (preset: Preset | undefined) => void,
): HTMLElement {
  const options = presets.map(({ name, title }) => h('option', { value: name }, title));
  const id = `${slug}-example`;
  const select = h('select', { id }, given !== undefined && h('option', { value: '' }, 'As in the link'), ...options);
  select.addEventListener('change', () => choose(presets.find(({ name }) => name === select.value)));
  return h('div', { class: 'field wide' }, h('label', { for: id }, 'Example'), select);
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
