import { openInterestCollapse } from '../../calculators/open-interest-collapse/calculator.ts';
import { assumption, defineEpisode, sure } from '../kit/episode.ts';

const COINDESK = 'CoinDesk Research, The $19 Billion Liquidation That Shook Crypto, 17 October 2025';

/** A bucket of positions opened at the index price of 100. */
function bucket(side: 'long' | 'short', openInterest: number, leverage: number) {
  return { side, openInterest, entryPrice: 100, leverage, maintenanceMarginRate: 0.005 };
}

export const crypto20251010 = defineEpisode({
  slug: 'crypto-2025-10-10',
  title: 'The largest day of liquidations in crypto',
  date: '2025-10-10',
  calculator: openInterestCollapse,
  about:
    'All perpetual futures as one contract at an index price of 100. Total open interest is measured; its split by leverage is a guess.',
  lesson:
    'Open interest falls too little, and liquidations are more than three times what venues reported: the guessed split puts too much at leverage of ten and more. Voluntary closing, which the run leaves out, was the larger part of what was seen.',
  concepts: ['open-interest-collapse', 'liquidation-cascade', 'auto-deleveraging', 'perpetual-futures'],
  inputs: {
    markPrice: assumption(100, 'Prices as an index.'),
    shock: assumption(0.12, "Bitcoin's first fall, within the hour."),
    buckets: assumption(
      [
        bucket('long', 2.17e8, 20),
        bucket('long', 4.34e8, 10),
        bucket('long', 6.51e8, 5),
        bucket('long', 8.68e8, 3),
        bucket('short', 2.17e9, 3),
      ],
      `The total of $217 bn is from ${COINDESK}; its split by leverage is a guess.`,
    ),
    dailyVolume: sure(
      2.645e9,
      'CoinGlass, annual report of 2025, as reported by Cointelegraph: $264.5 bn a day in crypto derivatives, mean of the year',
    ),
    dailyVolatility: assumption(0.035, 'Of an average token.'),
  },
  observed: [
    {
      output: 'openInterestChange',
      ...sure(-0.433, `${COINDESK}: from $217 bn to $123 bn within a day`),
      note: 'Voluntary closing included.',
    },
    {
      output: 'forcedVolume',
      ...sure(1.9e8, `${COINDESK}: more than $19 bn liquidated within 24 hours, counted by CoinGlass`),
    },
  ],
});
