/** Outputs of the insurance fund and auto-deleveraging. */
import { output } from '../kit/output.ts';

export const outputs = {
  totalShortfall: output.number({
    unit: 'quote',
    description: 'Loss of the bankrupt positions beyond their margin, at the mark.',
  }),
  fundEnd: output.number({
    unit: 'quote',
    description: 'Balance of the insurance fund after all positions are closed.',
  }),
  fundUsed: output.number({ unit: 'quote', description: 'Loss that the fund paid.' }),
  fundSurplusAdded: output.number({
    unit: 'quote',
    description: 'Margin that the fund gained from positions closed at a better price than that of bankruptcy.',
  }),
  adlTriggered: output.boolean({ description: 'Whether any counterparty was deleveraged.' }),
  adlQuantity: output.number({ unit: 'base', description: 'Quantity closed against counterparties.' }),
  adlNotional: output.number({ unit: 'quote', description: 'Value of that quantity at the bankruptcy prices.' }),
  adlHaircut: output.number({
    unit: 'quote',
    description: 'Profit that counterparties forgo, being closed at bankruptcy prices rather than at the mark.',
  }),
  haircutRatio: output.number({
    unit: 'fraction',
    nullable: true,
    description: 'Haircut over the unrealised profit of counterparties on what was closed; null where they had none.',
  }),
  uncoveredLoss: output.number({
    unit: 'quote',
    description: 'Loss for which neither fund nor queue sufficed, which the venue or all its clients would bear.',
  }),
  uncoveredQuantity: output.number({ unit: 'base', description: 'Quantity for which there was no counterparty left.' }),
  deleveragedCount: output.integer({ description: 'Number of counterparties deleveraged, in whole or in part.' }),
  queue: output.listOf({
    entry: 'QueuedPosition',
    axis: 'POSITION',
    description: 'Counterparties in the order in which they are deleveraged.',
    fields: {
      index: output.integer({ description: 'Place among the counterparties as given, from 0.' }),
      rank: output.integer({ description: 'Place in the queue, from 1.' }),
      score: output.number({ unit: '1', description: 'Score by which the position is ranked.' }),
      quintile: output.integer({ description: 'Fifth of the queue by quantity, 1 for the first to be deleveraged.' }),
      deleveragedQuantity: output.number({ unit: 'base', description: 'Quantity that was closed.' }),
      remainingQuantity: output.number({ unit: 'base', description: 'Quantity that stays open.' }),
      realizedPnl: output.number({ unit: 'quote', description: 'Profit or loss since entry on what was closed.' }),
      forgoneProfit: output.number({ unit: 'quote', description: 'Profit lost against closing at the mark.' }),
    },
  }),
  fundSeries: output.numbers({
    unit: 'quote',
    axis: 'POSITION',
    description: 'Balance of the fund at the start, then after each bankrupt position.',
  }),
};
