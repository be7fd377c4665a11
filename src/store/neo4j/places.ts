/**
 * Limits the concurrent calls to the server to a number of places, so that load shows as Overloaded and not as an
 * outage. Heavy calls leave some places to light ones, so a concept can be looked up however many searches and walks
 * run.
 */
import { Overloaded } from '../../errors.ts';
import { overloaded } from './faults.ts';

/** Each call uses one connection. */
export const PLACES = 50;
const HEAVY_PLACES = 35;
/** The same time that the driver would wait for a connection. */
const PATIENCE_MS = 2_000;
const MOST_WAITING = 1_000;

export type Weight = 'light' | 'heavy';

export interface Places {
  /**
   * Runs `work` once a place is free, and passes it the time that it waited [ms].
   * @throws Overloaded when no place became free in time, or too many calls wait.
   */
  during<T>(weight: Weight, work: (waited: number) => Promise<T>): Promise<T>;
}

export function places(): Places {
  const taken = { light: 0, heavy: 0 };
  const waiting: Record<Weight, Set<() => void>> = { light: new Set(), heavy: new Set() };

  const isFree = (weight: Weight) =>
    taken.light + taken.heavy < PLACES && (weight === 'light' || taken.heavy < HEAVY_PLACES);
  /** Light calls first, because they end soon. */
  const letIn = () => {
    for (const weight of ['light', 'heavy'] as const) {
      for (const enter of waiting[weight]) {
        if (!isFree(weight)) break;
        enter();
      }
    }
  };
  const wait = (weight: Weight) =>
    new Promise<void>((resolve, reject) => {
      if (waiting.light.size + waiting.heavy.size >= MOST_WAITING) {
        reject(new Overloaded('too many requests are waiting for the store, try again later'));
        return;
      }
      const enter = () => {
        clearTimeout(timer);
        waiting[weight].delete(enter);
        taken[weight]++;
        resolve();
      };
      const timer = setTimeout(() => {
        waiting[weight].delete(enter);
        reject(overloaded());
      }, PATIENCE_MS);
      waiting[weight].add(enter);
    });

  return {
    async during(weight, work) {
      const since = performance.now();
      if (isFree(weight)) taken[weight]++;
      else await wait(weight);
      try {
        return await work(performance.now() - since);
      } finally {
        taken[weight]--;
        letIn();
      }
    },
  };
}
