/**
 * Cleans up what a failed test did not end: open connections and servers would keep the whole run from ending. Ending
 * something twice must be harmless.
 */
const begun = new Set<() => Promise<unknown>>();

export function endedAtLast(end: () => Promise<unknown>): void {
  begun.add(end);
}

/** Ends everything, the latest first. */
export async function endWhatIsLeft(): Promise<void> {
  const ends = [...begun].reverse();
  begun.clear();
  // What has already ended may reject.
  for (const end of ends) await end().catch(() => {});
}
