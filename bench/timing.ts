/** Statistics of many timed calls, in milliseconds. */

/** @param sorted - ascending. */
export function quantiles(sorted: readonly number[]): { 'p50 [ms]': string; 'p99 [ms]': string } {
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2);
  return { 'p50 [ms]': at(0.5), 'p99 [ms]': at(0.99) };
}

export function timeOf(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
