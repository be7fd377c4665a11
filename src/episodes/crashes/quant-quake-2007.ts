import { accountLiquidation } from '../../calculators/account-liquidation/calculator.ts';
import { assumption, defineEpisode, sure, toVerify } from '../kit/episode.ts';

const KHANDANI_LO =
  'Khandani, Lo (2011), What Happened to the Quants in August 2007?, Journal of Financial Markets 14(1), 1-46, doi 10.1016/j.finmar.2010.07.005';

export const quantQuake2007 = defineEpisode({
  slug: 'quant-quake-2007',
  title: 'The quant quake: three days of a contrarian strategy at leverage of eight',
  date: '2007-08-09',
  calculator: accountLiquidation,
  about:
    'A long-short book of eight times its capital, four times long and four times short, after the spread between its two sides lost 6.85 % from 7 to 9 August.',
  lesson:
    'A hit by construction: four times 6.85 % is 27 % of the capital. The arithmetic does not tell why so many books held the same spread, or that one fund unwinding its book made the others lose.',
  concepts: ['overlapping-portfolios', 'panic-driven-deleveraging', 'deleveraging', 'leverage'],
  inputs: {
    collateral: assumption(1, 'Capital as an index.'),
    symbols: [
      {
        markPrice: toVerify(
          0.9315,
          `${KHANDANI_LO}: -1.16 %, -2.83 % and -2.86 % on the three days, added up. We could not open the paper at this table; four times the sum agrees with the loss reported at leverage of 8 to 1`,
        ),
        maintenanceMarginRate: assumption(0, 'The question is what is left, not when lenders act.'),
      },
    ],
    positions: [
      {
        symbol: assumption(0, 'The one spread.'),
        entryPrice: assumption(1, 'The spread on 6 August as an index.'),
        size: sure(4, `${KHANDANI_LO}: leverage of 8 to 1, both sides counted`),
      },
    ],
  },
  observed: [
    {
      output: 'equity',
      ...sure(
        0.72,
        'Referee Finance, summary of the working paper of Khandani and Lo (2007): about -28 % on 7, 8 and 9 August at leverage of 8 to 1, +24 % on 10 August',
      ),
    },
  ],
});
