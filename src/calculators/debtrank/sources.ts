/** Publications behind DebtRank and ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  {
    citation:
      "Battiston, S., Puliga, M., Kaushik, R., Tasca, P., Caldarelli, G. (2012), 'DebtRank: Too Central to Fail? Financial Networks, the FED and Systemic Risk', Scientific Reports 2, 541",
    doi: '10.1038/srep00541',
  },
  {
    citation:
      "Bardoscia, M., Battiston, S., Caccioli, F., Caldarelli, G. (2015), 'DebtRank: A Microscopic Foundation for Shock Propagation', PLoS ONE 10(6), e0130406",
    doi: '10.1371/journal.pone.0130406',
  },
  { citation: 'Cinelli, C., Silva, T. C., R package NetworkRiskMeasures, README of version 0.1.0' },
];

const README_NETWORK = {
  exposures: [
    [0, 1, 0],
    [10, 0, 3],
    [3, 2, 0],
  ],
  equity: [2, 5, 2],
  weights: [10, 100, 30],
};

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'six-banks',
    title: 'Six banks, one of which loses 30 % of its equity: stress reverberates but dies out',
    parameters: {
      exposures: [
        [0, 12, 8, 5, 0, 3],
        [10, 0, 6, 4, 2, 0],
        [5, 8, 0, 6, 4, 2],
        [0, 3, 5, 0, 6, 4],
        [4, 0, 2, 5, 0, 3],
        [2, 2, 0, 3, 4, 0],
      ],
      equity: [40, 35, 30, 22, 16, 12],
      initialStress: [0, 0, 0.3, 0, 0, 0],
      variant: 'linear',
    },
  },
  {
    name: 'quiet',
    title: 'Four banks that lend each other a tenth of their equity: the loss stays where it fell',
    parameters: {
      exposures: [
        [0, 4, 2, 1],
        [3, 0, 2, 1],
        [1, 2, 0, 1],
        [1, 1, 1, 0],
      ],
      equity: [80, 60, 40, 30],
      initialStress: [0, 0.1, 0, 0],
    },
  },
  {
    name: 'too-levered',
    title: 'Claims above equity: a loss of 2 % at one bank grows until every bank is in default',
    parameters: {
      exposures: [
        [0, 30, 10, 0],
        [12, 0, 20, 8],
        [5, 15, 0, 25],
        [20, 0, 10, 0],
      ],
      equity: [20, 18, 16, 22],
      initialStress: [0.02, 0, 0, 0],
    },
  },
  {
    name: 'network-risk-measures',
    title: 'Three banks, one of which fails: the printed DebtRank of 0.93',
    source: 'Example in the README of the R package NetworkRiskMeasures, version 0.1.0',
    parameters: { ...README_NETWORK, variant: 'singleHit', initialStress: [1, 0, 0] },
  },
];
