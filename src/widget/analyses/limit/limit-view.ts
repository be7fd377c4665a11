/** The largest or smallest value of a parameter for which something still holds, as a sentence to fill in. */

import { h } from '../../dom.ts';
import type { Values } from '../../views/definition.ts';
import { inSentence } from '../../views/wording.ts';
import { spanOf } from '../drawing/axes.ts';
import { type Curve, curveShapes, readingShapes, valuesOf } from '../drawing/curve.ts';
import { plane } from '../drawing/grid.ts';
import { picture } from '../drawing/picture.ts';
import { type Shape, straight, text } from '../drawing/shapes.ts';
import type { Solution } from '../kit/asking.ts';
import { numberIn, selectorChoice, variableChoice } from '../kit/choices.ts';
import { choiceInput, valueInput } from '../kit/inputs.ts';
import { questionPart, type Shown } from '../kit/question-part.ts';
import type { Selector } from '../kit/selectors.ts';
import type { Subject } from '../kit/subject.ts';
import { bracketAround, type Variable, withValue } from '../kit/variables.ts';
import { amount, withUnit } from '../kit/words.ts';
import { COMPARISONS, limitInWords, type Target } from './limit-words.ts';

const HEIGHT = 280;
const POINTS = 61;
/** A range whose ends have at least this ratio is scanned geometrically: most changes are at its low end. */
const WIDE = 30;

/** @param asked - the fields from a link; a field that is missing or invalid falls back to its default. */
export function limitView(subject: Subject, asked: Values): HTMLElement {
  const { calculator } = subject;
  const plain = (value: string, label: string) => ({ value, label, group: '' });
  const find = choiceInput(
    'Find the',
    'end that is wanted',
    [plain('LARGEST', 'largest'), plain('SMALLEST', 'smallest')],
    String(asked.find),
  );
  const path = variableChoice(subject, asked, { seen: '', unseen: 'Parameter to solve for' });
  const unitOfPath = () => path.chosen()?.unit ?? '';
  const from = valueInput('between', 'the lowest value to try', unitOfPath);
  const to = valueInput('and', 'the highest value to try', unitOfPath);
  const output = selectorChoice(subject, asked, { seen: 'for which', unseen: 'this result' });
  const comparisons = Object.entries(COMPARISONS).map(([value, label]) => plain(value, label));
  const comparison = choiceInput('is', 'compared how', comparisons, String(asked.comparison));
  const value = valueInput('', 'Value to compare the result with', () => output.chosen()?.unit ?? '');
  const labels = [find, path, from, to, output, comparison, value].map(({ label }) => label);
  const hint = h('p', { class: 'hint' }, path.hint, output.hint);
  const fields = h('div', {}, h('div', { class: 'sentence' }, ...labels), hint);

  function showBracket(low: number | null, high: number | null): void {
    const chosen = path.chosen();
    if (chosen === undefined) return;
    const usual = bracketAround(chosen);
    from.show(low === null || high === null ? usual.from : low);
    to.show(low === null || high === null ? usual.to : high);
  }
  /** The present result, as a starting point. */
  function usualValue(): number {
    const chosen = output.chosen();
    const present = chosen === undefined ? null : presentValue(subject, chosen);
    return present === null ? 0 : Number(present.toPrecision(2));
  }
  path.select.addEventListener('input', () => showBracket(null, null));
  output.select.addEventListener('input', () => value.show(usualValue()));

  return questionPart({
    subject,
    name: 'limit',
    fields,
    refresh() {
      const isFirst = path.chosen() === undefined;
      path.refresh();
      output.refresh();
      if (!isFirst) return;
      showBracket(numberIn(asked.from), numberIn(asked.to));
      value.show(numberIn(asked.value) ?? usualValue());
    },
    question() {
      const [sought, watched, low, high] = [path.chosen(), output.chosen(), from.read(), to.read()];
      if (sought === undefined || watched === undefined)
        return 'This calculator has no numeric parameter to solve for, or no numeric result.';
      const limit = value.read();
      if (low === null || high === null || limit === null) return 'Fill in every number of the sentence.';
      if (low >= high) return 'The lower value has to be below the higher one.';
      const target: Target = {
        find: find.select.value === 'SMALLEST' ? 'SMALLEST' : 'LARGEST',
        comparison: comparison.select.value as Target['comparison'],
        value: limit,
        from: low,
        to: high,
      };
      const scale = scaleOf(low, high);
      const input = {
        calculator: calculator.slug,
        parameters: subject.last().given,
        unknown: { path: sought.path, apply: sought.apply, from: low, to: high, points: POINTS, scale },
        target: { output: watched.text, comparison: target.comparison, value: limit },
        find: target.find,
      };
      return {
        name: 'solve',
        variables: { input },
        state: () => ({ path: sought.path, output: watched.text, ...target }),
        show: (solution) => solutionShown(subject, solution, target, sought, watched),
      };
    },
  });
}

function scaleOf(low: number, high: number): 'LINEAR' | 'LOG' {
  return low > 0 && high / low >= WIDE ? 'LOG' : 'LINEAR';
}

function presentValue(subject: Subject, { text: selector }: Selector): number | null {
  const { outputs } = subject.last().run;
  const [name = '', index, field] = selector.split(/\[|\]\.?/);
  const entry = index === undefined ? outputs[name] : (outputs[name] as unknown[])?.[Number(index)];
  const value = field ? (entry as Values | undefined)?.[field] : entry;
  return typeof value === 'number' ? value : null;
}

function solutionShown(
  subject: Subject,
  solution: Solution,
  target: Target,
  sought: Variable,
  watched: Selector,
): Shown {
  const { write } = subject;
  const { points, value, outputAtValue, crossings } = solution;
  const words = limitInWords(solution, target, sought, watched, write);
  const title = `${watched.label} by ${inSentence(sought.label)}`;
  const jumps = crossings.flatMap(({ kind, lower, upper, lowerValue, upperValue }) =>
    kind === 'JUMP' && lowerValue !== null && upperValue !== null
      ? [{ left: lower, right: upper, leftValue: lowerValue, rightValue: upperValue }]
      : [],
  );
  const curve: Curve = { ...points, jumps, isWhole: sought.isWhole };
  const limit = `${COMPARISONS[target.comparison]} ${amount(target.value, watched.unit, write)}`;
  const drawing = picture(
    `Line: ${title}. ${words[0]}`,
    [h('span', { class: 'key series-0' }, withUnit(watched)), h('span', { class: 'key series-1' }, limit)],
    (width) => {
      const grounds = plane({
        width,
        height: HEIGHT,
        xs: [target.from, target.to],
        ys: spanOf([...valuesOf(curve), target.value]),
        xName: withUnit(sought),
        write,
      });
      const { frame, x, y } = grounds;
      const level = y.at(target.value);
      const found: Shape[] = value === null ? [] : readingShapes({ x: value, y: outputAtValue }, grounds);
      const name: Shape[] = value === null ? [] : [beside(x.at(value), frame, write(Number(value.toPrecision(5))))];
      return {
        height: HEIGHT,
        shapes: [
          ...grounds.shapes,
          ...allowed(target, level, frame),
          straight(frame.left, level, frame.right, level, 'line level'),
          ...curveShapes(curve, grounds),
          ...found,
          ...name,
        ],
      };
    },
  );
  const use = () => {
    if (value !== null) subject.fill(withValue(subject.last().run.parameters, sought, value));
  };
  return {
    title,
    words,
    picture: drawing,
    below:
      value === null
        ? undefined
        : h('p', { class: 'use' }, h('button', { type: 'button', onclick: use }, 'Compute with this value')),
    table: {
      heads: [...[sought, watched].map(({ label, unit }) => ({ name: label, unit })), { name: 'Holds', unit: '1' }],
      rows: tableRows(solution, target),
    },
  };
}

/** The side of the level that the condition allows. */
function allowed(
  { comparison }: Target,
  level: number,
  { left, right, top, bottom }: { left: number; right: number; top: number; bottom: number },
): Shape[] {
  if (comparison === 'EQUALS') return [];
  const [y, end] = comparison === 'AT_MOST' ? [level, bottom] : [top, level];
  return [{ kind: 'rect', class: 'allowed', x: left, y, width: right - left, height: end - y }];
}

/** The answer beside its line, on the side with more room. */
function beside(x: number, { left, right, top }: { left: number; right: number; top: number }, words: string): Shape {
  const isLeft = x - left > (right - left) / 2;
  return text(isLeft ? x - 7 : x + 7, top + 10, words, 'found-value', isLeft ? 'end' : 'start');
}

/** The scanned points, plus both sides of each crossing of the condition. */
function tableRows({ points, crossings }: Solution, target: Target): (number | string | null)[][] {
  const row = (x: number, y: number | null) => [x, y, holds(y, target) ? 'yes' : 'no'];
  const scanned = new Set(points.x);
  const scan = points.x.map((x, i) => row(x, points.y[i] ?? null));
  const sides = crossings
    .flatMap(({ lower, upper, lowerValue, upperValue }) => [[lower, lowerValue] as const, [upper, upperValue] as const])
    .filter(([x], i, all) => !scanned.has(x) && all.findIndex(([other]) => other === x) === i);
  return [...scan, ...sides.map(([x, y]) => row(x, y))].sort(([a], [b]) => Number(a) - Number(b));
}

function holds(value: number | null, { comparison, value: limit }: Target): boolean {
  if (value === null) return false;
  if (comparison === 'AT_MOST') return value <= limit;
  if (comparison === 'AT_LEAST') return value >= limit;
  return Math.abs(value - limit) <= Math.max(1e-9, 1e-9 * Math.abs(limit));
}
