/** The distribution of one output over the runs that have a number: moments, quantiles, tails and a histogram. */
import { finiteOrNull } from '../../numerics/finite.ts';
import { quantileOf } from '../../numerics/quantile.ts';
import { carefulSum } from '../../numerics/sum.ts';
import { spaced } from '../kit/spacing.ts';

/** Keeps the share of a tail from losing a whole value to rounding: 0.05 of 400 is 20. */
const TAIL_SLACK = 1e-9;

/** Statistics requested of each output. */
export interface Asked {
  /** Levels in [0, 1]. */
  quantiles: readonly number[];
  /** Level of the expected shortfalls, below 1. */
  tailLevel: number;
  /** Number of bins of the histogram. */
  bins: number;
}

/** Statistics in the shape of the API's SimulatedOutput; null if there are too few numbers, or the answer overflows. */
export interface Statistics {
  count: number;
  mean: number | null;
  standardDeviation: number | null;
  standardError: number | null;
  minimum: number | null;
  maximum: number | null;
  minimumRun: number | null;
  maximumRun: number | null;
  quantiles: (number | null)[];
  lowerShortfall: number | null;
  upperShortfall: number | null;
  histogramEdges: number[];
  histogramCounts: number[];
}

/**
 * Statistics of one output.
 *
 * @param byRun - one number per run that was made, NaN if it has none.
 */
export function statisticsOf(byRun: Float64Array, { quantiles, tailLevel, bins }: Asked): Statistics {
  const ascending = byRun.filter((value) => !Number.isNaN(value)).sort();
  const count = ascending.length;
  if (count === 0) return ofNothing(quantiles.length);

  const minimum = ascending[0] as number;
  const maximum = ascending[count - 1] as number;
  const mean = meanOf(ascending);
  const deviation = count < 2 ? Number.NaN : standardDeviation(ascending, mean);
  const tail = Math.max(1, Math.floor((1 - tailLevel) * count + TAIL_SLACK));
  return {
    count,
    mean: finiteOrNull(mean),
    standardDeviation: finiteOrNull(deviation),
    standardError: finiteOrNull(deviation / Math.sqrt(count)),
    minimum,
    maximum,
    minimumRun: byRun.indexOf(minimum),
    maximumRun: byRun.indexOf(maximum),
    quantiles: quantiles.map((level) => finiteOrNull(quantileOf(ascending, level))),
    lowerShortfall: finiteOrNull(meanOf(ascending.subarray(0, tail))),
    upperShortfall: finiteOrNull(meanOf(ascending.subarray(count - tail))),
    ...histogram(ascending, bins),
  };
}

function ofNothing(levels: number): Statistics {
  const moments = { count: 0, mean: null, standardDeviation: null, standardError: null };
  const ends = { minimum: null, maximum: null, minimumRun: null, maximumRun: null };
  const quantiles = new Array<null>(levels).fill(null);
  const tails = { lowerShortfall: null, upperShortfall: null };
  return { ...moments, ...ends, quantiles, ...tails, histogramEdges: [], histogramCounts: [] };
}

function meanOf(values: Float64Array): number {
  return carefulSum(values) / values.length;
}

function standardDeviation(values: Float64Array, mean: number): number {
  return Math.sqrt(carefulSum(values.map((value) => (value - mean) * (value - mean))) / (values.length - 1));
}

/** Equal bins from the smallest value to the largest; a single bin of zero width if all are equal. */
function histogram(ascending: Float64Array, bins: number): Pick<Statistics, 'histogramEdges' | 'histogramCounts'> {
  const count = ascending.length;
  const minimum = ascending[0] as number;
  const maximum = ascending[count - 1] as number;
  if (minimum === maximum) return { histogramEdges: [minimum, maximum], histogramCounts: [count] };
  // Halved values have the same bins, and a finite range even if that of the values overflows.
  const unit = Number.isFinite(maximum - minimum) ? 1 : 0.5;
  const [least, width] = [minimum * unit, maximum * unit - minimum * unit];
  const histogramCounts = new Array<number>(bins).fill(0);
  for (const value of ascending) {
    const bin = Math.min(bins - 1, Math.floor(((value * unit - least) / width) * bins));
    histogramCounts[bin] = (histogramCounts[bin] as number) + 1;
  }
  const histogramEdges = spaced(least, maximum * unit, bins + 1, 'LINEAR').map((edge) => edge / unit);
  return { histogramEdges, histogramCounts };
}
