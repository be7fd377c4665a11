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
    "What the sales of Terra's bitcoin reserve would do to the price on their own, as one order. The run on the stablecoin itself is not modelled.",
  lesson:
    "The order is a ninth of a day's volume, which by the law moves the price by one per cent; it fell by 26 %. Most of the fall had other causes, fear of these sales among them: on their own they were small.",
  concepts: ['de-pegging-event-analysis', 'selling-pressure', 'price-impact'],
  inputs: {
    orderQuantity: sure(
      80_081,
      'Luna Foundation Guard, statement of 16 May 2022: 80,394 on 7 May, of which 313 were left',
    ),
    dailyVolume: sure(
      710_000,
      `${YAHOO}, volumes of CoinMarketCap: mean of 30 days to 7 May 2022, $28 bn a day, as exchanges report it; less is really traded`,
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
