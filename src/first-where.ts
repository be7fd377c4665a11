/**
 * Binary search: the first of `count` places where `isPast` holds, and so does from there on; `count` if there is none.
 */
export function firstWhere(count: number, isPast: (i: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
