/** Paths into given parameters and defaults, and what is written there. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changed } from '../../../src/analyses/kit/change.ts';
import type { Given } from '../../../src/analyses/kit/given.ts';
import { isSamePlace, type Path, parsedPath } from '../../../src/analyses/kit/path.ts';
import { type Apply, placeOf, valuesAt } from '../../../src/analyses/kit/place.ts';
import { CALCULATORS } from '../../../src/calculators/registry.ts';
import { runCalculator } from '../../../src/calculators/run/run.ts';
import { faultOf } from '../faults.ts';
import { kinds } from '../toy.ts';

const place = (given: Given, text: string, apply: Apply = 'SET', wanted: 'number' | 'any' = 'number') =>
  placeOf(kinds, given, { text, apply, at: 'path', wanted });
const change = (given: Given, text: string, value: unknown, apply: Apply = 'SET') =>
  changed(kinds, given, place(given, text, apply, 'any'), value);
const fault = (given: Given, text: string, apply?: Apply, wanted?: 'any') =>
  faultOf(() => place(given, text, apply, wanted));

describe('a path', () => {
  it.each([
    '',
    'a b',
    'a[',
    'a[]',
    'a[-1]',
    'a[01]',
    'a[1.5]',
    'a[*',
    'a.',
    '.a',
    'a.b.c',
    'a[0][1][2]',
    'a[last]',
    '__proto__[0',
  ])('is not %j', (text) => {
    expect(parsedPath(text)).toBeNull();
    expect(fault({}, text)).toBe('path UNKNOWN_PARAMETER');
  });

  it('shares its place with the entries that it matches, and with no other field, entry or whole list', () => {
    const same = (a: string, b: string) => isSamePlace(parsedPath(a) as Path, parsedPath(b) as Path);
    expect(same('positions[*].size', 'positions[3].size')).toBe(true);
    expect(same('matrix[*][1]', 'matrix[0][*]')).toBe(true);
    expect(same('matrix[0][1]', 'matrix[1][*]')).toBe(false);
    expect(same('positions[*].size', 'positions[*].lots')).toBe(false);
    expect(same('weights[0]', 'weights[1]')).toBe(false);
    expect(same('weights', 'weights[0]')).toBe(false);
    expect(same('price', 'needed')).toBe(false);
  });
});

describe('a place', () => {
  it.each([
    ['price', false, 'quote/base'],
    ['needed', false, 'quote'],
    ['events', true, 'count'],
    ['weights[2]', false, '1'],
    ['matrix[*][1]', false, 'quote'],
    ['positions[1].lots', true, 'count'],
    ['positions[*].size', false, 'base'],
    ['shares[0]', false, 'quote'],
  ])('is %s', (text, isWhole, unit) => {
    expect(place({ needed: 5 }, text)).toMatchObject({ isWhole, unit, apply: 'SET' });
  });

  it('has the unit that other parameters decide', () => {
    expect(place({ side: 'short' }, 'positions[0].size').unit).toBe('quote');
  });

  it.each(['leverage', 'price[0]', 'price.size', 'side[0]', 'weights[3]', 'weights[0][0]', 'weights.size'])(
    'is not %s',
    (text) => expect(fault({}, text)).toBe('path UNKNOWN_PARAMETER'),
  );

  it.each(['matrix[2][0]', 'matrix[0][2]', 'positions.size', 'positions[0].price', 'positions[2].size'])(
    'is not %s',
    (text) => expect(fault({}, text)).toBe('path UNKNOWN_PARAMETER'),
  );

  it('is not every entry of nothing, nor an entry of what is no list', () => {
    expect(fault({ positions: [] }, 'positions[*].size')).toBe('path UNKNOWN_PARAMETER');
    expect(fault({ positions: 'all' }, 'positions[0].size')).toBe('path UNKNOWN_PARAMETER');
    expect(fault({ positions: [null] }, 'positions[0].size')).toBe('path UNKNOWN_PARAMETER');
    expect(fault({ positions: [] }, 'orders[0].quantity')).toBe('path UNKNOWN_PARAMETER');
  });

  it('is not where a default rests on parameters that are not given', () => {
    expect(fault({}, 'shares[0]')).toBe('path UNKNOWN_PARAMETER');
    expect(fault({}, 'double', 'ADD')).toBe('path UNKNOWN_PARAMETER');
    expect(fault({ needed: -1 }, 'shares[*]')).toBe('path UNKNOWN_PARAMETER');
  });

  it.each(['matrix[0]', 'matrix[*]', 'positions[0]', 'positions[*]'])(
    'holds no number, nor anything that can be set: %s',
    (text) => {
      expect(fault({}, text)).toBe('path NOT_NUMERIC');
      expect(fault({}, text, 'SET', 'any')).toBe('path NOT_NUMERIC');
    },
  );

  it.each(['side', 'isFast', 'weights', 'matrix', 'positions', 'positions[0].side'])('holds no number: %s', (text) => {
    expect(fault({}, text)).toBe('path NOT_NUMERIC');
    expect(place({}, text, 'SET', 'any').path.text).toBe(text);
    expect(fault({}, text, 'MULTIPLY', 'any')).toBe('path NOT_NUMERIC');
  });

  it('cannot be multiplied or added to where it has no number, but can be set', () => {
    for (const text of ['needed', 'optional', 'positions[0].margin', 'positions[*].margin']) {
      expect(fault({}, text, 'MULTIPLY')).toBe('path NOT_NUMERIC');
      expect(fault({}, text, 'ADD')).toBe('path NOT_NUMERIC');
      expect(place({}, text).path.text).toBe(text);
    }
    expect(fault({ price: 'high' }, 'price', 'ADD')).toBe('path NOT_NUMERIC');
    expect(fault({ weights: [1, '2'] }, 'weights[*]', 'ADD')).toBe('path NOT_NUMERIC');
  });

  it('is looked for before it is asked for a number', () => {
    expect(fault({}, 'positions[9].side')).toBe('path UNKNOWN_PARAMETER');
  });

  it('has the values given, else those of defaults and derived defaults', () => {
    const values = (given: Given, text: string) => valuesAt(kinds, given, parsedPath(text) as Path);
    expect(values({}, 'price')).toEqual([100]);
    expect(values({ price: null }, 'price')).toEqual([100]);
    expect(values({}, 'optional')).toEqual([null]);
    expect(values({ needed: 4 }, 'double')).toEqual([8]);
    expect(values({ needed: 4, weights: [1, 1] }, 'shares[*]')).toEqual([4, 4]);
    expect(values({}, 'positions[*].lots')).toEqual([2, 5]);
    expect(values({ matrix: [[9, 8]] }, 'matrix[*][1]')).toEqual([8]);
  });
});

describe('a change', () => {
  it('writes into the given parameters and leaves them as they were', () => {
    const given = { needed: 1, positions: [{ size: 1 }, { size: 2 }] };
    const before = structuredClone(given);
    expect(change(given, 'positions[1].size', 5)).toEqual({ needed: 1, positions: [{ size: 1 }, { size: 5 }] });
    expect(change(given, 'positions[*].lots', 3, 'MULTIPLY').positions).toEqual([
      { size: 1, lots: 6 },
      { size: 2, lots: 6 },
    ]);
    expect(given).toEqual(before);
  });

  it('writes out a list that is a default whole', () => {
    expect(change({}, 'weights[1]', 9)).toEqual({ weights: [1, 9, 3] });
    expect(change({}, 'matrix[*][1]', 10, 'ADD')).toEqual({
      matrix: [
        [1, 12],
        [3, 14],
      ],
    });
    expect(change({ needed: 4 }, 'shares[0]', 2, 'MULTIPLY')).toEqual({ needed: 4, shares: [8, 4, 4] });
  });

  it('lets derived defaults follow', () => {
    expect(runCalculator(kinds, change({ needed: 1 }, 'needed', 5)).parameters).toMatchObject({
      double: 10,
      shares: [5, 5, 5],
    });
  });

  it('rounds whole numbers, halves up, whatever is applied', () => {
    expect(change({}, 'events', 2.5)).toEqual({ events: 3 });
    expect(change({}, 'events', 2.4999)).toEqual({ events: 2 });
    expect(change({}, 'events', 1.5, 'MULTIPLY')).toEqual({ events: 5 });
    expect(change({}, 'events', -3.5, 'ADD')).toEqual({ events: 0 });
    expect(change({}, 'positions[1].lots', 0.5, 'MULTIPLY').positions).toEqual([{ size: 1 }, { size: 2, lots: 3 }]);
  });

  it('sets words, lists and matrices as a whole', () => {
    expect(change({}, 'side', 'short')).toEqual({ side: 'short' });
    expect(change({}, 'weights', [1])).toEqual({ weights: [1] });
    expect(change({}, 'positions[0].side', 'short').positions).toEqual([
      { size: 1, side: 'short' },
      { size: 2, lots: 5 },
    ]);
  });

  it('is refused by its path where an earlier one took its place away', () => {
    const second = place({}, 'weights[2]');
    expect(faultOf(() => changed(kinds, { weights: [1] }, second, 5))).toBe('weights[2] UNKNOWN_PARAMETER');
  });

  it('keeps the rest of the demo book that it changes', () => {
    expect(change({}, 'positions[0].size', 1).orders).toEqual([{ quantity: 7 }]);
    expect(change({ orders: [] }, 'positions[0].size', 1).orders).toEqual([]);
    expect(change({ positions: [{ size: 1 }] }, 'positions[0].size', 2)).toEqual({ positions: [{ size: 2 }] });
  });
});

describe('a factor of 1 and a summand of 0', () => {
  const fields = (calculator: (typeof CALCULATORS)[number]) =>
    Object.entries(calculator.parameters).flatMap(([name, parameter]) => {
      if (parameter.type === 'NUMBER' || parameter.type === 'INTEGER') return [name];
      if (parameter.type === 'NUMBER_LIST') return [`${name}[*]`, `${name}[0]`];
      if (parameter.type === 'NUMBER_MATRIX') return [`${name}[*][*]`, `${name}[0][0]`];
      if (parameter.type !== 'OBJECT_LIST') return [];
      return Object.keys(parameter.fields).flatMap((field) => [`${name}[*].${field}`, `${name}[0].${field}`]);
    });

  it.each(CALCULATORS.map((calculator) => ({ slug: calculator.slug, calculator })))(
    'change nothing in a run of $slug',
    ({ calculator }) => {
      let tried = 0;
      for (const { parameters } of calculator.presets) {
        const base = runCalculator(calculator, parameters).outputs;
        for (const text of fields(calculator)) {
          for (const [apply, value] of [
            ['MULTIPLY', 1],
            ['ADD', 0],
          ] as const) {
            let made: Given;
            try {
              made = changed(
                calculator,
                parameters,
                placeOf(calculator, parameters, { text, apply, at: 'path' }),
                value,
              );
            } catch (error) {
              expect(String(error)).toMatch(/path must lead to (an existing entry \(there are 0\)|a value|a number)/);
              continue;
            }
            expect(runCalculator(calculator, made).outputs).toEqual(base);
            tried += 1;
          }
        }
      }
      expect(tried).toBeGreaterThan(0);
    },
  );
});

describe('any text', () => {
  it('is a path that reads back as it was written, or none', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{1,9}(\[[0-9*]{0,3}\]){0,3}(\.[a-z]{0,9})?$/));
    const written = ({ name, indices, field }: Path) =>
      `${name}${indices.map((index) => `[${index}]`).join('')}${field === null ? '' : `.${field}`}`;
    fc.assert(
      fc.property(text, (any) => {
        const path = parsedPath(any);
        if (path !== null) expect(written(path)).toBe(any);
      }),
    );
  });
});
