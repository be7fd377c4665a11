/**
 * Two fits of z = Y x^delta to orders, with x = Q/V and z = impact over volatility.
 *
 * Least squares on z keeps negative impacts, which are common among single orders; each exponent determines its best
 * coefficient, so the search is over one number. The regression of ln z on ln x can only use positive impacts, and
 * overstates small orders unless they are averaged in bins first.
 */
import { studentTTwoSided, studentTUpperQuantile } from '../../numerics/student-t.ts';
import type { Warn } from '../kit/definition.ts';
import type { Input, Outputs } from './interface.ts';

const GRID_STEP = 0.05;
const GRID_POINTS = 40;
const HALVINGS = 60;
/** Range of ln x too small to tell exponents apart. */
const ONE_PARTICIPATION = 1e-6;
/** Fewest points of a regression of logarithms. */
const FEWEST_POINTS = 3;
/** Ratio of participations below which an exponent says little. */
const NARROW = 10;

/** x, z and the weight w of an order or a bin. */
interface Point {
  x: number;
  z: number;
  w: number;
}

/** Fits the law both ways and reports the estimates of the chosen method. */
export function compute(input: Input, warn: Warn): Outputs {
  const { observations, method, confidence } = input;
  const points = pointsOf(input);
  const N = points.length;
  const direct = nonlinearFit(points, input.fixedExponent);
  const binned = binsOf(points, input.bins);
  const logPoints = (binned ?? points).filter(({ z }) => z > 0);
  const log = logarithmicFit(input);

  const headline = method === 'logLinear' && log !== null ? log : direct;
  const t = studentTUpperQuantile((1 - confidence) / 2, headline.freedom);
  const [coefficientLower, coefficientUpper] = headline.coefficientInterval(t);
  const { exponent, exponentError } = headline;
  const pValue = (law: number) =>
    exponentError === null || exponentError === 0
      ? null
      : studentTTwoSided((exponent - law) / exponentError, headline.freedom);
  const half = residualsOf(points, 0.5);

  const fitted = observations.map(({ dailyVolatility }, i) => {
    return headline.coefficient * dailyVolatility * (points[i] as Point).x ** exponent;
  });
  const residuals = observations.map(({ impact }, i) => impact - (fitted[i] as number));
  const weight = total(points, ({ w }) => w);
  const participations = points.map(({ x }) => x);
  const [participationMin, participationMax] = [Math.min(...participations), Math.max(...participations)];
  const negativeShare = total(points, ({ z, w }) => (z <= 0 ? w : 0)) / weight;
  const status = method === 'logLinear' ? 'fitted' : direct.status;
  const outputs = {
    status,
    impactCoefficient: headline.coefficient,
    impactExponent: exponent,
    coefficientStandardError: headline.coefficientError,
    exponentStandardError: exponentError,
    coefficientLower,
    coefficientUpper,
    exponentLower: exponentError === null ? null : exponent - t * exponentError,
    exponentUpper: exponentError === null ? null : exponent + t * exponentError,
    squareRootPValue: pValue(0.5),
    linearPValue: pValue(1),
    nonlinearCoefficient: direct.coefficient,
    nonlinearExponent: direct.exponent,
    nonlinearCoefficientStandardError: direct.coefficientError,
    nonlinearExponentStandardError: direct.exponentError,
    nonlinearRSquared: direct.rSquared,
    logCoefficient: log?.coefficient ?? null,
    logExponent: log?.exponent ?? null,
    logCoefficientStandardError: log?.coefficientError ?? null,
    logExponentStandardError: log?.exponentError ?? null,
    logRSquared: log?.rSquared ?? null,
    logSmearedCoefficient: log?.smearedCoefficient ?? null,
    squareRootCoefficient: half.coefficient,
    squareRootStandardError: Math.sqrt(half.squares / (N - 1) / half.normaliser),
    observationCount: N,
    usedCount: logPoints.length,
    negativeShare,
    participationMin,
    participationMax,
    residualStandardDeviation: Math.sqrt(total(points, ({ w }, i) => w * (residuals[i] as number) ** 2) / weight),
    fitted,
    residuals,
    binned: (binned ?? []).map(({ x, z, count }) => ({ participation: x, scaledImpact: z, count })),
  } satisfies Outputs;
  warnOf(outputs, method, warn);
  return outputs;
}

function warnOf(outputs: Outputs, method: Input['method'], warn: Warn): void {
  const { status, impactCoefficient: Y, impactExponent: delta, participationMin, participationMax } = outputs;
  if (method === 'logLinear' && outputs.negativeShare > 0) {
    const message =
      'Orders with an impact of 0 or less are left out, which overstates the impact of small orders; use bins.';
    warn('NEGATIVE_LEFT_OUT', message);
  }
  if (!(delta >= 0.1 && delta <= 1 && Y >= 0 && Y <= 100)) {
    warn('OUTSIDE_LAW', 'The estimates are outside the range that the other calculators accept for an impact law.');
  }
  if (status === 'exponentAtBound') warn('EXPONENT_AT_BOUND', 'The best exponent is at an end of the range searched.');
  if (status === 'noImpact') warn('NO_IMPACT', 'On average these orders did not move the price in their direction.');
  if (participationMax / participationMin < NARROW) {
    warn(
      'NARROW_RANGE',
      'The participations differ by less than a factor of ten, which says little about the exponent.',
    );
  }
  if (participationMax > 1) warn('BEYOND_VOLUME', "Some orders are larger than a day's volume.");
}

export function pointsOf({ observations }: Pick<Input, 'observations'>): Point[] {
  return observations.map(({ orderQuantity, dailyVolume, impact, dailyVolatility, weight }) => ({
    x: orderQuantity / dailyVolume,
    z: impact / dailyVolatility,
    w: weight,
  }));
}

/** Whether all points have the same participation, so that they determine no exponent. */
export function isOneParticipation(points: readonly Point[]): boolean {
  const participations = points.map(({ x }) => x);
  return Math.log(Math.max(...participations) / Math.min(...participations)) < ONE_PARTICIPATION;
}

function total<P>(points: readonly P[], term: (point: P, i: number) => number): number {
  return points.reduce((sum, point, i) => sum + term(point, i), 0);
}

interface Fit {
  coefficient: number;
  exponent: number;
  coefficientError: number | null;
  exponentError: number | null;
  rSquared: number | null;
  /** Degrees of freedom. */
  freedom: number;
  /** Ends of the coefficient's interval, t standard errors to each side. */
  coefficientInterval: (t: number) => [number | null, number | null];
}

/** The best coefficient for an exponent, the sum of squared residuals, and its slope in the exponent. */
function residualsOf(points: readonly Point[], delta: number) {
  let [cross, normaliser] = [0, 0];
  for (const { x, z, w } of points) {
    const power = x ** delta;
    cross += w * z * power;
    normaliser += w * power * power;
  }
  const coefficient = cross / normaliser;
  let [squares, slope] = [0, 0];
  for (const { x, z, w } of points) {
    const power = x ** delta;
    const residual = z - coefficient * power;
    squares += w * residual * residual;
    slope -= 2 * coefficient * w * residual * power * Math.log(x);
  }
  return { coefficient, normaliser, squares, slope };
}

function nonlinearFit(points: readonly Point[], fixedExponent: number | null): Fit & { status: Outputs['status'] } {
  const { exponent, isAtBound } =
    fixedExponent === null ? bestExponent(points) : { exponent: fixedExponent, isAtBound: false };
  const { coefficient, normaliser, squares } = residualsOf(points, exponent);
  const freedom = points.length - (fixedExponent === null ? 2 : 1);
  const variance = squares / freedom;
  let coefficientError: number | null = Math.sqrt(variance / normaliser);
  let exponentError: number | null = null;
  if (fixedExponent === null && !isAtBound) {
    let [mixed, curvature] = [0, 0];
    for (const { x, w } of points) {
      const power = x ** exponent;
      const steepness = coefficient * power * Math.log(x);
      mixed += w * power * steepness;
      curvature += w * steepness * steepness;
    }
    const determinant = normaliser * curvature - mixed * mixed;
    const isDetermined = determinant > 0;
    coefficientError = isDetermined ? Math.sqrt((variance * curvature) / determinant) : null;
    exponentError = isDetermined ? Math.sqrt((variance * normaliser) / determinant) : null;
  }
  const error = coefficientError;
  return {
    status: coefficient <= 0 ? 'noImpact' : isAtBound ? 'exponentAtBound' : 'fitted',
    coefficient,
    exponent,
    coefficientError,
    exponentError,
    rSquared: explained(
      squares,
      points.map(({ z }) => z),
      points.map(({ w }) => w),
    ),
    freedom,
    coefficientInterval: (t) => (error === null ? [null, null] : [coefficient - t * error, coefficient + t * error]),
  };
}

/** R²: share of the values' weighted variance beyond the residual squares; null if the values do not vary. */
function explained(squares: number, values: readonly number[], weights: readonly number[]): number | null {
  const mean = total(values, (value, i) => (weights[i] as number) * value) / total(weights, (weight) => weight);
  const variance = total(values, (value, i) => (weights[i] as number) * (value - mean) ** 2);
  return variance > 0 ? 1 - squares / variance : null;
}

/** The first exponent of the grid with the least squares, refined by bisection to where their slope is 0. */
function bestExponent(points: readonly Point[]): { exponent: number; isAtBound: boolean } {
  const grid = Array.from({ length: GRID_POINTS }, (_, k) => (k + 1) * GRID_STEP);
  const squares = grid.map((delta) => residualsOf(points, delta).squares);
  const k = squares.indexOf(Math.min(...squares));
  const start = grid[k] as number;
  const { slope } = residualsOf(points, start);
  const neighbour = grid[slope < 0 ? k + 1 : k - 1];
  if (slope === 0) return { exponent: start, isAtBound: k === 0 || k === GRID_POINTS - 1 };
  if (neighbour === undefined) return { exponent: start, isAtBound: true };
  let [low, high] = slope < 0 ? [start, neighbour] : [neighbour, start];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = low + (high - low) / 2;
    if (residualsOf(points, middle).slope < 0) low = middle;
    else high = middle;
  }
  return { exponent: low + (high - low) / 2, isAtBound: false };
}

/** Bins of equal counts by participation; null for none. */
function binsOf(points: readonly Point[], bins: number): (Point & { count: number })[] | null {
  if (bins === 0) return null;
  const sorted = points.toSorted((a, b) => a.x - b.x);
  const start = (g: number) => Math.floor((g * points.length) / bins);
  return Array.from({ length: bins }, (_, g) => {
    const group = sorted.slice(start(g), start(g + 1));
    const w = total(group, (point) => point.w);
    return {
      x: Math.exp(total(group, (point) => point.w * Math.log(point.x)) / w),
      z: total(group, (point) => point.w * point.z) / w,
      w,
      count: group.length,
    };
  });
}

/** The regression of logarithms; null if there are too few points, or all have one participation. */
export function logarithmicFit({
  observations,
  bins,
  fixedExponent,
}: Pick<Input, 'observations' | 'bins' | 'fixedExponent'>): (Fit & { smearedCoefficient: number }) | null {
  const all = pointsOf({ observations });
  const points = (binsOf(all, bins) ?? all).filter(({ z }) => z > 0);
  const n = points.length;
  if (n < FEWEST_POINTS || (fixedExponent === null && isOneParticipation(points))) return null;
  const w = points.map((point) => point.w);
  const u = points.map(({ x }) => Math.log(x));
  const v = points.map(({ z }) => Math.log(z));
  const weighted = (values: readonly number[]) => total(values, (value, i) => (w[i] as number) * value);
  const weight = total(w, (one) => one);
  const [meanU, meanV] = [weighted(u) / weight, weighted(v) / weight];
  const spread = weighted(u.map((value) => (value - meanU) ** 2));
  const together = weighted(u.map((value, i) => (value - meanU) * ((v[i] as number) - meanV)));
  const exponent = fixedExponent ?? together / spread;
  const a = meanV - exponent * meanU;
  const residuals = v.map((value, i) => value - a - exponent * (u[i] as number));
  const squares = weighted(residuals.map((residual) => residual ** 2));
  const freedom = n - (fixedExponent === null ? 2 : 1);
  const variance = squares / freedom;
  const error = Math.sqrt(variance * (1 / weight + (fixedExponent === null ? meanU ** 2 / spread : 0)));
  const coefficient = Math.exp(a);
  return {
    coefficient,
    exponent,
    coefficientError: coefficient * error,
    exponentError: fixedExponent === null ? Math.sqrt(variance / spread) : null,
    rSquared: explained(squares, v, w),
    smearedCoefficient: (coefficient * weighted(residuals.map(Math.exp))) / weight,
    freedom,
    coefficientInterval: (t) => [Math.exp(a - t * error), Math.exp(a + t * error)],
  };
}
