/** Sensitivities known by hand, and laws that hold for every calculator. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Effect,
  type ParameterSensitivity,
  sensitivitiesOf,
} from '../../../src/analyses/sensitivities/sensitivities.ts';
import { breakOf, derivativeOf } from '../../../src/analyses/sensitivities/slopes.ts';
import { CALCULATORS } from '../../../src/calculators/registry.ts';
import { RunTimeout } from '../../../src/errors.ts';
import { ask, countingFind, find, timeFor } from '../counted.ts';
import { faultOf } from '../faults.ts';

const sensitivities = sensitivitiesOf(find);

/** The effects of one parameter of the toy, by output. */
function of(
  path: string,
  parameters: object,
  asked: object = {},
): ParameterSensitivity & { by: Record<string, Effect> } {
  const request = { calculator: 'broken', parameters, paths: [path], outputs: ['y', 'z', 'w', 'n'], ...asked };
  const [only] = ask(sensitivities, request).parameters;
  if (only === undefined) throw new Error('no parameter');
  return { ...only, by: Object.fromEntries(only.effects.map((effect) => [effect.output, effect])) };
}

describe('a derivative', () => {
  it('of a line is its slope, of a square twice the place, from both sides', () => {
    const { by, base, low, high, unit } = of('x', { x: -2, slope: 7 });
    expect([base, low, high, unit]).toEqual([-2, -2.2, -1.8, 'fraction']);
    expect(by.y?.derivative).toBeCloseTo(7, 8);
    expect(by.z?.derivative).toBeCloseTo(-4, 8);
    expect(by.w?.derivative).toBeCloseTo(-1, 8);
    expect(by.n).toMatchObject({ derivative: 0, elasticity: 0, swing: 0 });
    expect(by.z).toMatchObject({ method: 'CENTRAL', jump: false, kink: false });
    expect(by.y?.elasticity).toBeCloseTo(1, 8);
    expect(by.z?.elasticity).toBeCloseTo(2, 8);
  });

  it('where runs are refused on one side is taken from the other, of second order', () => {
    const { by, high, clipped } = of('x', { x: 10, drop: 0 });
    expect(by.z).toMatchObject({ method: 'BACKWARD', high: 100, low: 81, swing: 19 });
    expect(by.z?.derivative).toBeCloseTo(20, 8);
    expect([high, clipped]).toEqual([10, true]);
  });

  it('where an output has no number on one side is taken from the other', () => {
    const { by } = of('x', { x: -10 });
    expect(by.y).toMatchObject({ method: 'FORWARD', low: null, high: -9 });
    expect(by.y?.derivative).toBeCloseTo(1, 8);
    expect(by.y?.swing).toBeCloseTo(1, 12);
    expect(by.z?.method).toBe('CENTRAL');
  });

  it('is of first order where the second step is refused, and none where both first ones are', () => {
    const until = (end: number) => (steps: number) =>
      Math.abs(steps) > end || steps < 0 ? null : 3 + 2 * steps + steps ** 2;
    expect(derivativeOf(until(1), 0.5)).toEqual({ derivative: 6, method: 'FORWARD' });
    expect(derivativeOf(until(2), 0.5)).toEqual({ derivative: 4, method: 'FORWARD' });
    expect(derivativeOf(until(0.9), 0.5)).toEqual({ derivative: null, method: 'NONE' });
    expect(derivativeOf((steps) => (steps === 1 ? 5 : null), 0.5)).toEqual({ derivative: null, method: 'NONE' });
    expect(derivativeOf((steps) => (steps === 0 ? null : steps), 0.5)).toEqual({ derivative: 2, method: 'CENTRAL' });
  });

  it('of a whole number is per 1', () => {
    const { by, low, high, unit } = of('steps', { steps: 4 });
    expect([low, high, unit]).toEqual([3, 5, 'count']);
    expect(by.n).toMatchObject({ derivative: 1, elasticity: 1, method: 'CENTRAL', swing: 2 });
    expect(of('steps', { steps: 0 })).toMatchObject({ low: 0, high: 1, clipped: true, base: 0 });
    expect(of('steps', { steps: 0 }).by.n).toMatchObject({ derivative: 1, elasticity: null, method: 'FORWARD' });
  });

  it('by a step from 0 has no elasticity', () => {
    const { by, low, high } = of('x', { x: 0 });
    expect([low, high]).toEqual([-0.1, 0.1]);
    expect(by.y?.derivative).toBeCloseTo(1, 8);
    expect(by.y?.elasticity).toBeNull();
  });

  it('agrees with that of any polynomial', () => {
    const coefficient = fc.double({ min: -5, max: 5, noNaN: true });
    // Far from 0, where a curve with zero slope could not be told from a jump.
    const constant = fc.double({ min: 200, max: 300, noNaN: true });
    fc.assert(
      fc.property(constant, coefficient, coefficient, coefficient, fc.boolean(), (a, b, c, x, isOneSided) => {
        const step = 1e-4;
        const f = (steps: number) =>
          isOneSided && steps < 0 ? null : a + b * (x + steps * step) + c * (x + steps * step) ** 2;
        const { derivative, method } = derivativeOf(f, step);
        expect(Math.abs((derivative ?? 99) - (b + 2 * c * x))).toBeLessThan(1e-8);
        expect(method).toBe(isOneSided ? 'FORWARD' : 'CENTRAL');
        expect(breakOf(f, step).jump).toBe(false);
      }),
    );
  });
});

describe('a break inside the step', () => {
  it('is a jump where half a step and a whole one disagree', () => {
    expect(of('x', { x: 3.7 }).by.y).toMatchObject({ jump: true, kink: false });
    expect(of('x', { x: 3.7 - 0.0002 }).by.y?.jump).toBe(true);
    expect(of('x', { x: 3.7 - 0.0003 }).by.y?.jump).toBe(true);
    expect(of('x', { x: 3.7 - 0.0005 }).by.y?.jump).toBe(false);
    expect(of('jumpAt', { x: 3.7 }).by.y?.jump).toBe(true);
  });

  it('is a kink where the sides disagree', () => {
    const { by } = of('x', { x: 0 });
    expect(by.w).toMatchObject({ jump: false, kink: true, derivative: 0 });
    expect(by.y).toMatchObject({ jump: false, kink: false });
  });

  it('is not noise', () => {
    expect(breakOf((steps) => 1 + 1e-9 * Math.sign(steps), 1e-4)).toEqual({ jump: false, kink: false });
    expect(breakOf(() => 0, 1e-4)).toEqual({ jump: false, kink: false });
    expect(breakOf(() => null, 1e-4)).toEqual({ jump: false, kink: false });
  });
});

describe('a tornado', () => {
  it('ranks parameters by swing, equal ones by position, those without any last', () => {
    const { parameters } = ask(sensitivities, {
      calculator: 'broken',
      parameters: { x: 2, slope: 3, drop: 0 },
      outputs: ['y', 'z'],
      paths: ['drop', 'slope', 'x', 'steps'],
      tornado: 0.5,
    });
    const ranks = (i: number) => parameters.map(({ effects }) => effects[i]?.rank);
    expect(parameters.map(({ effects }) => effects[0]?.swing)).toEqual([0, 6, 6, 0]);
    expect(ranks(0)).toEqual([3, 1, 2, 4]);
    expect(ranks(1)).toEqual([2, 3, 1, 4]);
  });

  it('has ends of the decimals that the share makes of the base', () => {
    const { parameters } = ask(sensitivities, {
      calculator: 'broken',
      parameters: { x: 0.05 },
      outputs: ['y'],
      paths: ['x'],
      tornado: 0.1,
    });
    expect(parameters).toMatchObject([{ low: 0.045, high: 0.055 }]);
  });

  it('scales lists by a common factor', () => {
    const { parameters } = ask(sensitivities, {
      calculator: 'kinds',
      parameters: { needed: 1 },
      outputs: ['total'],
      paths: ['positions[*].size', 'matrix[*][*]', 'weights[0]'],
    });
    // The sizes 1 and 2 count twice and five times; the matrix sums to 10.
    expect(parameters.map(({ unit, base }) => [unit, base])).toEqual([
      ['x', 1],
      ['x', 1],
      ['1', 1],
    ]);
    for (const [i, expected] of [12, 10, 1].entries()) {
      expect(parameters[i]?.effects[0]?.derivative).toBeCloseTo(expected, 7);
    }
    expect(parameters[0]).toMatchObject({ low: 0.9, high: 1.1, clipped: false });
  });
});

describe('the paths', () => {
  const paths = (parameters: object) =>
    ask(sensitivities, { calculator: 'kinds', parameters, outputs: ['total'] }).parameters.map(({ path }) => path);

  it('are by default every number with a value, in the order of the table', () => {
    expect(paths({ needed: 1 })).toEqual([
      ...['price', 'needed', 'events', 'weights[*]', 'matrix[*][*]', 'double', 'shares[*]'],
      ...['positions[*].size', 'orders[*].quantity'],
    ]);
    expect(paths({ needed: 1, optional: 2, positions: [{ size: 1, margin: 3 }] })).toEqual([
      ...['price', 'needed', 'optional', 'events', 'weights[*]', 'matrix[*][*]', 'double', 'shares[*]'],
      ...['positions[*].size', 'positions[*].margin'],
    ]);
  });

  it('let derived defaults follow', () => {
    const [needed] = ask(sensitivities, {
      calculator: 'kinds',
      parameters: { needed: 1 },
      paths: ['needed'],
      outputs: ['total'],
    }).parameters;
    // Once itself, twice as `double`, and once as `shares` for each of three weights.
    expect(needed?.effects[0]?.derivative).toBeCloseTo(6, 7);
  });
});

describe('every calculator', () => {
  it.each(CALCULATORS.map(({ slug, presets }) => ({ slug, presets })))(
    'answers with finite numbers and whole ranks: $slug',
    ({ slug, presets: [{ parameters }] }) => {
      const counting = countingFind();
      const analysis = sensitivitiesOf(counting.find);
      const checked = analysis.check({ calculator: slug, parameters });
      const { parameters: varied, base } = analysis.answer(checked, timeFor());
      expect(counting.runs()).toBeLessThanOrEqual(analysis.runs(checked));
      expect(varied.length).toBeGreaterThan(0);
      const numbers = varied.flatMap(({ effects }) =>
        effects.flatMap(({ derivative, elasticity, low, high, swing }) => [derivative, elasticity, low, high, swing]),
      );
      expect(numbers.filter((number) => number !== null && !Number.isFinite(number))).toEqual([]);
      for (const [i] of base.entries()) {
        const ranks = varied.map(({ effects }) => effects[i]?.rank as number);
        expect(ranks.toSorted((a, b) => a - b)).toEqual(varied.map((_, place) => place + 1));
      }
    },
  );
});

describe('the runs of sensitivities', () => {
  it('are never more than were charged for', () => {
    const parameters = fc.record({
      x: fc.constantFrom(-100, -10, -10.0005, 0, 3.7, 10, 9.9995),
      slope: fc.constantFrom(-1000, 0, 1000),
      steps: fc.constantFrom(0, 1, 1000),
    });
    let mostShare = 0;
    fc.assert(
      fc.property(parameters, (given) => {
        const counting = countingFind();
        const analysis = sensitivitiesOf(counting.find);
        const request = { calculator: 'broken', parameters: given };
        const charged = analysis.runs(analysis.check(request));
        ask(analysis, request);
        mostShare = Math.max(mostShare, counting.runs() / charged);
        return counting.runs() <= charged;
      }),
    );
    expect(mostShare).toBeGreaterThan(0.7);
  });

  it('are refused once the time is up', () => {
    expect(() => ask(sensitivities, { calculator: 'broken' }, timeFor(5))).toThrow(RunTimeout);
  });
});

describe('a request for sensitivities', () => {
  const sound = { calculator: 'broken', outputs: ['y'], paths: ['x'], step: 0.01, tornado: 0.2 };

  it.each<[string, object]>([
    [
      'paths[1] NOT_NUMERIC',
      { calculator: 'kinds', parameters: { needed: 1 }, outputs: null, paths: ['price', 'positions[*].lots'] },
    ],
    ['paths[0] NOT_NUMERIC', { calculator: 'kinds', parameters: { needed: 1 }, outputs: null, paths: ['optional'] }],
    [
      'paths[0] NOT_NUMERIC',
      { calculator: 'kinds', parameters: { needed: 1 }, outputs: null, paths: ['positions[*].margin'] },
    ],
    ['paths[0] NOT_NUMERIC', { calculator: 'kinds', parameters: { needed: 1 }, outputs: null, paths: ['side'] }],
    ['paths[0] UNKNOWN_PARAMETER', { paths: ['y', 5] }],
    ['paths[0] WRONG_TYPE', { paths: [5] }],
    ['tornado OUT_OF_RANGE', { tornado: 0.95, paths: ['y'] }],
    ['step OUT_OF_RANGE', { step: 1e-9, tornado: 0 }],
    ['step NOT_FINITE', { step: Number.POSITIVE_INFINITY, tornado: 0 }],
    ['paths TOO_LARGE', { paths: Array(51).fill('y'), step: 1 }],
    ['paths EMPTY', { paths: [], step: 1 }],
    ['outputs[0] NOT_NUMERIC', { outputs: ['word'], paths: [] }],
    ['outputs TOO_LARGE', { outputs: Array(11).fill('y') }],
    ['parameters.x OUT_OF_RANGE', { parameters: { x: 11 }, outputs: [] }],
    ['parameters.price UNKNOWN_PARAMETER', { parameters: { price: 1 }, outputs: [] }],
    ['parameters WRONG_TYPE', { parameters: [] }],
    ['calculator UNKNOWN_VALUE', { calculator: 'x', parameters: [] }],
    ['path UNKNOWN_PARAMETER', { path: 'x' }],
  ])('is refused by %s', (fault, change) => {
    expect(faultOf(() => sensitivities.check({ ...sound, ...change }))).toBe(fault);
  });
});
