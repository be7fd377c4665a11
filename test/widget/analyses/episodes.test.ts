import { expect, it } from '@jest/globals';
import { verdictOf } from '../../../src/widget/analyses/episodes/verdict.ts';

it('says whether a model hits a crash, and by how much it is off', () => {
  const verdict = (model: number | null, relativeError: number | null, hit: boolean) =>
    verdictOf({ model, relativeError, hit }, String);
  expect(verdict(0.00729, -0.968, false)).toBe('misses by 96.8 %');
  expect(verdict(0.726, 0.0083, true)).toBe('hits, off by 0.83 %');
  expect(verdict(1, 0, true)).toBe('hits');
  expect(verdict(1, null, false)).toBe('misses');
  expect(verdict(null, null, false)).toBe('no answer');
  expect(verdictOf(undefined, String)).toBe('no answer');
});
