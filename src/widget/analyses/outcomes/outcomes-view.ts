/** How likely each outcome is when parameters are uncertain: simulated runs, reproducible from a seed. */
import { h } from '../../dom.ts';
import type { Values } from '../../views/definition.ts';
import { counted, inSentence } from '../../views/wording.ts';
import { histogramDrawing } from '../drawing/histogram.ts';
import { picture } from '../drawing/picture.ts';
import type { Simulation } from '../kit/asking.ts';
import { numberIn, selectorChoice } from '../kit/choices.ts';
import { choiceInput, numberInput } from '../kit/inputs.ts';
import { questionPart, type Shown } from '../kit/question-part.ts';
import type { Selector } from '../kit/selectors.ts';
import type { Subject } from '../kit/subject.ts';
import { withUnit } from '../kit/words.ts';
import { disturbanceFields } from './disturbances.ts';
import { fanDrawing, fanInWords, fanSteps, type Series, seriesOf } from './fan.ts';
import { outcomesInWords, QUANTILES } from './outcomes-words.ts';

const RUNS = ['1000', '10000'];

/** @param asked - the fields from a link; a field that is missing or invalid falls back to its default. */
export function outcomesView(subject: Subject, asked: Values): HTMLElement {
  const { calculator } = subject;
  const disturbances = disturbanceFields(subject, asked);
  let series: Series[] = [];
  const runs = choiceInput(
    'Draw',
    'number of runs',
    RUNS.map((value) => ({ value, label: Number(value).toLocaleString('en'), group: '' })),
    String(asked.runs),
  );
  const output = selectorChoice(subject, asked, { seen: 'runs and watch', unseen: 'this result' }, () => series);
  const seed = numberInput('from seed', 'of the random numbers', numberIn(asked.seed) ?? 1, { min: '0', step: '1' });
  const anew = h('button', { type: 'button', onclick: drawAnew }, 'Draw anew');
  const fields = h(
    'div',
    {},
    disturbances.element,
    h('div', { class: 'sentence' }, runs.label, output.label, seed.label, anew),
    h('p', { class: 'hint' }, output.hint),
  );

  function drawAnew(): void {
    seed.input.value = String((seed.read() ?? 0) + 1);
    fields.dispatchEvent(new Event('input'));
  }

  return questionPart({
    subject,
    name: 'outcomes',
    fields,
    refresh() {
      disturbances.refresh();
      series = seriesOf(calculator.outputs, subject.last().run.outputs);
      output.refresh();
    },
    question() {
      const [watched, drawn, chosen] = [output.chosen(), seed.read(), disturbances.read()];
      if (watched === undefined) return 'This calculator has no numeric result.';
      if (chosen === null) return 'Enter by how many percent each parameter varies: above 0, at most 100.';
      if (chosen.length === 0) return 'Add a parameter that is uncertain.';
      if (drawn === null || !Number.isSafeInteger(drawn) || drawn < 0)
        return 'The seed must be a whole number, 0 or more.';
      const course = series.find(({ text }) => text === watched.text);
      const input = {
        calculator: calculator.slug,
        parameters: subject.last().given,
        distributions: chosen.map(({ path, percent }) => ({
          path,
          apply: 'MULTIPLY',
          kind: 'NORMAL',
          mean: 1,
          standardDeviation: Number((percent / 100).toPrecision(12)),
        })),
        runs: Number(runs.select.value),
        seed: drawn,
        outputs: course?.places.map((place) => `${watched.text}[${place}]`) ?? [watched.text],
        quantiles: QUANTILES,
        bins: 30,
      };
      const state = { output: watched.text, runs: input.runs, seed: drawn, disturbances: chosen };
      return {
        name: 'simulate',
        variables: { input },
        state: () => state,
        show: (simulation) =>
          course === undefined ? outcomesShown(subject, simulation, watched) : fanShown(subject, simulation, course),
      };
    },
  });
}

function outcomesShown(subject: Subject, simulation: Simulation, watched: Selector): Shown {
  const { write } = subject;
  const words = outcomesInWords(simulation, watched, subject.calculator, write);
  const title = `Outcomes of ${inSentence(watched.label)} in ${counted(simulation.runs, 'run')}`;
  const [found] = simulation.outputs;
  const heads = [
    { name: 'From', unit: watched.unit },
    { name: 'To', unit: watched.unit },
    { name: 'Runs', unit: '1' },
    { name: 'Share', unit: '1' },
  ];
  if (found === undefined || found.count === 0) return { title, words, picture: null, table: { heads, rows: [] } };
  const { histogramEdges: edges, histogramCounts: counts, quantiles } = found;
  const [low, , middle, , high] = quantiles as number[];
  const histogram = {
    edges,
    counts,
    marks: [
      { value: middle as number, name: `median ${write(Number((middle as number).toPrecision(4)))}`, class: 'reading' },
    ],
    band: [low as number, high as number] as const,
  };
  return {
    title,
    words,
    picture: picture(
      `Histogram: ${title}. ${words[0]}`,
      [
        h('span', { class: 'key series-0' }, 'Number of runs'),
        h('span', { class: 'key series-1' }, 'nine runs of ten'),
      ],
      (width) => histogramDrawing(width, histogram, withUnit(watched), write),
    ),
    table: {
      heads,
      rows: counts.map((count, i) => [edges[i] ?? null, edges[i + 1] ?? null, count, count / found.count]),
    },
  };
}

function fanShown(subject: Subject, simulation: Simulation, series: Series): Shown {
  const { write } = subject;
  const steps = fanSteps(simulation, series);
  const words = fanInWords(steps, simulation, series, write);
  const title = `Outcomes of ${inSentence(series.label)} in ${counted(simulation.runs, 'run')}`;
  const legend = [
    h('span', { class: 'key series-0' }, withUnit({ label: 'Median', unit: series.unit })),
    h('span', {}, 'darker: half of the runs, lighter: nine of ten'),
  ];
  return {
    title,
    words,
    picture:
      steps.length < 2
        ? null
        : picture(`Fan: ${title}. ${words[0]}`, legend, (width) => fanDrawing(width, steps, series.rowName, write)),
    table: {
      heads: [
        { name: series.rowName, unit: '1' },
        ...QUANTILES.map((level) => ({ name: `${level * 100} % below`, unit: series.unit })),
        { name: 'Runs', unit: '1' },
      ],
      rows: steps.map(({ place, quantiles, count }) => [place, ...quantiles, count]),
    },
  };
}
