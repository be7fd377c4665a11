/**
 * Root of a continuous function between two points of opposite sign: inverse quadratic interpolation and secants while
 * they beat bisection, bisection otherwise.
 *
 * Brent, R. P. (1973), 'Algorithms for Minimization without Derivatives', Prentice-Hall, chapter 4 (zeroin).
 */

/**
 * Root of f between a and b.
 *
 * @param f - continuous, with f(a) f(b) at most 0.
 * @param tolerance - largest distance of the answer from a change of sign, above 0.
 * @throws Error if f has the same sign at both ends.
 * @example brentRoot((x) => x * x - 2, 0, 2, 1e-14); // => 1.41421356237309…
 */
export function brentRoot(f: (x: number) => number, a: number, b: number, tolerance: number): number {
  // b is the best guess, c the point on the other side of the root, a the previous guess.
  let fa = f(a);
  let fb = f(b);
  if (!(Math.sign(fa) * Math.sign(fb) <= 0)) throw new Error(`no change of sign between ${a} and ${b}`);
  let c = a;
  let fc = fa;
  let step = b - a;
  let lastStep = step;
  for (;;) {
    if (Math.sign(fb) === Math.sign(fc)) {
      c = a;
      fc = fa;
      step = b - a;
      lastStep = step;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const smallest = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= smallest || fb === 0) return b;

    const interpolated =
      Math.abs(lastStep) >= smallest && Math.abs(fa) > Math.abs(fb) ? interpolation(a, b, c, fa, fb, fc) : Number.NaN;
    const isShort =
      interpolated / half >= 0 &&
      Math.abs(interpolated) < Math.abs(1.5 * half) - smallest / 2 &&
      Math.abs(interpolated) < Math.abs(lastStep / 2);
    lastStep = isShort ? step : half;
    step = isShort ? interpolated : half;
    a = b;
    fa = fb;
    b += Math.abs(step) > smallest ? step : Math.sign(half) * smallest;
    fb = f(b);
  }
}

/** Step from b to where the inverse parabola through the three points, or the secant through two, meets 0. */
function interpolation(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const s = fb / fa;
  if (a === c) return ((c - b) * s) / (s - 1);
  const q = fa / fc;
  const r = fb / fc;
  const p = s * ((c - b) * q * (q - r) - (b - a) * (r - 1));
  return -p / ((q - 1) * (r - 1) * (s - 1));
}
