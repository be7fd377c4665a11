/** How one number of the result varies along one input, jumps included: a sweep with a slider along it. */

import { h } from '../../dom.ts';
import type { Values } from '../../views/definition.ts';
import { inSentence } from '../../views/wording.ts';
import { spanOf } from '../drawing/axes.ts';
import { type Curve, curveShapes, readingShapes, valuesOf } from '../drawing/curve.ts';
import { plane } from '../drawing/grid.ts';
import { picture } from '../drawing/picture.ts';
import type { Sweep } from '../kit/asking.ts';
import { numberIn, selectorChoice, variableChoice } from '../kit/choices.ts';
import { valueInput } from '../kit/inputs.ts';
import { questionPart, type Shown } from '../kit/question-part.ts';
import type { Selector } from '../kit/selectors.ts';
import type { Subject } from '../kit/subject.ts';
import { rangeAround, type Variable, withValue } from '../kit/variables.ts';
import { briefly, withUnit } from '../kit/words.ts';
import { curveInWords, MOST_JUMPS } from './curve-words.ts';

const STEPS = 61;
const HEIGHT = 280;

/** @param asked - the fields from a link; a field that is missing or invalid falls back to its default. */
export function curveView(subject: Subject, asked: Values): HTMLElement {
  const { calculator } = subject;
  const path = variableChoice(subject, asked, { seen: 'Vary', unseen: 'this parameter' });
  const output = selectorChoice(subject, asked, { seen: 'and watch', unseen: 'this result' });
  const unit = () => path.chosen()?.unit ?? '';
  const from = valueInput('from', 'its first value', unit);
  const to = valueInput('to', 'its last value', unit);
  const sentence = h('div', { class: 'sentence' }, path.label, from.label, to.label, output.label);
  const fields = h('div', {}, sentence, h('p', { class: 'hint' }, path.hint, output.hint));
  const reading = { at: numberIn(asked.at) };

  function showRange(low: number | null, high: number | null): void {
    const chosen = path.chosen();
    if (chosen === undefined) return;
    const usual = rangeAround(chosen);
    from.show(low === null || high === null ? usual.from : low);
    to.show(low === null || high === null ? usual.to : high);
  }
  path.select.addEventListener('input', () => {
    showRange(null, null);
    reading.at = null;
  });

  return questionPart({
    subject,
    name: 'curve',
    fields,
    refresh() {
      const isFirst = path.chosen() === undefined;
      path.refresh();
      output.refresh();
      if (isFirst) showRange(numberIn(asked.from), numberIn(asked.to));
    },
    question() {
      const [varied, watched, low, high] = [path.chosen(), output.chosen(), from.read(), to.read()];
      if (varied === undefined || watched === undefined)
        return 'This calculator has no numeric parameter to vary, or no numeric result.';
      if (low === null || high === null) return 'Enter the first and the last value of the parameter.';
      if (low === high) return 'The parameter has to run from one value to another.';
      const input = {
        calculator: calculator.slug,
        parameters: subject.last().given,
        axes: [{ path: varied.path, apply: varied.apply, from: low, to: high, steps: STEPS }],
        outputs: [watched.text],
        ...(!varied.isWhole && watched.isContinuous && { jumps: { outputs: [watched.text], most: MOST_JUMPS } }),
      };
      const state = { path: varied.path, from: low, to: high, output: watched.text };
      return {
        name: 'sweep',
        variables: { input },
        state: () => (reading.at === null ? state : { ...state, at: reading.at }),
        show: (sweep) => sweepShown(subject, sweep, varied, watched, reading),
      };
    },
  });
}

function sweepShown(
  subject: Subject,
  sweep: Sweep,
  varied: Variable,
  watched: Selector,
  reading: { at: number | null },
): Shown {
  const { write } = subject;
  const x = sweep.axes[0]?.values ?? [];
  const y = (sweep.outputs[0]?.values ?? []).map((value) => (value === null ? null : Number(value)));
  const curve: Curve = { x, y, jumps: sweep.jumps ?? [], isWhole: varied.isWhole };
  const words = curveInWords(sweep, varied, watched, write);
  const title = `${watched.label} by ${inSentence(varied.label)}`;
  let at = nearest(x, reading.at ?? varied.value ?? x[0] ?? 0);

  const drawing = picture(
    `Line: ${title}. ${words[0]}`,
    [h('span', { class: 'key series-0' }, withUnit(watched))],
    (width) => {
      const grounds = plane({
        width,
        height: HEIGHT,
        xs: [Math.min(...x), Math.max(...x)],
        ys: spanOf(valuesOf(curve)),
        xName: withUnit(varied),
        write,
      });
      const here = readingShapes({ x: x[at] as number, y: y[at] ?? null }, grounds);
      return { height: HEIGHT, shapes: [...grounds.shapes, ...here, ...curveShapes(curve, grounds)] };
    },
  );

  const slider = h('input', { type: 'range', min: '0', max: String(x.length - 1), step: '1' });
  const readout = h('output', {});
  function read(): void {
    const [here, value] = [briefly(x[at], varied.unit, write), briefly(y[at], watched.unit, write)];
    readout.textContent = `${varied.label} ${here}: ${inSentence(watched.label)} ${value}`;
    slider.setAttribute('aria-valuetext', readout.textContent);
    drawing.redraw();
  }
  slider.value = String(at);
  slider.addEventListener('input', () => {
    at = slider.valueAsNumber;
    reading.at = x[at] ?? null;
    read();
  });
  read();
  const use = () => subject.fill(withValue(subject.last().run.parameters, varied, x[at] as number));
  return {
    title,
    words,
    picture: drawing,
    below: h(
      'div',
      { class: 'along' },
      h('label', {}, h('span', {}, 'Read values along the curve'), slider),
      readout,
      h('button', { type: 'button', onclick: use }, 'Compute with this value'),
    ),
    table: {
      heads: [varied, watched].map(({ label, unit }) => ({ name: label, unit })),
      rows: tableRows(curve),
    },
  };
}

/** The points in order, including both ends of each jump. */
function tableRows({ x, y, jumps }: Curve): (number | null)[][] {
  const rows: (number | null)[][] = x.map((value, i) => [value, y[i] ?? null]);
  for (const { left, leftValue, right, rightValue } of jumps) rows.push([left, leftValue], [right, rightValue]);
  const direction = (x.at(-1) ?? 0) < (x[0] ?? 0) ? -1 : 1;
  return rows.sort(([a], [b]) => direction * (Number(a) - Number(b)));
}

function nearest(values: readonly number[], wanted: number): number {
  let best = 0;
  for (const [i, value] of values.entries()) {
    if (Math.abs(value - wanted) < Math.abs((values[best] as number) - wanted)) best = i;
  }
  return best;
}
