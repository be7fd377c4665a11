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
    description: 'Fall of the price from outside; arbitrage moves the pool to it without a fee.',
  }),
  protocols: input.listOf({
    entry: 'LendingProtocol',
    maxLength: 20,
    description: 'Lending protocols that take the collateral, each with its own rules.',
    fields: {
      liquidationThreshold: input.number({
        unit: 'fraction',
        above: 0,
        max: 1,
        concept: 'health-factor',
        description: 'Share of the value of the collateral up to which debt is safe, LT.',
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
        description: 'Health factor below which a debt may be repaid in full: 0.95 in Aave v3, 0 for never.',
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
        min: 0,
        max: 19,
        note: 'Below the number of protocols.',
        description: 'Place of its protocol in the list of protocols, from 0.',
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
      'Whether liquidators choose the size that pays most and act only at a profit; if not, every call is for all that may be closed, also at a loss.',
    concept: 'liquidity-barriers',
  }),
  dustDebt: input.number({
    unit: 'quote',
    default: 1,
    min: 0,
    max: 1e12,
    description: 'Debts up to this are repaid in full.',
  }),
  maxRounds: input.integer({
    default: 200,
    min: 1,
    max: 2000,
    description: 'Largest number of oracle updates; a cascade that reaches it stops with the status maxRounds.',
  }),
};

export type Input = Values<typeof parameters>;

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

export type Outputs = Results<typeof outputs>;
