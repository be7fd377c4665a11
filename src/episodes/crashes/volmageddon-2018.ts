import { leveragedEtfRebalancing } from '../../calculators/leveraged-etf-rebalancing/calculator.ts';
import { assumption, defineEpisode, sure } from '../kit/episode.ts';

const ETF_COM = 'ETF.com, Inverse VIX ETN Shuts Down, 6 February 2018';

export const volmageddon2018 = defineEpisode({
  slug: 'volmageddon-2018',
  title: 'Inverse volatility products rebalance into their own futures',
  date: '2018-02-05',
  calculator: leveragedEtfRebalancing,
  about:
    "The two large inverse funds on short-term VIX futures, after the day's move of these futures by settlement. Impact is off, since that move already holds what the funds bought.",
  lesson:
    'Given the final move of the futures, the loss of such a fund is arithmetic, and the model has it to 7 % of the little that was left. How much of that move was bought by the funds themselves is what the model is made for, and no published figure tells it.',
  concepts: ['leveraged-etf', 'implied-volatility', 'buying-pressure'],
  inputs: {
    shock: sure(
      -0.961,
      `Invest In Vol on PRWeb, February 2018: VIX futures settled at 33.225 and 27.975 after 15.625 and 14.975, their index rose by 96.1 %; ${ETF_COM} has a loss of 96.1 % for SVXY`,
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
          `Zero Hedge, February 2018, as quoted by InvestmentWatch: both funds had $3.2 bn on the morning of 2 February, less the $1.9 bn of XIV; ${ETF_COM} has $2.2 bn for SVXY some days earlier`,
        ),
      },
    ],
    impactCoefficient: assumption(0, 'The observed move has the impact in it.'),
  },
  observed: [
    {
      output: 'funds[0].navEnd',
      ...sure(69.4e6, `${ETF_COM}: a net asset value of 4.22 after 115.55, that is 3.65 % of $1.9 bn`),
    },
  ],
});
