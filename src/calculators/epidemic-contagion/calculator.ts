/**
 * Panic as an epidemic: the calm S catch it from the panicking I, who recover as R and do not catch it again.
 *
 * Kermack and McKendrick (1927) with homogeneous mixing. Each panicking trader infects beta S others a day and stops
 * after 1/gamma days on average, so panic grows if R0 s0 = beta s0 / gamma is above 1. How many panic in total, and how
 * many at the peak, follow in closed form; the path comes from integrating the equations.
 *
 * The idea that rumours and narratives spread this way is due to Daley and Kendall (1964) and Shiller (2017).
 */
import { defineCalculator } from '../kit/definition.ts';
import { isAbove } from '../market/levels.ts';
import { MOST_STEPS, outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

/** Step times rates above which an input is refused, and by default. */
const COARSEST = 2;
const USUAL = 0.1;
const FEWEST_USUAL_STEPS = 600;

export const epidemicContagion = defineCalculator({
  slug: 'epidemic-contagion',
  title: 'Panic as an epidemic',
  summary:
    'Lets panic spread through a crowd like a disease: the calm catch it from those who panic, who later recover for good. Closed forms give the reproduction number, how many panic in total and how many at the peak; the path over time is integrated numerically.',
  version: '1.1.0',
  concepts: [
    'market-sentiment-contagion',
    'market-panic-selling',
    'de-pegging-event-analysis',
    'capitulation-dynamics',
    'contagion',
  ],
  phrases: ['sentiment contagion', 'panic selling', 'de-pegging', 'depegging', 'bank run', 'epidemic'],
  nulls: 'absent',

  parameters,
  defaults: {
    steps({ transmissionRate, recoveryRate, horizon }) {
      const turnover = horizon * (transmissionRate + recoveryRate);
      // Rounding must not add a step to what is a whole number in decimals.
      return Math.min(MOST_STEPS, Math.max(FEWEST_USUAL_STEPS, Math.ceil((turnover / USUAL) * (1 - 1e-12))));
    },
  },
  refuseAt: {
    *initialRecovered({ initialInfected, initialRecovered }) {
      if (initialInfected + initialRecovered <= 1) return;
      const message = `must leave room for initialInfected, ${initialInfected}, but got ${initialRecovered}`;
      yield { parameter: 'initialRecovered', code: 'OUT_OF_RANGE', message };
    },
  },
  *refuse({ horizon, steps, transmissionRate, recoveryRate }, given) {
    const turnover = horizon * (transmissionRate + recoveryRate);
    if (!isAbove(turnover / steps, COARSEST)) return;
    if (given.has('steps')) {
      const message = `must be at least about ${Math.ceil(turnover / COARSEST)} for these rates and this horizon, but got ${steps}`;
      yield { parameter: 'steps', code: 'OUT_OF_RANGE', message };
    } else {
      const longest = (horizon * COARSEST * MOST_STEPS) / turnover;
      const message = `must be at most about ${longest} days for these rates, but got ${horizon}`;
      yield { parameter: 'horizon', code: 'OUT_OF_RANGE', message };
    }
  },

  outputs,

  equations: [
    String.raw`S' = -\beta S I, \quad I' = \beta S I - \gamma I, \quad R' = \gamma I, \quad R_0 = \beta / \gamma`,
    String.raw`s_\infty = s_0 \exp\bigl(-R_0 (s_0 + i_0 - s_\infty)\bigr) = -\frac{1}{R_0} W_0\bigl(-R_0 s_0 e^{-R_0 (s_0 + i_0)}\bigr)`,
    String.raw`i_{\max} = i_0 + s_0 - \frac{1 + \ln(R_0 s_0)}{R_0} \quad (R_0 s_0 > 1)`,
    String.raw`\text{herd threshold} = \max\left(0, 1 - \frac{1}{R_0}\right), \quad \text{growth} = \beta s_0 - \gamma`,
  ],
  assumptions: [
    'Everybody meets everybody equally often; the crowd is closed, and large enough that chance averages out.',
    'Rates are constant: neither prices nor news change them.',
    'Whoever has panicked does not panic again.',
    'The rates at which sentiment spreads cannot be observed; they have to be fitted to an episode.',
    'Rates that balance to a relative 1e-12 are the critical point: panic does not grow.',
    'If nobody panics at the start, the final size and the peak are those for a vanishing initial share.',
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
      title: 'Panic subsides before it is passed on: it dies out',
      parameters: { transmissionRate: 0.15, recoveryRate: 0.2, initialInfected: 0.01, horizon: 30 },
    },
    {
      name: 'run',
      title: 'A run: panic doubles about every three hours and is nearly over within a week',
      parameters: { transmissionRate: 6, recoveryRate: 1, initialInfected: 0.0001, horizon: 7, steps: 1000 },
    },
    {
      name: 'immune-half',
      title: 'The same panic in a crowd of which half is immune: slow, and less than a fifth panics',
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

  compute,
});
