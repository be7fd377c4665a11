/** Parameters of the calibration of a self-excited process, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

export const parameters = {
  timestamps: input.numbers({
    unit: '1',
    maxLength: 5000,
    min: -1e15,
    max: 1e15,
    note: 'At least 10 of them within the window.',
    concept: 'hawkes-process',
    description: 'Times of the events, in the unit of timeUnit and in any order.',
  }),
  timeUnit: input.oneOf({
    values: {
      microsecond: 'Times are in microseconds.',
      millisecond: 'Times are in milliseconds.',
      second: 'Times are in seconds.',
      minute: 'Times are in minutes.',
      hour: 'Times are in hours.',
      day: 'Times are in days.',
    },
    default: 'second',
    description: 'What 1 is in the times given, in those of the window and in the resolution.',
  }),
  windowStart: input.number({
    unit: '1',
    nullable: true,
    min: -1e15,
    max: 1e15,
    note: 'Before the last event.',
    description: 'Start of the observation: events at or before it are history. Null for the first event.',
  }),
  windowEnd: input.number({
    unit: '1',
    nullable: true,
    min: -1e15,
    max: 1e15,
    note: 'Not before the last event.',
    description: 'End of the observation; null for the last event.',
  }),
  ties: input.oneOf({
    values: {
      merge: 'One event for each time: one sweep of a book prints many trades at one time.',
      spread: 'Events of one time are spread evenly over the resolution of the clock.',
    },
    default: 'merge',
    description: 'What becomes of events at the same time.',
  }),
  resolution: input.number({
    unit: '1',
    nullable: true,
    above: 0,
    max: 1e15,
    note: 'At most the smallest gap between two times, where ties are spread.',
    description: 'One step of the clock, over which ties are spread; null for the smallest gap between two times.',
  }),
  decayMin: input.number({
    unit: '1/hour',
    nullable: true,
    min: 1e-6,
    max: 1e9,
    description: 'Least decay that is searched; null for one over the length of the window.',
  }),
  decayMax: input.number({
    unit: '1/hour',
    nullable: true,
    min: 1e-6,
    max: 1e9,
    note: 'Above decayMin.',
    description: 'Greatest decay that is searched; null for a thousand times the mean intensity.',
  }),
};

export type Input = Values<typeof parameters>;

const plain = (description: string) => output.number({ unit: '1', description });
const perhaps = (unit: string, description: string) => output.number({ unit, nullable: true, description });

export const outputs = {
  status: output.oneOf({
    values: {
      fitted: 'The likelihood has its maximum within the decays searched.',
      poisson: 'Events do not excite one another: no decay does better than a constant rate.',
      decayAtBound: 'The best decay is a bound of those searched.',
      baselineAtBound: 'The best base rate is 0: every event follows from others.',
    },
    description: 'How the fit ended.',
  }),
  eventCount: output.integer({ description: 'Events counted, N: those within the window.' }),
  historyCount: output.integer({ description: 'Events at or before its start, which excite and are not counted.' }),
  tiedCount: output.integer({ description: 'Times that repeat another.' }),
  windowLength: output.number({ unit: 'hour', description: 'Length T of the window.' }),
  meanIntensity: output.number({ unit: 'count/hour', description: 'Events per hour, N/T.' }),
  baselineIntensity: output.number({ unit: 'count/hour', description: 'Events per hour that come on their own, mu.' }),
  branchingRatio: plain('Events that each event triggers on average, n.'),
  decayRate: perhaps('1/hour', 'Rate beta at which excitation fades; null where there is none.'),
  baselineStandardError: perhaps('count/hour', 'Standard error of the base rate.'),
  branchingStandardError: perhaps('1', 'Standard error of the branching ratio.'),
  decayStandardError: perhaps('1/hour', 'Standard error of the decay; null where that is a bound.'),
  branchingDecayCorrelation: perhaps('1', 'Correlation of the estimates of branching ratio and decay.'),
  branchingLower: perhaps('1', 'Branching ratio less 1.96 standard errors.'),
  branchingUpper: perhaps('1', 'Branching ratio and 1.96 standard errors.'),
  stationaryIntensity: perhaps('count/hour', 'Events per hour in the long run, mu/(1-n); null for n from 1 on.'),
  kernelHalfLife: perhaps('hour', 'Time in which the direct effect of an event fades to a half.'),
  responseHalfLife: perhaps('hour', 'Time in which the response to a burst fades to a half; null for n from 1 on.'),
  logLikelihood: plain('Logarithm of the likelihood, times in hours.'),
  poissonLogLikelihood: plain('That of a constant rate, N ln(N/T) - N.'),
  aic: plain("Akaike's information criterion of the fit."),
  poissonAic: plain('That of a constant rate.'),
  aicDifference: plain('The latter less the former: above 0 speaks for clustering.'),
  likelihoodRatio: plain('Twice the difference of the logarithms of the likelihoods.'),
  residualMean: plain('Mean of the rescaled waiting times, 1 where the model holds.'),
  residualVariance: plain('Their variance, 1 where the model holds.'),
  residualAutocorrelation: perhaps('1', 'Their correlation with the one before; null where they do not vary.'),
  ksStatistic: plain('Largest distance of their distribution from the exponential one (Kolmogorov and Smirnov).'),
  ksPValue: output.number({ unit: 'fraction', description: 'Asymptotic p-value of that distance.' }),
  residualQuantiles: output.listOf({
    entry: 'ResidualQuantile',
    axis: 'LEVEL',
    description: 'Quantiles of the rescaled waiting times against those of the exponential law.',
    fields: {
      probability: output.number({ unit: 'fraction', description: 'Probability, from 0.05 to 0.95.' }),
      expected: output.number({ unit: '1', description: 'Quantile of the exponential law.' }),
      observed: output.number({ unit: '1', description: 'Quantile of the rescaled waiting times.' }),
    },
  }),
  decayProfile: output.listOf({
    entry: 'DecayFit',
    axis: 'OTHER',
    description: 'The best fit for each decay of the grid that was searched first.',
    fields: {
      decayRate: output.number({ unit: '1/hour', description: 'Decay beta.' }),
      branchingRatio: output.number({ unit: '1', description: 'Best branching ratio for it.' }),
      baselineIntensity: output.number({ unit: 'count/hour', description: 'Best base rate for it.' }),
      logLikelihood: output.number({ unit: '1', description: 'Logarithm of the likelihood.' }),
    },
  }),
};

export type Outputs = Results<typeof outputs>;
