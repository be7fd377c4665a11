/**
 * Where an output jumps along an axis: cells whose step differs from those around are bisected, and a step that remains
 * when the bracket is narrow is a jump. On a steep but continuous stretch the step shrinks with the bracket.
 */
import { quantileOf } from '../../numerics/quantile.ts';
import { descending } from '../kit/sorting.ts';
import { halfWay, type Scale } from '../kit/spacing.ts';

/** A jump of one output between two neighbouring values of the axis. */
export interface Jump {
  /** It lies between this cell and the next. */
  cell: number;
  left: number;
  right: number;
  leftValue: number;
  rightValue: number;
  size: number;
}

/** Share of itself by which a conspicuous step differs from those around; less is curvature. */
const SHARE_OF_STEP = 0.02;
/** Share of the output's range below which a difference is noise. */
const SHARE_OF_RANGE = 1e-6;
/** Share of that difference that must remain in a narrow bracket for a jump. */
const SHARE_LEFT = 0.25;

/**
 * Brackets the jumps of an output.
 *
 * @param x - values of the axis.
 * @param y - the output there, null if it has no number.
 * @param output - evaluates the output anywhere between.
 * @returns jumps, in the order of the axis.
 */
export function jumpsIn(
  x: readonly number[],
  y: readonly (number | null)[],
  output: (x: number) => number | null,
  { most, halvings, scale }: { most: number; halvings: number; scale: Scale },
): Jump[] {
  const jumps = conspicuousCells(y, most).flatMap(({ cell, excess }): Jump[] => {
    let [left, right] = [x[cell] as number, x[cell + 1] as number];
    let [leftValue, rightValue] = [y[cell] as number, y[cell + 1] as number];
    for (let halving = 0; halving < halvings; halving += 1) {
      const middle = halfWay(left, right, scale);
      const value = output(middle);
      if (value === null) return [];
      if (Math.abs(value - leftValue) >= Math.abs(rightValue - value)) [right, rightValue] = [middle, value];
      else [left, leftValue] = [middle, value];
    }
    const size = rightValue - leftValue;
    return Math.abs(size) >= SHARE_LEFT * excess ? [{ cell, left, right, leftValue, rightValue, size }] : [];
  });
  return jumps.sort((a, b) => a.cell - b.cell);
}

/** The `most` cells whose step differs most from the median of the steps around, the largest difference first. */
function conspicuousCells(y: readonly (number | null)[], most: number): { cell: number; excess: number }[] {
  const steps = y.slice(1).map((value, k) => difference(value, y[k] ?? null));
  const excesses = steps.map((step, k) => {
    if (step === null) return null;
    const around = steps.slice(Math.max(0, k - 2), k + 3).filter((other) => other !== null);
    return Math.abs(
      step -
        quantileOf(
          around.toSorted((a, b) => a - b),
          0.5,
        ),
    );
  });
  const range = rangeOf(y);
  const isCandidate = excesses.map(
    (excess, k) =>
      excess !== null && excess > SHARE_OF_STEP * Math.abs(steps[k] as number) && excess > SHARE_OF_RANGE * range,
  );
  const order = descending(excesses.map((excess, k) => (isCandidate[k] ? excess : null)));
  return order
    .filter((cell) => isCandidate[cell])
    .slice(0, most)
    .map((cell) => ({ cell, excess: excesses[cell] as number }));
}

function difference(to: number | null, from: number | null): number | null {
  return to === null || from === null ? null : to - from;
}

function rangeOf(values: readonly (number | null)[]): number {
  const numbers = values.filter((value) => value !== null);
  return Math.max(...numbers) - Math.min(...numbers);
}
