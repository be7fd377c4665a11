/**
 * The stop run: a wave takes all stops that the price has reached and sells them as one market order.
 *
 * A wave is filled at its volume-weighted price, which follows from the area under the impact curve between the quantity
 * sold before and after it. Sums within a wave run in the order of the stops. The set of triggered stops only grows and
 * impact does not fall with quantity, so no wave overshoots the price at which stops sold one by one would end.
 */
import type { Warn } from '../kit/definition.ts';
import { afterMove } from '../market/after-move.ts';
import { averageImpact, priceImpact, warnBeyondLaw } from '../market/impact.ts';
import { isAbove, risesTo } from '../market/levels.ts';
import { warnOfScale } from '../market/price-scale.ts';
import { priceTriggers } from '../market/price-triggers.ts';
import type { Input, Outputs } from './interface.ts';

/** `triggerPrice` in quote per base, `quantity` in base. */
type Stop = Input['stopOrders'][number];

/** Runs a shock through the stops given and the clusters generated. */
export function compute(input: Input, warn: Warn): Outputs {
  const { referencePrice: P0, shock: s, stopOrders, clusterCount } = input;
  const clusters = clustersBelow(P0, input);
  const stops = [...stopOrders, ...clusters];
  const triggers = stops.map(({ triggerPrice }) => triggerPrice);
  const { reachedLimit, proceeds, proceedsAtTriggers, ...run } = runStops(stops, input);
  const { totalDecline, triggeredQuantity: Q, nextTriggerPrice } = run;
  const tookAll = stops.length > 0 && nextTriggerPrice === null;
  const status = ending(run, reachedLimit, tookAll);

  if (stops.length === 0) warn('EMPTY_BOOK', 'There are no stops that the fall could trigger.');
  if (clusters.length < clusterCount) {
    warn('FEWER_CLUSTERS', `Only ${clusters.length} of ${clusterCount} clusters lie above a price of zero.`);
  }
  const givenTriggers = stopOrders.map(({ triggerPrice }) => triggerPrice);
  warnOfScale('referencePrice', P0, givenTriggers, warn);
  if (reachedLimit) warn('ROUND_LIMIT', `The stop run was stopped after ${run.rounds} waves; more may follow.`);
  if (totalDecline >= 1) warn('PRICE_FLOOR', 'The price fell to zero, where the model stops.');
  if (tookAll) warn('ALL_TRIGGERED', 'Every stop given was triggered; stops further down would deepen the fall.');
  warnBeyondLaw(input, Q, warn);

  const stopQuantity = stops.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    ...run,
    triggeredShare: stopQuantity === 0 ? 0 : Math.min(1, Q / stopQuantity),
    stopCount: stops.length,
    status,
    stopRunDepth: totalDecline === 1 ? 1 - s : priceImpact(input, Q),
    amplification: s === 0 ? null : totalDecline / s,
    averageExecutionPrice: Q === 0 ? null : proceeds / Q,
    averageStopSlippage: Q === 0 ? null : (proceedsAtTriggers - proceeds) / proceedsAtTriggers,
    firstTriggerShock: stops.length === 0 ? null : (P0 - Math.max(...triggers)) / P0,
    distanceToNextTrigger: nextTriggerPrice === null ? null : (run.finalPrice - nextTriggerPrice) / P0,
  };
}

function ending({ rounds, totalDecline }: Pick<StopRun, 'rounds' | 'totalDecline'>, isCut: boolean, tookAll: boolean) {
  if (isCut) return 'maxRounds';
  if (rounds === 0) return 'noTrigger';
  if (totalDecline >= 1) return 'priceFloor';
  return tookAll ? 'allTriggered' : 'converged';
}

/**
 * One cluster of stops below each of the nearest round numbers under a price, where Osler (2003) found them.
 *
 * @param P0 - reference price, quote per base.
 * @returns highest first; fewer than `clusterCount` if the next one would be at or below a price of zero.
 */
function clustersBelow(P0: number, { gridSpacing: G, clusterCount, ...cluster }: Input): Stop[] {
  const k0 = roundNumberBelow(P0, G);
  const clusters: Stop[] = [];
  for (let j = 0; j < clusterCount; j += 1) {
    const triggerPrice = (k0 - j) * G - cluster.clusterOffset;
    if (!isAbove(triggerPrice, 0, P0)) break;
    clusters.push({ triggerPrice, quantity: cluster.clusterQuantity });
  }
  return clusters;
}

/** Largest k for which k G is below the price and not the same level. */
function roundNumberBelow(P0: number, G: number): number {
  let k = Math.ceil(P0 / G) - 1;
  // Beyond 10^13 round numbers, a step to the next one would still be the same level as the price.
  while (risesTo(k * G, P0, P0)) k = Math.min(k - 1, Math.floor(k * (1 - 1e-13)));
  return k;
}

interface StopRun {
  rounds: number;
  reachedLimit: boolean;
  triggeredCount: number;
  /** Q, base. */
  triggeredQuantity: number;
  /** D, including the shock, fraction of P0. */
  totalDecline: number;
  finalPrice: number;
  /** What the triggered stops sold for, quote. */
  proceeds: number;
  /** What they would have sold for at their triggers, quote. */
  proceedsAtTriggers: number;
  /** Highest trigger left; null if there is none. */
  nextTriggerPrice: number | null;
  priceSeries: number[];
  /** One per wave, base. */
  triggeredQuantitySeries: number[];
}

/** Runs the shock through stops; sums run in their order. */
function runStops(stops: readonly Stop[], input: Input): StopRun {
  const { referencePrice: P0, shock: s, maxRounds } = input;
  const triggerPrices = stops.map(({ triggerPrice }) => triggerPrice);
  const waiting = priceTriggers(triggerPrices, 'down', P0);
  const cap = 1 - s;

  const run = atRest(P0, s);
  while (!run.reachedLimit) {
    const hits = waiting.takeReached(run.finalPrice).map((index) => stops[index] as Stop);
    if (hits.length === 0) break;

    const Q = run.triggeredQuantity;
    const dQ = hits.reduce((sum, { quantity }) => sum + quantity, 0);
    const vwap = Math.max(0, afterMove(P0, -s - averageImpact(input, Q, dQ, cap)));
    for (const { quantity, triggerPrice } of hits) {
      run.proceeds += quantity * vwap;
      run.proceedsAtTriggers += quantity * triggerPrice;
    }

    run.triggeredCount += hits.length;
    run.triggeredQuantity = Q + dQ;
    const impact = priceImpact(input, Q + dQ);
    run.totalDecline = impact >= cap ? 1 : s + impact;
    run.finalPrice = afterMove(P0, -run.totalDecline);
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
  const price = afterMove(P0, -s);
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
