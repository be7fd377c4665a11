/** Outcomes of a whole series: how its values spread, from first to last. */
import type { Output, Values } from '../../views/definition.ts';
import { axisInWords, counted, entryBefore, inSentence } from '../../views/wording.ts';
import { spanOf } from '../drawing/axes.ts';
import { plane } from '../drawing/grid.ts';
import { type Drawing, lineThrough, type Point, type Shape } from '../drawing/shapes.ts';
import type { Simulation } from '../kit/asking.ts';
import type { Selector } from '../kit/selectors.ts';
import { briefly, type Write } from '../kit/words.ts';

const HEIGHT = 260;
/** The most outputs that one simulation may watch. */
const MOST_PLACES = 10;
const COURSES = new Set(['ROUND', 'TIME']);

export interface Series extends Selector {
  /** The positions in the list that are watched, from 0. */
  places: readonly number[];
  /** Names of the entries before the first round, which readers count as 1. */
  firstEntries: readonly string[];
  rowName: string;
}

/** The series in the present run with at least three values. */
export function seriesOf(outputs: readonly Output[], run: Values): Series[] {
  return outputs.flatMap(({ name, label, type, axis, unit, description, firstEntries }) => {
    const list = run[name];
    if (type !== 'NUMBER_LIST' || !COURSES.has(axis) || !Array.isArray(list) || list.length < 3) return [];
    const rowName = axisInWords(axis);
    return [
      {
        text: name,
        label: `${label}, its whole course`,
        description,
        group: label,
        unit,
        isContinuous: true,
        places: placesOf(list.length),
        firstEntries,
        rowName,
      },
    ];
  });
}

/** All positions of a short list; of a long one, evenly spaced positions from first to last. */
function placesOf(length: number): number[] {
  const count = Math.min(length, MOST_PLACES);
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - 1)) / (count - 1)));
}

export interface FanStep {
  /** As readers count: the first round is 1. */
  place: number;
  count: number;
  /** At 5, 25, 50, 75 and 95 %. */
  quantiles: readonly number[];
}

/** Only the places where at least one run has a value. */
export function fanSteps({ outputs }: Simulation, { places, firstEntries }: Series): FanStep[] {
  return outputs.flatMap(({ count, quantiles }, i) =>
    count === 0
      ? []
      : [{ place: (places[i] as number) + 1 - firstEntries.length, count, quantiles: quantiles as number[] }],
  );
}

export function fanDrawing(width: number, steps: readonly FanStep[], xName: string, write: Write): Drawing {
  const places = steps.map(({ place }) => place);
  const grounds = plane({
    width,
    height: HEIGHT,
    xs: [Math.min(...places), Math.max(...places)],
    ys: spanOf(steps.flatMap(({ quantiles }) => quantiles)),
    xName,
    write,
  });
  const { x, y } = grounds;
  const along = (level: number): Point[] =>
    steps.map(({ place, quantiles }) => ({ x: x.at(place), y: y.at(quantiles[level] as number) }));
  const band = (low: number, high: number): Shape => ({
    kind: 'path',
    class: 'fan',
    d: `${lineThrough([...along(low), ...along(high).reverse()])}Z`,
  });
  const middle: Shape = { kind: 'path', class: 'line curve', d: lineThrough(along(2)) };
  return { height: HEIGHT, shapes: [...grounds.shapes, band(0, 4), band(1, 3), middle] };
}

export function fanInWords(steps: readonly FanStep[], { okCount }: Simulation, series: Series, write: Write): string[] {
  const last = steps.at(-1);
  const name = inSentence(series.label.replace(/, .*/, ''));
  if (last === undefined) return [`No run has a ${name}.`];
  const [low, middle, high] = [0, 2, 4].map((level) => briefly(last.quantiles[level], series.unit, write));
  const { firstEntries, rowName } = series;
  const named = entryBefore(firstEntries, last.place);
  const place = named === undefined ? `${inSentence(rowName)} ${last.place}` : `the ${inSentence(named)}`;
  return [
    `In nine out of ten runs that reach ${place}, ${name} there lies between ${low} and ${high}; the median is ${middle}.`,
    last.count < okCount &&
      `That is ${counted(last.count, 'run')} of ${okCount.toLocaleString('en')}; the others are left out from where they end.`,
  ].filter((words) => words !== false);
}
