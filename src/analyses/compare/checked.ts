/** The request for a comparison, checked in the catalogue's order. */
import { butGot } from '../../calculators/kit/check.ts';
import type { Calculator } from '../../calculators/kit/definition.ts';
import { checkBase } from '../kit/base.ts';
import type { Change } from '../kit/cell.ts';
import { type Given, givenParameters } from '../kit/given.ts';
import { outputsOf } from '../kit/outputs.ts';
import { isSamePlace } from '../kit/path.ts';
import { APPLY, placeOf } from '../kit/place.ts';
import { refuse } from '../kit/refuse.ts';
import {
  calculatorAt,
  type FindCalculator,
  flagAt,
  listAt,
  numberIn,
  objectAt,
  oneOf,
  textAt,
} from '../kit/request.ts';
import type { Selector } from '../kit/selector.ts';
import { MOST } from '../limits.ts';
import { type Attribution, attributionOf } from './attribution.ts';

const LONGEST_NAME = 100;

export interface Scenario {
  name: string;
  changes: readonly Change[];
  /** How its differences are attributed if it runs. */
  attribution: Attribution;
}

/** Plain data. */
export interface CheckedComparison {
  calculator: string;
  given: Given;
  scenarios: readonly Scenario[];
  outputs: readonly Selector[];
}

/** @throws InvalidInput at the first fault. */
export function checkedComparison(find: FindCalculator, request: unknown): CheckedComparison {
  const fields = objectAt(request, 'input', ['calculator', 'parameters', 'scenarios', 'outputs', 'attribution']);
  const calculator = calculatorAt(find, fields.calculator);
  const given = givenParameters(calculator, fields.parameters);
  checkBase(calculator, given);
  const named = namedChanges(calculator, given, fields.scenarios);
  const outputs = outputsOf(calculator, given, fields.outputs, { wanted: 'scalar', most: MOST.scalars });
  const isAttributed = flagAt(fields.attribution, 'attribution', true);
  const scenarios = named.map(({ name, changes }): Scenario => {
    return { name, changes, attribution: isAttributed ? attributionOf(changes.length) : 'NONE' };
  });
  return { calculator: calculator.slug, given, scenarios, outputs };
}

function namedChanges(calculator: Calculator, given: Given, value: unknown): Pick<Scenario, 'name' | 'changes'>[] {
  const names = new Set<string>();
  return listAt(value, 'scenarios', { most: MOST.scenarios }).map((entry, i) => {
    const at = `scenarios[${i}]`;
    const fields = objectAt(entry, at, ['name', 'changes']);
    const name = textAt(fields.name, `${at}.name`);
    const { length } = [...name];
    if (length < 1 || length > LONGEST_NAME) {
      refuse(`${at}.name`, 'OUT_OF_RANGE', `must have 1 to ${LONGEST_NAME} characters, but has ${length}`);
    }
    if (names.has(name)) {
      refuse(`${at}.name`, 'OUT_OF_RANGE', `must differ from the names of earlier scenarios, ${butGot(name)}`);
    }
    names.add(name);
    return { name, changes: changesOf(calculator, given, fields.changes, `${at}.changes`) };
  });
}

function changesOf(calculator: Calculator, given: Given, value: unknown, at: string): Change[] {
  const changes: Change[] = [];
  for (const [j, entry] of listAt(value, at, { most: MOST.changes }).entries()) {
    const fields = objectAt(entry, `${at}[${j}]`, ['path', 'value', 'apply']);
    const text = textAt(fields.path, `${at}[${j}].path`);
    const apply = oneOf(fields.apply, `${at}[${j}].apply`, APPLY, 'SET');
    const place = placeOf(calculator, given, { text, apply, at: `${at}[${j}].path`, wanted: 'any' });
    const same = changes.find((other) => isSamePlace(other.place.path, place.path));
    if (same !== undefined) {
      refuse(
        `${at}[${j}].path`,
        'OUT_OF_RANGE',
        `must not overlap ${same.place.path.text}, which an earlier entry changes`,
      );
    }
    changes.push({ place, value: valueFor(apply, fields.value, `${at}[${j}].value`) });
  }
  return changes;
}

/** A value that is SET is checked by the run, so that a bad value refuses only its scenario. */
function valueFor(apply: (typeof APPLY)[number], value: unknown, at: string): unknown {
  if (apply !== 'SET') return numberIn(value, at);
  return value ?? refuse(at, 'MISSING', 'must be given');
}
