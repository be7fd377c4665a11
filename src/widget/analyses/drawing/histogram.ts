/** A histogram of outcomes, with the median and the range of the middle 90 %. */
import { plane } from './grid.ts';
import { type Drawing, type Shape, straight, text } from './shapes.ts';

const HEIGHT = 260;

export interface Histogram {
  /** One more than `counts`; two equal edges where all values are the same. */
  edges: readonly number[];
  counts: readonly number[];
  /** Labelled vertical lines. */
  marks: readonly { value: number; name: string; class: string }[];
  /** The background between these two values is shaded. */
  band: readonly [number, number] | null;
}

export function histogramDrawing(
  width: number,
  { edges, counts, marks, band }: Histogram,
  xName: string,
  write: (value: number) => string,
): Drawing {
  const [low = 0, high = 0] = [edges[0], edges.at(-1)];
  const pad = high > low ? 0 : Math.abs(low) * 0.1 || 1;
  const grounds = plane({
    width,
    height: HEIGHT,
    xs: [low - pad, high + pad],
    ys: [0, Math.max(1, ...counts) * 1.12],
    xName,
    write,
  });
  const { x, y, frame } = grounds;
  const bars = counts.map((count, i): Shape => {
    const left = pad > 0 ? x.at(low) - 12 : x.at(edges[i] as number);
    const right = pad > 0 ? x.at(low) + 12 : x.at(edges[i + 1] as number);
    const gap = right - left > 6 ? 1 : 0;
    return {
      kind: 'rect',
      class: 'bar',
      x: left + gap,
      y: y.at(count),
      width: right - left - 2 * gap,
      height: frame.bottom - y.at(count),
    };
  });
  const behind: Shape[] = band
    ? [
        {
          kind: 'rect',
          class: 'allowed',
          x: x.at(band[0]),
          y: frame.top,
          width: x.at(band[1]) - x.at(band[0]),
          height: frame.bottom - frame.top,
        },
      ]
    : [];
  const lines = marks.flatMap(({ value, name, class: kind }, i): Shape[] => {
    const at = x.at(value);
    const isRight = at > frame.left + (frame.right - frame.left) * 0.75;
    return [
      straight(at, frame.top, at, frame.bottom, `line ${kind}`),
      text(isRight ? at - 5 : at + 5, frame.top + 10 + 15 * i, name, 'found-value', isRight ? 'end' : 'start'),
    ];
  });
  return { height: HEIGHT, shapes: [...grounds.shapes, ...behind, ...bars, ...lines] };
}
