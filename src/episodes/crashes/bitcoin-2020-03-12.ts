import { openInterestCollapse } from '../../calculators/open-interest-collapse/calculator.ts';
import { assumption, defineEpisode, sure, toVerify } from '../kit/episode.ts';

const LEDGER_PRIME = "LedgerPrime research, Crypto's Black Thursday, 2020";
const PRICE = 7353;

/** A bucket of positions opened at the price before the fall, bitcoin. */
function bucket(side: 'long' | 'short', openInterest: number, leverage: number) {
  return { side, openInterest, entryPrice: PRICE, leverage, maintenanceMarginRate: 0.005 };
}

export const bitcoin20200312 = defineEpisode({
  slug: 'bitcoin-2020-03-12',
  title: 'Black Thursday: the first leg on BitMEX',
  date: '2020-03-12',
  calculator: openInterestCollapse,
  about:
    'Perpetual swaps on one venue, grouped by leverage, in the first hour of the fall. The split by leverage is not public and is assumed; 1 base is 1 bitcoin.',
  lesson:
    'The model gives half of the fall and six tenths of the liquidations. After the first 10 %, which are given, closing 65,000 bitcoin at calm volatility moves the price by little more than one per cent. Order books that thin out as prices fall are not in the model.',
  concepts: ['open-interest-collapse', 'liquidation-cascade', 'perpetual-futures', 'margin-call-cascade'],
  inputs: {
    markPrice: sure(PRICE, `${LEDGER_PRIME}: the perpetual at 10:00 UTC`),
    shock: assumption(0.1, 'The part of the fall that came from outside.'),
    buckets: assumption(
      [
        bucket('long', 15_000, 50),
        bucket('long', 20_000, 25),
        bucket('long', 30_000, 10),
        bucket('long', 35_000, 5),
        bucket('long', 30_000, 3),
        bucket('short', 130_000, 5),
      ],
      'The split by leverage is a guess, of $0.96 bn of open interest; Skew counted $1.2 bn in all bitcoin futures of BitMEX before the fall (Cointelegraph, 23 March 2020).',
    ),
    dailyVolume: toVerify(
      288_000,
      'Arthur Hayes of BitMEX on Twitter, 3 February 2020: mean daily turnover of close to 288,000, as reported by currencies.ru. The report names no unit, and we could not open the tweet; in bitcoin it is $2.7 bn, and Skew had $2.45 bn on 23 March',
    ),
    dailyVolatility: sure(
      0.0299,
      'Yahoo Finance, daily prices of BTC-USD: standard deviation of 30 daily log returns to 11 March 2020',
    ),
  },
  observed: [
    {
      output: 'totalReturn',
      ...sure(-0.228, `${LEDGER_PRIME}: from 7,353 to 5,678 in the first leg`),
    },
    {
      output: 'forcedVolume',
      ...sure(
        110_000,
        `${LEDGER_PRIME}: more than $700 m liquidated; Datamish counted $782 m of longs on the day, nearly all within the hour (CryptoFans, March 2020)`,
      ),
      note: '$700 m at 6,400 on average.',
    },
  ],
});
