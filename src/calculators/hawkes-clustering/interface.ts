/** Parameters of the self-excited process, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

export const parameters = {
  baselineIntensity: input.number({
    unit: 'count/hour',
    default: 10,
    min: 0,
    max: 1e9,
    concept: 'hawkes-process',
    description: 'Events per hour that come on their own, mu.',
  }),
  branchingRatio: input.number({
    unit: '1',
    default: 0.8,
    min: 0,
    max: 5,
    concept: 'branching-ratio',
    description: 'Events that each event triggers on average, n.',
  }),
  decayRate: input.number({
    unit: '1/hour',
    default: 2,
    above: 0,
    smallest: 1e-6,
    max: 1e9,
    concept: 'volatility-clustering',
    description: 'Rate beta at which the memory of an event fades: what it triggers follows after 1/beta on average.',
  }),
  shockEvents: input.integer({
    default: 10,
    min: 0,
    max: 1e9,
    concept: 'stop-loss-clustering',
    description: 'Events k of the burst at time 0, which come from outside.',
  }),
  horizon: input.number({
    unit: 'hour',
    default: 5,
    above: 0,
    max: 1e6,
    description: 'Time T up to which the response is followed.',
  }),
  gridPoints: input.integer({
    default: 51,
    min: 2,
    max: 1001,
    description: 'Points of the path of the intensity, both ends included.',
  }),
  maxClusterSize: input.integer({
    default: 50,
    min: 1,
    max: 500,
    description: 'Largest cluster whose probability is listed.',
  }),
  quantileLevel: input.number({
    unit: 'fraction',
    default: 0.99,
    above: 0,
    below: 1,
    description: 'Probability with which a cluster stays within the quantile of its size.',
  }),
  initialIntensity: input.number({
    unit: 'count/hour',
    nullable: true,
    min: 0,
    max: 1e12,
    note: 'Unless given, the stationary intensity, or the baseline where there is none.',
    concept: 'order-book-pressure',
    description: 'Events per hour expected just before the burst.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  status: output.oneOf({
    values: {
      stationary: 'Each event triggers less than one other: activity settles.',
      critical: 'Each event triggers one other: activity never settles.',
      diverges: 'Each event triggers more than one other: activity grows without end.',
    },
    description: 'Whether activity settles.',
  }),
  diverges: output.boolean({ description: 'Whether activity does not settle: the branching ratio is 1 or more.' }),
  stationaryIntensity: output.number({
    unit: 'count/hour',
    nullable: true,
    description: 'Events per hour in the long run; null where activity does not settle.',
  }),
  meanClusterSize: output.number({
    unit: 'count',
    nullable: true,
    description: 'Events per cluster on average; null where activity does not settle.',
  }),
  clusterSizeVariance: output.number({
    unit: 'count^2',
    nullable: true,
    description: 'Variance of the size of clusters; null where activity does not settle.',
  }),
  fanoFactor: output.number({
    unit: '1',
    nullable: true,
    description:
      'Variance over mean of the number of events in a long time, 1 without clustering; null where activity does not settle.',
  }),
  endogenousFraction: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Share of all events that were triggered by others; null where activity does not settle.',
  }),
  expectedAftershocks: output.number({
    unit: 'count',
    nullable: true,
    description: 'Events that the burst triggers in all; null where activity does not settle.',
  }),
  kernelHalfLife: output.number({
    unit: 'hour',
    description: 'Time in which the direct effect of an event fades to a half.',
  }),
  responseHalfLife: output.number({
    unit: 'hour',
    nullable: true,
    description: 'Time in which the response to a burst fades to a half; null where activity does not settle.',
  }),
  intensityAfterShock: output.number({
    unit: 'count/hour',
    description: 'Events per hour expected right after the burst.',
  }),
  clusterSizePmf: output.numbers({
    unit: 'fraction',
    axis: 'OTHER',
    description: 'Probabilities that a cluster has 1, 2, 3 and so on events.',
  }),
  clusterSizeTail: output.number({
    unit: 'fraction',
    description: 'Probability that a cluster is larger than those listed, or never ends.',
  }),
  clusterSizeQuantile: output.integer({
    nullable: true,
    description:
      'Smallest size within which a cluster stays with the given probability; null where no size up to 100,000 is enough.',
  }),
  extinctionProbability: output.number({ unit: 'fraction', description: 'Probability that a cluster ends.' }),
  expectedEventsAtHorizon: output.number({
    unit: 'count',
    nullable: true,
    description: 'Events expected up to the horizon, the burst itself not counted.',
  }),
  shockAftershocksAtHorizon: output.number({
    unit: 'count',
    nullable: true,
    description: 'Events expected up to the horizon that the burst triggers, directly or through other events.',
  }),
  intensityPath: output.listOf({
    entry: 'IntensityPoint',
    axis: 'TIME',
    description: 'Path of the expected intensity from the burst to the horizon.',
    fields: {
      time: output.number({ unit: 'hour', description: 'Time since the burst.' }),
      intensity: output.number({
        unit: 'count/hour',
        nullable: true,
        description: 'Events per hour expected at that time.',
      }),
    },
  }),
};

export type Outputs = Results<typeof outputs>;
