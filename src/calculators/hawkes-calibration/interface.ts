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
    description: 'Unit of the times, the window and the resolution.',
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
    description: 'How events at the same time are treated.',
  }),
  resolution: input.number({
    unit: '1',
    nullable: true,
    above: 0,
    max: 1e15,
    note: 'If ties are spread, at most the smallest gap between two times.',
    description: 'Resolution of the clock, over which ties are spread; null for the smallest gap between two times.',
  }),
  decayMin: input.number({
    unit: '1/hour',
    nullable: true,
    min: 1e-6,
    max: 1e9,
    description: 'Lower bound of the decay; null for 1 over the length of the window.',
  }),
  decayMax: input.number({
    unit: '1/hour',
    nullable: true,
    min: 1e-6,
    max: 1e9,
    note: 'Above decayMin.',
    description: 'Upper bound of the decay; null for a thousand times the mean intensity.',
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
      decayAtBound: 'The best decay is at a bound of the range searched.',
      baselineAtBound: 'The best base rate is 0: every event follows from others.',
    },
    description: 'How the fit ended.',
  }),
  eventCount: output.integer({ description: 'Number N of events within the window.' }),
  historyCount: output.integer({
    description: 'Number of events at or before its start, which excite later ones but are not counted.',
  }),
  tiedCount: output.integer({ description: 'Number of events at the same time as another.' }),
  windowLength: output.number({ unit: 'hour', description: 'Length T of the window.' }),
  meanIntensity: output.number({ unit: 'count/hour', description: 'Events per hour, N/T.' }),
  baselineIntensity: output.number({
    unit: 'count/hour',
    description: 'Base rate mu: events per hour that are not triggered by others.',
  }),
  branchingRatio: plain('Branching ratio n: events that each event triggers on average.'),
  decayRate: perhaps('1/hour', 'Decay rate beta of the excitation; null if there is none.'),
  baselineStandardError: perhaps('count/hour', 'Standard error of the base rate.'),
  branchingStandardError: perhaps('1', 'Standard error of the branching ratio.'),
  decayStandardError: perhaps('1/hour', 'Standard error of the decay; null if the decay is at a bound.'),
  branchingDecayCorrelation: perhaps('1', 'Correlation of the estimates of branching ratio and decay.'),
  branchingLower: perhaps(
    '1',
    'Lower end of the 95 % confidence interval of the branching ratio: less 1.96 standard errors.',
  ),
  branchingUpper: perhaps(
    '1',
    'Upper end of the 95 % confidence interval of the branching ratio: plus 1.96 standard errors.',
  ),
  stationaryIntensity: perhaps('count/hour', 'Events per hour in the long run, mu/(1-n); null if n is 1 or more.'),
  kernelHalfLife: perhaps('hour', 'Half-life of the direct effect of an event.'),
  responseHalfLife: perhaps('hour', 'Half-life of the response to a burst; null if n is 1 or more.'),
  logLikelihood: plain('Log-likelihood, with times in hours.'),
  poissonLogLikelihood: plain('Log-likelihood of a constant rate, N ln(N/T) - N.'),
  aic: plain('Akaike information criterion (AIC) of the fit.'),
  poissonAic: plain('AIC of a constant rate.'),
  aicDifference: plain('AIC of the constant rate less that of the fit; above 0 favours clustering.'),
  likelihoodRatio: plain('Twice the difference of the log-likelihoods.'),
  residualMean: plain('Mean of the rescaled waiting times; 1 if the model holds.'),
  residualVariance: plain('Variance of the rescaled waiting times; 1 if the model holds.'),
  residualAutocorrelation: perhaps(
    '1',
    'Correlation of each rescaled waiting time with the previous one; null if they do not vary.',
  ),
  ksStatistic: plain('Kolmogorov-Smirnov distance of their distribution from the exponential distribution.'),
  ksPValue: output.number({ unit: 'fraction', description: 'Asymptotic p-value of that distance.' }),
  residualQuantiles: output.listOf({
    entry: 'ResidualQuantile',
    axis: 'LEVEL',
    description: 'Quantiles of the rescaled waiting times and of the exponential distribution.',
    fields: {
      probability: output.number({ unit: 'fraction', description: 'Probability, from 0.05 to 0.95.' }),
      expected: output.number({ unit: '1', description: 'Quantile of the exponential distribution.' }),
      observed: output.number({ unit: '1', description: 'Quantile of the rescaled waiting times.' }),
    },
  }),
  decayProfile: output.listOf({
    entry: 'DecayFit',
    axis: 'OTHER',
    description: 'Best fit for each decay of the initial grid search.',
    fields: {
      decayRate: output.number({ unit: '1/hour', description: 'Decay beta.' }),
      branchingRatio: output.number({ unit: '1', description: 'Best branching ratio for it.' }),
      baselineIntensity: output.number({ unit: 'count/hour', description: 'Best base rate for it.' }),
      logLikelihood: output.number({ unit: '1', description: 'Log-likelihood.' }),
    },
  }),
};

export type Outputs = Results<typeof outputs>;
