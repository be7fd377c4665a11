/**
 * Leverage after a fall: equity bears the whole loss, so that a fall raises assets over equity.
 *
 * One fall, no interest, no price impact; equity below 0 is what creditors lose.
 */
import { defineCalculator } from '../../src/calculators/kit/definition.ts';
import { input } from '../../src/calculators/kit/input.ts';
import { output } from '../../src/calculators/kit/output.ts';

export const leverageDrift = defineCalculator({
  slug: 'leverage-drift',
  title: 'Leverage after a fall',
  summary: 'Assets over equity after a fall in the value of the assets, and what has to be sold to undo the rise.',
  version: '1.0.0',
  concepts: ['debt-to-equity-ratio'],
  phrases: ['leverage drift', 'passive leverage'],
  nulls: 'refused',

  parameters: {
    assets: input.number({
      unit: 'quote',
      default: 1e6,
      above: 0,
      max: 1e18,
      description: 'Assets A before the fall.',
    }),
    leverage: input.number({
      unit: 'x',
      default: 10,
      min: 1,
      max: 1000,
      concept: 'leverage',
      description: 'Assets over equity before the fall, L.',
    }),
    shock: input.number({
      unit: 'fraction',
      default: 0.05,
      min: 0,
      below: 1,
      description: 'Fall of the assets, s: 0.05 is a fall of 5 %.',
    }),
    targetLeverage: input.number({
      unit: 'x',
      default: 10,
      min: 1,
      max: 1000,
      note: 'At most leverage.',
      description: 'Assets over equity that sales restore, T.',
    }),
  },
  refuseAt: {
    *targetLeverage({ targetLeverage, leverage }) {
      if (targetLeverage <= leverage) return;
      const message = `must be at most leverage, but got ${targetLeverage}`;
      yield { parameter: 'targetLeverage', code: 'OUT_OF_RANGE', message };
    },
  },

  outputs: {
    leverageAfter: output.number({
      unit: 'x',
      nullable: true,
      description: 'Assets over equity after the fall; null where no equity is left.',
    }),
    equityAfter: output.number({ unit: 'quote', description: 'Equity after the fall; negative where creditors lose.' }),
    sales: output.number({
      unit: 'quote',
      description: 'Sales that restore the target leverage, at unchanged prices; everything where no equity is left.',
    }),
  },

  equations: [
    String.raw`L' = \frac{L (1 - s)}{1 - L s}, \quad \text{sales} = A (1 - s) - T \max\Bigl(0,\, \frac{A}{L} - A s\Bigr)`,
  ],
  assumptions: ['Debt stays as it was, and sales do not move the price.'],
  references: [
    {
      citation:
        "Adrian, T., Shin, H. S. (2010), 'Liquidity and Leverage', Journal of Financial Intermediation 19(3), 418-437",
      doi: '10.1016/j.jfi.2008.12.002',
    },
  ],
  presets: [
    { name: 'ten-times', title: 'A fall of 5 % on ten times leverage', parameters: {} },
    { name: 'wiped-out', title: 'A fall that takes all equity', parameters: { shock: 0.1 } },
  ],

  compute({ assets, leverage, shock, targetLeverage }, warn) {
    const assetsAfter = assets * (1 - shock);
    const equityAfter = assets / leverage - assets * shock;
    if (equityAfter <= 0) warn('INSOLVENT', 'The fall takes all equity.');
    return {
      leverageAfter: equityAfter > 0 ? assetsAfter / equityAfter : null,
      equityAfter,
      sales: Math.max(0, assetsAfter - targetLeverage * Math.max(0, equityAfter)),
    };
  },
});
