import { describe, expect, it } from '@jest/globals';
import { didYouMean, likeNames } from '../src/did-you-mean.ts';

describe('what may have been meant', () => {
  it.each([
    ['a letter too few', 'shok', ['shock', 'rounds', 'maxRounds'], ['shock']],
    ['another case and sign', 'Liquidation Cascade', ['liquidation-cascade', 'debtrank'], ['liquidation-cascade']],
    [
      'a part of names, the shortest first',
      'leverage',
      ['shock', 'leverageBuckets', 'leverageMin'],
      ['leverageMin', 'leverageBuckets'],
    ],
    ['nothing alike', 'price', ['shock', 'rounds'], []],
    ['a part too short to mean one', 'ro', ['rounds', 'rows', 'rooms'], []],
    ['more than could be read', `shock${'k'.repeat(100_000)}`, ['shock'], []],
  ])('for %s', (_, given, known, expected) => {
    expect(likeNames(given, known)).toEqual(expected);
  });

  it('is asked in a sentence of its own, of three names at most', () => {
    expect(didYouMean('leverag', ['leverageMin'])).toBe('. Did you mean leverageMin?');
    expect(didYouMean('run1', ['run2', 'run3'])).toBe('. Did you mean run2 or run3?');
    expect(didYouMean('run1', ['run2', 'run3', 'run4', 'run5'])).toBe('. Did you mean run2, run3 or run4?');
    expect(didYouMean('price', ['shock'])).toBe('');
    expect(didYouMean(7, ['7'])).toBe('');
  });
});
