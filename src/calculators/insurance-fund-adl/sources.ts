/** What venues publish of their auto-deleveraging, and ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  {
    citation:
      "BitMEX, 'What is Auto-Deleveraging?', support article 18589621443357; example at testnet.bitmex.com/app/autoDeleveragingExamples",
  },
  {
    citation:
      "Binance, 'What Is Auto-Deleveraging (ADL) and How Does It Work', announcement 360033525471 (LeveragePnL formula)",
  },
  { citation: 'MEXC, support article 360042504091 (the ranking of BitMEX)' },
  { citation: "Hyperliquid Docs, 'Auto-deleveraging' (index as reproduced by docs.hyperodd.com)" },
];

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'fund-runs-out',
    title: 'The fund pays for three fifths of a bankrupt long, shorts are deleveraged for the rest',
    parameters: {},
  },
  {
    name: 'quiet',
    title: 'A liquidation at a good price feeds the fund, which then pays for a worse one',
    parameters: {
      insuranceFund: 1_000,
      bankruptPositions: [
        { quantity: 40, bankruptcyPrice: 88 },
        { quantity: 30, bankruptcyPrice: 91 },
      ],
    },
  },
  {
    name: 'stressed',
    title: 'A gap beyond many bankruptcy prices: neither the fund nor the queue of shorts suffices',
    parameters: {
      markPrice: 80,
      insuranceFund: 500,
      bankruptPositions: [
        { quantity: 120, bankruptcyPrice: 95 },
        { quantity: 80, bankruptcyPrice: 90 },
        { quantity: 60, bankruptcyPrice: 87.5 },
      ],
      counterparties: [
        { quantity: 60, entryPrice: 110, leverage: 10 },
        { quantity: 60, entryPrice: 100, leverage: 20 },
        { quantity: 40, entryPrice: 84, leverage: 5 },
      ],
    },
  },
  {
    name: 'bitmex-example',
    title: 'A short of 20 liquidated at 650 against six longs: the two ranked first are deleveraged by 10 each',
    source: "Sizes, ranks and price of the example of BitMEX; the mark price and the longs' entry prices are ours",
    parameters: {
      bankruptSide: 'short',
      markPrice: 660,
      insuranceFund: 0,
      rankingMethod: 'given',
      bankruptPositions: [{ quantity: 20, bankruptcyPrice: 650 }],
      counterparties: [
        { quantity: 10, entryPrice: 600, score: 3 },
        { quantity: 10, entryPrice: 600, score: 6 },
        { quantity: 20, entryPrice: 600, score: 1 },
        { quantity: 30, entryPrice: 600, score: 4 },
        { quantity: 20, entryPrice: 600, score: 5 },
        { quantity: 10, entryPrice: 600, score: 2 },
      ],
    },
  },
];
