/**
 * A line chart as SVG that needs no script, with rules at round values and marks along the x axis.
 *
 * Positions are percentages, so that marks and text keep their size at any width; only the line itself is stretched.
 */
import { type Html, html, trusted } from './html.ts';

export interface Course {
  /** Rising, one per value. */
  x: readonly number[];
  /** Null where there is no value. */
  values: readonly (number | null)[];
  /** Its accessible name. */
  about: string;
  xName: string;
  /** A position on the x axis in words. */
  placeInWords(x: number): string;
  /** A value in words. @param isTop - whether to include the unit; only the top value has it. */
  write(value: number, isTop: boolean): string;
  /** Whether only whole numbers on the x axis are meaningful. */
  isCounted: boolean;
}

interface Point {
  x: number;
  y: number;
}

/** Percentages of the height: the line stays between the first two, the marks of the x axis are below. */
const TOP = 9;
const BOTTOM = 78;
const MARKS = 88;
const NAME = 99;
/** Percentages of the width. */
const LEFT = 2;
const RIGHT = 98;
/** A line through at most this many points shows each of them. */
const FEW = 40;
/** Up to this many positions all get a mark. */
const MOST_MARKS = 8;

/** Null for fewer than two values, which make no line. */
export function chart({ x, values, about, xName, placeInWords, write, isCounted }: Course): Html | null {
  const given = values.flatMap((value, i) => (value === null ? [] : [{ x: x[i] as number, y: value }]));
  if (given.length < 2) return null;
  const ys = given.map(({ y }) => y);
  const [least, most] = [Math.min(...ys), Math.max(...ys)];
  const [low, high] = rangeOf(least, most);
  const [from, to] = [x[0] as number, x.at(-1) as number];
  const across = (value: number) => LEFT + ((value - from) / (to - from || 1)) * (RIGHT - LEFT);
  const up = (value: number) => BOTTOM - ((value - low) / (high - low)) * (BOTTOM - TOP);
  const points = given.map((point): Point => ({ x: across(point.x), y: up(point.y) }));
  const line = points.map((point) => `${place(point.x)},${place(point.y)}`).join(' ');
  const marks = least === most ? [least] : roundValues(low, high, 4);
  return html`<svg class="chart" role="img" aria-label="${about}">${marks.map(
    (value, i) => html`<line class="rule" x1="0" x2="100%" y1="${place(up(value))}%" y2="${place(up(value))}%"/>
<text x="0" y="${place(up(value) - 1.5)}%">${write(value, i === marks.length - 1)}</text>`,
  )}
<svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none"><polyline points="${line}" fill="none" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke"/></svg>
${
  points.length <= FEW &&
  points.map((point) => html`<circle cx="${place(point.x)}%" cy="${place(point.y)}%" r="3" fill="currentColor"/>`)
}
${marksOf(x, isCounted).map(
  (value) =>
    html`<text x="${place(across(value))}%" y="${MARKS}%"${anchorAt(across(value))}>${placeInWords(value)}</text>`,
)}
<text x="50%" y="${NAME}%" text-anchor="middle">${xName}</text></svg>`;
}

/** Positions of marks on the x axis: all of a few, else round ones. */
function marksOf(x: readonly number[], isCounted: boolean): readonly number[] {
  if (isCounted && x.length <= MOST_MARKS) return x;
  const [from, to] = [x[0] as number, x.at(-1) as number];
  const round = roundValues(from, to, 5).filter((value) => !isCounted || Number.isInteger(value));
  return isCounted && from < 1 ? [from, ...round.filter((value) => value > 1)] : round;
}

function anchorAt(percent: number): Html {
  const anchor = percent < 10 ? 'start' : percent > 90 ? 'end' : 'middle';
  return trusted(` text-anchor="${anchor}"`);
}

/** A constant is drawn in the middle. */
function rangeOf(low: number, high: number): readonly [number, number] {
  if (high > low) return [low, high];
  const room = Math.abs(low) || 1;
  return [low - room / 2, low + room / 2];
}

/** About `count` multiples of 1, 2 or 5 times a power of ten within a range. */
function roundValues(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= raw * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function place(percent: number): string {
  return String(Number(percent.toFixed(2)));
}
