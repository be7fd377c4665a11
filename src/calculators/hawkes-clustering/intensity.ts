/**
 * Mean intensity and mean number of events of a Hawkes process after a burst, for any branching ratio.
 *
 * With c = beta (1 - n) the mean intensity solves lambda' = beta mu - c lambda. Written through the integrals of exp(-ct)
 * instead of the stationary intensity mu / (1 - n), the solution holds below, at and above n = 1 and loses no digits near
 * it: lambda(t) = lambda0 e^(-ct) + beta mu I(t) and N(t) = lambda0 I(t) + beta mu J(t), where I is the integral of e^(-cs)
 * from 0 to t and J that of I.
 */

export interface Process {
  /** mu, events per hour. */
  readonly baselineIntensity: number;
  /** n. */
  readonly branchingRatio: number;
  /** beta, per hour. */
  readonly decayRate: number;
}

/** Argument below which J is summed as a series, since its closed form cancels. */
const SMALL = 0.5;

export interface Response {
  /** E lambda(t), events per hour. */
  intensity: (t: number) => number;
  /** E N(0, t], events. */
  events: (t: number) => number;
  /** Mean events within t that descend from a jump of the intensity at 0. */
  descendants: (jump: number, t: number) => number;
}

/** The mean response from intensity `lambda0` at time 0; Infinity where it leaves the range of numbers. */
export function responseOf(
  { baselineIntensity: mu, branchingRatio: n, decayRate: beta }: Process,
  lambda0: number,
): Response {
  const c = beta * (1 - n);
  const drift = beta * mu;
  const integral = (t: number) => (c === 0 ? t : -Math.expm1(-c * t) / c);
  const doubleIntegral = (t: number) => t * t * secondIntegral(c * t);
  return {
    intensity: (t) => times(lambda0, Math.exp(-c * t)) + times(drift, integral(t)),
    events: (t) => times(lambda0, integral(t)) + times(drift, doubleIntegral(t)),
    descendants: (jump, t) => times(jump, integral(t)),
  };
}

/** A product in which nothing times what is beyond all numbers is nothing. */
function times(a: number, b: number): number {
  return a === 0 ? 0 : a * b;
}

/** (exp(-x) - 1 + x) / x^2, which is 1/2 at 0. */
function secondIntegral(x: number): number {
  if (Math.abs(x) > SMALL) return (Math.expm1(-x) + x) / (x * x);
  let term = 0.5;
  let sum = 0;
  for (let k = 3; sum + term !== sum; k += 1) {
    sum += term;
    term *= -x / k;
  }
  return sum;
}
