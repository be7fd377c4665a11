import { priceImpact } from '../../calculators/price-impact/calculator.ts';
import { defineEpisode, sure } from '../kit/episode.ts';
import { SQUARE_ROOT_LAW } from '../kit/square-root-law.ts';

const YAHOO = 'Yahoo Finance, daily prices of BTC-USD';

export const terraBitcoinSales2022 = defineEpisode({
  slug: 'terra-bitcoin-sales-2022',
  title: "Terra's reserve: 80,000 bitcoin sold in defence of a peg",
  date: '2022-05-10',
  calculator: priceImpact,
  about:
    "What the sales of Terra's reserve alone would do to bitcoin, as one order. The run on the stablecoin itself is no calculator's subject here.",
  lesson:
    'By the law, an order of a ninth of a day of volume moves the price by one per cent, and the price fell by 26 %. Most of the fall had other causes, fear of these very sales among them; the law rightly says that the sales by themselves were small.',
  concepts: ['de-pegging-event-analysis', 'selling-pressure', 'price-impact'],
  inputs: {
    orderQuantity: sure(
      80_081,
      'Luna Foundation Guard, statement of 16 May 2022: 80,394 on 7 May, of which 313 were left',
    ),
    dailyVolume: sure(
      710_000,
      `${YAHOO}, volumes of CoinMarketCap: mean of 30 days to 7 May 2022, $28 bn a day; what exchanges report is more than what is traded`,
    ),
    dailyVolatility: sure(0.0296, `${YAHOO}: standard deviation of 30 daily log returns to 7 May 2022`),
    referencePrice: sure(35_500, `${YAHOO}: close of 7 May 2022, 35,502`),
    ...SQUARE_ROOT_LAW,
  },
  observed: [
    {
      output: 'priceImpact',
      ...sure(0.258, `${YAHOO}: from 35,502 at the close of 7 May to a low of 26,350 on 12 May`),
      note: 'All causes together.',
    },
  ],
});
