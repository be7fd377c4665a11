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
    "The long gilts that would have been sold, had the Bank of England not stepped in, against a day's volume; 1 base is 1 pound.",
  lesson:
    'By the law, selling four days of volume costs 5 %; prices had fallen five times as far before these sales could begin. The sales never came. The run shows how small a law measured in calm markets makes them, not that they would have been harmless.',
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
        `A rise in yields, which we turned into a price: that of a 30-year par bond of 3.4 % at a yield of 5.0 %. ${CUNLIFFE}, as reported by Pensions & Investments: the 30-year yield rose by 160 basis points in days; it passed 5 % on 28 September (Reuters)`,
      ),
      note: 'Before the sales, which did not come: the Bank bought £19.3 bn (Quarterly Bulletin, 20 November 2023).',
    },
  ],
});
