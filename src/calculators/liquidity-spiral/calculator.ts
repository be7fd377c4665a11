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
 * which is kappa m1 alone without spirals; each spiral subtracts its part, so both together do more than their product.
 * Two stable equilibria, one liquid and one not, are what the paper calls fragility.
 */
import { defineCalculator, type Warn } from '../kit/definition.ts';
import { BRUNNERMEIER_PEDERSEN_2009 } from '../market/references.ts';
import { type Equilibrium, type Model, modelOf, stableEquilibria } from './equilibrium.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { spiralPath } from './path.ts';

/** Change of illiquidity, as a fraction of the reference price, below which the path has settled. */
const SETTLED = 1e-12;

export const liquiditySpiral = defineCalculator({
  slug: 'liquidity-spiral',
  title: 'Brunnermeier-Pedersen loss and margin spirals',
  summary:
    'Date-1 equilibrium of the model of Brunnermeier and Pedersen with one risky asset: speculators limited by margins absorb the selling of customers, a fall hurts their inventory (loss spiral) and raises margins (margin spiral). It solves the equilibrium exactly and reports how the price depends on speculator capital, how much of that the spirals cause, and whether a second, illiquid equilibrium exists.',
  version: '1.0.0',
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
      title: 'Speculators with an inventory of all that customers sell have to give up part of it',
      parameters: { speculatorPosition: 100 },
    },
    {
      name: 'quiet',
      title: 'Ample capital: the price falls with the value and no further',
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
    const { greatestIlliquidity, value } = modelOf(parameters);
    if (greatestIlliquidity >= value) {
      const message = `must be little enough for customers to hold alone at a price above 0: they would ask a discount of ${greatestIlliquidity} on the value ${value}`;
      yield { parameter: 'customerSupply', code: 'OUT_OF_RANGE', message };
    }
  },

  compute(parameters, warn) {
    const { referencePrice: P0, shock, speculatorPosition: x0, equilibriumSelection, maxRounds } = parameters;
    const model = modelOf(parameters);
    const { value: v1, demandSlope } = model;
    const equilibria = stableEquilibria(model);
    const wantsLiquid = equilibriumSelection === 'liquid';
    const equilibrium = equilibria.at(wantsLiquid ? 0 : -1) as Equilibrium;
    const { status, illiquidity: d, position: x1 } = equilibrium;
    const price = v1 - d;
    const m1 = model.marginAt(d);
    const W1 = model.capitalAt(d);
    const path = spiralPath(model, wantsLiquid ? 0 : model.greatestIlliquidity, SETTLED * P0, maxRounds);

    warnOfEnding(equilibria, status, W1, warn);
    if (!path.isSettled) {
      warn('ROUND_LIMIT', `The path was stopped after ${path.rounds} rounds; the equilibrium itself is exact.`);
    }
    return {
      fundamentalValue: v1,
      finalPrice: price,
      illiquidity: d,
      totalDecline: (P0 - price) / P0,
      amplification: shock === 0 ? null : (P0 - price) / model.fall,
      speculatorPositionEnd: x1,
      speculatorSales: x0 - x1,
      marginEnd: m1,
      speculatorCapitalEnd: W1,
      marginUse: W1 > 0 ? (m1 * x1) / W1 : null,
      shadowCostOfCapital: d / m1,
      customerDemandSlope: demandSlope,
      ...spirals(model, equilibrium),
      multipleEquilibria: equilibria.length === 2,
      equilibriumPrices: equilibria.map(({ illiquidity }) => v1 - illiquidity),
      status,
      rounds: path.rounds,
      pathConverged: path.isSettled,
      priceSeries: path.priceSeries,
      positionSeries: path.positionSeries,
    };
  },
});

/** How the price depends on capital where the constraint binds, and by how much each spiral multiplies that. */
function spirals(model: Model, { status, illiquidity, position: x1 }: Equilibrium) {
  const { inventory: x0, marginSensitivity: theta, demandSlope: kappa } = model;
  if (status !== 'constrained') {
    return {
      priceSensitivity: null,
      baselineSensitivity: null,
      lossSpiralMultiplier: null,
      marginSpiralMultiplier: null,
      totalMultiplier: null,
    };
  }
  const demand = kappa * model.marginAt(illiquidity);
  const over = (numerator: number, denominator: number) => (denominator > 0 ? numerator / denominator : null);
  const priceSensitivity = over(1, demand - theta * x1 - x0);
  const baselineSensitivity = 1 / demand;
  return {
    priceSensitivity,
    baselineSensitivity,
    lossSpiralMultiplier: over(demand, demand - x0),
    marginSpiralMultiplier: over(demand, demand - theta * x1),
    totalMultiplier: priceSensitivity === null ? null : priceSensitivity / baselineSensitivity,
  };
}

function warnOfEnding(
  equilibria: readonly Equilibrium[],
  status: Equilibrium['status'],
  capital: number,
  warn: Warn,
): void {
  if (equilibria.length === 2) {
    warn('FRAGILE', 'There are two stable equilibria: the market can fall from the liquid one to the other.');
  }
  if (status === 'wipedOut') warn('WIPED_OUT', 'Speculators have no capital left; customers hold everything.');
  if (capital < 0) warn('NEGATIVE_CAPITAL', 'Speculators owe more than they own; others bear the difference.');
}
