/** `Concept.nearbyCalculators`: the calculators of the nearest concepts that have any. */

import { byCodePoint } from '../model/orders.ts';
import type { Concept } from '../model/types.ts';
import { linksTo, nearestTargets, type Targets } from '../search/nearest.ts';
import type { Nearby } from '../search/walk.ts';
import type { CalculatorRecord } from './calculator-records.ts';
import type { CalculatorShelf } from './calculators.ts';
import type { Context } from './context.ts';
import { linksBy } from './links.ts';

/** Concepts of one calculator that count as having it, as those it lists come first. */
const CONCEPTS_OF_ONE = 5_000;

interface NearbyCalculator {
  calculator: CalculatorRecord;
  concept: Concept;
  distance: number;
}

/** The field's resolver. Which concepts have calculators is asked once in a request. */
export function nearbyCalculatorsOn(shelf: CalculatorShelf) {
  const asked = new WeakMap<Context, Promise<Targets>>();
  const targetsOf = (context: Context) => {
    const targets = asked.get(context) ?? conceptsWithCalculators(shelf, context);
    asked.set(context, targets);
    return targets;
  };

  return async ({ slug }: Concept, first: number, context: Context): Promise<NearbyCalculator[]> => {
    const most = Math.min(first, shelf.size);
    const found = new Map<string, NearbyCalculator>();
    await addCalculators(found, [{ slug, distance: 0, strength: 0 }], shelf, context);
    if (found.size < most) {
      for await (const ring of nearestTargets(slug, await targetsOf(context), linksBy(null, context))) {
        await addCalculators(found, ring, shelf, context);
        if (found.size >= most) break;
      }
    }
    return [...found.values()].slice(0, first);
  };
}

async function conceptsWithCalculators(shelf: CalculatorShelf, context: Context): Promise<Targets> {
  const { loaders } = context;
  const lists = await Promise.all(shelf.all.map(({ slug }) => loaders.conceptsOf(CONCEPTS_OF_ONE).load(slug)));
  const slugs = new Set(lists.flat().map(({ slug }) => slug));
  let beside: ReturnType<Targets['beside']> | null = null;
  return {
    has: (slug) => slugs.has(slug),
    beside() {
      beside ??= linksTo([...slugs], linksBy(null, context));
      return beside;
    },
  };
}

/** Adds the calculators of one ring: by strength of the link, then place among the concept's own, then slug. */
async function addCalculators(
  found: Map<string, NearbyCalculator>,
  ring: readonly Nearby[],
  shelf: CalculatorShelf,
  { loaders }: Context,
): Promise<void> {
  const lists = await Promise.all(ring.map(({ slug }) => loaders.calculatorsOf.load(slug)));
  const candidates = ring
    .flatMap((near, i) => (lists[i] ?? []).map((calculator, place) => ({ ...near, calculator, place })))
    .sort((a, b) => b.strength - a.strength || a.place - b.place || byCodePoint(a.slug, b.slug));
  const concepts = await Promise.all(candidates.map(({ slug }) => loaders.concepts.load(slug)));
  for (const [i, { calculator: slug, distance }] of candidates.entries()) {
    const calculator = shelf.find(slug);
    const concept = concepts[i] ?? null;
    if (calculator !== null && concept !== null && !found.has(slug)) found.set(slug, { calculator, concept, distance });
  }
}
