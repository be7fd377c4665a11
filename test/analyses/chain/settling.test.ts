import { describe, expect, it } from '@jest/globals';
import { settled } from '../../../src/analyses/chain/settling.ts';

describe('a series of rounds', () => {
  it.each<[string, (number | null)[], string | null]>([
    ['of one round has no change', [1], null],
    ['has converged at the first small change', [1, 1.0005], 'CONVERGED'],
    ['has converged though its changes grew', [0, 1, 3, 7, 15, 31, 31], 'CONVERGED'],
    ['goes on after four growing changes', [0, 1, 3, 7, 15, 31], null],
    ['diverges after five growing changes', [0, 1, 3, 7, 15, 31, 63], 'DIVERGES'],
    ['diverges also where it swings', [0, 1, -2, 4, -8, 16, -32], 'DIVERGES'],
    ['goes on where growth is rounding', [0, 1, 2, 3, 4, 5, 6 + 1e-10], null],
    ['goes on where growth has paused', [0, 1, 3, 7, 9, 31, 63, 127, 255], null],
    ['does not tell from a missing number', [0, 1, null, 7, 15, 31, 63, 127], null],
    ['has not converged on a missing number', [1, null], null],
  ])('%s', (_, series, end) => {
    expect(settled(series, 0.001)).toBe(end);
  });
});
