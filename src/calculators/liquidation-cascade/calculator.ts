/**
 * Liquidation cascade: a shock closes leveraged positions by force, their volume moves the price, which closes more.
 *
 * Positions are isolated-margin perpetuals (linear or inverse) or, with maintenance on the mark price, securities
 * margin accounts; each is closed in full once the price reaches its liquidation price, equality included. A book can
 * be given position by position, plus open interest spread over leverages by a truncated Pareto distribution, cut into
 * equal buckets at the mid-quantiles. The shock is a gap: nobody trades between the reference price and the price after
 * it.
 *
 * Against open-interest-collapse: here fills are at the round's average price and impact adds as a fraction of the
 * reference price; there fills are at the end of the round and impact multiplies the shocked price.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { absoluteUnits } from '../market/impact.ts';
import { BRUNNERMEIER_PEDERSEN_2009, TOTH_2011 } from '../market/references.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

/** Time per position: each is taken once, however many rounds there are. */
const MS_PER_POSITION = 3e-3;

export const liquidationCascade = defineCalculator({
  slug: 'liquidation-cascade',
  title: 'Liquidation and margin-call cascade',
  summary:
    'Computes liquidation and bankruptcy prices of leveraged positions, shocks the price, force-closes every position at or beyond its liquidation price, moves the price by the impact of the cumulative forced volume, and repeats until no further position is reached. It works for linear and inverse perpetuals and, with maintenance on the mark price, for securities margin accounts.',
  version: '1.1.0',
  concepts: [
    'liquidation-cascade',
    'liquidation-cascade-modeling',
    'margin-call-cascade',
    'automated-margin-liquidation',
    'panic-driven-deleveraging',
    'leverage-misuse',
    'open-interest-collapse',
    'panic-selling-cascades',
    'short-selling',
    'protocol-contagion-effects',
    'collateral-value-decay',
    'liquidation',
  ],
  phrases: [
    'liquidation cascade',
    'liquidation price',
    'margin call',
    'forced liquidation',
    'margin liquidation',
    'short squeeze',
  ],
  nulls: 'refused',
  parameters,
  outputs,

  equations: [
    String.raw`P^*_{\text{long}} = \frac{E(1 - 1/L)}{1 - m}, \quad P^*_{\text{short}} = \frac{E(1 + 1/L)}{1 + m} \quad \text{(linear, mark)}`,
    String.raw`P^*_{\text{long}} = E\,(1 - 1/L + m), \quad P^*_{\text{short}} = E\,(1 + 1/L - m) \quad \text{(linear, entry)}`,
    String.raw`P^*_{\text{long}} = \frac{E(1 + m)}{1 + 1/L}, \quad P^*_{\text{short}} = \frac{E(1 - m)}{1 - 1/L} \quad \text{(inverse, mark)}`,
    String.raw`P^*_{\text{long}} = \frac{E}{1 + 1/L - m}, \quad P^*_{\text{short}} = \frac{E}{1 - 1/L + m} \quad \text{(inverse, entry)}`,
    String.raw`x_{n+1} = s + \min\bigl(I(Q_n), c\bigr), \quad I(Q) = Y \sigma (Q/V)^{\delta}, \quad P_n = P_0\,(1 \mp x_n)`,
    String.raw`\text{VWAP} = P_0 \left(1 \mp \Bigl(s + \tfrac{1}{\Delta Q} \int_{Q}^{Q + \Delta Q} \min(I, c)\, dq \Bigr)\right)`,
    String.raw`L_i = L_{\min} \left(1 - \tfrac{i - 1/2}{n} \bigl(1 - (L_{\min}/L_{\max})^{\alpha}\bigr)\right)^{-1/\alpha}`,
  ],
  assumptions: [
    'Isolated margin; a position is closed in full, not in part or by tiers; no fees, funding or deductions.',
    'The mark price is the last price after impact; nobody takes the other side and the price does not recover.',
    'All positions of a round are filled at its volume-weighted price.',
    'Venues differ: some take maintenance margin on the notional at the mark price, older formulas on the entry value.',
    'A uniform order book of density rho base units per unit of relative price is the linear law with Y sigma / V = 1/rho.',
  ],
  references: [
    TOTH_2011,
    {
      citation:
        "Bybit Help Center, 'Liquidation Price (USDT Contract)' and 'Liquidation Price Calculation under Isolated Mode (Unified Trading Account)'",
    },
    {
      citation:
        'HyENA documentation, liquidation price: price - side margin / size / (1 - l side), as linear and mark here',
    },
    { citation: "Bodie, Z., Kane, A., Marcus, A. J., 'Investments': margin purchase and short sale examples" },
    BRUNNERMEIER_PEDERSEN_2009,
    {
      citation:
        "Thurner, S., Farmer, J. D., Geanakoplos, J. (2012), 'Leverage causes fat tails and clustered volatility', Quantitative Finance 12(5), 695-707",
      doi: '10.1080/14697688.2012.674301',
    },
  ],
  presets: [
    {
      name: 'leveraged-market',
      title: 'Open interest of 40 % of daily volume, most of it at low leverage, falls by 5 %',
      parameters: {},
    },
    {
      name: 'quiet',
      title: 'A fall of 1 % that reaches no liquidation price',
      parameters: { shock: 0.01 },
    },
    {
      name: 'stressed',
      title: 'Crowded leverage above 5 times in a thin and volatile market, which falls by 10 %',
      parameters: {
        shock: 0.1,
        openInterest: 2_000_000,
        leverageMin: 5,
        leverageTailExponent: 2,
        dailyVolatility: 0.06,
      },
    },
    {
      name: 'short-squeeze',
      title: 'A rise of 6 % meets a ladder of shorts',
      parameters: {
        direction: 'up',
        shock: 0.06,
        positions: [
          { side: 'short', quantity: 90_000, entryPrice: 100, leverage: 20 },
          { side: 'short', quantity: 90_000, entryPrice: 98, leverage: 12 },
          { side: 'short', quantity: 120_000, entryPrice: 101, leverage: 10 },
          { side: 'short', quantity: 60_000, entryPrice: 99, leverage: 3 },
        ],
      },
    },
  ],

  *refuse({ positions, openInterest, leverageMin, leverageMax, maintenanceMarginRate }) {
    if (leverageMin > leverageMax) {
      yield refused('leverageMin', `must be at most leverageMax, ${leverageMax}, but got ${leverageMin}`);
    }
    const lacksMargin = (L: number, m: number) =>
      m < 1 / L ? null : `must have an initial margin 1/${L} above the maintenance margin ${m}`;
    for (const [index, position] of positions.entries()) {
      const fault = lacksMargin(position.leverage, position.maintenanceMarginRate ?? maintenanceMarginRate);
      if (fault !== null) yield refused(`positions[${index}].leverage`, fault);
    }
    const fault = openInterest > 0 ? lacksMargin(leverageMax, maintenanceMarginRate) : null;
    if (fault !== null) yield refused('leverageMax', fault);
  },

  absoluteUnits,
  cost: ({ positions, leverageBuckets }) => MS_PER_POSITION * (positions.length + leverageBuckets),
  compute,
});

function refused(parameter: string, message: string): Problem {
  return { parameter, code: 'OUT_OF_RANGE', message };
}
