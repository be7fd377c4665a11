/** Publications behind the circuit breakers, and ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  {
    citation:
      'NYSE Rule 7.12 and FINRA Rule 6121, market-wide circuit breakers at 7 %, 13 % and 20 %, 15 minutes before 15:25 ET',
  },
  {
    citation:
      'Plan to Address Extraordinary Market Volatility (Limit Up-Limit Down), permanent since 11 April 2019, doubled bands near the close as amended',
    url: 'https://www.luldplan.com',
  },
  {
    citation:
      "Subrahmanyam, A. (1994), 'Circuit Breakers and Market Volatility: A Theoretical Perspective', Journal of Finance 49(1), 237-254",
  },
  {
    citation:
      "Chen, H., Petukhov, A., Wang, J., Xing, H. (2024), 'The Dark Side of Circuit Breakers', Journal of Finance 79(2), 1405-1455",
  },
];

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'two-levels',
    title: 'A morning that falls by 16 % sets off levels 1 and 2 of the US market-wide rule',
    parameters: {},
  },
  {
    name: 'quiet',
    title: 'A day that falls by 3.5 % and recovers: no halt',
    parameters: {
      pricePath: [
        { minute: 0, price: 99.5 },
        { minute: 60, price: 98 },
        { minute: 180, price: 96.5 },
        { minute: 300, price: 97.4 },
        { minute: 390, price: 98.2 },
      ],
    },
  },
  {
    name: 'share-flash-crash',
    title:
      'A share drops by 18 % within three minutes and recovers: it is paused at its lower band, later at its upper one',
    parameters: {
      ruleSet: 'luld',
      previousClose: 50,
      pricePath: [
        { minute: 60, price: 50 },
        { minute: 61, price: 49.2 },
        { minute: 61.5, price: 46.5 },
        { minute: 61.75, price: 44 },
        { minute: 62, price: 42.5 },
        { minute: 62.5, price: 41 },
        { minute: 63, price: 43.5 },
        { minute: 64, price: 46 },
        { minute: 66, price: 48 },
      ],
      haltAbsorption: 0.3,
    },
  },
  {
    name: 'sp500-9-march-2020',
    title: 'S&P 500 on 9 March 2020: level 1 four minutes after the open, for the first time under this rule',
    source:
      'Bloomberg, 9 March 2020: 7 % halt at 2,764.21 at 9:34, level 2 at 2,585.96 and level 3 at 2,377.9, hence a previous close of 2,972.37; close of the index that day at 2,746.56. Prices in between are left out; the close is given 15 minutes early, as the halt delays it.',
    parameters: {
      previousClose: 2972.37,
      pricePath: [
        { minute: 4, price: 2764.21 },
        { minute: 375, price: 2746.56 },
      ],
    },
  },
];
