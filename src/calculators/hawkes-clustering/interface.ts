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
    description: 'Base rate mu: events per hour that are not triggered by others.',
  }),
  branchingRatio: input.number({
    unit: '1',
    default: 0.8,
    min: 0,
    max: 5,
    concept: 'branching-ratio',
    description: 'Branching ratio n: events that each event triggers on average.',
  }),
  decayRate: input.number({
    unit: '1/hour',
    default: 2,
    above: 0,
    smallest: 1e-6,
    max: 1e9,
    concept: 'volatility-clustering',
    description: 'Rate beta at which the memory of an event fades: triggered events follow after 1/beta on average.',
  }),
  shockEvents: input.integer({
    default: 10,
    min: 0,
    max: 1e9,
    concept: 'stop-loss-clustering',
    description: 'Number k of exogenous events in the burst at time 0.',
  }),
  horizon: input.number({
    unit: 'hour',
    default: 5,
    above: 0,
    max: 1e6,
    description: 'Time T up to which the response is computed.',
  }),
  gridPoints: input.integer({
    default: 51,
    min: 2,
    max: 1001,
    description: 'Number of points of the intensity path, including both ends.',
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
    description: 'Probability level of the cluster-size quantile.',
  }),
  initialIntensity: input.number({
    unit: 'count/hour',
    nullable: true,
    min: 0,
    max: 1e12,
    note: 'By default, the stationary intensity, or the baseline if there is none.',
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
    description: 'Events per hour in the long run; null if activity does not settle.',
  }),
  meanClusterSize: output.number({
    unit: 'count',
    nullable: true,
    description: 'Events per cluster on average; null if activity does not settle.',
  }),
  clusterSizeVariance: output.number({
    unit: 'count^2',
    nullable: true,
    description: 'Variance of the size of clusters; null if activity does not settle.',
  }),
  fanoFactor: output.number({
    unit: '1',
    nullable: true,
    description:
      'Variance over mean of the number of events in a long window (Fano factor); 1 without clustering; null if activity does not settle.',
  }),
  endogenousFraction: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Share of all events that were triggered by others; null if activity does not settle.',
  }),
  expectedAftershocks: output.number({
    unit: 'count',
    nullable: true,
    description: 'Total number of events that the burst triggers; null if activity does not settle.',
  }),
  kernelHalfLife: output.number({
    unit: 'hour',
    description: 'Half-life of the direct effect of an event.',
  }),
  responseHalfLife: output.number({
    unit: 'hour',
    nullable: true,
    description: 'Half-life of the response to a burst; null if activity does not settle.',
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
    description: 'Quantile of the cluster size at the given probability; null if it is above 100,000.',
  }),
  extinctionProbability: output.number({ unit: 'fraction', description: 'Probability that a cluster ends.' }),
  expectedEventsAtHorizon: output.number({
    unit: 'count',
    nullable: true,
    description: 'Expected number of events up to the horizon, excluding the burst itself.',
  }),
  shockAftershocksAtHorizon: output.number({
    unit: 'count',
    nullable: true,
    description: 'Expected number of events up to the horizon that the burst triggers, directly or indirectly.',
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
