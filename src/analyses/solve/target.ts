/** The target of a search, and which numbers meet it. */

export const CONDITIONS = ['AT_MOST', 'AT_LEAST', 'EQUALS'] as const;

export interface Target {
  comparison: (typeof CONDITIONS)[number];
  value: number;
  /** For EQUALS: largest deviation that still counts. */
  tolerance: number;
}

/** Whether an output meets the target; a missing number never does. */
export function meets({ comparison, value, tolerance }: Target, y: number | null): boolean {
  if (y === null) return false;
  if (comparison === 'AT_MOST') return y <= value;
  if (comparison === 'AT_LEAST') return y >= value;
  return Math.abs(y - value) <= tolerance;
}

/** Whether two outputs are on the same side of the target: both meet it or neither; for EQUALS both above or below. */
export function isSameSide(target: Target, a: number | null, b: number | null): boolean {
  if (target.comparison !== 'EQUALS') return meets(target, a) === meets(target, b);
  return a !== null && b !== null && Math.sign(a - target.value) === Math.sign(b - target.value);
}
