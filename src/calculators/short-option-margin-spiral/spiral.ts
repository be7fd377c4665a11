/**
 * The spiral: a deficit of margin forces the account to buy back a share f of what is left of its book, the vega bought
 * lifts implied volatility, and dearer options cost the account more and may ask for more margin.
 *
 * A round's purchases are made at the mean of the marks before and after it; what is left is marked at the latter.
 */
import type { OptionBook } from '../market/option-book.ts';
import type { Requirement } from './margin.ts';

/** Relative deficit that is rounding. */
const RESTORED = 1e-12;
/** Share of the book that counts as nothing. */
const CLOSED = 1e-12;
/** Largest shift of implied volatility. */
export const HIGHEST_SHIFT = 20;

export interface Stress {
  /** S1, quote per base. */
  readonly spot: number;
  /** u right after the shock. */
  readonly volatilityShift: number;
  /** Net liquidation value right after the shock, quote. */
  readonly netLiquidation: number;
  readonly vegaDepth: number;
  readonly restoreBuffer: number;
  readonly maxRounds: number;
}

export interface MarginCall {
  round: number;
  /** x. */
  remainingFraction: number;
  /** u. */
  impliedVolatilityShift: number;
  /** x M(S1, u), quote. */
  requirement: number;
  netLiquidation: number;
}

export interface Spiral {
  status: 'noCall' | 'converged' | 'fullyClosed' | 'maxRounds';
  /** Right after the shock, then one per round. */
  path: [MarginCall, ...MarginCall[]];
  /** Quote. */
  executionCost: number;
}

/** Runs the margin calls after the shock. */
export function runSpiral(book: OptionBook, requirementOf: Requirement, stress: Stress): Spiral {
  const { spot: S1, vegaDepth, restoreBuffer, maxRounds } = stress;
  let u = stress.volatilityShift;
  let { value, vega } = book.valueAndVega(S1, u);
  let x = 1;
  let nlv = stress.netLiquidation;
  let requirement = requirementOf(S1, u, value);
  let executionCost = 0;
  const path: Spiral['path'] = [
    { round: 0, remainingFraction: x, impliedVolatilityShift: u, requirement, netLiquidation: nlv },
  ];

  for (let round = 0; round < maxRounds; round += 1) {
    if (nlv >= requirement * (1 - RESTORED)) {
      return { status: round === 0 ? 'noCall' : 'converged', path, executionCost };
    }
    const f = nlv <= 0 ? 1 : Math.min(1, 1 - nlv / (requirement * (1 + restoreBuffer)));
    u = Math.min(HIGHEST_SHIFT, u + (f * x * vega) / vegaDepth);
    const valueBefore = value;
    ({ value, vega } = book.valueAndVega(S1, u));
    const rise = value - valueBefore;
    nlv -= (f * x * rise) / 2 + (1 - f) * x * rise;
    executionCost += (f * x * rise) / 2;
    x *= 1 - f;
    if (x <= CLOSED) x = 0;
    requirement = x === 0 ? 0 : x * requirementOf(S1, u, value);
    path.push({
      round: round + 1,
      remainingFraction: x,
      impliedVolatilityShift: u,
      requirement,
      netLiquidation: nlv,
    });
    if (x === 0) return { status: 'fullyClosed', path, executionCost };
  }
  return { status: 'maxRounds', path, executionCost };
}
