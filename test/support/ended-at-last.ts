/**
 * What a test began and would have ended, had it not failed before: connections and servers that are left would keep the
 * whole run from ending. Ending something twice does no harm.
 */
const begun = new Set<() => Promise<unknown>>();

export function endedAtLast(end: () => Promise<unknown>): void {
  begun.add(end);
}

/** Ends all of it, the latest first. */
export async function endWhatIsLeft(): Promise<void> {
  const ends = [...begun].reverse();
  begun.clear();
  // What was ended already may say so.
  for (const end of ends) await end().catch(() => {});
}
