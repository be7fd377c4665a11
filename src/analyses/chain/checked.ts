/** The request for a chain, checked in the catalogue's order. */
import { butGot } from '../../calculators/kit/check.ts';
import { type Given, givenParameters } from '../kit/given.ts';
import { refuse } from '../kit/refuse.ts';
import {
  calculatorAt,
  type FindCalculator,
  listAt,
  numberIn,
  objectAt,
  oneOf,
  textAt,
  wholeIn,
} from '../kit/request.ts';
import { BY_DEFAULT, MOST } from '../limits.ts';
import { type Bind, bindAt } from './bind.ts';
import { type NamedStep, type Reference, referenceAt } from './reference.ts';

const ID = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;

const COMBINE = ['SUM', 'COMPOUND'] as const;
export type Combine = (typeof COMBINE)[number];

export interface Step {
  id: string;
  calculator: string;
  given: Given;
  binds: readonly Bind[];
}

/** Feedback rounds, repeated until a number settles. */
export interface Repeat {
  until: Reference;
  /** Largest change that counts as none. */
  tolerance: number;
  maxRounds: number;
}

/** Plain data. */
export interface CheckedChain {
  steps: readonly Step[];
  repeat: Repeat | null;
  total: { outputs: readonly Reference[]; combine: Combine } | null;
}

/** @throws InvalidInput at the first fault. */
export function checkedChain(find: FindCalculator, request: unknown): CheckedChain {
  const fields = objectAt(request, 'input', ['steps', 'repeat', 'total']);
  const named = namedSteps(find, fields.steps);
  const isRepeated = fields.repeat !== undefined && fields.repeat !== null;
  const steps = named.map(({ id, calculator, given, bind }, i): Step => {
    const sources = isRepeated ? named : named.slice(0, i);
    const at = `steps[${i}].bind`;
    const binds = listAt(bind ?? [], at, { least: 0, most: MOST.binds }).map((entry, j) =>
      bindAt(entry, `${at}[${j}]`, sources, { calculator, given }),
    );
    return { id, calculator: calculator.slug, given, binds };
  });
  return { steps, repeat: isRepeated ? repeatAt(named, fields.repeat) : null, total: totalAt(named, fields.total) };
}

/** Steps whose binds are not yet checked. */
function namedSteps(find: FindCalculator, value: unknown): (NamedStep & { given: Given; bind: unknown })[] {
  const ids = new Set<string>();
  return listAt(value, 'steps', { most: MOST.steps }).map((entry, i) => {
    const at = `steps[${i}]`;
    const fields = objectAt(entry, at, ['id', 'calculator', 'parameters', 'bind']);
    const id = textAt(fields.id, `${at}.id`);
    if (!ID.test(id)) {
      const wanted = 'a letter, then up to 31 letters, digits, _ or -';
      refuse(`${at}.id`, 'OUT_OF_RANGE', `must be ${wanted}, ${butGot(id)}`);
    }
    if (ids.has(id)) refuse(`${at}.id`, 'OUT_OF_RANGE', `must differ from the ids of earlier steps, ${butGot(id)}`);
    ids.add(id);
    const calculator = calculatorAt(find, fields.calculator, `${at}.calculator`);
    return {
      id,
      calculator,
      given: givenParameters(calculator, fields.parameters, `${at}.parameters`),
      bind: fields.bind,
    };
  });
}

function repeatAt(steps: readonly NamedStep[], value: unknown): Repeat {
  const fields = objectAt(value, 'repeat', ['until', 'maxRounds']);
  const until = objectAt(fields.until, 'repeat.until', ['output', 'tolerance']);
  const reference = referenceAt(steps, until.output, 'repeat.until.output', 'number');
  const tolerance = numberIn(until.tolerance, 'repeat.until.tolerance', { above: 0 });
  const at = 'repeat.maxRounds';
  const maxRounds = wholeIn(fields.maxRounds, at, { min: 1, max: MOST.rounds }, BY_DEFAULT.rounds);
  const inAll = steps.length * maxRounds;
  if (inAll > MOST.stepsInAll) {
    refuse(at, 'TOO_LARGE', `must make at most ${MOST.stepsInAll} steps in all, but ${maxRounds} rounds make ${inAll}`);
  }
  return { until: reference, tolerance, maxRounds };
}

function totalAt(steps: readonly NamedStep[], value: unknown): CheckedChain['total'] {
  if (value === undefined || value === null) return null;
  const fields = objectAt(value, 'total', ['outputs', 'combine']);
  const outputs = listAt(fields.outputs, 'total.outputs', { most: Number.POSITIVE_INFINITY }).map((output, i) =>
    referenceAt(steps, output, `total.outputs[${i}]`, 'number'),
  );
  return { outputs, combine: oneOf(fields.combine, 'total.combine', COMBINE, 'SUM') };
}
