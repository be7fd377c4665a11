/** Parameters of the liquidations across lending protocols, in the order in which they are checked. */
import { input } from '../kit/input.ts';

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
    default: false,
    description: 'Whether liquidators leave a position alone that would bring them less than they repay.',
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
