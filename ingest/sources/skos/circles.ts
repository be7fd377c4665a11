/** Removes cycles from a hierarchy. */
import { byCodePoint } from '../../../src/model/orders.ts';

/**
 * Walks down from every member, in sorted order, and drops each link back to an ancestor: the same ones each time.
 * @param below - the members below each, by identifier.
 */
export function withoutCircles(below: ReadonlyMap<string, ReadonlySet<string>>): {
  kept: ReadonlyMap<string, readonly string[]>;
  dropped: [string, string][];
} {
  const kept = new Map<string, string[]>();
  const dropped: [string, string][] = [];
  const above = new Set<string>();
  for (const start of [...below.keys()].sort(byCodePoint)) {
    if (kept.has(start)) continue;
    // An explicit stack: a chain may be longer than the call stack is deep.
    const path = [enter(start)];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const next = step.left.pop();
      if (next === undefined) {
        above.delete(step.id);
        path.pop();
      } else if (above.has(next)) dropped.push([step.id, next]);
      else {
        kept.get(step.id)?.push(next);
        if (!kept.has(next)) path.push(enter(next));
      }
    }
  }
  return { kept, dropped };

  function enter(id: string): { id: string; left: string[] } {
    kept.set(id, []);
    above.add(id);
    return { id, left: [...(below.get(id) ?? [])].sort(byCodePoint).reverse() };
  }
}
