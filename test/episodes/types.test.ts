/** A misspelt parameter or output, or a value of the wrong type, does not compile: `npm run types` reads this file. */
import { describe, expect, it } from '@jest/globals';
import { accountLiquidation } from '../../src/calculators/account-liquidation/calculator.ts';
import { priceImpact } from '../../src/calculators/price-impact/calculator.ts';
import { assumption, defineEpisode, sure, toVerify } from '../../src/episodes/kit/episode.ts';

const STORY = { slug: 'a', title: 'A', date: '2000-01-01', about: 'A.', lesson: 'A.', concepts: [] };
const observed = [{ output: 'equity', ...sure(1, 'a') }] as const;

describe('an episode', () => {
  it('takes the parameters and outputs of its calculator, and no others', () => {
    const positions = [{ symbol: assumption(0, 'a'), side: sure('short', 'a'), size: toVerify(4, 'a') }];
    const episodes = [
      defineEpisode({ ...STORY, calculator: accountLiquidation, observed, inputs: { positions } }),
      defineEpisode({
        ...STORY,
        calculator: accountLiquidation,
        observed: [{ output: 'positionResults[0].unrealizedPnl', ...sure(1, 'a') }],
        inputs: { positions: assumption([{ symbol: 0, size: 4 }], 'a') },
      }),
      // @ts-expect-error: not a parameter of this calculator
      defineEpisode({ ...STORY, calculator: accountLiquidation, observed, inputs: { dailyVolume: sure(1, 'a') } }),
      defineEpisode({
        ...STORY,
        calculator: accountLiquidation,
        observed,
        // @ts-expect-error: not a field of a position
        inputs: { positions: [{ sise: sure(4, 'a') }] },
      }),
      defineEpisode({
        ...STORY,
        calculator: accountLiquidation,
        observed,
        // @ts-expect-error: not a value of the enum
        inputs: { positions: [{ side: sure('up', 'a') }] },
      }),
      // @ts-expect-error: without a source
      defineEpisode({ ...STORY, calculator: accountLiquidation, observed, inputs: { collateral: 1 } }),
      // @ts-expect-error: not an output of this calculator
      defineEpisode({ ...STORY, calculator: priceImpact, observed, inputs: {} }),
      defineEpisode({
        ...STORY,
        calculator: accountLiquidation,
        // @ts-expect-error: not a number
        observed: [{ output: 'status', ...sure(1, 'a') }],
        inputs: {},
      }),
      // @ts-expect-error: nothing observed
      defineEpisode({ ...STORY, calculator: accountLiquidation, observed: [], inputs: {} }),
    ];
    expect(episodes).toHaveLength(9);
  });
});
