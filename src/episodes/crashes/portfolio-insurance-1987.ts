import { priceImpact } from '../../calculators/price-impact/calculator.ts';
import { assumption, defineEpisode, sure } from '../kit/episode.ts';
import { SQUARE_ROOT_LAW } from '../kit/square-root-law.ts';

const BRADY = 'Report of the Presidential Task Force on Market Mechanisms (Brady report), January 1988';
const KYLE_OBIZHAEVA =
  "Kyle, Obizhaeva (2023), Large Bets and Stock Market Crashes, Review of Finance 27(6), 2163-2203, doi 10.1093/rof/rfad008, from the authors' slides";

export const portfolioInsurance1987 = defineEpisode({
  slug: 'portfolio-insurance-1987',
  title: 'Black Monday: portfolio insurance sells into a falling market',
  date: '1987-10-19',
  calculator: priceImpact,
  about:
    'What portfolio insurers sold that day, in futures and shares together, as one order against a normal day of both markets. Amounts are dollars at the prices before the fall: 1 base is 1 dollar.',
  lesson:
    'With the calm volatility of the month before, the square-root law explains a thirtieth of the fall. It does not know that buyers step back once they see that insurers have to sell. Kyle and Obizhaeva, whose volume and volatility are used here, come closer with an impact that grows with the size of the market.',
  concepts: ['panic-selling-cascades', 'market-panic-selling', 'selling-pressure', 'delta-hedging', 'price-impact'],
  inputs: {
    orderQuantity: sure(
      6e9,
      `${BRADY}: insurers sold futures worth about $4 bn, and three of them shares for about $2 bn`,
    ),
    dailyVolume: sure(
      20.57e9,
      `${KYLE_OBIZHAEVA}: mean of the month before 14 October 1987, $10.37 bn of S&P 500 futures and $10.20 bn of shares on the NYSE`,
    ),
    dailyVolatility: sure(0.0135, `${KYLE_OBIZHAEVA}: of the month before 14 October 1987`),
    referencePrice: assumption(1, 'Prices as an index.'),
    ...SQUARE_ROOT_LAW,
  },
  observed: [
    {
      output: 'priceImpact',
      ...sure(0.226, `${BRADY}: the Dow Jones Industrial Average lost 508 points and closed at 1,738.74`),
      note: 'The fall of the whole day, of which the insurers are one cause.',
    },
    {
      output: 'priceImpact',
      ...sure(0.205, 'CNNfn, The blackest of Mondays, 13 October 1997: the S&P 500 lost 57.86 and closed at 224.84'),
      note: 'Likewise of the whole day.',
    },
  ],
});
