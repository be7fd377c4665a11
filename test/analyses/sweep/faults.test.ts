/** Faults in a request for a sweep, in the catalogue's order. */
import { describe, expect, it } from '@jest/globals';
import { sweepOf } from '../../../src/analyses/sweep/sweep.ts';
import { find } from '../counted.ts';
import { faultOf } from '../faults.ts';

const sweep = sweepOf(find);
const axis = { path: 'x', from: 1, to: 2, steps: 3 };
const sound = { calculator: 'broken', axes: [axis], outputs: ['y'], jumps: { outputs: ['y'] } };

/** Requests with one fault each, from the one checked last to the one checked first; `with` may combine several. */
const FAULTS: [fault: string, change: Record<string, unknown>][] = [
  ['jumps.most OUT_OF_RANGE', { jumps: { most: 0 } }],
  ['jumps.most OUT_OF_RANGE', { jumps: { most: 51 } }],
  ['jumps.most NOT_INTEGER', { jumps: { most: 1.5 } }],
  ['jumps.tolerance OUT_OF_RANGE', { jumps: { tolerance: 0.2, most: 0 } }],
  ['jumps.tolerance OUT_OF_RANGE', { jumps: { tolerance: 1e-13 } }],
  ['jumps.outputs TOO_LARGE', { jumps: { outputs: ['y', 'y', 'y', 'y', 'y', 'y'], tolerance: 1 } }],
  ['jumps.outputs TOO_LARGE', { outputs: ['y', 'z', 'w', 'y', 'z', 'w'], jumps: {} }],
  ['jumps.outputs[1] NOT_NUMERIC', { jumps: { outputs: ['y', 'word', 'y', 'y', 'y', 'y'] } }],
  ['jumps.outputs[0] UNKNOWN_OUTPUT', { jumps: { outputs: ['price'] } }],
  ['jumps.what UNKNOWN_PARAMETER', { jumps: { what: 1 } }],
  ['jumps WRONG_TYPE', { jumps: true }],
  ['jumps OUT_OF_RANGE', { axes: [axis, { path: 'slope', values: [1] }], jumps: { outputs: ['price'] } }],
  ['jumps OUT_OF_RANGE', { axes: [{ path: 'steps', values: [1] }] }],
  ['outputs[1] UNKNOWN_OUTPUT', { outputs: ['y', 'price'], jumps: { most: 0 } }],
  ['outputs TOO_LARGE', { outputs: Array(21).fill('price') }],
  ['outputs EMPTY', { outputs: [] }],
  [
    'axes TOO_LARGE',
    {
      axes: [
        { ...axis, steps: 51 },
        { path: 'slope', from: 0, to: 1, steps: 50 },
      ],
      outputs: [],
    },
  ],
  ['axes[0].to OUT_OF_RANGE', { axes: [{ ...axis, from: -1.7e308, to: 1.7e308 }] }],
  ['axes[0].to OUT_OF_RANGE', { axes: [{ ...axis, to: 0, scale: 'LOG' }], outputs: [] }],
  ['axes[0].from OUT_OF_RANGE', { axes: [{ ...axis, from: 0, to: -1, scale: 'LOG' }] }],
  ['axes[0].scale UNKNOWN_VALUE', { axes: [{ ...axis, scale: 'log' }] }],
  ['axes[0].steps OUT_OF_RANGE', { axes: [{ ...axis, steps: 0, from: 0, scale: 'LOG' }] }],
  ['axes[0].steps OUT_OF_RANGE', { axes: [{ ...axis, steps: 2501 }] }],
  ['axes[0].steps NOT_INTEGER', { axes: [{ ...axis, steps: 2.5 }] }],
  ['axes[0].to NOT_FINITE', { axes: [{ ...axis, to: Number.POSITIVE_INFINITY, steps: 0 }] }],
  ['axes[0].to MISSING', { axes: [{ path: 'x', from: 1, steps: 0 }] }],
  ['axes[0].from MISSING', { axes: [{ path: 'x' }] }],
  ['axes[0].from WRONG_TYPE', { axes: [{ ...axis, from: '1' }] }],
  ['axes[0].values NOT_FINITE', { axes: [{ path: 'x', values: [1, Number.POSITIVE_INFINITY] }] }],
  ['axes[0].values TOO_LARGE', { axes: [{ path: 'x', values: Array(1001).fill(1) }] }],
  ['axes[0].values EMPTY', { axes: [{ path: 'x', values: [] }] }],
  ['axes[1].path OUT_OF_RANGE', { axes: [axis, { path: 'x', values: [] }] }],
  ['axes[1].path UNKNOWN_PARAMETER', { axes: [axis, { path: 'y', values: [] }] }],
  ['axes[0].path NOT_NUMERIC', { calculator: 'kinds', axes: [{ path: 'side' }, axis] }],
  ['axes[0].path NOT_NUMERIC', { calculator: 'kinds', axes: [{ path: 'needed', apply: 'ADD' }] }],
  ['axes[0].path UNKNOWN_PARAMETER', { axes: [{ path: 'x[0]' }] }],
  ['axes[0].path MISSING', { axes: [{}] }],
  ['axes[0].apply UNKNOWN_VALUE', { axes: [{ ...axis, apply: 'DIVIDE' }] }],
  ['axes[0].step UNKNOWN_PARAMETER', { axes: [{ path: 'x', step: 1 }] }],
  ['axes[0] WRONG_TYPE', { axes: ['x'] }],
  ['axes TOO_LARGE', { axes: [axis, axis, axis] }],
  ['axes EMPTY', { axes: [] }],
  ['axes MISSING', { axes: undefined, outputs: [] }],
  ['parameters WRONG_TYPE', { parameters: [1], axes: [] }],
  ['calculator UNKNOWN_VALUE', { calculator: 'liquidation', axes: [] }],
  ['calculator MISSING', { calculator: null, axes: [] }],
  ['axis UNKNOWN_PARAMETER', { axis: [], calculator: 1 }],
];

describe('a request for a sweep', () => {
  it('is sound as it stands', () => {
    expect(sweep.runs(sweep.check(sound))).toBe(3 + 2 * 20);
  });

  it.each(FAULTS)('is refused by %s', (fault, change) => {
    expect(faultOf(() => sweep.check({ ...sound, ...change }))).toBe(fault);
  });

  it.each([undefined, null, 5, 'x', [sound]])('is no %p', (request) => {
    expect(faultOf(() => sweep.check(request))).toMatch(/^input (MISSING|WRONG_TYPE)$/);
  });

  it('says what is wrong and what is wanted', () => {
    const message = (change: object) => {
      try {
        sweep.check({ ...sound, ...change });
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    expect(message({ axes: [{ ...axis, path: 'position' }] })).toBe(
      'axes[0].path must begin with a parameter of broken, which has x, slope, jumpAt, drop, steps, but got "position"',
    );
    expect(message({ outputs: ['price'] })).toBe(
      'outputs[0] must name an output of broken, which has y, z, w, wave, stairs, parity, n, isBeyond, word, but got "price". Did you mean parity?',
    );
    expect(message({ axes: [{ ...axis, steps: 0 }] })).toBe('axes[0].steps must be at least 1, but got 0');
  });
});
