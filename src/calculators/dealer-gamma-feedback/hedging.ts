/**
 * The hedging loop: a move x of the spot asks for a hedge trade Q(x), which moves the spot by Q(x) S / D on top of the
 * shock, x = -shock + Q(x) S / D. Plain rounds follow what the dealers do; where they trade against the move these rounds
 * can swing ever wider around the solution, which is then found by bisection.
 */
import { bisect } from '../../numerics/bisection.ts';
import type { OptionBook } from '../market/option-book.ts';

/** Change of the return below which the loop has settled. */
const SETTLED = 1e-13;
/** Returns outside of these are no result. */
const LOWEST_RETURN = -0.99;
const HIGHEST_RETURN = 10;
/** Entries of the path that are kept. */
const LONGEST_PATH = 201;

export interface Market {
  /** S, quote per base. */
  readonly spot: number;
  /** D, quote. */
  readonly marketDepth: number;
  readonly shock: number;
  readonly maxRounds: number;
}

export interface Hedging {
  status: 'converged' | 'dampened' | 'diverges' | 'maxRounds';
  rounds: number;
  /** Null where the loop diverges. */
  totalReturn: number | null;
  hedgeFlow: number | null;
  path: { round: number; totalReturn: number; hedgeFlow: number }[];
}

/** Runs the loop from the shock to the price at which move and hedge agree. */
export function runHedging(book: OptionBook, { spot: S, marketDepth: D, shock, maxRounds }: Market): Hedging {
  const deltaBefore = book.delta(S);
  const hedgeFor = (x: number) => -(book.delta(S * (1 + x)) - deltaBefore);
  const moveAfter = (hedge: number) => -shock + (hedge * S) / D;

  let x = -shock;
  let hedge = hedgeFor(x);
  const leansAgainst = hedge * shock > 0;
  const path = [{ round: 0, totalReturn: x, hedgeFlow: hedge }];
  let status: Hedging['status'] = 'maxRounds';
  let rounds = 0;
  let previous = { x, hedge };
  while (status === 'maxRounds' && rounds < maxRounds) {
    const next = moveAfter(hedge);
    rounds += 1;
    if (!(next > LOWEST_RETURN && next < HIGHEST_RETURN)) {
      status = 'diverges';
      break;
    }
    if (Math.abs(next - x) < SETTLED) status = 'converged';
    // A book that overshoots soon swings between two prices, bit for bit, and need not be repriced for the rest.
    const nextHedge = next === previous.x ? previous.hedge : hedgeFor(next);
    previous = { x, hedge };
    x = next;
    hedge = nextHedge;
    if (path.length < LONGEST_PATH) path.push({ round: rounds, totalReturn: x, hedgeFlow: hedge });
  }

  if (status !== 'converged' && leansAgainst) {
    const excess = (move: number) => move - moveAfter(hedgeFor(move));
    const root = bisect(excess, Math.min(0, -shock), Math.max(0, -shock));
    return { status: 'dampened', rounds, totalReturn: root, hedgeFlow: hedgeFor(root), path };
  }
  if (status === 'diverges') return { status, rounds, totalReturn: null, hedgeFlow: null, path };
  return { status, rounds, totalReturn: x, hedgeFlow: hedge, path };
}
