/**
 * How an output responds to small steps of a parameter, by differences: its derivative, and whether it jumps or has a
 * corner inside the step, so that the derivative means nothing or holds on one side only.
 */

/** The output at a number of steps from the base; null if it has no number there. */
export type Output = (steps: number) => number | null;

export type DifferenceMethod = 'CENTRAL' | 'FORWARD' | 'BACKWARD' | 'NONE';

/** Share of the larger of two slopes above which they count as different. */
const SHARE_OF_SLOPE = 0.25;
/** Share of the output below which the difference that two slopes make over a step is noise. */
const SHARE_OF_OUTPUT = 1e-6;

/**
 * The derivative per unit of the parameter.
 *
 * A central difference if both sides have a number; otherwise a one-sided difference, of second order, or of first
 * order if there is no number two steps away.
 *
 * @param step - above 0, in the unit of the parameter.
 */
export function derivativeOf(f: Output, step: number): { derivative: number | null; method: DifferenceMethod } {
  const [below, base, above] = [f(-1), f(0), f(1)];
  if (below !== null && above !== null) return { derivative: (above - below) / (2 * step), method: 'CENTRAL' };
  const side = above === null ? -1 : 1;
  const near = above ?? below;
  if (near === null || base === null) return { derivative: null, method: 'NONE' };
  const far = f(2 * side);
  const rise = far === null ? near - base : (4 * near - 3 * base - far) / 2;
  return { derivative: (side * rise) / step, method: side === 1 ? 'FORWARD' : 'BACKWARD' };
}

/**
 * Whether the output jumps or has a corner within a step of the base.
 *
 * If the slopes over half a step and over a whole step differ on one side, there is a jump; otherwise, if the slopes
 * over half a step differ between the sides, there is a corner.
 */
export function breakOf(f: Output, step: number): { jump: boolean; kink: boolean } {
  const largest = Math.max(...[-1, -0.5, 0, 0.5, 1].map((steps) => Math.abs(f(steps) ?? 0)));
  const slope = (steps: number) => {
    const [base, there] = [f(0), f(steps)];
    return base === null || there === null ? null : (there - base) / (steps * step);
  };
  const differ = (a: number | null, b: number | null) =>
    a !== null &&
    b !== null &&
    Math.abs(a - b) > SHARE_OF_SLOPE * Math.max(Math.abs(a), Math.abs(b)) &&
    Math.abs(a - b) * step > SHARE_OF_OUTPUT * largest;
  const jump = differ(slope(1), slope(0.5)) || differ(slope(-1), slope(-0.5));
  return { jump, kink: !jump && differ(slope(0.5), slope(-0.5)) };
}
