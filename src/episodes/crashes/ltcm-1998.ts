import { accountLiquidation } from '../../calculators/account-liquidation/calculator.ts';
import { assumption, defineEpisode, sure } from '../kit/episode.ts';

const TIMES = "New York Times, Hedge Fund's Bets Top $1.2 Trillion, 26 September 1998";

export const ltcm1998 = defineEpisode({
  slug: 'ltcm-1998',
  title: 'Long-Term Capital Management: how little had to move',
  date: '1998-09-23',
  calculator: accountLiquidation,
  about:
    'The securities on the balance sheet as one position, with the capital before the crisis as collateral and no maintenance margin: the common fall that takes all of it. Derivatives off the balance sheet are left out.',
  lesson:
    'The threshold is 15 % beyond the loss, because a little capital was left; it is hardly more than the ratio of two published numbers. Leverage is that of before the losses: on the way down it doubled, because capital shrank faster than the book could be sold.',
  concepts: ['leverage', 'leverage-misuse', 'deleveraging', 'counterparty-risk', 'systemic-risk'],
  inputs: {
    collateral: sure(
      4.7e9,
      "Jorion (2000), Risk Management Lessons from Long-Term Capital Management, European Financial Management 6(3), 277-300: capital before the losses of May 1998; the President's Working Group (April 1999) has $4.8 bn on 1 January",
    ),
    symbols: [
      {
        markPrice: assumption(1, 'The assets as an index.'),
        maintenanceMarginRate: assumption(0, 'The question is when capital is gone, not when lenders act.'),
      },
    ],
    positions: [
      {
        symbol: assumption(0, 'All assets as one.'),
        size: sure(125e9, `${TIMES}: securities of $125 bn`),
      },
    ],
  },
  observed: [
    {
      output: 'bankruptcyMoveDown',
      ...sure(-0.0328, `${TIMES}: capital of $0.6 bn was left at the takeover`),
      note: '(0.6 - 4.7) / 125: the loss, over the assets of before.',
    },
    {
      output: 'effectiveLeverage',
      ...sure(55, 'Lowenstein (2000), When Genius Failed: $2.28 bn of capital at the end of August'),
      note: 'After the loss of $1.9 bn in August; the run is before it.',
    },
  ],
});
