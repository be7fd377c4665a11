/** Parameters of threshold contagion, in the order in which they are checked. */
import { input } from '../kit/input.ts';

export const parameters = {
  topology: input.oneOf({
    values: {
      wellMixed: 'Everybody sees everybody (Granovetter 1978).',
      poisson: 'A random network whose degrees follow a Poisson law (Watts 2002).',
      regular: 'A random network in which all have the same number of links.',
      custom: 'A random network with the given distribution of degrees.',
    },
    default: 'poisson',
    concept: 'contagion',
    description: 'Whom a trader watches.',
  }),
  thresholdMean: input.number({
    unit: 'fraction',
    default: 0.18,
    min: 0.01,
    max: 1,
    concept: 'breaking-points',
    description: 'Share phi of those watched who have to sell before a trader sells, on average.',
  }),
  thresholdStd: input.number({
    unit: 'fraction',
    default: 0,
    min: 0,
    max: 1,
    concept: 'herding',
    description:
      'Standard deviation sigma of the thresholds, which are normal; those with a threshold of 0 or less sell of their own accord.',
  }),
  seedFraction: input.number({
    unit: 'fraction',
    default: 0.001,
    min: 0,
    max: 1,
    concept: 'capitulation-dynamics',
    description: 'Share rho0 of traders who sell at first, whatever the others do.',
  }),
  meanDegree: input.number({
    unit: 'count',
    default: 4,
    above: 0,
    smallest: 0.01,
    max: 50,
    only: { topology: ['poisson', 'regular'] },
    note: 'At most 30 where topology is poisson; a whole number from 1 on where it is regular.',
    description: 'Mean number of links per trader, z.',
  }),
  degreeDistribution: input.numbers({
    unit: 'fraction',
    nullable: true,
    maxLength: 101,
    min: 0,
    requiredWhen: { topology: ['custom'] },
    note: 'Sums to 1, and somebody has a link.',
    description: 'Shares p_k of traders with k links, from k = 0 on.',
  }),
};
