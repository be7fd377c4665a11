/** Parameters of the self-excited process, in the order in which they are checked. */
import { input } from '../kit/input.ts';

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
