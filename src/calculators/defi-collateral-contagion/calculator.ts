/**
 * Liquidations across lending protocols: what is seized in one protocol and sold moves the price that all of them use.
 *
 * Several protocols take the same collateral. A position whose health factor, collateral times oracle price times
 * threshold over debt, is below 1 may be liquidated: a liquidator repays part of the debt, takes collateral worth that
 * much plus a bonus, and sells it in a constant-product pool. The pool is the oracle, so the sale pushes the health of
 * further positions, possibly in other protocols, below 1.
 *
 * Rules are those of Aave: the close factor applies to the debt, the bonus to the value repaid, and the collateral caps
 * what is seized. Compound v2 is a close factor of 0.5 and no full close. If the threshold times 1 + bonus reaches 1,
 * each liquidation makes its own position less healthy.
 *
 * With requireProfitable liquidators know the pool: each makes the call of the most profitable size that the rules
 * allow, and none if even the first unit does not pay. Liquidations only lower the price, so a position is liquidated
 * only if it would be unhealthy at the final price too.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator } from '../kit/definition.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

const PROTOCOLS = [
  { liquidationThreshold: 0.83, liquidationBonus: 0.05, closeFactor: 0.5, fullCloseHealthFactor: 0.95 },
  { liquidationThreshold: 0.8, liquidationBonus: 0.08, closeFactor: 0.5, fullCloseHealthFactor: 0 },
];
const POSITIONS = [
  { protocol: 0, collateral: 2000, debt: 3_500_000 },
  { protocol: 0, collateral: 1500, debt: 2_400_000 },
  { protocol: 0, collateral: 1000, debt: 1_450_000 },
  { protocol: 1, collateral: 1800, debt: 2_700_000 },
  { protocol: 1, collateral: 1200, debt: 1_500_000 },
  { protocol: 1, collateral: 900, debt: 900_000 },
];

export const defiCollateralContagion = defineCalculator({
  slug: 'defi-collateral-contagion',
  title: 'Liquidations across lending protocols through one pool',
  summary:
    'Several lending protocols accept the same collateral. After a fall liquidators repay part of the unhealthy debts, take collateral at a bonus and sell it in a constant-product pool that also sets the oracle price, which makes further positions liquidatable, possibly in other protocols. It reports the cascade round by round, bad debt by protocol and the health of every position.',
  version: '1.1.0',
  concepts: [
    'liquidity-contagion-dynamics',
    'protocol-contagion-effects',
    'liquidity-barriers',
    'collateral-value-decay',
    'liquidation-cascade',
    'automated-margin-liquidation',
    'platform-solvency',
  ],
  phrases: ['lending protocol', 'health factor', 'liquidation bonus', 'protocol contagion', 'constant product'],
  nulls: 'absent',
  parameters,
  outputs,

  equations: [
    String.raw`p = y / x, \quad x y = k, \quad p_1 = p_0 (1 - s), \quad x \leftarrow \sqrt{k / p_1}, \quad y \leftarrow \sqrt{k\, p_1}`,
    String.raw`\mathrm{HF} = \frac{\text{collateral} \cdot p \cdot \mathrm{LT}}{\text{debt}}`,
    String.raw`\text{repay} = c \cdot \text{debt}, \quad \text{seize} = \min\Bigl(\text{collateral},\; \frac{\text{repay}\,(1 + \text{bonus})}{p}\Bigr)`,
    String.raw`\text{out} = \frac{y\, \Delta x\, (1 - \text{fee})}{x + \Delta x\, (1 - \text{fee})}`,
    String.raw`c^{*} = \frac{1}{\gamma} \Bigl(\sqrt{x y \gamma / \omega} - x\Bigr), \quad \gamma = (1 - \text{fee})\, f, \quad \omega = p \Bigl(\tfrac{1}{1 + \text{bonus}} - 1 + f\Bigr) > 0 \quad \text{(size that pays most)}`,
    String.raw`\mathrm{HF} \text{ falls with a liquidation} \iff \mathrm{HF} < \mathrm{LT}\,(1 + \text{bonus})`,
  ],
  assumptions: [
    'One collateral asset; debts are in quote currency at par and bear no interest.',
    'The oracle is the spot price of the pool at the end of each round, without averaging or delay.',
    'No gas; after the shock, nobody refills the pool by arbitrage.',
    'Liquidators take the least healthy position first, each one at most once per round, and maximise the profit of the single call.',
    'In the next round, the oracle has followed the pool and a further part becomes profitable: a pool that nobody refills may fall as far as under forced calls, only in more rounds.',
    'A health factor of 1, up to a relative 1e-12, is healthy.',
    'A deeper pool usually means a smaller fall, but not always: what is seized depends on the path of the oracle.',
  ],
  references: [
    {
      citation:
        'Aave Protocol documentation, Liquidations; v3 LiquidationLogic: close factor 50 %, 100 % below a health factor of 0.95',
    },
    { citation: "Leshner, R., Hayes, G. (2019), 'Compound: The Money Market Protocol', whitepaper" },
    { citation: "Adams, H., Zinsmeister, N., Robinson, D. (2020), 'Uniswap v2 Core', whitepaper" },
    {
      citation:
        "Angeris, G., Chitra, T. (2020), 'Improved Price Oracles: Constant Function Market Makers', Advances in Financial Technologies (AFT '20)",
      doi: '10.1145/3419614.3423251',
    },
    {
      citation:
        "Qin, K., Zhou, L., Gamito, P., Jovanovic, P., Gervais, A. (2021), 'An Empirical Study of DeFi Liquidations: Incentives, Risks, and Instabilities', Internet Measurement Conference (IMC '21)",
      doi: '10.1145/3487552.3487811',
    },
    {
      citation:
        "Perez, D., Werner, S. M., Xu, J., Livshits, B. (2021), 'Liquidations: DeFi on a Knife-edge', Financial Cryptography and Data Security 2021",
    },
  ],
  presets: [
    {
      name: 'two-protocols',
      title: 'Two lending protocols on one pool of 100 million, after a fall of 20 %',
      parameters: {
        poolReserveBase: 20_000,
        poolReserveQuote: 50_000_000,
        poolFee: 0.003,
        shock: 0.2,
        protocols: PROTOCOLS,
        positions: POSITIONS,
        dustDebt: 100,
      },
    },
    {
      name: 'quiet',
      title: 'The same positions after a fall of 10 %: everybody stays healthy',
      parameters: {
        poolReserveBase: 20_000,
        poolReserveQuote: 50_000_000,
        shock: 0.1,
        protocols: PROTOCOLS,
        positions: POSITIONS,
      },
    },
    {
      name: 'stressed',
      title:
        'A quarter of the pool, a fall of 25 % and forced calls: every position falls, and the liquidators lose as well',
      parameters: {
        poolReserveBase: 5_000,
        poolReserveQuote: 12_500_000,
        shock: 0.25,
        protocols: PROTOCOLS,
        positions: POSITIONS,
        requireProfitable: false,
        dustDebt: 100,
      },
    },
    {
      name: 'liquidity-barrier',
      title:
        'Bonuses of half a per cent on a pool with a fee of 1 %: no call is profitable, and unhealthy debts remain',
      parameters: {
        poolReserveBase: 5_000,
        poolReserveQuote: 12_500_000,
        poolFee: 0.01,
        shock: 0.25,
        protocols: PROTOCOLS.map((rules) => ({ ...rules, liquidationBonus: 0.005 })),
        positions: POSITIONS,
        dustDebt: 100,
      },
    },
  ],

  refuseEntryAt: {
    positions: {
      *protocol({ protocol }, path, { protocols }): Iterable<Problem> {
        if (protocol < protocols.length) return;
        const message = `must be below the number of protocols, ${protocols.length}, but got ${protocol}`;
        yield { parameter: `${path}.protocol`, code: 'OUT_OF_RANGE', message };
      },
    },
  },

  compute,
});
