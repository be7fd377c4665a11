/** A curve, broken at gaps and jumps, so that the line never shows values that do not exist. */
import type { Plane } from './grid.ts';
import { lineThrough, type Point, type Shape, straight } from './shapes.ts';

export interface Jump {
  left: number;
  right: number;
  leftValue: number;
  rightValue: number;
}

/** One output along one parameter. */
export interface Curve {
  x: readonly number[];
  /** Null where the output is undefined. */
  y: readonly (number | null)[];
  jumps: readonly Jump[];
  /** An integer parameter has no values between two points. */
  isWhole: boolean;
}

/** The unbroken stretches, each of at least one point. */
export function stretches({ x, y, jumps }: Curve): Point[][] {
  const done: Point[][] = [];
  let open: Point[] = [];
  const close = () => {
    if (open.length > 0) done.push(open);
    open = [];
  };
  for (const [i, value] of y.entries()) {
    const at = x[i] as number;
    const before = x[i - 1];
    for (const jump of before === undefined ? [] : jumpsBetween(jumps, before, at)) {
      open.push({ x: jump.left, y: jump.leftValue });
      close();
      open.push({ x: jump.right, y: jump.rightValue });
    }
    if (value === null) close();
    else open.push({ x: at, y: value });
  }
  close();
  return done;
}

function jumpsBetween(jumps: readonly Jump[], a: number, b: number): Jump[] {
  const [low, high] = a < b ? [a, b] : [b, a];
  const inside = jumps.filter(({ left, right }) => Math.min(left, right) >= low && Math.max(left, right) <= high);
  return inside.sort((one, other) => (a < b ? one.left - other.left : other.left - one.left));
}

export function curveShapes(curve: Curve, { x, y }: Plane): Shape[] {
  const place = (point: Point) => ({ x: x.at(point.x), y: y.at(point.y) });
  const shapes: Shape[] = [];
  for (const { left, right, leftValue, rightValue } of curve.jumps) {
    shapes.push(straight(x.at(left), y.at(leftValue), x.at(right), y.at(rightValue), 'line jump'));
  }
  for (const stretch of stretches(curve)) {
    const points = stretch.map(place);
    if (points.length > 1)
      shapes.push({ kind: 'path', class: `line curve${curve.isWhole ? ' faint' : ''}`, d: lineThrough(points) });
    if (curve.isWhole || points.length === 1) {
      shapes.push(...points.map((point): Shape => ({ kind: 'circle', class: 'dot', ...point, r: 3 })));
    }
  }
  for (const { left, right, leftValue, rightValue } of curve.jumps) {
    const ends = [place({ x: left, y: leftValue }), place({ x: right, y: rightValue })];
    // Smaller rings near each other: overlapping ones would hide a small jump.
    const r = Math.abs(y.at(leftValue) - y.at(rightValue)) < 10 ? 2 : 4;
    shapes.push(...ends.map((end): Shape => ({ kind: 'circle', class: 'dot tip', ...end, r })));
  }
  return shapes;
}

/** All values of a curve, including the ends of its jumps. */
export function valuesOf({ y, jumps }: Curve): number[] {
  const numbers = y.filter((value) => value !== null);
  return [...numbers, ...jumps.flatMap(({ leftValue, rightValue }) => [leftValue, rightValue])];
}

/** A marker at one position of a curve. */
export function readingShapes(at: { x: number; y: number | null }, { x, y, frame }: Plane): Shape[] {
  const place = x.at(at.x);
  const line = straight(place, frame.top, place, frame.bottom, 'line reading');
  return at.y === null ? [line] : [line, { kind: 'circle', class: 'dot here', x: place, y: y.at(at.y), r: 6 }];
}
