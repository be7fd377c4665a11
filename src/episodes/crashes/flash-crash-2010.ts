import { priceImpact } from '../../calculators/price-impact/calculator.ts';
import { assumption, defineEpisode, sure } from '../kit/episode.ts';
import { SQUARE_ROOT_LAW } from '../kit/square-root-law.ts';

const SEC_CFTC = 'Staffs of the CFTC and SEC, Findings Regarding the Market Events of May 6, 2010, 30 September 2010';
const KIRILENKO =
  'Kirilenko, Kyle, Samadi, Tuzun (2017), The Flash Crash, Journal of Finance 72(3), 967-998, doi 10.1111/jofi.12498, table I';

export const flashCrash2010 = defineEpisode({
  slug: 'flash-crash-2010',
  title: 'Flash crash: 75,000 E-mini contracts',
  date: '2010-05-06',
  calculator: priceImpact,
  about: "The large seller's programme as one order in the E-mini S&P 500 of June 2010; 1 base is 1 contract.",
  lesson:
    "The programme was 3 % of a day's volume, which by the law moves the price by a quarter of a per cent. The price fell by 5 % and recovered within the half hour: a law of what orders cost on average says nothing about an order book that empties within minutes.",
  concepts: ['flash-crash', 'price-impact', 'selling-pressure', 'market-depth', 'cascade-selling-pressure'],
  inputs: {
    orderQuantity: sure(75_000, `${SEC_CFTC}: 75,000 contracts, about $4.1 bn, sold within about 20 minutes`),
    dailyVolume: sure(2_397_639, `${KIRILENKO}: mean of 3 to 5 May`),
    dailyVolatility: sure(
      0.0154,
      `${KIRILENKO}: log of the highest over the lowest price of the day, mean of 3 to 5 May; wider than a standard deviation`,
    ),
    referencePrice: assumption(1, 'Prices as an index.'),
    ...SQUARE_ROOT_LAW,
  },
  observed: [
    {
      output: 'priceImpact',
      ...sure(0.05, `${SEC_CFTC}: the E-mini from 14:30 to 14:45`),
      note: 'About 5 %, after 3 % earlier that day.',
    },
  ],
});
