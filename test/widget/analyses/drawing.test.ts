/** Drawings as shapes, before they are rendered: their positions follow from the numbers alone. */

import { describe, expect, it } from '@jest/globals';
import { labelOf } from '../../../src/calculators/kit/label.ts';
import { axis, roundValues, spanOf } from '../../../src/widget/analyses/drawing/axes.ts';
import { barsDrawing } from '../../../src/widget/analyses/drawing/bars.ts';
import { type Curve, curveShapes, stretches } from '../../../src/widget/analyses/drawing/curve.ts';
import { plane } from '../../../src/widget/analyses/drawing/grid.ts';
import { histogramDrawing } from '../../../src/widget/analyses/drawing/histogram.ts';
import type { Simulation } from '../../../src/widget/analyses/kit/asking.ts';
import { fanDrawing, fanInWords, fanSteps, type Series, seriesOf } from '../../../src/widget/analyses/outcomes/fan.ts';
import type { Output } from '../../../src/widget/views/definition.ts';

const curve = (y: (number | null)[], jumps: Curve['jumps'] = []): Curve => ({
  x: y.map((_, i) => i),
  y,
  jumps,
  isWhole: false,
});
const GROUNDS = plane({ width: 400, height: 300, xs: [0, 3], ys: [0, 10], xName: 'Shock', write: String });

describe('an axis', () => {
  it('has marks at round values inside its range', () => {
    expect(roundValues(0, 0.1, 5)).toEqual([0, 0.02, 0.04, 0.06, 0.08, 0.1]);
    expect(roundValues(-0.34, 0.01, 4)).toEqual([-0.3, -0.2, -0.1, 0]);
    expect(roundValues(1, 1000, 4)).toEqual([500, 1000]);
    expect(roundValues(7, 7, 4)).toEqual([7]);
  });

  it('puts each value between its ends, and a constant in the middle of a range of its own', () => {
    expect(axis([2, 4], 100, 300, 3).at(3)).toBe(200);
    expect(axis([2, 4], 300, 100, 3).at(2)).toBe(300);
    const [low, high] = spanOf([5, 5]);
    expect([low < 5, high > 5]).toEqual([true, true]);
    expect(spanOf([0, 1])[0]).toBe(0);
    expect(spanOf([-1, 0])[1]).toBe(0);
  });
});

describe('a curve', () => {
  it('is broken where there is no number', () => {
    expect(stretches(curve([1, 2, null, 4])).map((points) => points.map(({ x }) => x))).toEqual([[0, 1], [3]]);
    expect(stretches(curve([null, null]))).toEqual([]);
  });

  it('is broken at a jump, up to its ends on both sides', () => {
    const jump = { left: 1.4, right: 1.5, leftValue: 2.4, rightValue: 8 };
    expect(stretches(curve([1, 2, 9, 10], [jump]))).toEqual([
      [
        { x: 0, y: 1 },
        { x: 1, y: 2 },
        { x: 1.4, y: 2.4 },
      ],
      [
        { x: 1.5, y: 8 },
        { x: 2, y: 9 },
        { x: 3, y: 10 },
      ],
    ]);
    const shapes = curveShapes(curve([1, 2, 9, 10], [jump]), GROUNDS);
    expect(shapes.filter((shape) => shape.class === 'line curve')).toHaveLength(2);
    expect(shapes.filter((shape) => shape.class === 'line jump')).toHaveLength(1);
    expect(shapes.filter((shape) => shape.class === 'dot tip')).toHaveLength(2);
  });

  it('takes jumps in the order of its axis where that falls', () => {
    const falling = { ...curve([9, 2]), x: [3, 0], jumps: [{ left: 2, right: 1.9, leftValue: 8, rightValue: 3 }] };
    expect(stretches(falling).map((points) => points.map(({ x }) => x))).toEqual([
      [3, 2],
      [1.9, 0],
    ]);
  });

  it('of whole numbers is points, with nothing claimed between them', () => {
    const shapes = curveShapes({ ...curve([1, 2, 9]), isWhole: true }, GROUNDS);
    expect(shapes.filter(({ kind }) => kind === 'circle')).toHaveLength(3);
    expect(shapes.find(({ kind }) => kind === 'path')?.class).toContain('faint');
  });
});

it('draws a histogram whose bars are as high as their counts, side by side from edge to edge', () => {
  const histogram = { edges: [0, 1, 2, 3], counts: [4, 8, 2], marks: [], band: null };
  const { shapes } = histogramDrawing(400, histogram, 'Loss', String);
  const bars = shapes.filter((shape) => shape.kind === 'rect');
  const heights = bars.map(({ height }) => height);
  expect(heights.map((height) => height / (heights[1] as number))).toEqual(
    [0.5, 1, 0.25].map((x) => expect.closeTo(x)),
  );
  expect((bars[1]?.x ?? 0) - (bars[0]?.x ?? 0)).toBeCloseTo((bars[2]?.x ?? 0) - (bars[1]?.x ?? 0));
});

it('draws one bar where all outcomes are the same', () => {
  const { shapes } = histogramDrawing(400, { edges: [5, 5], counts: [100], marks: [], band: [5, 5] }, 'Loss', String);
  const [bar] = shapes.filter(({ class: kind }) => kind === 'bar');
  expect(bar).toMatchObject({ kind: 'rect', width: expect.closeTo(22, 0) });
});

it('begins each bar where it begins, and keeps its words inside the picture', () => {
  const piece = (from: number, to: number) => ({ from, to, words: '1,000,000', class: 'bar' });
  const bars = [{ name: 'Shock', pieces: [piece(5, 3), piece(5, 9)] }];
  const { shapes } = barsDrawing(360, bars, 5, String);
  const [low, high] = shapes.filter((shape) => shape.kind === 'rect');
  expect((low?.x ?? 0) + (low?.width ?? 0)).toBeCloseTo(high?.x ?? 0);
  expect(high?.width).toBeCloseTo(2 * (low?.width ?? 0));
  for (const shape of shapes.filter(({ class: kind }) => kind === 'bar-end')) {
    if (shape.kind !== 'text') throw new Error('words are text');
    const left = shape.anchor === 'end' ? shape.x - 9 * 6 : shape.x;
    expect([left >= 0, left + 9 * 6 <= 360]).toEqual([true, true]);
  }
});

describe('a fan', () => {
  const output = (name: string, axis: Output['axis']): Output => ({
    name,
    label: labelOf(name),
    values: null,
    valueLabels: null,
    indexOf: null,
    zeroLabel: null,
    firstEntries: ['Start'],
    axis,
    type: 'NUMBER_LIST',
    unit: 'quote/base',
    description: '',
  });
  const OUTPUTS = [output('priceSeries', 'ROUND'), output('payments', 'INSTITUTION'), output('short', 'ROUND')];

  it('watches a series at up to ten places, the first and the last among them', () => {
    const long = Array.from({ length: 101 }, (_, i) => i);
    const [series, ...others] = seriesOf(OUTPUTS, { priceSeries: long, payments: [1, 2, 3], short: [1, 2] });
    expect(others).toEqual([]);
    expect(series?.places).toEqual([0, 11, 22, 33, 44, 56, 67, 78, 89, 100]);
    expect(seriesOf(OUTPUTS, { priceSeries: [1, 2, 3] })[0]?.places).toEqual([0, 1, 2]);
  });

  it('spreads from the lower to the upper quantile around the median, and says how many runs go so far', () => {
    const [series] = seriesOf(OUTPUTS, { priceSeries: [100, 90, 80] }) as [Series];
    const at = (count: number, quantiles: number[]) => ({ output: '', unit: 'quote/base', count, quantiles });
    const simulation = {
      okCount: 1000,
      outputs: [at(1000, [100, 100, 100, 100, 100]), at(1000, [80, 85, 90, 92, 95]), at(0, [])],
    } as unknown as Simulation;
    const steps = fanSteps(simulation, series);
    expect(steps.map(({ place }) => place)).toEqual([0, 1]);
    const { shapes } = fanDrawing(400, steps, 'Round', String);
    const bands = shapes.filter(({ class: kind }) => kind === 'fan');
    expect(bands).toHaveLength(2);
    expect(fanInWords(steps, { ...simulation, okCount: 1200 }, series, String)).toEqual([
      'In nine out of ten runs that reach round 1, price there lies between 80 quote/base and 95 quote/base; the median is 90 quote/base.',
      'That is 1,000 runs of 1,200; the others are left out from where they end.',
    ]);
  });
});
