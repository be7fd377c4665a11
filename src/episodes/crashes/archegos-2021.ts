import { accountLiquidation } from '../../calculators/account-liquidation/calculator.ts';
import { assumption, defineEpisode, sure } from '../kit/episode.ts';

const SEC = 'SEC v. Hwang et al., complaint 1:22-cv-03402, 27 April 2022';

export const archegos2021 = defineEpisode({
  slug: 'archegos-2021',
  title: 'Archegos: from $36 bn to less than nothing in a week',
  date: '2021-03-26',
  calculator: accountLiquidation,
  about:
    'Capital against the gross exposure through swaps, all of it taken as long: the common fall that takes all capital. Margin calls, and the order in which the banks sold, are left out.',
  lesson:
    'The capital is gone at a fall of 22.5 %. The banks went on losing beyond that, because large concentrated positions could only be sold far below the marks. That cost of liquidation is the gap, and the run leaves it out.',
  concepts: ['margin-call', 'leverage', 'leverage-misuse', 'fire-sale', 'counterparty-risk'],
  inputs: {
    collateral: sure(36e9, `${SEC}: capital of more than $36 bn`),
    symbols: [
      {
        markPrice: assumption(1, 'The portfolio as an index.'),
        maintenanceMarginRate: assumption(0, 'The question is when capital is gone, not when banks act.'),
      },
    ],
    positions: [
      {
        symbol: assumption(0, 'The portfolio as one.'),
        size: sure(160e9, `${SEC}: exposure of $160 bn; its shorts count as longs here`),
      },
    ],
  },
  observed: [
    {
      output: 'bankruptcyMoveDown',
      ...sure(
        -0.2875,
        'Fortune, 27 April 2021: the banks lost roughly $10 bn on top of the capital, of which Credit Suisse $5.5 bn',
      ),
      note: '(36 + 10) / 160: the loss once all was sold, not the threshold.',
    },
  ],
});
