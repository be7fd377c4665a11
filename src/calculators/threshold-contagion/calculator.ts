/**
 * Herding: a trader sells once the share of sellers among those it watches reaches its own threshold.
 *
 * In a well-mixed crowd the share of sellers follows r(t+1) = rho0 + (1 - rho0) F(r(t)) with the distribution F of
 * thresholds (Granovetter 1978): small differences in F decide between a few sellers and all. On a sparse random
 * network a single seller can topple the crowd if traders who need only one selling neighbour are connected (Watts
 * 2002), which holds for a window of mean degrees: below it the network is in pieces, above it every trader sees too
 * many who hold. The size of the cascade for a finite share of seeds comes from the tree-like recursion of Gleeson and
 * Cahalane (2007).
 */
import { defineCalculator } from '../kit/definition.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

const SUM_TOLERANCE = 1e-9;

const MOST_POISSON_LINKS = 30;

export const thresholdContagion = defineCalculator({
  slug: 'threshold-contagion',
  title: 'Herding with thresholds',
  summary:
    'A trader sells once the share of sellers it sees reaches a personal threshold. For a well-mixed crowd this is the recursion of Granovetter; for random networks it gives the global-cascade condition of Watts, its window of mean degrees, and the final size for a finite share of first sellers by Gleeson and Cahalane.',
  version: '1.1.0',
  concepts: [
    'market-sentiment-contagion',
    'panic-selling-cascades',
    'breaking-points',
    'capitulation-dynamics',
    'sentiment-driven-trading-strategies',
  ],
  phrases: [
    'herding',
    'herd behavior',
    'herd behaviour',
    'sentiment contagion',
    'information cascade',
    'tipping point',
    'bank run',
  ],
  nulls: 'absent',
  parameters,
  refuseAt: {
    *meanDegree({ topology, meanDegree: z }) {
      const refused = (code: string, wanted: string) => ({
        parameter: 'meanDegree',
        code,
        message: `must be ${wanted} where topology is ${topology}, but got ${z}`,
      });
      if (topology === 'poisson' && z > MOST_POISSON_LINKS) {
        yield refused('OUT_OF_RANGE', `at most ${MOST_POISSON_LINKS}`);
      }
      if (topology === 'regular' && !Number.isInteger(z)) yield refused('NOT_INTEGER', 'a whole number');
    },
    *degreeDistribution({ degreeDistribution: p }) {
      if (p === null) return;
      const sum = p.reduce((total, share) => total + share, 0);
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        const message = `must sum to 1, but sums to ${sum}`;
        yield { parameter: 'degreeDistribution', code: 'NOT_NORMALISED', message };
      } else if ((p[0] as number) >= 1 || p.slice(1).every((share) => share === 0)) {
        const message = 'must give at least one trader a link, but all are isolated';
        yield { parameter: 'degreeDistribution', code: 'OUT_OF_RANGE', message };
      }
    },
  },

  outputs,

  equations: [
    String.raw`F(u) = N\bigl((u - \varphi)/\sigma\bigr), \quad F(u) = \mathbf{1}[u \ge \varphi] \;\; (\sigma = 0)`,
    String.raw`r_{t+1} = \rho_0 + (1 - \rho_0) F(r_t) \quad \text{(well mixed)}`,
    String.raw`q_{t+1} = \rho_0 + (1 - \rho_0) \sum_{k \ge 1} \frac{k p_k}{z} \sum_{m=0}^{k-1} \binom{k-1}{m} q_t^m (1 - q_t)^{k-1-m} F(m/k)`,
    String.raw`S = \rho_0 + (1 - \rho_0) \Bigl[p_0 F(0) + \sum_{k \ge 1} p_k \sum_{m=0}^{k} \binom{k}{m} q^m (1 - q)^{k-m} F(m/k)\Bigr]`,
    String.raw`\sum_k \frac{k (k-1)}{z}\, p_k \bigl[F(1/k) - F(0)\bigr] > 1`,
    String.raw`z\, P\bigl(\text{Poisson}(z) \le \kappa - 2\bigr) = 1, \quad \kappa = \max\{k : 1/k \ge \varphi\} \quad \text{(ends of the window)}`,
  ],
  assumptions: [
    'The network is infinite, undirected and without short cycles; everyone has the same weight.',
    'Sellers do not return, and there is no price that would attract buyers.',
    'Thresholds are normal and not truncated: traders at 0 or below sell of their own accord.',
    'A share of sellers within 1e-12 of a threshold reaches it, however it was computed.',
    'The cascade condition is that of a vanishing seed: a finite seed, or sellers of their own accord, can cascade even if it fails.',
  ],
  references: [
    {
      citation:
        "Granovetter, M. (1978), 'Threshold Models of Collective Behavior', American Journal of Sociology 83(6), 1420-1443",
      doi: '10.1086/226707',
    },
    {
      citation: "Watts, D. J. (2002), 'A simple model of global cascades on random networks', PNAS 99(9), 5766-5771",
      doi: '10.1073/pnas.082090499',
    },
    {
      citation:
        "Gleeson, J. P., Cahalane, D. J. (2007), 'Seed size strongly affects cascades on random networks', Physical Review E 75, 056103",
      doi: '10.1103/PhysRevE.75.056103',
    },
  ],
  presets: [
    {
      name: 'window-of-cascades',
      title: 'Five links each and a threshold of 18 %: one seller in a thousand topples the crowd',
      parameters: {
        topology: 'poisson',
        thresholdMean: 0.18,
        thresholdStd: 0,
        seedFraction: 0.001,
        meanDegree: 5,
      },
    },
    {
      name: 'quiet',
      title: 'Eight links each: everyone sees too many holders, and the first sellers remain the only ones',
      parameters: { topology: 'poisson', thresholdMean: 0.18, seedFraction: 0.001, meanDegree: 8 },
    },
    {
      name: 'spontaneous-sellers',
      title:
        'Uneven thresholds: the condition of Watts fails, yet those who sell of their own accord trigger all others',
      parameters: { thresholdMean: 0.22, thresholdStd: 0.07, seedFraction: 0.005, meanDegree: 6 },
    },
    {
      name: 'granovetter',
      title: 'A well-mixed crowd just beyond the critical spread of thresholds, about 12.2 of 100',
      source: 'Granovetter (1978), figure 2: normal thresholds of mean 25 in a crowd of 100',
      parameters: { topology: 'wellMixed', thresholdMean: 0.25, thresholdStd: 0.125, seedFraction: 0 },
    },
  ],

  compute,
});
