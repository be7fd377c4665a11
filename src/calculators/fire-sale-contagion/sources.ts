/** Publications behind the fire sale and ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  {
    citation:
      "Greenwood, R., Landier, A., Thesmar, D. (2015), 'Vulnerable banks', Journal of Financial Economics 115(3), 471-485",
    doi: '10.1016/j.jfineco.2014.11.006',
  },
  {
    citation: "Greenwood, R., Landier, A., Thesmar, D. (2012), 'Vulnerable Banks', NBER Working Paper 18537",
    doi: '10.3386/w18537',
  },
  {
    citation:
      "Cont, R., Schaanning, E. (2017), 'Fire sales, indirect contagion and systemic stress testing', Norges Bank Working Paper 2/2017, SSRN 2541114",
  },
  {
    citation:
      "Cont, R., Schaanning, E. (2019), 'Monitoring indirect contagion', Journal of Banking & Finance 104, 85-102",
  },
];

const FOUR_BANKS = {
  holdings: [
    [300, 200, 100, 0],
    [150, 250, 50, 50],
    [50, 100, 200, 50],
    [0, 50, 100, 250],
  ],
  illiquidAssets: [400, 300, 200, 100],
  equity: [34, 30, 22, 26],
  marketDepth: [9000, 12_000, 6000, 4000],
};

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'capped-leverage',
    title: 'Four banks near their cap on leverage; two asset classes fall by 1 and 2 %',
    parameters: {
      ...FOUR_BANKS,
      assetShocks: [0.02, 0, 0, 0.01],
      model: 'leverageConstraint',
      maxLeverage: 33,
      targetLeverage: 31.5,
    },
  },
  {
    name: 'vulnerable-banks',
    title: 'The same banks restore their leverage: who causes the losses and who bears them',
    parameters: { ...FOUR_BANKS, assetShocks: [0.02, 0, 0, 0.01] },
  },
  {
    name: 'quiet',
    title: 'The same banks with twice the equity: nobody has to sell',
    parameters: {
      ...FOUR_BANKS,
      equity: [68, 60, 44, 52],
      assetShocks: [0.02, 0, 0, 0.01],
      model: 'leverageConstraint',
    },
  },
  {
    name: 'thin-markets',
    title: 'Markets a fifth as deep and a fall of 4 % in one asset class: sales make every bank insolvent',
    parameters: {
      ...FOUR_BANKS,
      assetShocks: [0.04, 0, 0, 0],
      marketDepth: [1800, 2400, 1200, 800],
      model: 'leverageConstraint',
    },
  },
];
