/** Publications behind the liquidation cascade, and its ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import { BRUNNERMEIER_PEDERSEN_2009, TOTH_2011 } from '../market/references.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  TOTH_2011,
  {
    citation:
      "Bybit Help Center, 'Liquidation Price (USDT Contract)' and 'Liquidation Price Calculation under Isolated Mode (Unified Trading Account)'",
  },
  {
    citation:
      'HyENA documentation, liquidation price: price - side margin / size / (1 - l side), as linear and mark here',
  },
  { citation: "Bodie, Z., Kane, A., Marcus, A. J., 'Investments': margin purchase and short sale examples" },
  BRUNNERMEIER_PEDERSEN_2009,
  {
    citation:
      "Thurner, S., Farmer, J. D., Geanakoplos, J. (2012), 'Leverage causes fat tails and clustered volatility', Quantitative Finance 12(5), 695-707",
    doi: '10.1080/14697688.2012.674301',
  },
];

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'leveraged-market',
    title: 'Open interest of 40 % of daily volume, most of it at low leverage, falls by 5 %',
    parameters: {},
  },
  {
    name: 'quiet',
    title: 'A fall of 1 % that reaches no liquidation price',
    parameters: { shock: 0.01 },
  },
  {
    name: 'stressed',
    title: 'Crowded leverage above 5 times in a thin and volatile market, which falls by 10 %',
    parameters: {
      shock: 0.1,
      openInterest: 2_000_000,
      leverageMin: 5,
      leverageTailExponent: 2,
      dailyVolatility: 0.06,
    },
  },
  {
    name: 'short-squeeze',
    title: 'A rise of 6 % meets a ladder of shorts',
    parameters: {
      direction: 'up',
      shock: 0.06,
      openInterest: 0,
      positions: [
        { side: 'short', quantity: 90_000, entryPrice: 100, leverage: 20 },
        { side: 'short', quantity: 90_000, entryPrice: 98, leverage: 12 },
        { side: 'short', quantity: 120_000, entryPrice: 101, leverage: 10 },
        { side: 'short', quantity: 60_000, entryPrice: 99, leverage: 3 },
      ],
    },
  },
];
