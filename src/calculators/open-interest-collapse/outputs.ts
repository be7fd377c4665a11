/** Outputs of the collapse of open interest. */
import { output } from '../kit/output.ts';

export const outputs = {
  priceAfterShock: output.number({ unit: 'quote/base', description: 'Price after the shock, before anybody closes.' }),
  priceFinal: output.number({ unit: 'quote/base', description: 'Price of the perpetual at the end.' }),
  totalReturn: output.number({
    unit: 'fraction',
    description: 'Final price over the mark price before the shock, less 1; negative for a fall.',
  }),
  endogenousReturn: output.number({
    unit: 'fraction',
    description: 'Final price over the price after the shock, less 1: what the closing of positions added.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: "Total return over the shock's own; null without a shock.",
  }),
  openInterestBefore: output.number({
    unit: 'base',
    description: 'Open interest before the shock: that of all longs.',
  }),
  openInterestAfter: output.number({ unit: 'base', description: 'Open interest at the end.' }),
  openInterestChange: output.number({
    unit: 'fraction',
    description: 'Relative change of open interest: -0.3 is a loss of 30 %.',
  }),
  notionalBefore: output.number({
    unit: 'quote',
    description: 'Value of the open interest before the shock, at the mark price.',
  }),
  notionalAfter: output.number({
    unit: 'quote',
    description: 'Value of the open interest at the end, at the final price.',
  }),
  forcedVolume: output.number({ unit: 'base', description: 'Volume of liquidations.' }),
  voluntaryVolume: output.number({ unit: 'base', description: 'Volume of voluntary exits.' }),
  netForcedFlow: output.number({
    unit: 'base',
    description: 'One-sided flow of liquidations and voluntary exits; negative for selling.',
  }),
  liquidationPrices: output.numbers({
    unit: 'quote/base',
    axis: 'POSITION',
    description: 'Liquidation price of each bucket, in the order given; 0 for never.',
  }),
  liquidationRound: output.integers({
    axis: 'POSITION',
    description: 'Round in which each bucket was liquidated, in the order given; 0 for never.',
  }),
  badDebt: output.number({
    unit: 'quote',
    description: 'Losses beyond the margin of liquidated buckets, filled at the end of their round: an upper estimate.',
  }),
  rounds: output.integer({ description: 'Number of rounds in which positions closed.' }),
  fundingRate: output.number({
    unit: 'fraction',
    description: 'Funding rate per 8 hours that the discount or premium at the end implies; negative if shorts pay.',
  }),
  fundingPaymentByLongs: output.number({
    unit: 'quote',
    description: 'What longs pay shorts at the next funding on the open interest left; negative if they receive.',
  }),
  path: output.listOf({
    entry: 'Step',
    axis: 'ROUND',
    description: 'State after the shock, then after each round.',
    fields: {
      round: output.integer({ description: 'Number of the round; 0 is right after the shock.' }),
      price: output.number({ unit: 'quote/base', description: 'Price of the perpetual.' }),
      closedVolume: output.number({ unit: 'base', description: 'Volume closed in this round.' }),
      openInterest: output.number({ unit: 'base', description: 'Open interest left.' }),
    },
  }),
  status: output.oneOf({
    values: {
      converged: 'The cascade ended between the price limits of the model.',
      priceFloor: 'The closing volume pressed the price 99 % below its level after the shock, where the model cuts it.',
      priceCeiling:
        'The closing volume drove the price to 11 times its level after the shock, where the model cuts it.',
    },
    description: 'How the cascade ended.',
  }),
};
