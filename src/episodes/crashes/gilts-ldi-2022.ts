import { priceImpact } from '../../calculators/price-impact/calculator.ts';
import { assumption, defineEpisode, sure } from '../kit/episode.ts';
import { SQUARE_ROOT_LAW } from '../kit/square-root-law.ts';

const CUNLIFFE = 'Sir Jon Cunliffe, Bank of England, to the Treasury Committee, 5 October 2022';
const GUARDIAN = `${CUNLIFFE}, as reported by The Guardian, Meltdown averted, October 2022`;

export const giltsLdi2022 = defineEpisode({
  slug: 'gilts-ldi-2022',
  title: 'Liability-driven funds and long gilts',
  date: '2022-09-28',
  calculator: priceImpact,
  about:
    'The gilts that would have been sold, had the Bank of England not stepped in, against a day of volume in long gilts; 1 base is 1 pound.',
  lesson:
    'Four days of volume cost 5 % by the law, and prices had fallen by five times that before these sales even began. The run is of sales that did not come: it shows how small a calm-market law makes them, not that they would have been harmless.',
  concepts: ['fire-sale', 'margin-call', 'deleveraging', 'liquidity-spiral', 'price-impact'],
  inputs: {
    orderQuantity: sure(50e9, `${GUARDIAN}: at least £50 bn of long gilts in a short time`),
    dailyVolume: sure(12e9, `${GUARDIAN}: about £12 bn a day in long gilts`),
    dailyVolatility: assumption(0.023, '12 basis points a day at a duration of 19.'),
    referencePrice: assumption(1, 'Prices as an index.'),
    ...SQUARE_ROOT_LAW,
  },
  observed: [
    {
      output: 'priceImpact',
      ...assumption(
        0.247,
        `A rise in yields turned into a price here: a 30-year par bond of 3.4 % at a yield of 5.0 %. ${CUNLIFFE}, as reported by Pensions & Investments: the 30-year yield rose by 160 basis points in days; it passed 5 % on 28 September (Reuters)`,
      ),
      note: 'Before the sales, which did not come: the Bank bought £19.3 bn (Quarterly Bulletin, 20 November 2023).',
    },
  ],
});
