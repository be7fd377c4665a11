/** Parameters of panic as an epidemic, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

/** Most steps in which a path is integrated. */
export const MOST_STEPS = 20_000;

export const parameters = {
  transmissionRate: input.number({
    unit: '1/day',
    default: 0.6,
    min: 0,
    max: 100,
    concept: 'contagion',
    description: 'Rate beta at which one panicking person infects others while all others are calm.',
  }),
  recoveryRate: input.number({
    unit: '1/day',
    default: 0.2,
    above: 0,
    smallest: 1e-6,
    max: 100,
    concept: 'capitulation-dynamics',
    description: 'Rate gamma at which panic ends: it lasts 1/gamma days on average.',
  }),
  initialInfected: input.number({
    unit: 'fraction',
    default: 0.001,
    min: 0,
    max: 1,
    concept: 'market-sentiment-contagion',
    description: 'Share i0 of the crowd that panics at the start; 0 gives the limit of a vanishing share.',
  }),
  initialRecovered: input.number({
    unit: 'fraction',
    default: 0,
    min: 0,
    max: 1,
    note: 'At most 1 less initialInfected.',
    description: 'Share r0 of the crowd that is immune at the start.',
  }),
  horizon: input.number({
    unit: 'day',
    default: 60,
    above: 0,
    max: 3650,
    description: 'Length T of the path.',
  }),
  steps: input.integer({
    derived: 'ten for each time constant of the rates within the horizon, from 600 to 20,000',
    min: 1,
    max: MOST_STEPS,
    note: 'Enough to keep (horizon / steps) (transmissionRate + recoveryRate) at 2 or less.',
    description: 'Number of steps in which the path is integrated.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  basicReproductionNumber: output.number({
    unit: '1',
    description: 'Basic reproduction number R0: how many others each panicking person infects in a crowd that is calm.',
  }),
  effectiveReproductionNumber: output.number({
    unit: '1',
    description: 'Effective reproduction number R0 s0 at the start, where only the share s0 is calm.',
  }),
  finalSusceptible: output.number({ unit: 'fraction', description: 'Share that never panics.' }),
  finalSize: output.number({
    unit: 'fraction',
    description: 'Share that panics at some time, including those at the start.',
  }),
  peakInfected: output.number({ unit: 'fraction', description: 'Largest share that panics at one time.' }),
  peakTime: output.number({
    unit: 'day',
    nullable: true,
    description:
      'Time of the largest share on the grid of the path; 0 if panic only declines, null if it still grows at the horizon or nobody panics.',
  }),
  herdThreshold: output.number({
    unit: 'fraction',
    description: 'Share that has to be immune for panic not to grow, 1 - 1/R0; at least 0.',
  }),
  growthRate: output.number({ unit: '1/day', description: 'Rate at which panic grows at the start.' }),
  doublingTime: output.number({
    unit: 'day',
    nullable: true,
    description: 'Time in which panic doubles at the start; null if it does not grow.',
  }),
  epidemic: output.boolean({ description: 'Whether panic grows at the start: R0 s0 is above 1.' }),
  infectedAtHorizon: output.number({ unit: 'fraction', description: 'Share that panics at the horizon.' }),
  susceptibleAtHorizon: output.number({ unit: 'fraction', description: 'Share that is still calm at the horizon.' }),
  trajectory: output.listOf({
    entry: 'Day',
    axis: 'TIME',
    description: 'Path up to the horizon, at most 201 of its points.',
    fields: {
      time: output.number({ unit: 'day', description: 'Time since the start.' }),
      susceptible: output.number({ unit: 'fraction', description: 'Share that is calm, S.' }),
      infected: output.number({ unit: 'fraction', description: 'Share that panics, I.' }),
      recovered: output.number({ unit: 'fraction', description: 'Share that has recovered, R.' }),
    },
  }),
};

export type Outputs = Results<typeof outputs>;
