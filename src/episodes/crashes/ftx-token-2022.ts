import { priceImpact } from '../../calculators/price-impact/calculator.ts';
import { defineEpisode, sure } from '../kit/episode.ts';
import { SQUARE_ROOT_LAW } from '../kit/square-root-law.ts';

const YAHOO = 'Yahoo Finance, daily prices of FTT-USD';

export const ftxToken2022 = defineEpisode({
  slug: 'ftx-token-2022',
  title: 'FTT: an announced sale of 23 million tokens',
  date: '2022-11-08',
  calculator: priceImpact,
  about: "Binance's holding of the token as one order against the token's own volume.",
  lesson:
    'The announced sale was nine days of volume, and even so the law gives only a tenth of the fall. The sale was the trigger, not the cause: a run on the exchange behind the token followed.',
  concepts: ['collateral-value-decay', 'platform-solvency', 'selling-pressure'],
  inputs: {
    orderQuantity: sure(23e6, 'Finbold, 8 November 2022: Binance moved 22,999,999 FTT, worth $584.8 m'),
    dailyVolume: sure(2.6e6, `${YAHOO}, volumes of CoinMarketCap: mean of 30 days to 5 November 2022, $63 m a day`),
    dailyVolatility: sure(0.0243, `${YAHOO}: standard deviation of 30 daily log returns to 5 November 2022`),
    referencePrice: sure(22, `Price that Alameda offered on 6 November; ${YAHOO}: close of 7 November, 22.14`),
    ...SQUARE_ROOT_LAW,
  },
  observed: [
    {
      output: 'priceImpact',
      ...sure(0.75, `${YAHOO}: closes of 7 and 8 November 2022, 22.14 and 5.52`),
      note: 'A run on the exchange, of which the sale was only the trigger.',
    },
  ],
});
