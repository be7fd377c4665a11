/** What drawings are made of: plain shapes, coloured by the style sheet through their class. */

export type Shape =
  | { kind: 'path'; class: string; d: string }
  | { kind: 'rect'; class: string; x: number; y: number; width: number; height: number }
  | { kind: 'circle'; class: string; x: number; y: number; r: number }
  | { kind: 'text'; class: string; x: number; y: number; anchor: 'start' | 'middle' | 'end'; text: string };

export interface Drawing {
  height: number;
  shapes: readonly Shape[];
}

export interface Point {
  x: number;
  y: number;
}

export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function lineThrough(points: readonly Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${pixel(x)} ${pixel(y)}`).join('');
}

export function straight(x1: number, y1: number, x2: number, y2: number, name: string): Shape {
  return { kind: 'path', class: name, d: `M${pixel(x1)} ${pixel(y1)}L${pixel(x2)} ${pixel(y2)}` };
}

export function text(
  x: number,
  y: number,
  words: string,
  name = 'tick',
  anchor: 'start' | 'middle' | 'end' = 'start',
): Shape {
  return { kind: 'text', class: name, x: pixel(x), y: pixel(y), anchor, text: words };
}

function pixel(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Approximate width of a text in the tick font: drawings are laid out before there is a font to measure. */
export function widthOf(words: string): number {
  return words.length * 6.7;
}
