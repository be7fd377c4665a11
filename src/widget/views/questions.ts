/** The analyses of a calculator, each folded and loaded when a reader opens it. */
import type { Subject } from '../analyses/kit/subject.ts';
import { h, styleSheet } from '../dom.ts';
import { foldedPart } from '../part.ts';
import type { Values } from './definition.ts';
import questionStyle from './questions.css';

interface Analysis {
  /** As used in the page's address. */
  name: string;
  title: string;
  gist: string;
  open(subject: Subject, asked: Values): Promise<HTMLElement>;
  /** Whether the calculator has this analysis; by default every one has. */
  isFor?(subject: Subject): boolean;
}

const STYLE = styleSheet(questionStyle);
const ANALYSES: readonly Analysis[] = [
  {
    name: 'curve',
    title: 'Draw a curve',
    gist: 'How a result changes with a parameter, and where it tips over.',
    open: async (...given) => (await import('../analyses/curve/curve-view.ts')).curveView(...given),
  },
  {
    name: 'limit',
    title: 'Find the limit',
    gist: 'The largest or smallest value for which a condition still holds.',
    open: async (...given) => (await import('../analyses/limit/limit-view.ts')).limitView(...given),
  },
  {
    name: 'tornado',
    title: 'See what matters most',
    gist: 'How far each parameter alone moves a result.',
    open: async (...given) => (await import('../analyses/tornado/tornado-view.ts')).tornadoView(...given),
  },
  {
    name: 'outcomes',
    title: 'See how likely outcomes are',
    gist: 'The range of a result when parameters are uncertain.',
    open: async (...given) => (await import('../analyses/outcomes/outcomes-view.ts')).outcomesView(...given),
  },
  {
    name: 'comparison',
    title: 'Compare two runs',
    gist: 'Two runs side by side, and how much each change contributes to the difference.',
    open: async (...given) => (await import('../analyses/comparison/comparison-view.ts')).comparisonView(...given),
  },
  {
    name: 'episodes',
    title: 'Compare with documented crashes',
    gist: 'What was observed, what the model answers, and the inputs to load.',
    open: async (subject) => (await import('../analyses/episodes/episodes-view.ts')).episodesView(subject),
    isFor: ({ calculator }) => calculator.episodes.length > 0,
  },
];

/** @param asked - the analysis to open from a link, by name, with its fields. */
export function questions(subject: Subject, asked: Values): HTMLElement {
  if (!subject.root.adoptedStyleSheets.includes(STYLE)) subject.root.adoptedStyleSheets.push(STYLE);
  const parts = ANALYSES.filter(({ isFor }) => isFor?.(subject) ?? true).map(({ name, title, gist, open }) => {
    const isAsked = asked.name === name;
    const heading = h('span', {}, h('b', {}, title), h('span', { class: 'gist' }, gist));
    const part = foldedPart(
      heading,
      async () => {
        const view = await open(subject, isAsked ? asked : {});
        // A linked analysis is far below its term.
        if (isAsked) requestAnimationFrame(() => part.scrollIntoView());
        return view;
      },
      { class: 'fold', 'data-analysis': name },
    );
    part.open = isAsked;
    return part;
  });
  return h('section', { class: 'questions' }, h('h4', {}, 'Ask the model'), ...parts);
}
