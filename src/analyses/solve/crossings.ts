/**
 * Where an output crosses its target: neighbours of a scan on different sides of it, narrowed by bisection. Both ends
 * of the bracket are reported, so that a jump shows: no value between them is known to meet the target.
 */
import type { Axis } from '../kit/axis.ts';
import { halfWay } from '../kit/spacing.ts';
import { isSameSide, meets, type Target } from './target.ts';

/** The unknown and the output there; null if it has no number. */
export interface Point {
  x: number;
  y: number | null;
}

/** Two neighbours of the scan between which a crossing lies; the same point twice if it meets EQUALS itself. */
export type Bracket = readonly [lower: Point, upper: Point];

export interface Crossing {
  lower: number;
  upper: number;
  lowerValue: number | null;
  upperValue: number | null;
  kind: 'CONTINUOUS' | 'JUMP' | 'STEP' | 'EDGE';
  admissible: 'LOWER' | 'UPPER' | 'BOTH' | 'NEITHER';
}

/** Width at which a bracket is not halved further, as a share of the whole range. */
const NARROW = 1e-12;
/** Difference of the outputs at both ends above which it is a jump, as a share of the larger of range and target. */
const JUMP = 1e-6;

/** The crossings of a scan, ascending, not yet narrowed. */
export function bracketsIn(scan: readonly Point[], target: Target): Bracket[] {
  return scan.flatMap((upper, k): Bracket[] => {
    const lower = scan[k - 1];
    const isMet = meets(target, upper.y);
    if (target.comparison === 'EQUALS' && isMet) return [[upper, upper]];
    if (lower === undefined || isSameSide(target, lower.y, upper.y)) return [];
    if (target.comparison !== 'EQUALS') return [[lower, upper]];
    return lower.y === null || upper.y === null || meets(target, lower.y) ? [] : [[lower, upper]];
  });
}

/** Halves a bracket until it is narrow, no number lies between its ends, or they are neighbouring whole numbers. */
export function narrowed(
  [low, high]: Bracket,
  axis: Axis,
  target: Target,
  output: (x: number) => number | null,
): Bracket {
  let [lower, upper] = [low, high];
  for (let x = middleOf(lower.x, upper.x, axis); x !== null; x = middleOf(lower.x, upper.x, axis)) {
    const middle = { x, y: output(x) };
    if (isSameSide(target, middle.y, lower.y)) lower = middle;
    else upper = middle;
  }
  return [lower, upper];
}

/** Halvings that the widest gap of a scan can need. */
export function mostHalvings(axis: Axis): number {
  const { values } = axis;
  const gaps = values.slice(1).map((upper, k) => {
    const lower = values[k] as number;
    // If the wanted width underflows, the search ends at neighbouring numbers.
    return isWhole(axis)
      ? upper - lower
      : width(lower, upper, axis) / Math.max(NARROW * wholeWidth(axis), Number.MIN_VALUE);
  });
  // One more, since rounding may leave the larger half.
  return Math.ceil(Math.log2(Math.max(1, ...gaps))) + 1;
}

/** A narrowed crossing as it is reported; `range` is the largest minus the smallest output of the scan. */
export function crossingOf([lower, upper]: Bracket, axis: Axis, target: Target, range: number): Crossing {
  const kind = kindOf(lower.y, upper.y, isWhole(axis), JUMP * Math.max(range, Math.abs(target.value)));
  const ends = { lower: lower.x, upper: upper.x, lowerValue: lower.y, upperValue: upper.y };
  return { ...ends, kind, admissible: admissibleSide(kind, target, lower.y, upper.y) };
}

function kindOf(lower: number | null, upper: number | null, isWhole: boolean, jump: number): Crossing['kind'] {
  if (lower === null || upper === null) return 'EDGE';
  if (isWhole) return 'STEP';
  return Math.abs(upper - lower) > jump ? 'JUMP' : 'CONTINUOUS';
}

/** EQUALS is met by a continuous crossing, and by whole numbers that hit the value; a jump skips it. */
function admissibleSide(
  kind: Crossing['kind'],
  target: Target,
  lower: number | null,
  upper: number | null,
): Crossing['admissible'] {
  if (target.comparison === 'EQUALS' && kind === 'CONTINUOUS') return 'BOTH';
  if (target.comparison === 'EQUALS' && kind !== 'STEP') return 'NEITHER';
  if (meets(target, lower)) return meets(target, upper) ? 'BOTH' : 'LOWER';
  return meets(target, upper) ? 'UPPER' : 'NEITHER';
}

/** Whether the unknown is set to whole numbers; a factor applied to one need not be whole. */
function isWhole({ place }: Axis): boolean {
  return place.isWhole && place.apply === 'SET';
}

/** Where a bracket is halved next; null if it is narrow enough. */
function middleOf(lower: number, upper: number, axis: Axis): number | null {
  if (isWhole(axis)) return upper - lower > 1 ? Math.floor((lower + upper) / 2) : null;
  if (width(lower, upper, axis) <= NARROW * wholeWidth(axis)) return null;
  const middle = halfWay(lower, upper, axis.scale);
  return middle > lower && middle < upper ? middle : null;
}

function wholeWidth(axis: Axis): number {
  return width(axis.values[0] as number, axis.values.at(-1) as number, axis);
}

function width(lower: number, upper: number, { scale }: Axis): number {
  return scale === 'LOG' ? Math.log(upper / lower) : upper - lower;
}
