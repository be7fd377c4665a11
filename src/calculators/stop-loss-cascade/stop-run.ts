/**
 * The stop run itself: a wave takes all stops that the price has reached and sells them as one market order.
 *
 * A wave is filled at its volume-weighted price, which follows from the area under the impact curve between the quantity
 * sold before and after it. Sums within a wave run in the order of the stops.
 */
import { averageImpact, type ImpactLaw, priceImpact } from '../market/impact.ts';
import { priceTriggers } from '../market/price-triggers.ts';
import type { Stop } from './stops.ts';

export interface Market {
  /** P0, quote per base. */
  readonly referencePrice: number;
  /** s, fraction of P0. */
  readonly shock: number;
  readonly law: ImpactLaw;
  readonly maxRounds: number;
}

export interface StopRun {
  rounds: number;
  reachedLimit: boolean;
  triggeredCount: number;
  /** Q, base. */
  triggeredQuantity: number;
  /** D, the shock included, fraction of P0. */
  totalDecline: number;
  finalPrice: number;
  /** What the triggered stops sold for, quote. */
  proceeds: number;
  /** What they would have sold for at their triggers, quote. */
  proceedsAtTriggers: number;
  /** Highest trigger left; null where none is. */
  nextTriggerPrice: number | null;
  priceSeries: number[];
  /** One per wave, base. */
  triggeredQuantitySeries: number[];
}

/** Lets a shock run through stops, given in the order in which sums run. */
export function runStops(stops: readonly Stop[], { referencePrice: P0, shock: s, law, maxRounds }: Market): StopRun {
  const triggerPrices = stops.map(({ triggerPrice }) => triggerPrice);
  const waiting = priceTriggers(triggerPrices, 'down');
  const cap = 1 - s;

  const run = atRest(P0, s);
  while (!run.reachedLimit) {
    const hits = waiting.takeReached(run.finalPrice).map((index) => stops[index] as Stop);
    if (hits.length === 0) break;

    const Q = run.triggeredQuantity;
    const dQ = hits.reduce((sum, { quantity }) => sum + quantity, 0);
    const vwap = Math.max(0, P0 * (1 - s - averageImpact(law, Q, dQ, cap)));
    for (const { quantity, triggerPrice } of hits) {
      run.proceeds += quantity * vwap;
      run.proceedsAtTriggers += quantity * triggerPrice;
    }

    run.triggeredCount += hits.length;
    run.triggeredQuantity = Q + dQ;
    run.totalDecline = s + Math.min(priceImpact(law, Q + dQ), cap);
    run.finalPrice = P0 * (1 - run.totalDecline);
    run.priceSeries.push(run.finalPrice);
    run.triggeredQuantitySeries.push(dQ);
    run.rounds += 1;
    run.reachedLimit = run.rounds === maxRounds;
  }
  const next = waiting.nearest();
  run.nextTriggerPrice = next === undefined ? null : (triggerPrices[next] as number);
  return run;
}

function atRest(P0: number, s: number): StopRun {
  const price = P0 * (1 - s);
  return {
    rounds: 0,
    reachedLimit: false,
    triggeredCount: 0,
    triggeredQuantity: 0,
    totalDecline: s,
    finalPrice: price,
    proceeds: 0,
    proceedsAtTriggers: 0,
    nextTriggerPrice: null,
    priceSeries: [P0, price],
    triggeredQuantitySeries: [],
  };
}
