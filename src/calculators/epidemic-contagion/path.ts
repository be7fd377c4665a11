/** The path of an epidemic, S' = -beta S I and I' = beta S I - gamma I, by the classical Runge-Kutta method. */

export interface Path {
  /** S and I on the grid, the start included: one more entry than steps. */
  susceptible: Float64Array;
  infected: Float64Array;
}

export interface Epidemic {
  /** beta and gamma, per day. */
  readonly transmissionRate: number;
  readonly recoveryRate: number;
  /** T, days. */
  readonly horizon: number;
  /** Number of steps up to T. */
  readonly steps: number;
}

/**
 * S and I at every step.
 *
 * @param s0 - share of the calm at the start.
 * @param i0 - share of the panicking at the start.
 */
export function pathOf(
  { transmissionRate: beta, recoveryRate: gamma, horizon, steps }: Epidemic,
  s0: number,
  i0: number,
): Path {
  const dt = horizon / steps;
  const susceptible = new Float64Array(steps + 1);
  const infected = new Float64Array(steps + 1);
  susceptible[0] = s0;
  infected[0] = i0;
  for (let k = 0; k < steps; k += 1) {
    const s = susceptible[k] as number;
    const i = infected[k] as number;
    // Panic that starts and calm that ends it, at four points of the step.
    const a1 = beta * s * i;
    const b1 = a1 - gamma * i;
    const i2 = i + (dt / 2) * b1;
    const a2 = beta * (s - (dt / 2) * a1) * i2;
    const b2 = a2 - gamma * i2;
    const i3 = i + (dt / 2) * b2;
    const a3 = beta * (s - (dt / 2) * a2) * i3;
    const b3 = a3 - gamma * i3;
    const i4 = i + dt * b3;
    const a4 = beta * (s - dt * a3) * i4;
    const b4 = a4 - gamma * i4;
    susceptible[k + 1] = s - (dt / 6) * (a1 + 2 * a2 + 2 * a3 + a4);
    infected[k + 1] = i + (dt / 6) * (b1 + 2 * b2 + 2 * b3 + b4);
  }
  return { susceptible, infected };
}

/**
 * When panic is at its height on the grid.
 *
 * @returns day; 0 where panic only falls, null where it still grows at the horizon and where nobody panics.
 */
export function peakTime({ susceptible, infected }: Path, epidemic: Epidemic): number | null {
  const { transmissionRate: beta, recoveryRate: gamma, horizon, steps } = epidemic;
  if (infected[0] === 0) return null;
  let peak = 0;
  for (let k = 1; k <= steps; k += 1) if ((infected[k] as number) > (infected[peak] as number)) peak = k;
  const isGrowing = beta * (susceptible[steps] as number) - gamma > 0;
  return peak === steps && isGrowing ? null : peak * (horizon / steps);
}
