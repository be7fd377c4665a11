/** Publications behind the stress on correlations, and its ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  {
    citation:
      "Choueifaty, Y., Coignard, Y. (2008), 'Toward Maximum Diversification', Journal of Portfolio Management 35(1), 40-51",
    doi: '10.3905/JPM.2008.35.1.40',
  },
  {
    citation:
      "Choueifaty, Y., Froidure, T., Reynier, J. (2013), 'Properties of the Most Diversified Portfolio', Journal of Investment Strategies 2(2), 49-70",
  },
  {
    citation:
      "Longin, F., Solnik, B. (2001), 'Extreme Correlation of International Equity Markets', Journal of Finance 56(2), 649-676",
    doi: '10.1111/0022-1082.00340',
  },
  {
    citation:
      "Kritzman, M., Li, Y., Page, S., Rigobon, R. (2011), 'Principal Components as a Measure of Systemic Risk', Journal of Portfolio Management 37(4), 112-126",
  },
  { citation: "Roy, O., Vetterli, M. (2007), 'The Effective Rank: A Measure of Effective Dimensionality', EUSIPCO" },
  {
    citation:
      "McNeil, A. J., Frey, R., Embrechts, P. (2015), 'Quantitative Risk Management: Concepts, Techniques and Tools', Princeton University Press",
  },
];

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'crypto-basket',
    title: 'Three volatile coins and one hedge, fat tails, volatilities half as high again at full stress',
    parameters: {
      weights: [0.4, 0.3, 0.15, 0.15],
      volatilities: [0.55, 0.7, 0.9, 0.16],
      correlation: [
        [1, 0.8, 0.65, 0.15],
        [0.8, 1, 0.7, 0.1],
        [0.65, 0.7, 1, 0.05],
        [0.15, 0.1, 0.05, 1],
      ],
      portfolioValue: 1_000_000,
      distribution: 'studentT',
      degreesOfFreedom: 4,
      volatilityMultiplier: 1.5,
    },
  },
  {
    name: 'quiet',
    title: 'Stocks, bonds and gold over ten trading days, correlations only slightly tighter',
    parameters: {
      weights: [0.5, 0.35, 0.15],
      volatilities: [0.15, 0.06, 0.14],
      correlation: [
        [1, 0.1, 0.05],
        [0.1, 1, 0.2],
        [0.05, 0.2, 1],
      ],
      stressLevels: [0, 0.1, 0.2],
      horizonDays: 10,
      daysPerYear: 252,
    },
  },
  {
    name: 'stressed',
    title: 'Five equal bets that look independent, all of them one bet at 2.5 times the volatility',
    parameters: {
      weights: [0.2, 0.2, 0.2, 0.2, 0.2],
      volatilities: [0.6, 0.7, 0.8, 0.65, 0.75],
      correlation: [
        [1, 0.1, 0.1, 0.1, 0.1],
        [0.1, 1, 0.1, 0.1, 0.1],
        [0.1, 0.1, 1, 0.1, 0.1],
        [0.1, 0.1, 0.1, 1, 0.1],
        [0.1, 0.1, 0.1, 0.1, 1],
      ],
      distribution: 'studentT',
      degreesOfFreedom: 3,
      volatilityMultiplier: 2.5,
    },
  },
  {
    name: 'long-short',
    title: 'Long one asset, short a similar one: the hedge fails where the stress moves them apart',
    parameters: {
      weights: [1, -0.9],
      volatilities: [0.5, 0.55],
      correlation: [
        [1, 0.85],
        [0.85, 1],
      ],
      stressDirections: [1, -1],
    },
  },
];
