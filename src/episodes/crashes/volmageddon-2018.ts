import { leveragedEtfRebalancing } from '../../calculators/leveraged-etf-rebalancing/calculator.ts';
import { assumption, defineEpisode, sure } from '../kit/episode.ts';

const ETF_COM = 'ETF.com, Inverse VIX ETN Shuts Down, 6 February 2018';

export const volmageddon2018 = defineEpisode({
  slug: 'volmageddon-2018',
  title: 'Inverse volatility products rebalance into their own futures',
  date: '2018-02-05',
  calculator: leveragedEtfRebalancing,
  about:
    "The two large inverse funds on short-term VIX futures, given the day's move of these futures from settlement to settlement. Price impact is off, because that move already includes what the funds' own buying did.",
  lesson:
    'Once the final move of the futures is given, the loss is arithmetic, and the model gets what was left to within 7 %. What it is made for, how much of the move the funds caused themselves, cannot be checked: no figure is public.',
  concepts: ['leveraged-etf', 'implied-volatility', 'buying-pressure'],
  inputs: {
    shock: sure(
      -0.961,
      `Invest In Vol on PRWeb, February 2018: VIX futures settled at 33.225 and 27.975 after 15.625 and 14.975, so that their index rose by 96.1 %; ${ETF_COM}, has a loss of 96.1 % for SVXY`,
    ),
    funds: [
      {
        leverage: sure(-1, 'Prospectus of XIV.'),
        assets: sure(1.9e9, `${ETF_COM}: assets of XIV on Friday, 2 February`),
      },
      {
        leverage: sure(-1, 'Prospectus of SVXY.'),
        assets: sure(
          1.3e9,
          `Zero Hedge, February 2018, as quoted by InvestmentWatch: both funds had $3.2 bn on the morning of 2 February, less the $1.9 bn of XIV; ${ETF_COM}, has $2.2 bn for SVXY in the week before`,
        ),
      },
    ],
    impactCoefficient: assumption(0, 'The observed move includes the impact.'),
  },
  observed: [
    {
      output: 'funds[0].navEnd',
      ...sure(69.4e6, `${ETF_COM}: a net asset value of 4.22 after 115.55, that is 3.65 % of $1.9 bn`),
    },
  ],
});
