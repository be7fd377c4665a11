/** Outputs of the liquidation cascade. */
import { output } from '../kit/output.ts';

const SIZE = { unit: 'base', unitWhen: { contractType: { inverse: 'quote' } } } as const;

export const outputs = {
  rounds: output.integer({ description: 'Number of rounds in which something was liquidated.' }),
  status: output.oneOf({
    values: {
      noLiquidation: 'The shock reached no liquidation price.',
      converged: 'The cascade ended with positions left.',
      allLiquidated: 'The whole side at risk was liquidated.',
      priceFloor: 'The price fell to zero.',
      maxRounds: 'The limit on rounds was reached.',
    },
    description: 'How the cascade ended.',
  }),
  liquidatedCount: output.integer({
    description: 'Number of positions liquidated; a bucket of open interest counts as one.',
  }),
  liquidatedSize: output.number({ ...SIZE, description: 'Size liquidated.' }),
  liquidatedShare: output.number({
    unit: 'fraction',
    description: 'Share of the size at risk that was liquidated; 0 where nothing is at risk.',
  }),
  forcedQuantity: output.number({ unit: 'base', description: 'Quantity forced through the market, Q.' }),
  liquidatedNotional: output.number({ unit: 'quote', description: 'Notional liquidated, at the prices of the fills.' }),
  finalPrice: output.number({ unit: 'quote/base', description: 'Price at which the cascade ends.' }),
  totalMove: output.number({
    unit: 'fraction',
    description: 'Whole adverse move, the shock included, as a fraction of the reference price.',
  }),
  amplification: output.number({
    unit: 'x',
    nullable: true,
    description: 'Whole adverse move over the shock; null without a shock.',
  }),
  badDebt: output.number({ unit: 'quote', description: 'Losses beyond the margin of the positions that bore them.' }),
  residualMargin: output.number({
    unit: 'quote',
    description: 'Margin left after the positions were closed, which usually goes to the insurance fund.',
  }),
  atRiskSize: output.number({ ...SIZE, description: 'Size of all positions on the side at risk.' }),
  priceSeries: output.numbers({
    unit: 'quote/base',
    axis: 'ROUND',
    description: 'Reference price, price after the shock, then the price after each round.',
  }),
  forcedQuantitySeries: output.numbers({
    unit: 'base',
    axis: 'ROUND',
    description: 'Quantity forced through the market in each round.',
  }),
  liquidationPrices: output.numbers({
    unit: 'quote/base',
    axis: 'POSITION',
    nullableEntries: true,
    description: 'Liquidation price of each explicit position, in the order given; null for never.',
  }),
  bankruptcyPrices: output.numbers({
    unit: 'quote/base',
    axis: 'POSITION',
    nullableEntries: true,
    description: "Price at which each explicit position's margin is gone; null for never.",
  }),
};
