/** Faults in a request for a search, in the catalogue's order. */
import { describe, expect, it } from '@jest/globals';
import { solveOf } from '../../../src/analyses/solve/solve.ts';
import { find } from '../counted.ts';
import { faultOf } from '../faults.ts';

const solve = solveOf(find);
const unknown = { path: 'x', from: 1, to: 2, points: 3 };
const target = { output: 'y', comparison: 'AT_MOST', value: 1 };
const sound = { calculator: 'broken', unknown, target };

/** From the fault checked last to the one checked first; requests with several show which comes first. */
const FAULTS: [fault: string, change: Record<string, unknown>][] = [
  ['find UNKNOWN_VALUE', { find: 'MOST' }],
  ['target.tolerance OUT_OF_RANGE', { target: { ...target, tolerance: -1 } }],
  ['target.tolerance NOT_FINITE', { target: { ...target, tolerance: Number.POSITIVE_INFINITY } }],
  ['target.value NOT_FINITE', { target: { ...target, value: Number.POSITIVE_INFINITY, tolerance: -1 } }],
  ['target.value MISSING', { target: { output: 'y', comparison: 'AT_MOST' } }],
  ['target.comparison UNKNOWN_VALUE', { target: { ...target, comparison: '<=' } }],
  ['target.comparison MISSING', { target: { output: 'y', value: 1 } }],
  ['target.output NOT_NUMERIC', { target: { output: 'word', comparison: 'AT_MOST', value: Number.NaN } }],
  ['target.output UNKNOWN_OUTPUT', { target: { output: 'price' } }],
  ['target.output MISSING', { target: {} }],
  ['target MISSING', { target: null }],
  ['unknown.from OUT_OF_RANGE', { unknown: { ...unknown, from: 0, scale: 'LOG' }, target: null }],
  ['unknown.points OUT_OF_RANGE', { unknown: { ...unknown, points: 1001 } }],
  ['unknown.points NOT_INTEGER', { unknown: { ...unknown, points: 2.5 } }],
  ['unknown.to NOT_FINITE', { unknown: { ...unknown, to: Number.POSITIVE_INFINITY, points: 1001 } }],
  ['unknown.to MISSING', { unknown: { path: 'x', from: 1 } }],
  ['unknown.from MISSING', { unknown: { path: 'x', to: 1 } }],
  ['unknown.points OUT_OF_RANGE', { unknown: { path: 'x', points: 1 } }],
  ['unknown.to OUT_OF_RANGE', { unknown: { ...unknown, from: 2, points: 1 } }],
  ['unknown.to OUT_OF_RANGE', { unknown: { ...unknown, from: 3, to: -1, scale: 'LOG' } }],
  ['unknown.path NOT_NUMERIC', { calculator: 'kinds', unknown: { path: 'side', from: 2, to: 1 } }],
  ['unknown.path UNKNOWN_PARAMETER', { unknown: { path: 'y', from: 2, to: 1 } }],
  ['unknown.steps UNKNOWN_PARAMETER', { unknown: { ...unknown, steps: 5 } }],
  ['unknown MISSING', { unknown: undefined }],
  ['parameters WRONG_TYPE', { parameters: 'all', unknown: undefined }],
  ['calculator UNKNOWN_VALUE', { calculator: 'limits', unknown: undefined }],
];

describe('a request for a search', () => {
  it('is sound as it stands', () => {
    expect(solve.check(sound)).toMatchObject({ find: 'LARGEST', target: { tolerance: 1e-9 } });
  });

  it('allows EQUALS a billionth of the value', () => {
    expect(solve.check({ ...sound, target: { ...target, value: -5e3 } })).toMatchObject({
      target: { tolerance: 5e-6 },
    });
  });

  it.each(FAULTS)('is refused by %s', (fault, change) => {
    expect(faultOf(() => solve.check({ ...sound, ...change }))).toBe(fault);
  });
});
