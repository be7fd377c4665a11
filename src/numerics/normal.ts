/**
 * The standard normal distribution.
 *
 * The distribution function is our own, since repricing a book of options calls it millions of times. It takes the
 * rational approximations of W. J. Cody (1969), 'Rational Chebyshev Approximations for the Error Function', Mathematics
 * of Computation 23(107), 631-637, doi 10.1090/S0025-5718-1969-0247736-4, whose relative error stays small deep in the
 * tail. The erfc of @stdlib is as exact but takes three times as long, and its quantile keeps only twelve digits.
 */
import { portableExp, portableLog } from './portable.ts';

const SQRT_HALF = Math.SQRT1_2;
const ONE_OVER_SQRT_PI = 0.5641895835477563;
/** Density at 0. */
export const ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;

/** |x| / sqrt 2 up to which erf is used, not its complement. */
const CENTRE = 0.46875;
/** Probability from which the quantile is found by erf, not its complement: N(-0.66). */
const CENTRAL_PROBABILITY = 0.2546;
/** |x| / sqrt 2 beyond which the tail underflows to 0. */
const FARTHEST = 27.3;

/**
 * Density of the standard normal distribution.
 *
 * @example normalDensity(0); // => 0.3989422804014327
 */
export function normalDensity(x: number): number {
  return ONE_OVER_SQRT_TWO_PI * Math.exp(-0.5 * x * x);
}

/**
 * Distribution function of the standard normal, to a relative 1e-15 or so (1e-13 in the farthest tail).
 *
 * @param x - any number, infinities included.
 * @returns N(x), probability.
 * @example normalCdf(-1.96); // => 0.024997895148220435
 */
export function normalCdf(x: number): number {
  const y = Math.abs(x) * SQRT_HALF;
  return y <= CENTRE ? nearCentre(x, y) : offCentre(x, y, Math.exp(-0.5 * x * x));
}

/**
 * The same for callers that already have exp(-x²/2), which is most of the work.
 *
 * @param kernel - exp(-x²/2).
 */
export function normalCdfGiven(x: number, kernel: number): number {
  const y = Math.abs(x) * SQRT_HALF;
  return y <= CENTRE ? nearCentre(x, y) : offCentre(x, y, kernel);
}

function nearCentre(x: number, y: number): number {
  return 0.5 + 0.5 * x * SQRT_HALF * errorFunctionRatio(y * y);
}

/** The tail is half of exp(y²) erfc(y) times the kernel, which comes from x: squaring y would magnify its rounding. */
function offCentre(x: number, y: number, kernel: number): number {
  if (y > FARTHEST) return x < 0 ? 0 : 1;
  const tail = 0.5 * kernel * (y <= 4 ? scaledComplementMiddle(y) : scaledComplementTail(y));
  return x < 0 ? tail : 1 - tail;
}

/**
 * Distribution function of the standard normal with the same bits on every machine, a little slower.
 *
 * @param x - any number, infinities included.
 */
export function portableNormalCdf(x: number): number {
  return normalCdfGiven(x, portableExp(-0.5 * x * x));
}

/**
 * Quantile of the standard normal, as exact as the distribution function, with the same bits on every machine.
 *
 * @param probability - in (0, 1).
 * @example normalQuantile(0.99); // => 2.3263478740408408
 */
export function normalQuantile(probability: number): number {
  if (probability === 0.5) return 0;
  return probability > 0.5 ? -lowerQuantile(1 - probability) : lowerQuantile(probability);
}

/** Quantile of a probability below 1/2 by Newton's method, in whichever form keeps its digits there. */
function lowerQuantile(p: number): number {
  return p < CENTRAL_PROBABILITY ? tailQuantile(p) : centralQuantile(p - 0.5);
}

/**
 * Root of ln N(x) = ln p. The start lies below the root, since N(x) < exp(-x²/2), and ln N is concave: no step
 * overshoots the root, and the first step that gains nothing ends the search.
 */
function tailQuantile(p: number): number {
  let x = -Math.sqrt(-2 * portableLog(p));
  for (;;) {
    const kernel = portableExp(-0.5 * x * x);
    const reached = normalCdfGiven(x, kernel);
    const next = x + (portableLog(p / reached) * reached) / (ONE_OVER_SQRT_TWO_PI * kernel);
    if (!(next > x)) return x;
    x = next;
  }
}

/** Root of N(x) - 1/2 = q for q below 0. N is convex there and steepest at 0, so the steps descend to the root. */
function centralQuantile(q: number): number {
  let x = q / ONE_OVER_SQRT_TWO_PI;
  for (;;) {
    const reached = 0.5 * x * SQRT_HALF * errorFunctionRatio(0.5 * x * x);
    const next = x + (q - reached) / (ONE_OVER_SQRT_TWO_PI * portableExp(-0.5 * x * x));
    if (!(next < x)) return x;
    x = next;
  }
}

/** erf(y) / y for y² = z up to the square of the centre. */
function errorFunctionRatio(z: number): number {
  const numerator =
    (((0.18577770618460315 * z + 3.1611237438705655) * z + 113.86415415105016) * z + 377.485237685302) * z +
    3209.3775891384694;
  const denominator =
    (((z + 23.601290952344122) * z + 244.02463793444417) * z + 1282.6165260773723) * z + 2844.236833439171;
  return numerator / denominator;
}

/** exp(y²) erfc(y) for y from the centre to 4. */
function scaledComplementMiddle(y: number): number {
  let numerator = (2.1531153547440383e-8 * y + 0.5641884969886701) * y + 8.883149794388377;
  numerator = ((numerator * y + 66.11919063714163) * y + 298.6351381974001) * y + 881.952221241769;
  numerator = ((numerator * y + 1712.0476126340707) * y + 2051.0783778260716) * y + 1230.3393547979972;
  let denominator = (y + 15.744926110709835) * y + 117.6939508913125;
  denominator = ((denominator * y + 537.1811018620099) * y + 1621.3895745666903) * y + 3290.7992357334597;
  denominator = ((denominator * y + 4362.619090143247) * y + 3439.3676741437216) * y + 1230.3393548037495;
  return numerator / denominator;
}

/** exp(y²) erfc(y) for y from 4 on. */
function scaledComplementTail(y: number): number {
  const z = 1 / (y * y);
  const numerator =
    ((((0.016315387137302097 * z + 0.30532663496123236) * z + 0.36034489994980445) * z + 0.12578172611122926) * z +
      0.016083785148742275) *
      z +
    0.0006587491615298378;
  const denominator =
    ((((z + 2.568520192289822) * z + 1.8729528499234673) * z + 0.5279051029514285) * z + 0.06051834131244132) * z +
    0.0023352049762686918;
  return (ONE_OVER_SQRT_PI - (z * numerator) / denominator) / y;
}
