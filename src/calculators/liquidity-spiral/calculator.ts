/**
 * Liquidity spirals of Brunnermeier and Pedersen (2009): date 1 of their model with one risky asset.
 *
 * Customers sell Z1. Speculators would hold all of it at the value v1, but may hold only x1 units with m1 x1 <= W1: margin
 * per unit times position within capital. Customers hold the rest for a discount, Z1 - x1 = kappa (v1 - p1) with
 * kappa = 2/(gamma sigma2^2). A fall costs capital, W1 = W0 + (p1 - P0) x0 + eta1 (loss spiral), and raises margins,
 * m1 = sigma-bar + theta-bar |p1 - P0| (margin spiral), so that the constraint is a quadratic in the illiquidity
 * d = v1 - p1, solved exactly here. Where it binds,
 *
 *   dp1/deta1 = 1 / (kappa m1 - theta x1 - x0),
 *
 * whose denominator is kappa m1 alone without spirals; each spiral subtracts a term, so that both together do more than
 * their product. Two stable equilibria, one liquid and one not, are what the paper calls fragility.
 */
import { defineCalculator } from '../kit/definition.ts';
import { risesTo } from '../market/levels.ts';
import { BRUNNERMEIER_PEDERSEN_2009 } from '../market/references.ts';
import { outputs, parameters } from './interface.ts';
import { compute, marketAfter } from './model.ts';

const MS_PER_ROUND = 5e-4;

export const liquiditySpiral = defineCalculator({
  slug: 'liquidity-spiral',
  title: 'Brunnermeier-Pedersen loss and margin spirals',
  summary:
    'Date-1 equilibrium of the model of Brunnermeier and Pedersen with one risky asset: speculators limited by margins absorb the selling of customers, a fall causes losses on their inventory (loss spiral) and raises margins (margin spiral). It solves the equilibrium exactly and reports how the price depends on speculator capital, how much of that is due to the spirals, and whether a second, illiquid equilibrium exists.',
  version: '1.1.0',
  concepts: [
    'liquidity-contagion-dynamics',
    'panic-driven-deleveraging',
    'margin-call-cascade',
    'cross-asset-liquidity-risk',
    'market-panic-selling',
    'diversification-failure',
    'breaking-points',
    'liquidity-barriers',
    'market-liquidity',
  ],
  phrases: ['liquidity spiral', 'margin spiral', 'loss spiral', 'funding liquidity', 'liquidity crisis'],
  nulls: 'refused',
  parameters,
  outputs,

  equations: [
    String.raw`v_1 = P_0 (1 - s), \quad Z_1 - x_1 = \kappa (v_1 - p_1), \quad \kappa = \frac{2}{\gamma \sigma_2^2}`,
    String.raw`m_1 x_1 \le W_1, \quad m_1 = \bar\sigma + \bar\theta\, |p_1 - P_0|, \quad W_1 = W_0 + (p_1 - P_0) x_0 + \eta_1`,
    String.raw`f(d) = m(d)\, x(d) - W(d) = -\bar\theta \kappa d^2 + (\bar\theta Z_1 - \kappa m_0 + x_0)\, d + m_0 Z_1 - W(0), \quad d = v_1 - p_1`,
    String.raw`\frac{\partial p_1}{\partial \eta_1} = \frac{1}{\kappa m_1 - \bar\theta x_1 - x_0}, \quad \phi_1 - 1 = \frac{v_1 - p_1}{m_1}`,
  ],
  assumptions: [
    'One asset; speculators are long, customers sell, and the value does not rise.',
    'No fresh capital comes in, and the rule for margins is fixed: financiers look at the change of the price alone.',
    'The standard deviation of the next value is fixed; in the paper it rises with the shock.',
    'Demand comes from the two customers who are in the market at date 1.',
    'The path is an illustration; all other figures are of the equilibrium itself.',
  ],
  references: [BRUNNERMEIER_PEDERSEN_2009],
  presets: [
    {
      name: 'forced-sale',
      title: 'Speculators holding all that customers have sold must give up part of it',
      parameters: { speculatorPosition: 100 },
    },
    {
      name: 'quiet',
      title: 'Ample capital: the price falls with the value, and no further',
      parameters: { speculatorCapital: 2_000 },
    },
    {
      name: 'stressed',
      title: 'A fall of 5 % while margins follow the price one for one',
      parameters: { shock: 0.05, speculatorCapital: 1_000, speculatorPosition: 80, marginSensitivity: 1 },
    },
    {
      name: 'fragile',
      title: 'No shock at all, but two equilibria: the market can jump from one to the other',
      parameters: {
        shock: 0,
        speculatorCapital: 410,
        speculatorPosition: 0,
        baseMargin: 4,
        marginSensitivity: 3,
        equilibriumSelection: 'illiquid',
      },
    },
  ],

  *refuse(parameters) {
    const { greatestIlliquidity, value } = marketAfter(parameters);
    if (risesTo(greatestIlliquidity, value, parameters.referencePrice)) {
      const message = `must be small enough for customers to hold alone at a price above 0, but they would demand a discount of ${greatestIlliquidity} on the value of ${value}`;
      yield { parameter: 'customerSupply', code: 'OUT_OF_RANGE', message };
    }
  },

  cost: ({ maxRounds }) => MS_PER_ROUND * maxRounds,
  compute,
});
