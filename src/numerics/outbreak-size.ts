/**
 * Size of an outbreak: how much of a susceptible share s0 is reached when each case reaches R0 others on average.
 *
 * The same equation u = s0 (1 - exp(-R0 (i0 + u))) gives the final size of an epidemic (Kermack and McKendrick 1927), the
 * giant component of a random graph (s0 = 1, i0 = 0) and the chance that a Poisson branching process never ends.
 */

/** Newton's steps halve the distance even to a double root, so this many exhaust the digits of a double. */
const MOST_STEPS = 200;

/**
 * Largest share u that solves u = s0 (1 - exp(-R0 (i0 + u))).
 *
 * @param reproduction - R0, at least 0.
 * @param susceptible - s0, share that can be reached, in [0, 1].
 * @param infected - i0, share reached at the start, in [0, 1]; 0 for the limit of a vanishing start.
 * @returns u, in [0, s0]; exactly 0 for i0 = 0 and R0 s0 at most 1.
 * @example outbreakSize(2, 1, 0); // => 0.7968121300200199
 */
export function outbreakSize(reproduction: number, susceptible: number, infected: number): number {
  if (infected === 0 && reproduction * susceptible <= 1) return 0;
  // The difference of both sides is convex and positive at s0, so Newton's steps descend to the largest root.
  let u = susceptible;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const exponent = -reproduction * (infected + u);
    const excess = u + susceptible * Math.expm1(exponent);
    const slope = 1 - reproduction * susceptible * Math.exp(exponent);
    const next = u - excess / slope;
    // Rounding ends the descent, even if it leaves a slope of 0.
    if (!(next < u)) break;
    if (next < 0) return stepFromZero(reproduction, susceptible, infected);
    u = next;
  }
  return u;
}

/** Newton's step from 0: if rounding carries the descent past 0, the root is so small that one step lands on it. */
function stepFromZero(reproduction: number, susceptible: number, infected: number): number {
  const exponent = -reproduction * infected;
  return (-susceptible * Math.expm1(exponent)) / (1 - reproduction * susceptible * Math.exp(exponent));
}
