/** `Concept.nearbyCalculators`: the calculators of the nearest concepts that have any. */
import type { GraphReader, Key, Walkable } from '../graph/reader.ts';
import type { Concept } from '../model/types.ts';
import { linksTo, nearestTargets, type Targets } from '../search/walks/nearest.ts';
import type { Nearby } from '../search/walks/walk.ts';
import type { CalculatorRecord } from './calculator-records.ts';
import type { CalculatorShelf } from './calculators.ts';
import type { Context } from './context.ts';

/** Most concepts of one calculator that are considered; those that it lists come first. */
const CONCEPTS_OF_ONE = 5_000;

interface NearbyCalculator {
  calculator: CalculatorRecord;
  concept: Concept;
  distance: number;
}

/** The graph for one request; which concepts have calculators is read once. */
interface Surroundings {
  graph: GraphReader;
  walkable: Walkable;
  targets: Targets;
}

export function nearbyCalculatorsOn(shelf: CalculatorShelf) {
  const asked = new WeakMap<Context, Promise<Surroundings>>();
  const surroundingsOf = (context: Context) => {
    const known = asked.get(context) ?? surroundings(shelf, context);
    asked.set(context, known);
    return known;
  };

  return async ({ slug }: Concept, first: number, context: Context): Promise<NearbyCalculator[]> => {
    const around = await surroundingsOf(context);
    const origin = await around.walkable.keyOf(slug);
    if (origin === null) return [];
    const most = Math.min(first, shelf.size);
    const found = new Map<string, NearbyCalculator>();
    await addCalculators(found, [{ key: origin, distance: 0, strength: 0 }], shelf, around);
    if (found.size < most) {
      for await (const ring of nearestTargets(origin, around.targets, around.walkable)) {
        await addCalculators(found, ring, shelf, around);
        if (found.size >= most) break;
      }
    }
    return [...found.values()].slice(0, first);
  };
}

async function surroundings(shelf: CalculatorShelf, context: Context): Promise<Surroundings> {
  const graph = await context.graph();
  const walkable = graph.walkable(null);
  const lists = await Promise.all(shelf.all.map(({ slug }) => graph.conceptsOf(slug, CONCEPTS_OF_ONE)));
  const slugs = new Set(lists.flat().map(({ slug }) => slug));
  const keys = await Promise.all([...slugs].map((slug) => walkable.keyOf(slug)));
  const known = new Set<Key>(keys.filter((key) => key !== null));
  let beside: ReturnType<Targets['beside']> | null = null;
  const targets: Targets = {
    has: (key) => known.has(key),
    beside() {
      beside ??= linksTo([...known], walkable);
      return beside;
    },
  };
  return { graph, walkable, targets };
}

/** Adds the calculators of one ring: by strength of the link, then place among the concept's own, then slug. */
async function addCalculators(
  found: Map<string, NearbyCalculator>,
  ring: readonly Nearby[],
  shelf: CalculatorShelf,
  { graph, walkable }: Surroundings,
): Promise<void> {
  const lists = await Promise.all(ring.map(({ key }) => graph.calculatorsOf(walkable.slugOf(key))));
  const candidates = ring
    .flatMap((near, i) => (lists[i] ?? []).map((calculator, place) => ({ ...near, calculator, place })))
    .sort((a, b) => b.strength - a.strength || a.place - b.place || walkable.compare(a.key, b.key));
  for (const { calculator: slug, key, distance } of candidates) {
    const calculator = shelf.find(slug);
    if (calculator === null || found.has(slug)) continue;
    const concept = await graph.concept(walkable.slugOf(key));
    if (concept !== null) found.set(slug, { calculator, concept, distance });
  }
}
