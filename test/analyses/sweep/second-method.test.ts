/** Scaling every parameter of every calculator by a sweep, against completing them first and scaling directly. */
import { describe, expect, it } from '@jest/globals';
import { everyPath } from '../../../src/analyses/sensitivities/varied.ts';
import { sweep } from '../../../src/analyses/sweep/sweep.ts';
import type { Calculator } from '../../../src/calculators/kit/definition.ts';
import { CALCULATORS } from '../../../src/calculators/registry.ts';
import { runCalculator } from '../../../src/calculators/run/run.ts';
import { completeParameters } from '../../../src/calculators/run/validate.ts';
import { InvalidInput } from '../../../src/errors.ts';
import { ask } from '../counted.ts';

const FACTORS = [0.97, 1.02];

type Values = Readonly<Record<string, unknown>>;

/** The completed parameters with a path's numbers scaled; derived defaults that are not given are left to follow. */
function scaled(calculator: Calculator, given: Values, path: string, factor: number): Values {
  const [name = '', field] = path.replaceAll('[*]', '').split('.');
  const isWhole = calculator.parameters[name]?.type === 'INTEGER';
  const scale = (value: unknown): unknown => {
    if (typeof value === 'number') return isWhole ? Math.floor(value * factor + 0.5) : value * factor;
    if (Array.isArray(value)) return value.map(scale);
    const entry = value as Values;
    return { ...entry, [field as string]: scale(entry[field as string]) };
  };
  const completed = completeParameters(calculator, given);
  const kept = Object.entries(completed).filter(
    ([other]) => other === name || other in given || calculator.defaults?.[other] === undefined,
  );
  return { ...Object.fromEntries(kept), [name]: scale(completed[name]) };
}

function outcome(calculator: Calculator, parameters: Values): Values {
  try {
    return runCalculator(calculator, parameters).outputs;
  } catch (error) {
    if (error instanceof InvalidInput) return { refused: error.problems[0] };
    throw error;
  }
}

describe.each(CALCULATORS.map((calculator) => ({ slug: calculator.slug, calculator })))(
  '$slug',
  ({ slug, calculator }) => {
    const parameters = calculator.presets[0].parameters as Values;

    it.each(everyPath(calculator, parameters))('%s', (path) => {
      const grid = ask(sweep, { calculator: slug, parameters, axes: [{ path, apply: 'MULTIPLY', values: FACTORS }] });
      for (const [i, factor] of FACTORS.entries()) {
        const alone = outcome(calculator, scaled(calculator, parameters, path, factor));
        if (grid.statuses[i] === 'OK') {
          for (const { output, values } of grid.outputs) expect(values[i]).toEqual(alone[output]);
        } else {
          expect(alone.refused).toMatchObject({ parameter: grid.faults[i], code: grid.codes[i] });
        }
      }
    });
  },
);
