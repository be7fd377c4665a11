/**
 * Student's t distribution with nu degrees of freedom in standard form: its variance is nu / (nu - 2).
 *
 * P(|T| < t) and P(|T| > t) are incomplete beta functions, evaluated as continued fractions (NIST Digital Library of
 * Mathematical Functions, 8.17(v)); the quantile is a root of one of them. @stdlib's quantile is as exact except close
 * to the centre, where it is 0, and its 200 packages take 20 ms to load. Results have the same bits on every machine.
 */
import { normalQuantile } from './normal.ts';
import { portableExp, portableLog, portableLog1p } from './portable.ts';

/** Relative change at which a continued fraction has settled. */
const SETTLED = Number.EPSILON;
/** Size of a Newton step whose square, the error it leaves, is rounding. */
const SQUARE_IS_ROUNDING = 1e-8;
/** Keeps the start of the search so small that its square does not overflow. */
const MOST_EXPONENT = 700;
/** From here on the asymptotic series of the ratio of gamma functions has 16 digits. */
const ASYMPTOTIC = 40;

/**
 * Density of Student's t distribution.
 *
 * @param t - any number.
 * @param nu - degrees of freedom, at least 1.
 * @example studentTDensity(0, 4); // => 0.375
 */
export function studentTDensity(t: number, nu: number): number {
  return densityAtCentre(nu) * fallFromCentre(t, nu);
}

function densityAtCentre(nu: number): number {
  return gammaRatio(nu / 2) / Math.sqrt(nu * Math.PI);
}

/** The density as a share of the density at the centre. */
function fallFromCentre(t: number, nu: number): number {
  return portableExp(-((nu + 1) / 2) * portableLog1p((t * t) / nu));
}

/**
 * Quantile of Student's t distribution.
 *
 * @param probability - in (0.5, 1).
 * @param nu - degrees of freedom, at least 1.
 * @example studentTQuantile(0.99, 4); // => 3.746947387979196…
 */
export function studentTQuantile(probability: number, nu: number): number {
  return studentTUpperQuantile(1 - probability, nu);
}

/**
 * Number that Student's t exceeds with a given probability, which may be so small that 1 minus it rounds to 1.
 *
 * Newton's method on ln P as a function of ln t. Both ln P(|T| < t) and ln P(|T| > t) are concave in it, since the
 * elasticity of the density falls with t: from the second step on all steps go one way, and each leaves an error of
 * about its own square.
 *
 * @param tail - in [1e-150, 0.5).
 * @param nu - degrees of freedom, at least 1.
 * @example studentTUpperQuantile(0.01, 4); // => 3.746947387979196…
 */
export function studentTUpperQuantile(tail: number, nu: number): number {
  // Each half of the range solves for the probability that is small there, which keeps its digits.
  const isCentral = tail > 0.25;
  const wanted = isCentral ? 1 - 2 * tail : 2 * tail;
  const atCentre = densityAtCentre(nu);
  let t = startOfSearch(-normalQuantile(tail), nu);
  for (;;) {
    const density = atCentre * fallFromCentre(t, nu);
    const reached = isCentral ? centralProbability(t, nu, density) : tailProbability(t, nu, density);
    const slope = ((isCentral ? 2 : -2) * t * density) / reached;
    const step = portableLog(wanted / reached) / slope;
    t *= portableExp(step);
    // Also ends the search if t² overflows and the step is NaN.
    if (!(Math.abs(step) > SQUARE_IS_ROUNDING)) return t;
  }
}

/**
 * Approximate quantile of Student's t, given the normal quantile z of the same probability.
 *
 * Wallace, D. L. (1959), 'Bounds on normal approximations to Student's and the chi-square distributions', Annals of
 * Mathematical Statistics 30(4), 1121-1130, doi 10.1214/aoms/1177706100.
 */
function startOfSearch(z: number, nu: number): number {
  const stretched = (z * (8 * nu + 3)) / (8 * nu + 1);
  const exponent = Math.min((stretched * stretched) / nu, MOST_EXPONENT);
  return Math.max(z, Math.sqrt(nu * (portableExp(exponent) - 1)));
}

/**
 * Probability that Student's t is at least |t| away from 0.
 *
 * @param t - any number, infinities included.
 * @param nu - degrees of freedom, at least 1.
 * @example studentTTwoSided(2.7764451051977987, 4); // => 0.05
 */
export function studentTTwoSided(t: number, nu: number): number {
  const size = Math.abs(t);
  if (size === 0) return 1;
  return size < Number.POSITIVE_INFINITY ? tailProbability(size, nu, studentTDensity(size, nu)) : 0;
}

/** P(|T| < t), for t above 0. */
function centralProbability(t: number, nu: number, density: number): number {
  const y = (t * t) / (nu + t * t);
  // The continued fraction converges fast up to (a + 1) / (a + b + 2), near the mean of the beta distribution.
  return y < 1.5 / (nu / 2 + 2.5) ? betaProbability(y, 0.5, nu / 2, t * density) : 1 - tailProbability(t, nu, density);
}

/** P(|T| > t), for t above 0. */
function tailProbability(t: number, nu: number, density: number): number {
  const y = (t * t) / (nu + t * t);
  return y < 1.5 / (nu / 2 + 2.5)
    ? 1 - centralProbability(t, nu, density)
    : betaProbability(nu / (nu + t * t), nu / 2, 0.5, t * density);
}

/** Regularised incomplete beta function I_x(a, b), from x^a (1 - x)^b / B(a, b), which is t times the density at t. */
function betaProbability(x: number, a: number, b: number, timesDensity: number): number {
  return timesDensity / (a * betaFraction(x, a, b));
}

/** Continued fraction 1 + d1/(1 + d2/(1 + …)) of the incomplete beta function, by the method of Lentz. */
function betaFraction(x: number, a: number, b: number): number {
  let value = 1;
  let c = 1;
  let d = 0;
  for (let k = 1; ; k += 1) {
    const m = Math.floor(k / 2);
    const numerator =
      k % 2 === 0
        ? (m * (b - m) * x) / ((a + k - 1) * (a + k))
        : (-(a + m) * (a + b + m) * x) / ((a + k - 1) * (a + k));
    d = 1 / (1 + numerator * d);
    c = 1 + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) <= SETTLED) return value;
  }
}

/** Gamma(a + 1/2) / Gamma(a): its asymptotic series in 1/a, after raising a small a by the recurrence of gamma. */
function gammaRatio(a: number): number {
  let factor = 1;
  let from = a;
  for (; from < ASYMPTOTIC; from += 1) factor *= from / (from + 0.5);
  const z = 1 / from;
  const series =
    1 - z * (1 / 8 - z * (1 / 128 + z * (5 / 1024 - z * (21 / 32_768 + z * (399 / 262_144 - (z * 869) / 4_194_304)))));
  return factor * Math.sqrt(from) * series;
}
