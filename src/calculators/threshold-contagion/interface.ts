/** Parameters of threshold contagion, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

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
    description: 'Which traders each trader watches.',
  }),
  thresholdMean: input.number({
    unit: 'fraction',
    default: 0.18,
    min: 0.01,
    max: 1,
    concept: 'breaking-points',
    description: 'Mean threshold phi: share of the watched traders that must sell before a trader sells.',
  }),
  thresholdStd: input.number({
    unit: 'fraction',
    default: 0,
    min: 0,
    max: 1,
    concept: 'herding',
    description:
      'Standard deviation sigma of the thresholds, which are normal; traders with a threshold of 0 or less sell of their own accord.',
  }),
  seedFraction: input.number({
    unit: 'fraction',
    default: 0.001,
    min: 0,
    max: 1,
    concept: 'capitulation-dynamics',
    description: 'Share rho0 of traders who sell initially, whatever the others do.',
  }),
  meanDegree: input.number({
    unit: 'count',
    default: 4,
    above: 0,
    smallest: 0.01,
    max: 50,
    only: { topology: ['poisson', 'regular'] },
    note: 'At most 30 if topology is poisson; a whole number of at least 1 if it is regular.',
    description: 'Mean number of links per trader, z.',
  }),
  degreeDistribution: input.numbers({
    unit: 'fraction',
    nullable: true,
    maxLength: 101,
    min: 0,
    requiredWhen: { topology: ['custom'] },
    note: 'Must sum to 1, and at least one trader must have a link.',
    description: 'Shares p_k of traders with k links, from k = 0 on.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  cascadeSize: output.number({ unit: 'fraction', description: 'Share of traders who sell by the end.' }),
  edgeActivationProbability: output.number({
    unit: 'fraction',
    description:
      'Chance q that the trader at the end of a link sells, given that the one who watches does not; the size itself in a well-mixed crowd.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Size of the cascade over the share of first sellers; null if there are none.',
  }),
  cascadeConditionValue: output.number({
    unit: '1',
    nullable: true,
    description:
      'Mean number of further sellers that one seller makes among those who need only one: above 1 even the smallest seed spreads. Null in a well-mixed crowd.',
  }),
  cascadeConditionHolds: output.boolean({
    nullable: true,
    description: 'Whether that number is above 1; null in a well-mixed crowd.',
  }),
  meanDegree: output.number({
    unit: 'count',
    nullable: true,
    description: 'Mean number of links per trader; null in a well-mixed crowd.',
  }),
  cascadeWindowLower: output.number({
    unit: 'count',
    nullable: true,
    description:
      'Mean number of links from which on the smallest seed spreads; null if no number does, and unless degrees are Poisson and thresholds alike.',
  }),
  cascadeWindowUpper: output.number({
    unit: 'count',
    nullable: true,
    description: 'Mean number of links up to which the smallest seed spreads; null if the lower end is null.',
  }),
  activationByRound: output.numbers({
    unit: 'fraction',
    axis: 'ROUND',
    firstEntries: ['Start'],
    description: 'Chance q, or share of sellers in a well-mixed crowd: at the start, then after each of 200 rounds.',
  }),
  rounds: output.integer({ description: 'Number of rounds of the recursion.' }),
  status: output.oneOf({
    values: {
      converged: 'The recursion has settled.',
      maxIterations: 'The recursion was stopped after 20,000 rounds.',
    },
    description: 'How the recursion ended.',
  }),
};

export type Outputs = Results<typeof outputs>;
