/** The frame of a chart: ticks on both axes, horizontal grid lines and the axis titles. */
import { type Axis, axis } from './axes.ts';
import { type Frame, type Shape, straight, text, widthOf } from './shapes.ts';

const TOP = 12;
const BELOW = 44;

export interface Plane {
  x: Axis;
  y: Axis;
  frame: Frame;
  /** To be drawn below everything else. */
  shapes: readonly Shape[];
}

export interface PlaneOptions {
  width: number;
  height: number;
  xs: readonly [number, number];
  ys: readonly [number, number];
  xName: string;
  write(value: number): string;
}

export function plane({ width, height, xs, ys, xName, write }: PlaneOptions): Plane {
  const bottom = height - BELOW;
  const y = axis(ys, bottom, TOP, Math.max(2, Math.round((bottom - TOP) / 48)));
  const labels = y.ticks.map(write);
  const left = Math.max(28, ...labels.map((label) => widthOf(label) + 10));
  const right = width - 14;
  const x = axis(xs, left, right, Math.max(3, Math.round((right - left) / 90)));
  const across = y.ticks.flatMap((value, i): Shape[] => [
    straight(left, y.at(value), right, y.at(value), 'line grid'),
    text(left - 8, y.at(value) + 4, labels[i] ?? '', 'tick', 'end'),
  ]);
  const along = x.ticks.flatMap((value): Shape[] => [
    straight(x.at(value), bottom, x.at(value), bottom + 5, 'line edge'),
    text(x.at(value), bottom + 18, write(value), 'tick', 'middle'),
  ]);
  const foot = [
    straight(left, bottom, right, bottom, 'line edge'),
    text((left + right) / 2, height - 6, xName, 'tick', 'middle'),
  ];
  return { x, y, frame: { left, right, top: TOP, bottom }, shapes: [...across, ...along, ...foot] };
}
