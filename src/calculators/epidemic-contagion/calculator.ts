/**
 * Panic as an epidemic: the calm S catch it from the panicking I, who come to rest as R and do not catch it again.
 *
 * Kermack and McKendrick (1927) with homogeneous mixing. Each one who panics infects beta S others a day and stops after
 * 1/gamma days on average, so that panic grows where R0 s0 = beta s0 / gamma is above 1. How many panic in the end, and
 * how many at the height of it, follow in closed form; the path comes from integrating the equations.
 *
 * That rumours and narratives spread this way is due to Daley and Kendall (1964) and Shiller (2017).
 */
import { outbreakSize } from '../../numerics/outbreak-size.ts';
import { defineCalculator, type Warn } from '../kit/definition.ts';
import { input } from '../kit/input.ts';
import { output } from '../kit/output.ts';
import { type Path, pathOf, peakTime } from './path.ts';

/** Points of the path that are given back, at most, besides the last. */
const SHOWN = 200;

/** Steps times rates above which the method is not used, and above which its path is rough. */
const COARSEST = 2;
const ROUGH = 0.5;

export const epidemicContagion = defineCalculator({
  slug: 'epidemic-contagion',
  title: 'Panic as an epidemic',
  summary:
    'Lets panic spread through a crowd like a disease: the calm catch it from the panicking, who later come to rest for good. Closed forms give the reproduction number, how many panic in the end and how many at the height of it; the path over time is integrated.',
  version: '1.0.0',
  concepts: [
    'market-sentiment-contagion',
    'market-panic-selling',
    'de-pegging-event-analysis',
    'capitulation-dynamics',
    'contagion',
  ],
  phrases: ['sentiment contagion', 'panic selling', 'de-pegging', 'depegging', 'bank run', 'epidemic'],
  nulls: 'absent',

  parameters: {
    transmissionRate: input.number({
      unit: '1/day',
      default: 0.6,
      min: 0,
      max: 100,
      concept: 'contagion',
      description: 'Rate beta at which one who panics infects others while all are calm.',
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
      description: 'Share i0 of the crowd that panics at the start; 0 gives the limit of next to nobody.',
    }),
    initialRecovered: input.number({
      unit: 'fraction',
      default: 0,
      min: 0,
      max: 1,
      note: 'At most what initialInfected leaves.',
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
      default: 600,
      min: 1,
      max: 20_000,
      note: 'As many as keep (horizon / steps) (transmissionRate + recoveryRate) at 2 or less.',
      description: 'Number of steps in which the path is integrated.',
    }),
  },
  refuseAt: {
    *initialRecovered({ initialInfected, initialRecovered }) {
      if (initialInfected + initialRecovered <= 1) return;
      const message = `must leave room for initialInfected, ${initialInfected}, but got ${initialRecovered}`;
      yield { parameter: 'initialRecovered', code: 'OUT_OF_RANGE', message };
    },
  },
  *refuse({ horizon, steps, transmissionRate, recoveryRate }) {
    if ((horizon / steps) * (transmissionRate + recoveryRate) <= COARSEST) return;
    const least = Math.ceil((horizon * (transmissionRate + recoveryRate)) / COARSEST);
    yield {
      parameter: 'steps',
      code: 'OUT_OF_RANGE',
      message: `must be at least about ${least} for these rates and this horizon, but got ${steps}`,
    };
  },

  outputs: {
    basicReproductionNumber: output.number({
      unit: '1',
      description: 'How many others each one who panics infects in a crowd of the calm, R0.',
    }),
    effectiveReproductionNumber: output.number({
      unit: '1',
      description: 'How many others each one who panics infects at the start, where only the share s0 is calm: R0 s0.',
    }),
    finalSusceptible: output.number({ unit: 'fraction', description: 'Share that never panics.' }),
    finalSize: output.number({
      unit: 'fraction',
      description: 'Share that panics at some time, those at the start included.',
    }),
    peakInfected: output.number({ unit: 'fraction', description: 'Largest share that panics at one time.' }),
    peakTime: output.number({
      unit: 'day',
      nullable: true,
      description:
        'Time of the largest share on the grid of the path; 0 where panic only falls, null where it still grows at the horizon or nobody panics.',
    }),
    herdThreshold: output.number({
      unit: 'fraction',
      description: 'Share that has to be immune for panic not to grow, 1 - 1/R0; at least 0.',
    }),
    growthRate: output.number({ unit: '1/day', description: 'Rate at which panic grows at the start.' }),
    doublingTime: output.number({
      unit: 'day',
      nullable: true,
      description: 'Time in which panic doubles at the start; null where it does not grow.',
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
        recovered: output.number({ unit: 'fraction', description: 'Share that has come to rest, R.' }),
      },
    }),
  },

  equations: [
    String.raw`S' = -\beta S I, \quad I' = \beta S I - \gamma I, \quad R' = \gamma I, \quad R_0 = \beta / \gamma`,
    String.raw`s_\infty = s_0 \exp\bigl(-R_0 (s_0 + i_0 - s_\infty)\bigr) = -\frac{1}{R_0} W_0\bigl(-R_0 s_0 e^{-R_0 (s_0 + i_0)}\bigr)`,
    String.raw`i_{\max} = i_0 + s_0 - \frac{1 + \ln(R_0 s_0)}{R_0} \quad (R_0 s_0 > 1)`,
    String.raw`\text{herd threshold} = \max\left(0, 1 - \frac{1}{R_0}\right), \quad \text{growth} = \beta s_0 - \gamma`,
  ],
  assumptions: [
    'Everybody meets everybody alike; the crowd is closed and large, so that chance averages out.',
    'Rates are constant: neither prices nor news change them.',
    'Whoever has panicked does not panic again.',
    'The rates of a sentiment cannot be observed; they have to be fitted to an episode.',
    'Without anybody who panics at the start, the final size and the peak are those of a start by next to nobody.',
  ],
  references: [
    {
      citation:
        "Kermack, W. O., McKendrick, A. G. (1927), 'A contribution to the mathematical theory of epidemics', Proceedings of the Royal Society A 115, 700-721",
      doi: '10.1098/rspa.1927.0118',
    },
    {
      citation: "Daley, D. J., Kendall, D. G. (1964), 'Epidemics and Rumours', Nature 204, 1118",
      doi: '10.1038/2041118a0',
    },
    {
      citation: "Shiller, R. J. (2017), 'Narrative Economics', American Economic Review 107(4), 967-1004",
      doi: '10.1257/aer.107.4.967',
    },
  ],
  presets: [
    {
      name: 'panic',
      title: 'Each infects three others, a tenth of the crowd is immune: most of it panics within a month',
      parameters: {
        transmissionRate: 0.6,
        recoveryRate: 0.2,
        initialInfected: 0.001,
        initialRecovered: 0.1,
        horizon: 60,
        steps: 600,
      },
    },
    {
      name: 'quiet',
      title: 'Panic passes before it is passed on: it dies out',
      parameters: { transmissionRate: 0.15, recoveryRate: 0.2, initialInfected: 0.01, horizon: 30 },
    },
    {
      name: 'run',
      title: 'A run: panic doubles about every three hours and is nearly over within a week',
      parameters: { transmissionRate: 6, recoveryRate: 1, initialInfected: 0.0001, horizon: 7, steps: 1000 },
    },
    {
      name: 'immune-half',
      title: 'The same panic in a crowd half of which is immune: slow, and less than a fifth panics',
      parameters: {
        transmissionRate: 0.5,
        recoveryRate: 0.2,
        initialInfected: 0.001,
        initialRecovered: 0.5,
        horizon: 150,
        steps: 1500,
      },
    },
  ],

  compute(parameters, warn) {
    const { transmissionRate: beta, recoveryRate: gamma, initialInfected: i0, initialRecovered: r0 } = parameters;
    const s0 = Math.max(0, 1 - i0 - r0);
    const R0 = beta / gamma;
    const effective = R0 * s0;
    const isEpidemic = effective > 1;
    const fallenIll = outbreakSize(R0, s0, i0);
    const growthRate = beta * s0 - gamma;

    const path = pathOf(parameters, s0, i0);
    const peak = peakTime(path, parameters);
    warnOf(warn, {
      i0,
      isBeyond: peak === null && i0 > 0,
      grid: (parameters.horizon / parameters.steps) * (beta + gamma),
    });
    return {
      basicReproductionNumber: R0,
      effectiveReproductionNumber: effective,
      finalSusceptible: s0 * Math.exp(-R0 * (i0 + fallenIll)),
      finalSize: i0 + fallenIll,
      peakInfected: isEpidemic ? Math.max(i0, i0 + s0 - (1 + Math.log(effective)) / R0) : i0,
      peakTime: peak,
      herdThreshold: Math.max(0, 1 - 1 / R0),
      growthRate,
      doublingTime: growthRate > 0 ? Math.LN2 / growthRate : null,
      epidemic: isEpidemic,
      infectedAtHorizon: path.infected.at(-1) as number,
      susceptibleAtHorizon: path.susceptible.at(-1) as number,
      trajectory: thinned(path, parameters.horizon),
    };
  },
});

/** Every so many points of the path, the first and the last among them. */
function thinned({ susceptible, infected }: Path, horizon: number) {
  const steps = susceptible.length - 1;
  const stride = Math.ceil(steps / SHOWN);
  const points = Array.from({ length: Math.ceil(steps / stride) }, (_, i) => i * stride);
  return [...points, steps].map((k) => {
    const [S, I] = [susceptible[k] as number, infected[k] as number];
    return { time: k * (horizon / steps), susceptible: S, infected: I, recovered: 1 - S - I };
  });
}

function warnOf(warn: Warn, { i0, isBeyond, grid }: { i0: number; isBeyond: boolean; grid: number }): void {
  if (isBeyond) warn('PEAK_BEYOND_HORIZON', 'Panic still grows at the horizon: its height lies beyond.');
  if (grid > ROUGH) {
    warn('COARSE_GRID', `Rates times the step are ${grid}: the path is rough, what is in closed form is not.`);
  }
  if (i0 === 0) {
    warn(
      'INVASION_LIMIT',
      'Nobody panics at the start: the path stays flat, final size and peak are those of a first few.',
    );
  }
}
