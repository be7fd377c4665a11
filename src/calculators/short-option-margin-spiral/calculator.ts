/**
 * The spiral of a short-option account: volatility jumps, margin is called, and buying back lifts volatility again.
 *
 * The account has sold options and holds collateral; its equity is the net liquidation value, collateral less the cost of
 * closing. A fall of the spot and a parallel shift of implied volatility reprice the options (Black-Scholes-Merton at
 * sticky strikes) and the margin requirement. A deficit forces the account to buy back the same share of each option, at
 * least as much as restores the margin at the marks of the moment; the vega bought, over the depth of the market in
 * vega, lifts implied volatility (Gârleanu, Pedersen and Poteshman 2009), which makes what is left dearer and may ask
 * for more margin: the margin spiral of Brunnermeier and Pedersen (2009) in volatility instead of price.
 *
 * Requirements are in excess of the mark value and compared with the net liquidation value, which is the same as premium
 * and add-on compared with collateral.
 */
import { defineCalculator, type Warn } from '../kit/definition.ts';
import { optionBook } from '../market/option-book.ts';
import { requirementOf } from './margin.ts';
import { outputs } from './outputs.ts';
import { parameters } from './parameters.ts';
import { presets, references } from './sources.ts';
import { HIGHEST_SHIFT, type MarginCall, runSpiral, type Spiral } from './spiral.ts';

/** Lowest implied volatility after a shift. */
const LOWEST_VOLATILITY = 0.01;

export const shortOptionMarginSpiral = defineCalculator({
  slug: 'short-option-margin-spiral',
  title: 'Short options: volatility spike, margin call, forced buy-back',
  summary:
    'An account that has sold options is repriced after a fall and a jump in implied volatility. The margin requirement rises, a deficit forces it to buy back part of every option, the vega bought lifts implied volatility further, and so on, until the margin suffices or everything is closed. Margin is strategy-based or the worst of sixteen scenarios.',
  version: '1.0.0',
  concepts: [
    'option-selling',
    'option-selling-strategy',
    'systematic-option-writing',
    'margin-call-cascade',
    'market-panic-selling',
    'volatility-triggered-pauses',
  ],
  phrases: ['option selling', 'option writing', 'short option', 'short volatility', 'volatility spike'],
  nulls: 'absent',
  parameters,
  outputs,

  equations: [
    String.raw`V(S, u) = \sum_i n_i\, \mathrm{BSM}\bigl(S, K_i, T_i, \max(0.01, \sigma_i + u)\bigr)`,
    String.raw`M = \sum_i n_i \max(\text{rate} \cdot S - \mathrm{OTM}_i,\; \text{minimum} \cdot B_i) \quad \text{(strategy-based)}`,
    String.raw`M = \max\Bigl(0,\; \max_s w_s (V_s - V),\; \text{minimum} \cdot S \sum_i n_i\Bigr) \quad \text{(scan)}`,
    String.raw`f = 1 - \frac{E}{x M (1 + b)}, \quad u' = u + \frac{f x \cdot \text{vega}}{D_v}, \quad d = V(S, u') - V(S, u)`,
    String.raw`E' = E - \tfrac12 f x d - (1 - f)\, x d, \quad x' = (1 - f)\, x`,
  ],
  assumptions: [
    'Margin is simplified: no spreads, offsets or credits between expiries or underlyings, and no time passes.',
    'Volatility shifts in parallel, at least 1 % for each option and at most by 2000 points in all; buying back moves it in proportion to the vega bought.',
    'Buying back does not move the spot: the feedback of hedging on the spot is a calculator of its own.',
    'Every option is bought back in the same proportion, at the mean of the marks before and after the round.',
    'The default rates of 15 % and 10 % are of the kind of an initial margin; maintenance rates are lower.',
  ],
  references,
  presets,

  // Volatility has a floor of 0.01 and a cap of 20 per root of a year.
  absoluteUnits: () => ['year'],
  compute(parameters, warn) {
    const { spot: S0, options, contractSize, accountEquity, shock, volatilityShock } = parameters;
    const amounts = options.map(({ shortContracts }) => shortContracts * contractSize);
    const book = optionBook(options, amounts, parameters, S0, LOWEST_VOLATILITY);
    const requirement = requirementOf(parameters, book);

    const S1 = S0 * (1 - shock);
    const markValueBefore = book.value(S0);
    const markValueAfterShock = book.value(S1, volatilityShock);
    const requirementBefore = requirement(S0, 0, markValueBefore);
    const netLiquidation = accountEquity - (markValueAfterShock - markValueBefore);
    const spiral = runSpiral(book, requirement, {
      ...parameters,
      spot: S1,
      volatilityShift: volatilityShock,
      netLiquidation,
    });

    const { path, status, executionCost } = spiral;
    const [first] = path;
    const last = path.at(-1) as MarginCall;
    const callBefore = requirementBefore > accountEquity;
    warnOf(spiral, last, callBefore, warn);
    return {
      markValueBefore,
      markValueAfterShock,
      requirementBefore,
      requirementAfterShock: first.requirement,
      callBefore,
      marginDeficit: Math.max(0, first.requirement - netLiquidation),
      netLiquidationAfterShock: netLiquidation,
      boughtBackFraction: 1 - last.remainingFraction,
      finalImpliedVolatilityShift: last.impliedVolatilityShift,
      endogenousVolatilityShift: last.impliedVolatilityShift - volatilityShock,
      executionCost,
      finalNetLiquidation: last.netLiquidation,
      totalLoss: accountEquity - last.netLiquidation,
      insolvent: last.netLiquidation < 0,
      finalRequirement: last.requirement,
      rounds: last.round,
      status,
      path,
    };
  },
});

function warnOf({ status }: Spiral, last: MarginCall, callBefore: boolean, warn: Warn): void {
  if (callBefore) warn('CALL_BEFORE', 'The account was short of margin already before the shock.');
  if (status === 'maxRounds') {
    warn('ROUND_LIMIT', `The spiral was stopped after ${last.round} margin calls, before the margin was restored.`);
  }
  if (status === 'fullyClosed') warn('FULLY_CLOSED', 'Everything was bought back: no margin could be restored.');
  if (last.netLiquidation < 0)
    warn('INSOLVENT', 'The account ends with less than nothing; someone else bears the loss.');
  if (last.impliedVolatilityShift >= HIGHEST_SHIFT) {
    warn('VOLATILITY_CAP', 'Implied volatility rose by 2000 points, where the model stops it.');
  }
}
