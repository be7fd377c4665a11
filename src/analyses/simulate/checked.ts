/** The request for a simulation, checked in the catalogue's order. */
import { checkMatrix } from '../../calculators/kit/check-matrix.ts';
import type { NumberMatrixParameter } from '../../calculators/kit/input.ts';
import { placeIn } from '../kit/axis.ts';
import { type Given, givenParameters } from '../kit/given.ts';
import { outputsOf } from '../kit/outputs.ts';
import { isSamePlace } from '../kit/path.ts';
import type { Place } from '../kit/place.ts';
import { refuse } from '../kit/refuse.ts';
import { calculatorAt, type FindCalculator, listAt, numberIn, objectAt, wholeIn } from '../kit/request.ts';
import type { Selector } from '../kit/selector.ts';
import { BY_DEFAULT, MOST } from '../limits.ts';
import { DISTRIBUTION_FIELDS, type Distribution, distributionAt } from './distribution.ts';
import { copulaFactor } from './draws.ts';
import type { Asked } from './statistics.ts';

/** One parameter that is drawn. */
export interface Drawn {
  place: Place;
  distribution: Distribution;
}

/** A simulation as it is run; plain data. */
export interface CheckedSimulation extends Asked {
  calculator: string;
  given: Given;
  drawn: readonly Drawn[];
  /** Makes independent draws correlated; null if they stay independent. */
  factor: readonly (readonly number[])[] | null;
  runs: number;
  seed: number;
  outputs: readonly Selector[];
}

/** @throws InvalidInput at the first fault. */
export function checkedSimulation(find: FindCalculator, request: unknown): CheckedSimulation {
  const fields = objectAt(request, 'input', [
    ...(['calculator', 'parameters', 'distributions', 'rankCorrelation', 'runs', 'seed'] as const),
    ...(['outputs', 'quantiles', 'tailLevel', 'bins'] as const),
  ]);
  const calculator = calculatorAt(find, fields.calculator);
  const given = givenParameters(calculator, fields.parameters);

  const drawn: Drawn[] = [];
  for (const [i, entry] of listAt(fields.distributions, 'distributions', { most: MOST.distributions }).entries()) {
    const at = `distributions[${i}]`;
    const distribution = objectAt(entry, at, ['path', 'apply', ...DISTRIBUTION_FIELDS]);
    const place = placeIn(calculator, given, distribution, at);
    const same = drawn.find((other) => isSamePlace(other.place.path, place.path));
    if (same !== undefined) {
      refuse(`${at}.path`, 'OUT_OF_RANGE', `must not overlap ${same.place.path.text}, which an earlier entry draws`);
    }
    drawn.push({ place, distribution: distributionAt(distribution, at) });
  }

  return {
    calculator: calculator.slug,
    given,
    drawn,
    factor: factorAt(fields.rankCorrelation, drawn.length),
    runs: wholeIn(fields.runs, 'runs', { min: 1, max: MOST.runs }, 1_000),
    seed: wholeIn(fields.seed, 'seed', { min: 0, max: Number.MAX_SAFE_INTEGER }, 1),
    outputs: outputsOf(calculator, given, fields.outputs, { wanted: 'number', most: MOST.numbers }),
    quantiles: levelsAt(fields.quantiles),
    tailLevel: numberIn(fields.tailLevel, 'tailLevel', { min: 0.5, max: 0.9999 }, 0.95),
    bins: wholeIn(fields.bins, 'bins', { min: 1, max: MOST.bins }, BY_DEFAULT.bins),
  };
}

const CORRELATION: NumberMatrixParameter = {
  type: 'NUMBER_MATRIX',
  unit: '1',
  description: 'Rank correlation of the draws.',
  maxLength: MOST.distributions,
  correlation: true,
};

function factorAt(value: unknown, count: number): CheckedSimulation['factor'] {
  const at = 'rankCorrelation';
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || value.length !== count || value.some((row) => row?.length !== count)) {
    refuse(at, 'SHAPE_MISMATCH', `must have ${count} rows of ${count} numbers, as there are ${count} distributions`);
  }
  const matrix = checkMatrix(CORRELATION, value, undefined, at, refuse) ?? [];
  const message = 'must be positive semidefinite as the correlations of a Gaussian copula, but is not';
  return copulaFactor(matrix) ?? refuse(at, 'NOT_PSD', message);
}

function levelsAt(value: unknown): readonly number[] {
  if (value === undefined || value === null) return BY_DEFAULT.quantiles;
  return listAt(value, 'quantiles', { least: 0, most: MOST.quantiles }).map((level, i) =>
    numberIn(level, `quantiles[${i}]`, { min: 0, max: 1 }),
  );
}
