/** Jumps at known places are bracketed, and steep or curved stretches are not taken for jumps. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jumpsIn } from '../../../src/analyses/sweep/jumps.ts';
import { sweepOf } from '../../../src/analyses/sweep/sweep.ts';
import { ask, find } from '../counted.ts';

const ON_A_LINE = { most: 10, halvings: 20, scale: 'LINEAR' } as const;
const grid = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
const jumpsOf = (f: (x: number) => number | null, x: readonly number[], options = {}) =>
  jumpsIn(x, x.map(f), f, { ...ON_A_LINE, ...options });

describe('a jump', () => {
  it('is bracketed wherever it is, up or down, on a line or a curve', () => {
    const place = fc.double({ min: 0.05, max: 9.95, noNaN: true });
    const size = fc.double({ min: 0.5, max: 100, noNaN: true });
    fc.assert(
      fc.property(place, size, fc.constantFrom(1, -1), fc.boolean(), (at, drop, sign, isCurved) => {
        const f = (x: number) => (isCurved ? Math.sin(x) : x) + (x >= at ? sign * drop : 0);
        const [jump, ...others] = jumpsOf(f, grid(0, 10, 41));
        expect(others).toEqual([]);
        expect(jump?.cell).toBe(Math.min(39, Math.floor(at / 0.25)));
        expect((jump?.left ?? 99) < at && at <= (jump?.right ?? -99)).toBe(true);
        expect((jump?.right ?? 0) - (jump?.left ?? 0)).toBeLessThanOrEqual(0.25 * 2 ** -19);
        expect(jump?.size).toBeCloseTo(sign * drop, 5);
      }),
    );
  });

  it('is found along an axis that falls, and in the logarithm', () => {
    const f = (x: number) => (x >= 3.3 ? 1 : 0);
    const [falling] = jumpsOf(f, grid(10, 0, 11));
    expect(falling).toMatchObject({ cell: 6, leftValue: 1, rightValue: 0, size: -1 });
    const [logarithmic] = jumpsOf(f, [0.1, 1, 10, 100], { scale: 'LOG', halvings: 40 });
    expect(logarithmic?.left).toBeCloseTo(3.3, 10);
  });

  it('is not where a curve is bent, steep or continuous', () => {
    expect(jumpsOf((x) => x * x, grid(-5, 5, 21))).toEqual([]);
    expect(jumpsOf(Math.abs, grid(-5, 4.7, 21))).toEqual([]);
    expect(jumpsOf((x) => Math.tanh(1000 * (x - 1.03)), grid(-5, 5, 21))).toEqual([]);
    expect(jumpsOf((x) => Math.exp(3 * x), grid(-5, 5, 21))).toEqual([]);
    expect(jumpsOf(() => 7, grid(0, 1, 5))).toEqual([]);
  });

  it('is not noise beside the range of the output', () => {
    expect(jumpsOf((x) => x + (x > 0.51 ? 1e-9 : 0), grid(0, 1, 21))).toEqual([]);
  });

  it('is not an edge beyond which there are no numbers', () => {
    expect(jumpsOf((x) => (x > 2 ? null : x), grid(0, 5, 11))).toEqual([]);
    expect(jumpsOf(() => null, grid(0, 5, 11))).toEqual([]);
    expect(jumpsOf((x) => x, [1])).toEqual([]);
  });

  it('is looked for where the step is most conspicuous first', () => {
    const sizes = [1, 50, 3];
    const f = (x: number) => sizes.reduce((y, size, i) => y + (x >= 2.2 + 3 * i ? size : 0), 0);
    expect(jumpsOf(f, grid(0, 10, 41)).map(({ size }) => size)).toEqual([1, 50, 3]);
    expect(jumpsOf(f, grid(0, 10, 41), { most: 2 }).map(({ size }) => size)).toEqual([50, 3]);
    expect(jumpsOf(f, grid(0, 10, 41), { most: 1 }).map(({ size }) => size)).toEqual([50]);
  });
});

describe('the jumps of a sweep', () => {
  const sweep = sweepOf(find);

  it('are told by output, for the swept numbers where none are named', () => {
    const asked = {
      calculator: 'broken',
      axes: [{ path: 'x', from: 0, to: 10, steps: 21 }],
      outputs: ['y', 'z', 'n', 'word', 'isBeyond'],
      jumps: {},
    };
    const { jumps } = ask(sweep, asked);
    expect(jumps).toMatchObject([{ output: 'y', cell: 7 }]);
    expect(jumps?.[0]?.left).toBeCloseTo(3.7, 6);
    expect(ask(sweep, { ...asked, jumps: { outputs: ['isBeyond', 'y'] } }).jumps).toMatchObject([
      { output: 'isBeyond', leftValue: 0, rightValue: 1 },
      { output: 'y', size: expect.closeTo(-2, 5) as unknown },
    ]);
    expect(ask(sweep, { ...asked, jumps: { outputs: [] } }).jumps).toEqual([]);
  });

  it('agree with a grid so fine that it needs no bisection', () => {
    const bucket = (side: string, openInterest: number, leverage: number) => {
      return { side, openInterest, entryPrice: 100, leverage, maintenanceMarginRate: 0.005 };
    };
    const buckets = [bucket('long', 50_000, 30), bucket('long', 70_000, 9), bucket('short', 120_000, 4)];
    const between = (from: number, to: number, steps: number, jumps: object | null) =>
      ask(sweep, {
        calculator: 'open-interest-collapse',
        parameters: { markPrice: 100, dailyVolume: 1_000_000, dailyVolatility: 0.04, buckets },
        axes: [{ path: 'shock', from, to, steps }],
        outputs: ['totalReturn'],
        jumps,
      });
    const fine = between(0.001, 0.2, 1991, null);
    const [x, y] = [fine.axes[0]?.values ?? [], fine.outputs[0]?.values as number[]];
    const leaps = y.flatMap((value, k) => (k > 0 && Math.abs(value - (y[k - 1] as number)) > 10 * 1e-4 ? [k] : []));
    const { jumps } = between(0.001, 0.2, 41, {});
    expect(leaps).toHaveLength(2);
    expect(jumps).toHaveLength(2);
    for (const [i, k] of leaps.entries()) {
      expect(jumps?.[i]?.right).toBeGreaterThan(x[k - 1] as number);
      expect(jumps?.[i]?.left).toBeLessThan(x[k] as number);
    }
  });
});
