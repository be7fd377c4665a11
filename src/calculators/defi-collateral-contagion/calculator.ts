/**
 * Liquidations across lending protocols: what one protocol seizes and sells moves the price at which all are measured.
 *
 * Several protocols take the same collateral. A position whose health factor, collateral times oracle price times
 * threshold over debt, is below 1 may be liquidated: somebody repays part of the debt, takes collateral worth that much
 * and a bonus, and sells it in a pool of constant product. The pool is the oracle, so that the sale pushes further
 * positions, possibly in other protocols, under water.
 *
 * Rules are those of Aave: the close factor is on the debt, the bonus on the value repaid, what is seized is capped by the
 * collateral. Compound v2 is a close factor of 0.5 and no full close. Where the threshold times 1 + bonus reaches 1, each
 * liquidation makes its own position less healthy.
 */
import type { Problem } from '../../errors.ts';
import { defineCalculator, type Warn } from '../kit/definition.ts';
import type { Values } from '../kit/input.ts';
import { type Cascade, healthFactor, type Round, runCascade } from './cascade.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { presets, references } from './sources.ts';

type Market = Values<typeof parameters>;

export const defiCollateralContagion = defineCalculator({
  slug: 'defi-collateral-contagion',
  title: 'Liquidations across lending protocols through one pool',
  summary:
    'Several lending protocols accept the same collateral. After a fall liquidators repay part of the unhealthy debts, take collateral at a bonus and sell it in a constant-product pool that also sets the oracle price, which pushes further positions, possibly in other protocols, under water. It reports the cascade round by round, bad debt by protocol and the health of every position.',
  version: '1.0.0',
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
    String.raw`\mathrm{HF} \text{ falls with a liquidation} \iff \mathrm{HF} < \mathrm{LT}\,(1 + \text{bonus})`,
  ],
  assumptions: [
    'One collateral asset; debts are in quote currency at par and bear no interest.',
    'The oracle is the spot price of the pool at the end of each round, without averaging or delay.',
    'No gas; after the shock nobody refills the pool by arbitrage.',
    'Liquidators take the least healthy position first, each one at most once per round, and all or nothing.',
    'A deeper pool usually means a smaller fall, but not always: what is seized depends on the path of the oracle.',
  ],
  references,
  presets,

  refuseEntryAt: {
    positions: {
      *protocol({ protocol }, path, { protocols }): Iterable<Problem> {
        if (protocol < protocols.length) return;
        const message = `must be below the number of protocols, ${protocols.length}, but got ${protocol}`;
        yield { parameter: `${path}.protocol`, code: 'OUT_OF_RANGE', message };
      },
    },
  },

  compute(market, warn) {
    const { poolReserveBase, poolReserveQuote, shock, protocols, positions } = market;
    const cascade = runCascade(market);
    const { book, path, status, firstLiquidationRound, liquidatorProfit, collateralSold } = cascade;
    const { collateral, debt } = book;
    const [afterShock] = path;
    const last = path.at(-1) as Round;
    const initialPrice = poolReserveQuote / poolReserveBase;
    const finalPrice = last.price;
    const totalDrawdown = 1 - finalPrice / initialPrice;

    const badDebt = new Float64Array(protocols.length);
    for (const [i, { protocol }] of positions.entries()) {
      const uncovered = (debt[i] as number) - (collateral[i] as number) * finalPrice;
      badDebt[protocol] = (badDebt[protocol] as number) + Math.max(0, uncovered);
    }
    const totalBadDebt = badDebt.reduce((sum, uncovered) => sum + uncovered, 0);
    warnOf(market, cascade, totalBadDebt, warn);
    return {
      initialPrice,
      shockedPrice: afterShock.price,
      finalPrice,
      totalDrawdown,
      amplification: shock === 0 ? null : totalDrawdown / shock,
      rounds: last.round,
      liquidations: path.reduce((sum, { liquidations }) => sum + liquidations, 0),
      status,
      liquidatedCollateral: cascade.liquidatedCollateral,
      repaidDebt: cascade.repaidDebt,
      badDebt,
      totalBadDebt,
      firstLiquidationRound,
      protocolsHit: firstLiquidationRound.filter((round) => round > 0).length,
      liquidatorProfit,
      collateralSold,
      finalHealthFactor: positions.map((_, i) => (debt[i] === 0 ? null : healthFactor(book, i, finalPrice))),
      finalCollateral: collateral,
      finalDebt: debt,
      finalReserveBase: cascade.reserveBase,
      finalReserveQuote: cascade.reserveQuote,
      path,
    };
  },
});

function warnOf({ protocols }: Market, { status, path }: Cascade, totalBadDebt: number, warn: Warn): void {
  for (const [index, { liquidationThreshold, liquidationBonus }] of protocols.entries()) {
    const share = liquidationThreshold * (1 + liquidationBonus);
    if (share < 1) continue;
    const message = `In protocol ${index} threshold times 1 + bonus is ${share}: each liquidation makes its position less healthy.`;
    warn('TOXIC_LIQUIDATION', message);
  }
  if (status === 'maxRounds') {
    warn('ROUND_LIMIT', `The cascade was stopped after ${path.length - 1} oracle updates; more may follow.`);
  }
  if (status === 'unprofitable') {
    warn('UNPROFITABLE', 'Unhealthy positions are left: the pool is too shallow to liquidate them at a profit.');
  }
  if (totalBadDebt > 0)
    warn('BAD_DEBT', 'Some debts exceed their collateral in the end; the protocols bear that loss.');
}
