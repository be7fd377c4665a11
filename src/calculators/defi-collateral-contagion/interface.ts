/** Parameters of the liquidations across lending protocols, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';

export const parameters = {
  poolReserveBase: input.number({
    unit: 'base',
    above: 0,
    max: 1e18,
    concept: 'automated-market-maker',
    description: 'Collateral in the pool before the shock, x.',
  }),
  poolReserveQuote: input.number({
    unit: 'quote',
    above: 0,
    max: 1e18,
    concept: 'automated-market-maker',
    description: 'Quote currency in the pool before the shock, y; the price is y/x.',
  }),
  poolFee: input.number({
    unit: 'fraction',
    default: 0.003,
    min: 0,
    below: 1,
    description: 'Swap fee of the pool, which stays in it.',
  }),
  shock: input.number({
    unit: 'fraction',
    default: 0.2,
    min: 0,
    max: 0.99,
    concept: 'collateral-value-decay',
    description: 'Exogenous fall of the price; arbitrage moves the pool to it without a fee.',
  }),
  protocols: input.listOf({
    entry: 'LendingProtocol',
    maxLength: 20,
    description: 'Lending protocols that accept the collateral, each with its own rules.',
    fields: {
      liquidationThreshold: input.number({
        unit: 'fraction',
        above: 0,
        max: 1,
        concept: 'health-factor',
        description: "Liquidation threshold LT: share of the collateral's value up to which a debt is safe.",
      }),
      liquidationBonus: input.number({
        unit: 'fraction',
        min: 0,
        max: 0.5,
        concept: 'liquidation-bonus',
        description: 'Collateral that liquidators take beyond what they repay, as a share of it.',
      }),
      closeFactor: input.number({
        unit: 'fraction',
        above: 0,
        max: 1,
        description: 'Largest share of a debt that one liquidation repays.',
      }),
      fullCloseHealthFactor: input.number({
        unit: '1',
        default: 0,
        min: 0,
        max: 1,
        concept: 'health-factor',
        description: 'Health factor below which a debt may be repaid in full: 0.95 in Aave v3; 0 disables this.',
      }),
    },
  }),
  positions: input.listOf({
    entry: 'DebtPosition',
    maxLength: 1000,
    concept: 'collateral',
    description: 'Debts against the collateral.',
    fields: {
      protocol: input.integer({
        indexOf: 'protocols',
        min: 0,
        max: 19,
        note: 'Below the number of protocols.',
        description: 'Index of its protocol in the list of protocols, from 0.',
      }),
      collateral: input.number({ unit: 'base', min: 0, max: 1e15, concept: 'collateral', description: 'Collateral.' }),
      debt: input.number({ unit: 'quote', min: 0, max: 1e15, description: 'Debt, in quote currency at par.' }),
    },
  }),
  sellFraction: input.number({
    unit: 'fraction',
    default: 1,
    min: 0,
    max: 1,
    concept: 'selling-pressure',
    description: 'Share of the collateral taken that liquidators sell at once; the rest they keep at the oracle price.',
  }),
  requireProfitable: input.boolean({
    default: true,
    description:
      'Whether liquidators choose the most profitable size and act only at a profit; if not, every call closes all that may be closed, even at a loss.',
    concept: 'liquidity-barriers',
  }),
  dustDebt: input.number({
    unit: 'quote',
    default: 1,
    min: 0,
    max: 1e12,
    description: 'Debts up to this amount are repaid in full.',
  }),
  maxRounds: input.integer({
    default: 200,
    min: 1,
    max: 2000,
    description: 'Maximum number of oracle updates; a cascade that reaches it stops with the status maxRounds.',
  }),
};

export type Input = Values<typeof parameters>;

export const outputs = {
  initialPrice: output.number({ unit: 'quote/base', description: 'Price of the pool before the shock.' }),
  shockedPrice: output.number({ unit: 'quote/base', description: 'Price right after the shock.' }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Final oracle price.' }),
  totalDrawdown: output.number({
    unit: 'fraction',
    description: 'Total fall, including the shock, as a fraction of the initial price.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Total fall over the shock; null without a shock.',
  }),
  rounds: output.integer({ description: 'Number of oracle updates preceded by liquidations.' }),
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
    description: 'Debt in excess of the value of its collateral at the end, by protocol.',
  }),
  totalBadDebt: output.number({ unit: 'quote', description: 'Bad debt of all protocols.' }),
  firstLiquidationRound: output.integers({
    axis: 'INSTITUTION',
    description: 'Round of the first liquidation, by protocol; 0 if never.',
    zeroLabel: 'never',
  }),
  protocolsHit: output.integer({ description: 'Number of protocols with at least one liquidation.' }),
  liquidatorProfit: output.number({
    unit: 'quote',
    description: 'Profit of the liquidators before gas; negative for a loss.',
  }),
  collateralSold: output.number({ unit: 'base', description: 'Collateral sold into the pool.' }),
  finalHealthFactor: output.numbers({
    unit: '1',
    axis: 'POSITION',
    nullableEntries: true,
    description: 'Final health factor of each position; null if it has no debt.',
  }),
  finalCollateral: output.numbers({
    unit: 'base',
    axis: 'POSITION',
    description: 'Collateral left in each position.',
  }),
  finalDebt: output.numbers({ unit: 'quote', axis: 'POSITION', description: 'Debt left in each position.' }),
  finalReserveBase: output.number({ unit: 'base', description: 'Collateral in the pool at the end.' }),
  finalReserveQuote: output.number({ unit: 'quote', description: 'Quote currency in the pool at the end.' }),
  path: output.listOf({
    axis: 'ROUND',
    firstEntries: ['Shock'],
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

export type Outputs = Results<typeof outputs>;
