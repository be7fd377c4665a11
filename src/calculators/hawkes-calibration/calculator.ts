/**
 * Self-excitation measured from event times: how many of a market's events were triggered by others.
 *
 * The exponential-kernel process of hawkes-clustering is fitted by maximum likelihood (Ozaki 1979). The fit is tested
 * on the clock of the fitted process, on which waiting times are exponential (Ogata 1988; Brown et al. 2002), and
 * against a constant rate. Base rate, branching ratio and decay can be passed to hawkes-clustering unchanged.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { type Input, outputs, parameters } from './interface.ts';
import { compute, decayRange, eventsOf } from './model.ts';

const FEWEST_EVENTS = 10;
/** Relative tolerance on the resolution, which is at most the smallest gap. */
const GAP_TOLERANCE = 1e-9;

/** Time for one event, over all decays searched. */
const MS_PER_EVENT = 0.05;

/** Seconds at which 281 trades happened in four hours. */
const CLUSTERED_TRADES = [
  17.315, 96.022, 128.555, 175.32, 243.993, 303.717, 328.132, 426.251, 427.405, 514.702, 524.928, 525.865, 539.888,
  545.885, 550.741, 556.689, 585.589, 605.345, 711.632, 937.542, 1066.659, 1245.643, 1247.502, 1303.367, 1310.586,
  1366.689, 1425.566, 1451.542, 1453.038, 1593.6, 1719.256, 1818.01, 1909.961, 1924.917, 2036.645, 2478.547, 2523.476,
  2525.98, 2551.977, 2572.655, 2584.744, 2603.438, 2625.731, 2626.408, 2630.193, 2719.608, 2757.224, 2757.79, 2793.404,
  2796.663, 2806.228, 2809.787, 2813.044, 2832.477, 2839.109, 2839.487, 2846.973, 2848.5, 2857.024, 2868.137, 2868.397,
  2870.143, 2871.92, 2882.647, 2901.795, 2904.774, 2910.291, 2914.422, 2915.04, 2952.644, 2978.527, 2983.444, 3015.827,
  3074.611, 3200.145, 3222.161, 3230.537, 3246.745, 3249.595, 3257.02, 3264.481, 3304.433, 3309.572, 3417.646, 3625.463,
  3835.89, 3840.634, 3927.445, 4125.597, 4147.639, 4481.434, 4487.419, 4490.189, 4551.33, 4604.707, 4636.468, 4639.398,
  4829.376, 4845.947, 4911.4, 4956.589, 4961.297, 4962.476, 5071.165, 5082.59, 5086.042, 5167.534, 5178.557, 5181.71,
  5182.669, 5261.105, 5291.313, 5303.259, 5562.955, 5575.903, 5839.649, 5855.806, 5869.85, 5872.467, 6043.295, 6182.826,
  6201.619, 6215.993, 6284.637, 6300.247, 6327.274, 6335.687, 6342.648, 6359.82, 6361.477, 6367.607, 6381.864, 6408.189,
  6465.751, 6589.123, 6594.322, 6676.522, 6769.944, 6881.491, 7175.759, 7239.261, 7265.218, 7328.649, 7540.394,
  7641.669, 7666.516, 7677.894, 7709.273, 7734.864, 7747.588, 7750.975, 7787.948, 7800.887, 7806.993, 7821.995,
  7842.558, 7874.159, 7889.646, 7901.614, 7963.762, 7965.288, 7987.643, 8039.512, 8097.863, 8146.568, 8451.453,
  8461.965, 8471.114, 8512.561, 8569.669, 8576.29, 8577.469, 8755.419, 8920.81, 9191.952, 9279.921, 9288.632, 9293.288,
  9378.839, 9415.077, 9419.626, 9427.504, 9427.598, 9438.552, 9456.403, 9490.29, 9497.932, 9504.365, 9509.578, 9774.688,
  9800.159, 9804.684, 9808.373, 9876.83, 9905.881, 9928.272, 9950.316, 9966.458, 9975.637, 10032.609, 10047.158,
  10047.262, 10114.844, 10426.168, 10532.397, 10580.642, 10599.531, 10616.261, 10840.391, 10894.346, 10938.195,
  10977.525, 11435.835, 11459.275, 11558.232, 11641.251, 11670.327, 11697.232, 11715.566, 11746.781, 11812.42,
  11855.919, 11864.503, 11926.963, 11929.777, 11949.913, 11968.439, 11972.984, 12008.059, 12014.566, 12018.569,
  12055.372, 12092.761, 12118.961, 12134.249, 12172.222, 12199.971, 12595.05, 12635.756, 12642.1, 12656.138, 12663.574,
  12692.611, 12695.416, 12709.352, 12713.462, 12734.578, 12880.071, 12884.563, 12906.41, 12911.798, 12952.603,
  12977.097, 13011.638, 13246.175, 13366.22, 13572.866, 13703.879, 13711.923, 13714.016, 13717.737, 13759.173, 13808.74,
  13819.083, 13821.64, 13843.643, 13903.958, 13982.042, 13984.559, 14010.827, 14037.474, 14058.355, 14069.999,
  14075.257, 14086.418, 14162.648, 14228.759, 14293.829, 14314.973, 14334.826, 14349.817,
];

/** Days on which 97 announcements were made in 120. */
const ANNOUNCEMENTS = [
  3.1534, 3.6639, 3.6642, 6.0422, 6.9144, 8.048, 12.3767, 12.4519, 13.3985, 14.0596, 16.4106, 19.3941, 22.7129, 23.4205,
  24.0157, 25.5542, 25.8313, 26.2009, 27.0696, 28.0413, 29.2482, 29.5904, 29.7033, 30.3011, 32.4511, 37.5996, 39.9913,
  41.1325, 42.1253, 42.8157, 42.9018, 43.1083, 43.5359, 44.9733, 45.4414, 45.7288, 46.5678, 50.5777, 51.2882, 51.6284,
  52.976, 53.4059, 53.4241, 53.473, 54.4196, 55.2166, 57.2572, 57.3373, 57.4158, 57.7774, 58.2058, 58.2597, 59.1497,
  59.2019, 63.2659, 68.5298, 70.2483, 70.2979, 77.3916, 78.8935, 86.4747, 86.5436, 87.0851, 87.3413, 95.5531, 95.8768,
  96.6419, 97.1484, 97.553, 97.595, 97.6073, 97.6571, 97.7001, 97.8134, 97.8709, 98.3803, 98.4432, 98.5252, 99.0491,
  99.2465, 103.8801, 105.0015, 105.3522, 105.3756, 105.4246, 105.4587, 105.4675, 105.8128, 106.2254, 106.8863, 106.9558,
  108.6144, 112.6133, 113.4228, 113.8245, 117.4279, 118.1175,
];

export const hawkesCalibration = defineCalculator({
  slug: 'hawkes-calibration',
  title: 'Hawkes process fitted to event times',
  summary:
    'Fits the Hawkes process with exponential memory to event times by maximum likelihood: base rate, branching ratio and decay with standard errors, and tests of the fit, by rescaled waiting times and against a constant rate. Its estimates can be used as parameters of the calculator of self-excited order flow (hawkes-clustering).',
  version: '1.0.0',
  concepts: [
    'hawkes-process',
    'branching-ratio',
    'model-calibration',
    'volatility-clustering',
    'order-book-pressure',
    'panic-selling-cascades',
    'stop-loss-clustering',
    'cascade-selling-pressure',
    'trading-volume-metrics',
  ],
  phrases: ['hawkes process', 'self-excitation', 'event clustering', 'order arrival'],
  nulls: 'absent',
  parameters,
  outputs,

  equations: [
    String.raw`\lambda(t) = \mu + n \beta \sum_{t_j < t} e^{-\beta (t - t_j)}`,
    String.raw`\ell = \sum_i \ln \lambda(t_i) - \mu T - n C(\beta), \quad C(\beta) = \sum_j \bigl(e^{-\beta \max(0, -t_j)} - e^{-\beta (T - t_j)}\bigr)`,
    String.raw`R_i = e^{-\beta (t_i - t_{i-1})} (R_{i-1} + 1), \quad \lambda(t_i) = \mu + n \beta R_i, \quad N = \mu T + n C \;\text{ at the maximum}`,
    String.raw`\theta_i = \int_{t_{i-1}}^{t_i} \lambda(t)\, dt \sim \mathrm{Exp}(1)`,
  ],
  assumptions: [
    'Memory decays exponentially, whereas that of markets looks more like a power law, so n depends on the window.',
    'The base rate is constant: intraday seasonality and regime changes raise n (Filimonov and Sornette 2015).',
    'The p-value ignores that three parameters were fitted, and is therefore too large.',
    'Without a start of the window the fit is conditional on the first event.',
    'A branching ratio of 0 lies at the boundary of the parameter range, where the information criterion is only a guide.',
  ],
  references: [
    {
      citation:
        "Ozaki, T. (1979), 'Maximum likelihood estimation of Hawkes' self-exciting point processes', Annals of the Institute of Statistical Mathematics 31, 145-155",
      doi: '10.1007/BF02480272',
    },
    {
      citation:
        "Ogata, Y. (1988), 'Statistical Models for Earthquake Occurrences and Residual Analysis for Point Processes', Journal of the American Statistical Association 83(401), 9-27",
      doi: '10.1080/01621459.1988.10478560',
    },
    {
      citation:
        "Brown, E. N., Barbieri, R., Ventura, V., Kass, R. E., Frank, L. M. (2002), 'The Time-Rescaling Theorem and Its Application to Neural Spike Train Data Analysis', Neural Computation 14(2), 325-346",
      doi: '10.1162/08997660252741149',
    },
    {
      citation:
        "Stephens, M. A. (1974), 'EDF Statistics for Goodness of Fit and Some Comparisons', Journal of the American Statistical Association 69(347), 730-737",
      doi: '10.1080/01621459.1974.10480196',
    },
    {
      citation:
        "Filimonov, V., Sornette, D. (2015), 'Apparent criticality and calibration issues in the Hawkes self-excited point process model', Quantitative Finance 15(8), 1293-1314",
      doi: '10.1080/14697688.2015.1032544',
    },
    {
      citation:
        "Hawkes, A. G. (1971), 'Spectra of some self-exciting and mutually exciting point processes', Biometrika 58(1), 83-90",
      doi: '10.1093/biomet/58.1.83',
    },
  ],
  presets: [
    {
      name: 'clustered-trades',
      title: 'Trades of four hours: a branching ratio of 0.54 with a standard error of 0.07',
      parameters: { timestamps: CLUSTERED_TRADES, windowStart: 0, windowEnd: 14_400 },
    },
    {
      name: 'announcements-in-days',
      title: 'Announcements over 120 days, which follow one another within days',
      parameters: { timestamps: ANNOUNCEMENTS, timeUnit: 'day', windowStart: 0, windowEnd: 120 },
    },
    {
      name: 'no-clustering',
      title: 'Events every ten seconds: no excitation',
      parameters: { timestamps: Array.from({ length: 60 }, (_, i) => 10 * i), windowEnd: 600 },
    },
  ],

  *refuse(input) {
    const { windowStart, windowEnd, ties, resolution, decayMax } = input;
    const refused = (parameter: keyof Input, message: string): Problem => ({
      parameter,
      code: 'OUT_OF_RANGE',
      message,
    });
    const events = eventsOf(input);
    if (windowStart !== null && windowStart >= events.last) {
      yield refused('windowStart', `must be before the last event, ${events.last}, but got ${windowStart}`);
    }
    if (windowEnd !== null && windowEnd < events.last) {
      yield refused('windowEnd', `must not be before the last event, ${events.last}, but got ${windowEnd}`);
    }
    if (ties === 'spread' && resolution !== null && resolution > events.smallestGap * (1 + GAP_TOLERANCE)) {
      yield refused('resolution', `must be at most the smallest gap, ${events.smallestGap}, but got ${resolution}`);
    }
    if (events.count < FEWEST_EVENTS) {
      yield refused('timestamps', `must have at least ${FEWEST_EVENTS} events in the window, but has ${events.count}`);
      return;
    }
    const [least, most] = decayRange(input, events);
    if (least >= most) {
      yield refused('decayMax', `must be above decayMin, ${least}, but got ${decayMax ?? most}`);
    }
  },

  /** Times are in a unit of the caller's choice, rates in hours. */
  absoluteUnits: () => ['hour'],
  cost: ({ timestamps }) => MS_PER_EVENT * timestamps.length,
  compute,
});
