/** Grids of runs: the content of a cell, the description of the axes, and what happens when the time is up. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Sweep, sweepOf } from '../../../src/analyses/sweep/sweep.ts';
import { runCalculator } from '../../../src/calculators/run/run.ts';
import { ask, countingFind, find, timeFor } from '../counted.ts';

const sweep = sweepOf(find);
const values = ({ outputs }: Sweep, output: string) => outputs.find((one) => one.output === output)?.values;

describe('a sweep', () => {
  it('goes row by row, the first axis slow', () => {
    const grid = ask(sweep, {
      calculator: 'broken',
      parameters: { drop: 0 },
      axes: [
        { path: 'x', values: [1, 2, 3] },
        { path: 'slope', from: 10, to: 20, steps: 2 },
      ],
      outputs: ['y'],
    });
    expect(grid.axes.map((axis) => axis.values)).toEqual([
      [1, 2, 3],
      [10, 20],
    ]);
    expect(values(grid, 'y')).toEqual([10, 20, 20, 40, 30, 60]);
  });

  it('has every scalar where no outputs are named, and keeps true, false and words as they are', () => {
    const grid = ask(sweep, { calculator: 'broken', axes: [{ path: 'x', values: [3, 4] }] });
    expect(grid.outputs.map(({ output }) => output)).toEqual([
      'y',
      'z',
      'w',
      'wave',
      'stairs',
      'parity',
      'n',
      'isBeyond',
      'word',
    ]);
    expect(values(grid, 'isBeyond')).toEqual([false, true]);
    expect(values(grid, 'word')).toEqual(['before', 'beyond']);
  });

  it('tells cells that are refused, and why, beside those that have outputs or nulls', () => {
    const grid = ask(sweep, { calculator: 'broken', axes: [{ path: 'x', values: [-20, 0, 11] }], outputs: ['y', 'z'] });
    expect(grid).toMatchObject({
      statuses: ['OK', 'OK', 'REFUSED'],
      codes: [null, null, 'OUT_OF_RANGE'],
      faults: [null, null, 'x'],
      okCount: 2,
      refusedCount: 1,
      timeoutCount: 0,
      jumps: null,
    });
    expect(values(grid, 'y')).toEqual([null, 0, null]);
    expect(values(grid, 'z')).toEqual([400, 0, null]);
  });

  it('needs no parameter that an axis sets', () => {
    const grid = ask(sweep, { calculator: 'kinds', axes: [{ path: 'needed', values: [1, 2] }], outputs: ['status'] });
    expect(grid.okCount).toBe(2);
  });

  it('applies the second axis to what the first one left', () => {
    const grid = ask(sweep, {
      calculator: 'kinds',
      axes: [
        { path: 'needed', values: [1, 2] },
        { path: 'positions[*].size', values: [1, 10], apply: 'MULTIPLY' },
      ],
      outputs: ['path[0].size', 'path[last].size'],
    });
    expect(values(grid, 'path[0].size')).toEqual([1, 10, 1, 10]);
    expect(values(grid, 'path[last].size')).toEqual([2, 20, 2, 20]);
  });

  it('sets whole numbers once each in the order in which they come, but keeps factors as they are', () => {
    const axis = (apply: string) => ({ path: 'steps', values: [2.6, 1, 2.5, 1.4], apply });
    const of = (apply: string) => ask(sweep, { calculator: 'broken', axes: [axis(apply)], outputs: ['n'] });
    expect(of('SET').axes[0]?.values).toEqual([3, 1]);
    expect(values(of('SET'), 'n')).toEqual([3, 1]);
    expect(of('MULTIPLY').axes[0]?.values).toEqual([2.6, 1, 2.5, 1.4]);
    expect(values(of('MULTIPLY'), 'n')).toEqual([10, 4, 10, 6]);
  });

  it('has in each cell what a run alone gives', () => {
    const range = fc.double({ min: 0.001, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(range, range, fc.double({ min: 1, max: 60, noNaN: true }), (from, to, leverage) => {
        const grid = ask(sweep, {
          calculator: 'liquidation-cascade',
          axes: [
            { path: 'shock', from, to, steps: 4 },
            { path: 'dailyVolatility', values: [0.01, leverage / 100] },
          ],
        });
        const [shocks, volatilities] = grid.axes.map((axis) => axis.values);
        shocks?.forEach((shock, i) => {
          volatilities?.forEach((dailyVolatility, j) => {
            const { outputs } = runCalculator(find('liquidation-cascade'), { shock, dailyVolatility });
            for (const column of grid.outputs) expect(column.values[2 * i + j]).toEqual(outputs[column.output]);
          });
        });
      }),
      { numRuns: 20 },
    );
  });
});

describe('a sweep whose time is up', () => {
  const request = {
    calculator: 'broken',
    axes: [{ path: 'x', from: 0, to: 10, steps: 11 }],
    outputs: ['y'],
    jumps: { tolerance: 0.001 },
  };

  it('has the cells that were done, and TIMEOUT for the others', () => {
    const grid = ask(sweep, request, timeFor(4));
    expect(grid.statuses).toEqual([...Array(4).fill('OK'), ...Array(7).fill('TIMEOUT')]);
    expect(values(grid, 'y')).toEqual([0, 1, 2, 3, ...Array(7).fill(null)]);
    expect(grid).toMatchObject({ okCount: 4, refusedCount: 0, timeoutCount: 7, jumps: null });
    expect(grid.codes).toEqual(Array(11).fill(null));
  });

  it('tells no jumps rather than some of them', () => {
    const grid = ask(sweep, request, timeFor(14));
    expect(grid).toMatchObject({ okCount: 11, timeoutCount: 0, jumps: null });
  });
});

describe('the runs of a sweep', () => {
  const jumps = fc.record({ tolerance: fc.constantFrom(0.1, 0.003, 1e-6), most: fc.integer({ min: 1, max: 5 }) });
  const request = fc.record({
    calculator: fc.constant('broken'),
    parameters: fc.record({ jumpAt: fc.double({ min: -5, max: 9, noNaN: true }), drop: fc.constantFrom(0, 2, 500) }),
    axes: fc.tuple(
      fc.record({
        path: fc.constant('x'),
        from: fc.constant(-9),
        to: fc.constant(9.9),
        steps: fc.integer({ min: 1, max: 40 }),
      }),
    ),
    outputs: fc.constant(['y', 'z', 'w']),
    jumps: fc.option(jumps),
  });

  it('are never more than were charged for', () => {
    let mostShare = 0;
    fc.assert(
      fc.property(request, (asked) => {
        const counting = countingFind();
        const analysis = sweepOf(counting.find);
        const charged = analysis.runs(analysis.check(asked));
        ask(analysis, asked);
        mostShare = Math.max(mostShare, counting.runs() / charged);
        return counting.runs() <= charged;
      }),
    );
    expect(mostShare).toBe(1);
  });

  it('are told as they go', () => {
    const watch = timeFor();
    ask(sweep, { calculator: 'broken', axes: [{ path: 'x', from: 0, to: 1, steps: 3 }] }, watch);
    expect(watch.told).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
  });
});
