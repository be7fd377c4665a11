/**
 * Self-excited order flow: every event, a trade or a liquidation, makes further events more likely for a while.
 *
 * A linear Hawkes process with the kernel phi(t) = n beta e^(-beta t): events come at the rate mu on their own, and each
 * triggers n others on average, after times of mean 1/beta. Events then fall into clusters, one for each that came on its
 * own, whose size follows the law of Borel (Hawkes and Oakes 1974). Close to n = 1 clusters are huge, counts vary wildly
 * and a burst dies out slowly; from n = 1 on there is no stationary market, and above it a cluster may never end.
 *
 * All figures are means; nothing is simulated.
 */
import { outbreakSize } from '../../numerics/outbreak-size.ts';
import { defineCalculator, type Warn } from '../kit/definition.ts';
import { clusterQuantile, clusterSizes } from './borel.ts';
import { responseOf } from './intensity.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { presets, references } from './sources.ts';

/** Branching ratio from which on the response lasts more than twenty times as long as the kernel. */
const NEARLY_CRITICAL = 0.95;

export const hawkesClustering = defineCalculator({
  slug: 'hawkes-clustering',
  title: 'Self-excited order flow and volatility clustering',
  summary:
    'A linear Hawkes process with exponential memory, in which a share n of all events is triggered by earlier ones. Gives the mean response to a burst of events, how long it lasts, and the exact law of the size of clusters; n = 1 is the critical point from which on activity feeds itself without end.',
  version: '1.0.0',
  concepts: [
    'volatility-clustering',
    'panic-selling-cascades',
    'cascade-selling-pressure',
    'stop-loss-clustering',
    'order-book-pressure',
    'flash-crash',
  ],
  phrases: [
    'hawkes process',
    'self-exciting',
    'branching ratio',
    'volatility clustering',
    'stop-loss clustering',
    'order clustering',
  ],
  nulls: 'absent',
  parameters,
  outputs,

  equations: [
    String.raw`\lambda(t) = \mu + \sum_{t_i < t} n \beta\, e^{-\beta (t - t_i)}, \quad \lambda_0 = \lambda_{-} + k n \beta`,
    String.raw`E\lambda(t) = \lambda^{*} + (\lambda_0 - \lambda^{*})\, e^{-ct}, \quad \lambda^{*} = \frac{\mu}{1 - n}, \quad c = \beta (1 - n) \quad (n \ne 1)`,
    String.raw`E N(0, t] = \lambda^{*} t + (\lambda_0 - \lambda^{*}) \frac{1 - e^{-ct}}{c} \quad (n \ne 1)`,
    String.raw`E\lambda(t) = \lambda_0 + \beta \mu t, \quad E N(0, t] = \lambda_0 t + \tfrac{1}{2} \beta \mu t^2 \quad (n = 1)`,
    String.raw`P(S = j) = \frac{e^{-nj} (nj)^{j-1}}{j!}, \quad E S = \frac{1}{1 - n}, \quad \mathrm{Var}\, S = \frac{n}{(1 - n)^3}`,
    String.raw`\lim_{t \to \infty} \frac{\mathrm{Var}\, N(0, t]}{E N(0, t]} = \frac{1}{(1 - n)^2}, \quad x = e^{n (x - 1)} \quad \text{(extinction)}`,
  ],
  assumptions: [
    'One kind of event, all of the same size, and means alone.',
    'Memory fades exponentially; measured kernels look more like a power law.',
    'Before the burst the market is stationary, unless its intensity is given.',
    'For a branching ratio from 1 on there is no stationary intensity, and the intensity before the burst is the baseline.',
  ],
  references,
  presets,

  compute(parameters, warn) {
    const { baselineIntensity: mu, branchingRatio: n, decayRate: beta, shockEvents: k } = parameters;
    const { horizon, gridPoints, maxClusterSize, quantileLevel } = parameters;
    const stationary = n < 1 ? stationaryFigures(mu, n, beta, k) : NONE;
    const before = parameters.initialIntensity ?? stationary.stationaryIntensity ?? mu;
    const jump = k * n * beta;
    const intensityAfterShock = before + jump;
    const response = responseOf(parameters, intensityAfterShock);

    const extinctionProbability = 1 - outbreakSize(n, 1, 0);
    const clusterSizePmf = clusterSizes(n, maxClusterSize);
    const clusterSizeQuantile = clusterQuantile(n, quantileLevel, extinctionProbability);
    warnOf(warn, n, clusterSizeQuantile);
    return {
      status: n < 1 ? 'stationary' : n === 1 ? 'critical' : 'diverges',
      diverges: n >= 1,
      ...stationary,
      kernelHalfLife: Math.LN2 / beta,
      intensityAfterShock,
      clusterSizePmf,
      clusterSizeTail: Math.max(0, 1 - clusterSizePmf.reduce((sum, probability) => sum + probability, 0)),
      clusterSizeQuantile,
      extinctionProbability,
      expectedEventsAtHorizon: response.events(horizon),
      shockAftershocksAtHorizon: response.descendants(jump, horizon),
      intensityPath: Array.from({ length: gridPoints }, (_, i) => {
        const time = (horizon * i) / (gridPoints - 1);
        return { time, intensity: response.intensity(time) };
      }),
    };
  },
});

/** What only a stationary process has. */
function stationaryFigures(mu: number, n: number, beta: number, k: number) {
  const rest = 1 - n;
  return {
    stationaryIntensity: mu / rest,
    meanClusterSize: 1 / rest,
    clusterSizeVariance: n / rest ** 3,
    fanoFactor: 1 / rest ** 2,
    endogenousFraction: n,
    expectedAftershocks: (k * n) / rest,
    responseHalfLife: Math.LN2 / (beta * rest),
  };
}

const NONE = {
  stationaryIntensity: null,
  meanClusterSize: null,
  clusterSizeVariance: null,
  fanoFactor: null,
  endogenousFraction: null,
  expectedAftershocks: null,
  responseHalfLife: null,
};

function warnOf(warn: Warn, n: number, quantile: number | null): void {
  if (n > 1) warn('DIVERGES', `Each event triggers ${n} others on average: activity grows without end.`);
  if (n === 1) warn('CRITICAL', 'Each event triggers one other on average: activity never settles.');
  if (n >= NEARLY_CRITICAL && n < 1) {
    warn('NEARLY_CRITICAL', 'So close to 1 a small error in the branching ratio changes every figure by a multiple.');
  }
  if (quantile === null) {
    warn('QUANTILE_BEYOND_LIMIT', 'No cluster size up to 100,000 events reaches the quantile level.');
  }
}
