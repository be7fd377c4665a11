/** Outputs of the liquidations across lending protocols. */
import { output } from '../kit/output.ts';

export const outputs = {
  initialPrice: output.number({ unit: 'quote/base', description: 'Price of the pool before the shock.' }),
  shockedPrice: output.number({ unit: 'quote/base', description: 'Price right after the shock.' }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Oracle price in the end.' }),
  totalDrawdown: output.number({
    unit: 'fraction',
    description: 'Whole fall, the shock included, as a fraction of the initial price.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Whole fall over the shock; null without a shock.',
  }),
  rounds: output.integer({ description: 'Oracle updates with liquidations before them.' }),
  liquidations: output.integer({ description: 'Liquidation calls.' }),
  status: output.oneOf({
    values: {
      converged: 'Nobody was left to liquidate.',
      unprofitable: 'Liquidators left everybody alone who could still be liquidated.',
      maxRounds: 'The limit on oracle updates was reached.',
    },
    description: 'How the cascade ended.',
  }),
  liquidatedCollateral: output.numbers({
    unit: 'base',
    axis: 'INSTITUTION',
    description: 'Collateral taken by liquidators, by protocol.',
  }),
  repaidDebt: output.numbers({
    unit: 'quote',
    axis: 'INSTITUTION',
    description: 'Debt repaid by liquidators, by protocol.',
  }),
  badDebt: output.numbers({
    unit: 'quote',
    axis: 'INSTITUTION',
    description: 'Debt beyond the value of its collateral in the end, by protocol.',
  }),
  totalBadDebt: output.number({ unit: 'quote', description: 'Bad debt of all protocols.' }),
  firstLiquidationRound: output.integers({
    axis: 'INSTITUTION',
    description: 'Round of the first liquidation, by protocol; 0 for never.',
  }),
  protocolsHit: output.integer({ description: 'Protocols with at least one liquidation.' }),
  liquidatorProfit: output.number({
    unit: 'quote',
    description: 'What liquidators gained before gas; negative for a loss.',
  }),
  collateralSold: output.number({ unit: 'base', description: 'Collateral sold into the pool.' }),
  finalHealthFactor: output.numbers({
    unit: '1',
    axis: 'POSITION',
    nullableEntries: true,
    description: 'Health factor of each position in the end; null without debt.',
  }),
  finalCollateral: output.numbers({
    unit: 'base',
    axis: 'POSITION',
    description: 'Collateral left in each position.',
  }),
  finalDebt: output.numbers({ unit: 'quote', axis: 'POSITION', description: 'Debt left in each position.' }),
  finalReserveBase: output.number({ unit: 'base', description: 'Collateral in the pool in the end.' }),
  finalReserveQuote: output.number({ unit: 'quote', description: 'Quote currency in the pool in the end.' }),
  path: output.listOf({
    axis: 'ROUND',
    entry: 'OracleUpdate',
    description: 'The market right after the shock, then after each oracle update.',
    fields: {
      round: output.integer({ description: 'Number of the oracle update, 0 for the shock.' }),
      price: output.number({ unit: 'quote/base', description: 'Oracle price after it.' }),
      liquidatedCollateral: output.number({ unit: 'base', description: 'Collateral taken in the round.' }),
      repaidDebt: output.number({ unit: 'quote', description: 'Debt repaid in the round.' }),
      liquidations: output.integer({ description: 'Liquidation calls in the round.' }),
    },
  }),
};
