/** Documented crashes that the calculator models: what was observed, what the model gives, and the inputs to load. */
import { h } from '../../dom.ts';
import { ask } from '../../service.ts';
import type { Values } from '../../views/definition.ts';
import { tableElement } from '../../views/table-element.ts';
import { pathInWords } from '../kit/paths.ts';
import type { Subject } from '../kit/subject.ts';
import { amount, briefly, type Write } from '../kit/words.ts';
import { type Compared, verdictOf } from './verdict.ts';

type Standing = 'SURE' | 'TO_VERIFY' | 'ASSUMPTION';

interface Figure {
  unit: string;
  standing: Standing;
  source: string;
}

interface Episode {
  title: string;
  date: string;
  about: string;
  lesson: string;
  inputs: (Figure & { path: string; value: unknown })[];
  observed: (Figure & { output: string; value: number; note: string | null })[];
  /** One per observed figure. */
  comparison: Compared[];
  run: { parameters: Values };
}

const QUERY = `query ($calculator: String!) {
  episodes(calculator: $calculator) {
    title date about lesson
    inputs { path value unit standing source }
    observed { output value unit standing source note }
    comparison { model relativeError hit }
    run { parameters }
  }
}`;
const STANDINGS = { SURE: 'sure', TO_VERIFY: 'to be verified', ASSUMPTION: 'assumption' } as const;

/** @throws ServiceAway or Refused */
export async function episodesView(subject: Subject): Promise<HTMLElement> {
  const { endpoint, calculator } = subject;
  const { episodes } = await ask<{ episodes: Episode[] }>(endpoint, QUERY, { calculator: calculator.slug });
  return h('div', { class: 'episodes' }, ...episodes.map((episode) => episodeElement(episode, subject)));
}

function episodeElement(episode: Episode, subject: Subject): HTMLElement {
  const { title, date, about, lesson, inputs, observed, comparison, run } = episode;
  const { write, calculator } = subject;
  const day = new Date(date).toISOString().slice(0, 10);
  const status = h('p', { class: 'hint', role: 'status' });
  const load = () => {
    subject.fill(run.parameters);
    status.textContent = 'The form has these inputs now.';
  };
  const figures = observed.map((figure, i) => [
    pathInWords(figure.output, calculator.outputs),
    briefly(figure.value, figure.unit, write),
    briefly(comparison[i]?.model, figure.unit, write),
    verdictOf(comparison[i], write),
  ]);
  const heads = ['Figure', 'Observed', 'Model', 'Result'].map((name) => ({ name, unit: '1' }));
  return h(
    'section',
    {},
    h('h5', {}, `${title}, `, h('time', { datetime: day }, day)),
    h('p', {}, about),
    tableElement(`${title}: model and observation`, heads, figures),
    h('p', {}, lesson),
    h('p', { class: 'use' }, h('button', { type: 'button', onclick: load }, 'Load these inputs')),
    status,
    h(
      'details',
      { class: 'behind' },
      h('summary', {}, 'Where the figures come from'),
      h(
        'dl',
        { class: 'sources' },
        ...inputs.flatMap((input) =>
          sourceOf(pathInWords(input.path, calculator.parameters), inWords(input.value, input.unit, write), input),
        ),
      ),
      h(
        'dl',
        { class: 'sources' },
        ...observed.flatMap((figure) =>
          sourceOf(
            `Observed: ${pathInWords(figure.output, calculator.outputs)}`,
            amount(figure.value, figure.unit, write),
            figure,
            figure.note,
          ),
        ),
      ),
    ),
  );
}

function sourceOf(
  name: string,
  value: string,
  { standing, source }: Figure,
  note: string | null = null,
): HTMLElement[] {
  return [
    h('dt', {}, `${name}: `, h('span', { class: 'value' }, value)),
    h('dd', {}, h('b', {}, STANDINGS[standing]), `: ${source.replace(/\.$/, '')}.`, note && ` ${note}`),
  ];
}

function inWords(value: unknown, unit: string, write: Write): string {
  return typeof value === 'number' ? amount(value, unit, write) : String(value);
}
