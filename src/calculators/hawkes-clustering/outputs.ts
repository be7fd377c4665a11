/** Outputs of the self-excited process; those that only a stationary one has are null from a branching ratio of 1 on. */
import { output } from '../kit/output.ts';

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
