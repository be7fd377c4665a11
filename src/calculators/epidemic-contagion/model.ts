/** How panic spreads: the figures in closed form, and the path by the classical Runge-Kutta method. */
import { gridValue } from '../../numerics/grid-value.ts';
import { outbreakSize } from '../../numerics/outbreak-size.ts';
import type { Warn } from '../kit/definition.ts';
import { isAbove, isSameLevel } from '../market/levels.ts';
import type { Input, Outputs } from './interface.ts';

/** Most points of the path that are returned, besides the last. */
const SHOWN = 200;

/** Step times rates above which the path is imprecise. */
const ROUGH = 0.5;

/** Follows the panic from those who panic at the start. */
export function compute(input: Input, warn: Warn): Outputs {
  const { transmissionRate: beta, recoveryRate: gamma, initialInfected: i0, initialRecovered: r0 } = input;
  const s0 = Math.max(0, 1 - i0 - r0);
  const R0 = beta / gamma;
  const effective = R0 * s0;
  const isEpidemic = isAbove(effective, 1);
  const fallenIll = i0 === 0 && !isEpidemic ? 0 : outbreakSize(R0, s0, i0);
  const growthRate = isSameLevel(beta * s0, gamma) ? 0 : beta * s0 - gamma;

  const path = pathOf(input, s0, i0);
  const peak = peakTime(path, input);
  const grid = (input.horizon / input.steps) * (beta + gamma);
  if (peak === null && i0 > 0)
    warn('PEAK_BEYOND_HORIZON', 'Panic is still growing at the horizon; its peak lies beyond.');
  if (grid > ROUGH) {
    warn(
      'COARSE_GRID',
      `The rates times the step are ${grid}: the path is imprecise, unlike the figures in closed form.`,
    );
  }
  if (i0 === 0) {
    warn(
      'INVASION_LIMIT',
      'Nobody panics at the start: the path stays flat, final size and peak are those of a first few.',
    );
  }
  return {
    basicReproductionNumber: R0,
    effectiveReproductionNumber: effective,
    finalSusceptible: s0 * Math.exp(-R0 * (i0 + fallenIll)),
    finalSize: i0 + fallenIll,
    peakInfected: isEpidemic ? Math.max(i0, i0 + s0 - (1 + Math.log(effective)) / R0) : i0,
    peakTime: peak,
    herdThreshold: Math.max(0, 1 - 1 / R0),
    growthRate,
    doublingTime: growthRate > 0 ? Math.LN2 / growthRate : null,
    epidemic: isEpidemic,
    infectedAtHorizon: path.infected.at(-1) as number,
    susceptibleAtHorizon: path.susceptible.at(-1) as number,
    trajectory: thinned(path, input),
  };
}

/** The path at a regular stride, always with the first and the last point. */
function thinned({ susceptible, infected }: Path, { horizon, steps, initialRecovered }: Input) {
  const stride = Math.ceil(steps / SHOWN);
  const points = Array.from({ length: Math.ceil(steps / stride) }, (_, i) => i * stride);
  return [...points, steps].map((k) => {
    const [S, I] = [susceptible[k] as number, infected[k] as number];
    // Changes since the start, which is exactly as given: 1 - S - I would miss that in the last digit.
    const recovered = initialRecovered + ((susceptible[0] as number) - S) + ((infected[0] as number) - I);
    return { time: gridValue((k * horizon) / steps), susceptible: S, infected: I, recovered };
  });
}

interface Path {
  /** S and I on the grid, including the start: one more entry than steps. */
  susceptible: Float64Array;
  infected: Float64Array;
}

/**
 * S and I at every step.
 *
 * @param s0 - share of the calm at the start.
 * @param i0 - share of the panicking at the start.
 */
function pathOf({ transmissionRate: beta, recoveryRate: gamma, horizon, steps }: Input, s0: number, i0: number): Path {
  const dt = horizon / steps;
  const susceptible = new Float64Array(steps + 1);
  const infected = new Float64Array(steps + 1);
  susceptible[0] = s0;
  infected[0] = i0;
  for (let k = 0; k < steps; k += 1) {
    const s = susceptible[k] as number;
    const i = infected[k] as number;
    // Rates at which calm turns to panic, and at which panic grows, at four points of the step.
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
 * When panic peaks on the grid.
 *
 * @returns day; 0 if panic only declines; null if it still grows at the horizon or nobody panics.
 */
function peakTime({ susceptible, infected }: Path, input: Input): number | null {
  const { transmissionRate: beta, recoveryRate: gamma, horizon, steps } = input;
  if (infected[0] === 0) return null;
  let peak = 0;
  for (let k = 1; k <= steps; k += 1) if ((infected[k] as number) > (infected[peak] as number)) peak = k;
  const isGrowing = beta * (susceptible[steps] as number) - gamma > 0;
  return peak === steps && isGrowing ? null : gridValue((peak * horizon) / steps);
}
