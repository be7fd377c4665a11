/** Horizontal bars on one scale, each below its name: how large each effect is. */
import { axis, spanOf } from './axes.ts';
import { type Drawing, type Shape, straight, text, widthOf } from './shapes.ts';

const ROW = 42;
const BAR = 14;
const HEAD = 26;

export interface Piece {
  from: number;
  to: number;
  /** Text beside the bar's end; empty for none. */
  words: string;
  class: string;
}

export interface Bar {
  name: string;
  pieces: readonly Piece[];
}

/** @param origin - the value at which a line runs through all bars. */
export function barsDrawing(
  width: number,
  bars: readonly Bar[],
  origin: number,
  write: (value: number) => string,
): Drawing {
  const pieces = bars.flatMap((bar) => bar.pieces);
  const widest = Math.max(0, ...pieces.map(({ words }) => widthOf(words)));
  const room = Math.min(widest + 10, width / 4);
  const span = spanOf([origin, ...pieces.flatMap(({ from, to }) => [from, to])]);
  const x = axis(span, room, width - room, Math.max(2, Math.round((width - 2 * room) / 90)));
  const height = HEAD + bars.length * ROW + 6;
  const marks = x.ticks.flatMap((value): Shape[] => [
    straight(x.at(value), HEAD - 4, x.at(value), height, 'line grid'),
    text(x.at(value), 14, write(value), 'tick', 'middle'),
  ]);
  const rows = bars.flatMap(({ name, pieces: own }, i): Shape[] => {
    const top = HEAD + i * ROW;
    const drawn = own.flatMap((piece) => pieceShapes(piece, x.at(piece.from), x.at(piece.to), top + 20));
    return [text(0, top + 14, name, 'bar-name'), ...drawn];
  });
  return { height, shapes: [...marks, straight(x.at(origin), HEAD - 4, x.at(origin), height, 'line edge'), ...rows] };
}

function pieceShapes({ words, class: kind }: Piece, from: number, to: number, y: number): Shape[] {
  const width = Math.max(Math.abs(to - from), 2);
  const bar: Shape = { kind: 'rect', class: kind, x: Math.min(from, to), y, width, height: BAR };
  if (words === '') return [bar];
  return [bar, to >= from ? text(to + 5, y + 11, words, 'bar-end') : text(to - 5, y + 11, words, 'bar-end', 'end')];
}
