import { circuitBreaker } from '../../calculators/circuit-breaker/calculator.ts';
import { assumption, defineEpisode, sure, toVerify } from '../kit/episode.ts';

const WORKING_GROUP =
  'Report of the Market-Wide Circuit Breaker Working Group Regarding the March 2020 MWCB Events, 31 March 2021';
const BLOOMBERG = 'Bloomberg in Fortune, Market-wide stock trading halts after S&P 500 plunges 7%, 9 March 2020';
const YAHOO = 'Yahoo Finance, daily prices of the S&P 500 (^GSPC)';

export const circuitBreaker20200309 = defineEpisode({
  slug: 'circuit-breaker-2020-03-09',
  title: 'The first Level 1 halt under the rules of 2013',
  date: '2020-03-09',
  calculator: circuitBreaker,
  about: "The S&P 500 against Friday's close: down 7 % minutes after the open, halted once, and never down 13 %.",
  lesson:
    'A hit, as it has to be: the rule is public and exact. The run shows that the rule is implemented as it acted, not why prices fell.',
  concepts: ['circuit-breaker', 'volatility-triggered-pauses', 'market-panic-selling'],
  inputs: {
    previousClose: sure(2972.37, `${YAHOO}: close of 6 March 2020; 7 % less is the 2,764.30 that the press gave`),
    pricePath: [
      {
        minute: sure(0, 'The open.'),
        price: sure(2863.89, `${YAHOO}: open of 9 March 2020`),
      },
      {
        minute: toVerify(
          4 + 13 / 60,
          `${WORKING_GROUP}: halted at 9:34:13. We could open only the first pages of the report; ${BLOOMBERG}, has 9:34`,
        ),
        price: sure(2764.21, `${BLOOMBERG}: down 7 % to 2,764.21`),
      },
      {
        minute: assumption(374, 'Shortly before the close, in time without the halt.'),
        price: sure(2746.56, 'Nasdaq.com, 9 March 2020: the S&P 500 lost 7.60 % and closed at 2,746.56'),
      },
    ],
  },
  observed: [
    { output: 'haltCount', ...sure(1, WORKING_GROUP) },
    { output: 'totalHaltMinutes', ...sure(15, WORKING_GROUP) },
  ],
});
