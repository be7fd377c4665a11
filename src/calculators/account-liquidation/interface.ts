/** Parameters of the margin account, in the order in which they are checked, and its outputs. */
import { input, type Values } from '../kit/input.ts';
import { output, type Results } from '../kit/output.ts';
import { MARGIN_BRACKETS, MARGIN_SYMBOLS, symbolOf } from '../market/margin-parameters.ts';

export const parameters = {
  collateral: input.number({
    unit: 'quote',
    default: 1000,
    min: -1e15,
    max: 1e15,
    concept: 'collateral',
    description: 'Wallet balance of the cross account, excluding unrealised profits.',
  }),
  symbols: MARGIN_SYMBOLS,
  brackets: MARGIN_BRACKETS,
  positions: input.listOf({
    entry: 'MarginPosition',
    default: [{ symbol: 0, size: 100 }],
    minLength: 0,
    maxLength: 200,
    concept: 'leverage',
    description: 'Open positions; there may be several of the same symbol and side.',
    fields: {
      symbol: symbolOf('the symbol of the position'),
      side: input.oneOf({
        values: { long: 'Gains from a rise.', short: 'Gains from a fall.' },
        default: 'long',
        description: 'Side of the position.',
      }),
      size: input.number({
        unit: 'base',
        above: 0,
        max: 1e18,
        note: 'In quote currency for an inverse contract.',
        description: 'Size q.',
      }),
      entryPrice: input.number({
        unit: 'quote/base',
        nullable: true,
        above: 0,
        max: 1e12,
        description: 'Average entry price E; null for the mark price.',
      }),
      marginMode: input.oneOf({
        values: {
          cross: 'The whole account stands behind the position.',
          isolated: 'Only the margin of the position itself does.',
        },
        default: 'cross',
        concept: 'cross-margin',
        description: 'Margin mode of the position.',
      }),
      leverage: input.number({
        unit: 'x',
        nullable: true,
        min: 1,
        max: 1000,
        concept: 'leverage',
        description: 'Notional at entry over margin; determines the margin of an isolated position if that is null.',
      }),
      margin: input.number({
        unit: 'quote',
        nullable: true,
        min: 0,
        max: 1e18,
        note: 'In base units for an inverse contract; an isolated position needs either this or a leverage.',
        concept: 'isolated-margin',
        description: 'Margin of an isolated position; null for the notional at entry over the leverage.',
      }),
    },
  }),
  collateralAssets: input.listOf({
    entry: 'CollateralAsset',
    default: [],
    minLength: 0,
    maxLength: 50,
    concept: 'collateral',
    description: 'Coins that count as collateral of the cross account and move with their symbol.',
    fields: {
      symbol: symbolOf('the symbol whose price the coin has'),
      quantity: input.number({ unit: 'base', min: 0, max: 1e18, description: 'Number of coins held.' }),
      haircut: input.number({
        unit: 'fraction',
        default: 0,
        min: 0,
        max: 1,
        concept: 'haircut',
        description: 'Share of their value that does not count as collateral.',
      }),
    },
  }),
  bracketBasis: input.oneOf({
    values: {
      liquidation: 'The bracket of the notional at the price asked about.',
      mark: 'The bracket of the notional at the mark price, as some venues show it.',
    },
    default: 'liquidation',
    concept: 'maintenance-amount',
    description: 'Which bracket applies to the requirement at another price.',
  }),
  horizonDays: input.number({
    unit: 'day',
    default: 1,
    above: 0,
    max: 3650,
    description: 'Horizon h over which distances are expressed in standard deviations.',
  }),
  commonVolatility: input.number({
    unit: 'fraction/sqrt(day)',
    default: 0.03,
    min: 0,
    max: 5,
    concept: 'realized-volatility',
    description: 'Daily volatility of the common move.',
  }),
  liquidationStep: input.number({
    unit: 'fraction',
    default: 1,
    min: 0.01,
    max: 1,
    concept: 'automated-margin-liquidation',
    description: 'Share of the original sizes that the venue closes per step; 1 closes everything at once.',
  }),
  liquidationFeeRate: input.number({
    unit: 'fraction',
    default: 0,
    min: 0,
    max: 0.5,
    concept: 'automated-margin-liquidation',
    description: 'Fee on the notional that the venue closes.',
  }),
  maxSteps: input.integer({ default: 20, min: 1, max: 100, description: 'Maximum number of liquidation steps.' }),
  ladderPosition: input.integer({
    unit: '1',
    indexOf: 'positions',
    default: -1,
    min: -1,
    max: 199,
    note: 'An isolated position.',
    description: 'Index of the isolated position whose liquidation the steps follow; -1 for the cross account.',
  }),
};

export type Input = Values<typeof parameters>;

const PRICE = 'quote/base';
const nullablePrice = (description: string) => output.number({ unit: PRICE, nullable: true, description });
const nullableMove = (description: string) => output.number({ unit: 'fraction', nullable: true, description });

const DISTANCE = {
  liquidationPrice: nullablePrice(
    'The nearer of the two liquidation prices, the lower if equally near; null if never.',
  ),
  bankruptcyPrice: nullablePrice('Price at which no equity is left; null if it would not be above 0.'),
  distance: nullableMove('Liquidation price over the mark price, less 1.'),
  distanceSigmas: output.number({
    unit: '1',
    nullable: true,
    description: 'Size of that move in standard deviations over the horizon; null without volatility.',
  }),
  touchProbability: nullableMove('Probability that a driftless price reaches it within the horizon.'),
};

export const outputs = {
  status: output.oneOf({
    values: {
      noPositions: 'The cross account has no position.',
      safe: 'Equity is above the requirement.',
      liquidatable: 'Equity is at or below the requirement.',
      bankrupt: 'Equity is gone.',
    },
    description: 'State of the cross account.',
  }),
  equity: output.number({
    unit: 'quote',
    description: 'Equity of the cross account at the mark prices: collateral, coins after their haircut, and profits.',
  }),
  maintenanceMargin: output.number({
    unit: 'quote',
    description: 'Requirement of the cross account at the mark prices, including closing fees.',
  }),
  freeMargin: output.number({ unit: 'quote', description: 'Equity less the requirement.' }),
  marginRatio: nullableMove(
    'Requirement over equity; the account is liquidated when it reaches 1; null if no equity is left.',
  ),
  grossNotional: output.number({
    unit: 'quote',
    description: 'Notional of all positions at the mark prices, including isolated ones.',
  }),
  effectiveLeverage: output.number({
    unit: 'x',
    nullable: true,
    description: 'Notional of the cross positions over equity; null if no equity is left.',
  }),
  liquidatablePositions: output.integer({
    description: 'Isolated positions at or below their requirement at the mark prices.',
  }),
  commonMoveDown: nullableMove(
    'First common fall that liquidates the cross account; -1 if only the loss of all value does, null if there is none.',
  ),
  commonMoveUp: nullableMove('First common rise that liquidates it; null if there is none.'),
  bankruptcyMoveDown: nullableMove(
    'First common fall at which it has no equity left; -1 if only the loss of all value does that, null if there is none.',
  ),
  bankruptcyMoveUp: nullableMove('First common rise at which it has no equity left; null if there is none.'),
  commonDistanceSigmas: output.number({
    unit: '1',
    nullable: true,
    description: 'Size of the nearer common move in standard deviations; null without one, or without volatility.',
  }),
  commonTouchProbability: nullableMove('Probability that this move occurs within the horizon.'),
  nearestDistance: nullableMove(
    'Smallest distance to liquidation among all positions; null if none can be liquidated.',
  ),
  nearestPosition: output.integer({
    unit: '1',
    indexOf: 'positions',
    nullable: true,
    description:
      'Index of the position closest to liquidation, from 0; of equally close ones, the first; null if there is none.',
  }),
  symbolResults: output.listOf({
    entry: 'SymbolResult',
    axis: 'OTHER',
    description:
      'The cross account along the price of each symbol, the others at their marks; nulls for symbols in which it has no position.',
    fields: {
      liquidationPriceDown: nullablePrice(
        'First liquidation price at or below the mark; null if no price above 0 liquidates.',
      ),
      liquidationPriceUp: nullablePrice('First liquidation price at or above the mark; null if there is none.'),
      ...DISTANCE,
    },
  }),
  positionResults: output.listOf({
    entry: 'PositionResult',
    axis: 'POSITION',
    description: 'Each position, in the given order: a cross one with the distances of its symbol.',
    fields: {
      symbol: output.integer({ unit: '1', indexOf: 'symbols', description: 'Index of its symbol.' }),
      notional: output.number({ unit: 'quote', description: 'Notional at the mark.' }),
      unrealizedPnl: output.number({ unit: 'quote', description: 'Profit at the mark.' }),
      maintenanceMargin: output.number({ unit: 'quote', description: 'Requirement at the mark.' }),
      ...DISTANCE,
      equity: output.number({
        unit: 'quote',
        nullable: true,
        description: 'Margin and profit of an isolated position at the mark; null for a cross one.',
      }),
      marginRatio: nullableMove('Requirement over that equity; null for a cross one or if no equity is left.'),
    },
  }),
  ladder: output.listOf({
    entry: 'LiquidationStep',
    axis: 'ROUND',
    description: 'The liquidation steps; empty if nothing is liquidated.',
    fields: {
      step: output.integer({ description: 'Number of the step, from 1.' }),
      price: nullablePrice('Price at which it happens; null for the cross account.'),
      move: output.number({
        unit: 'fraction',
        description: 'That price over the mark price, less 1; for the cross account, the common move.',
      }),
      closedShare: output.number({ unit: 'fraction', description: 'Cumulative share closed after the step.' }),
      closedNotional: output.number({ unit: 'quote', description: 'Notional closed in the step.' }),
      equity: output.number({ unit: 'quote', description: 'Equity after the step, at its prices.' }),
      maintenanceMargin: output.number({ unit: 'quote', description: 'Requirement after the step.' }),
    },
  }),
};

export type Outputs = Results<typeof outputs>;
