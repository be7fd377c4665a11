/**
 * Self-excited order flow: every event, a trade or a liquidation, makes further events more likely for a while.
 *
 * A linear Hawkes process with the kernel phi(t) = n beta e^(-beta t): events come at the rate mu on their own, and
 * each triggers n others on average, after times of mean 1/beta. Events then form clusters, one for each event that
 * came on its own, whose size follows the Borel distribution (Hawkes and Oakes 1974). Close to n = 1 clusters are huge,
 * counts vary wildly and a burst dies out slowly; from n = 1 on there is no stationary market, and above it a cluster
 * may never end.
 *
 * Paths are expectations, and cluster sizes come from their exact distribution; nothing is simulated.
 */
import { defineCalculator } from '../kit/definition.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

const ABSTRACT =
  'Branching ratio from the abstract of Filimonov and Sornette (2012) on the E-mini S&P 500 futures; the other figures are illustrative';

export const hawkesClustering = defineCalculator({
  slug: 'hawkes-clustering',
  title: 'Self-excited order flow and volatility clustering',
  summary:
    'A linear Hawkes process with exponential memory, in which a share n of all events is triggered by earlier ones. Gives the mean response to a burst of events, how long it lasts, and the exact law of the size of clusters; n = 1 is the critical point, from which activity sustains itself indefinitely.',
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
    'One kind of event, all of the same size; only means are computed.',
    'Memory decays exponentially; measured kernels look more like a power law.',
    'Before the burst the market is stationary, unless its intensity is given.',
    'For a branching ratio of 1 or more, there is no stationary intensity, and the intensity before the burst is the baseline.',
  ],
  references: [
    {
      citation:
        "Hawkes, A. G. (1971), 'Spectra of some self-exciting and mutually exciting point processes', Biometrika 58(1), 83-90",
      doi: '10.1093/biomet/58.1.83',
    },
    {
      citation:
        "Hawkes, A. G., Oakes, D. (1974), 'A cluster process representation of a self-exciting process', Journal of Applied Probability 11(3), 493-503",
      doi: '10.2307/3212693',
    },
    {
      citation:
        "Filimonov, V., Sornette, D. (2012), 'Quantifying reflexivity in financial markets: Toward a prediction of flash crashes', Physical Review E 85, 056108",
      doi: '10.1103/PhysRevE.85.056108',
    },
    {
      citation:
        "Hardiman, S. J., Bercot, N., Bouchaud, J.-P. (2013), 'Critical reflexivity in financial markets: a Hawkes process analysis', European Physical Journal B 86, 442",
      doi: '10.1140/epjb/e2013-40107-3',
    },
    { citation: 'Borel, E. (1942), Comptes rendus de l’Académie des sciences 214, 452-456' },
  ],
  presets: [
    {
      name: 'self-excited',
      title: 'Four of five events are triggered by others: ten more set off forty',
      parameters: { baselineIntensity: 10, branchingRatio: 0.8, decayRate: 2, shockEvents: 10, horizon: 5 },
    },
    {
      name: 'e-mini-1998',
      title: 'A calm market: 70 % of price changes came from outside in 1998',
      source: ABSTRACT,
      parameters: { baselineIntensity: 35, branchingRatio: 0.3, decayRate: 2, shockEvents: 10, horizon: 5 },
    },
    {
      name: 'e-mini-2007',
      title: 'The same market since 2007: less than 30 % came from outside',
      source: ABSTRACT,
      parameters: { baselineIntensity: 15, branchingRatio: 0.7, decayRate: 2, shockEvents: 10, horizon: 5 },
    },
    {
      name: 'nearly-critical',
      title: 'A stressed market close to the critical point: a burst of fifty stays in the tape for hours',
      parameters: { baselineIntensity: 1, branchingRatio: 0.98, decayRate: 10, shockEvents: 50, horizon: 24 },
    },
  ],

  compute,
});
