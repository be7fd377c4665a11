/** The catalogue's validation rules, each on the smallest calculator that shows it. */
import { describe, expect, it } from '@jest/globals';
import { defineCalculator } from '../../../src/calculators/kit/definition.ts';
import { input } from '../../../src/calculators/kit/input.ts';
import { completeParameters } from '../../../src/calculators/run/validate.ts';
import { faults, mechanics, network, problems, sound, TEXTS } from '../examples.ts';

describe('completing parameters', () => {
  it('fills in defaults, also within entries, in the order of the table', () => {
    expect(completeParameters(mechanics, { orders: [{ price: 1 }], level: -0 + 2 })).toEqual({
      level: 2,
      limit: null,
      count: 3,
      returns: [0],
      orders: [{ side: 'sell', price: 1 }],
    });
  });

  it.each([undefined, null, {}])('takes %p for all defaults', (raw) => {
    expect(completeParameters(mechanics, raw)).toMatchObject({ level: 1, orders: [] });
  });

  it('derives defaults from the parameters above', () => {
    expect(completeParameters(network, sound)).toMatchObject({ equity: [1, 1], volume: null, cap: 33 });
  });

  it('turns minus zero into zero', () => {
    expect(Object.is(completeParameters(mechanics, { limit: -0 }).limit, 0)).toBe(true);
  });

  it('copies what it was given', () => {
    const holdings = [
      [2, 3],
      [4, 5],
    ];
    const completed = completeParameters(network, { ...sound, holdings });
    expect(completed.holdings).toEqual(holdings);
    expect(completed.holdings).not.toBe(holdings);
  });
});

describe('a book', () => {
  const book = defineCalculator({
    ...TEXTS,
    nulls: 'refused',
    parameters: {
      bids: input.numbers({
        unit: 'base',
        default: [1],
        minLength: 0,
        maxLength: 9,
        emptyOnce: ['asks'],
        description: 'Bids.',
      }),
      asks: input.numbers({
        unit: 'base',
        default: [2],
        minLength: 0,
        maxLength: 9,
        emptyOnce: ['bids'],
        description: 'Asks.',
      }),
      fund: input.number({ unit: 'quote', default: 3, min: 0, emptyOnce: ['bids', 'asks'], description: 'Fund.' }),
      depth: input.number({ unit: '1', default: 4, description: 'Depth.' }),
    },
    outputs: {},
    compute: () => ({}),
  });

  it('is the demo as long as nothing of it is given', () => {
    expect(completeParameters(book, { depth: 5 })).toEqual({ bids: [1], asks: [2], fund: 3, depth: 5 });
    expect(completeParameters(book, { fund: 7, asks: undefined })).toMatchObject({ bids: [1], asks: [2], fund: 7 });
  });

  it('is the caller’s own as soon as any part of it is given, be it empty', () => {
    expect(completeParameters(book, { bids: [8] })).toEqual({ bids: [8], asks: [], fund: 0, depth: 4 });
    expect(completeParameters(book, { asks: [] })).toEqual({ bids: [], asks: [], fund: 0, depth: 4 });
    expect(completeParameters(book, { asks: [], fund: 6 })).toMatchObject({ bids: [], fund: 6 });
  });

  it('takes null for not given where nulls are absent', () => {
    expect(completeParameters({ ...book, nulls: 'absent' }, { asks: null })).toMatchObject({ bids: [1], asks: [2] });
  });
});

describe('the order of problems', () => {
  it('puts unknown names first, in the order of the caller, and goes on with the table', () => {
    const raw = { zeta: 1, count: 0, alpha: 2, level: 0 };
    expect(faults(mechanics, raw)).toEqual([
      'zeta UNKNOWN_PARAMETER',
      'alpha UNKNOWN_PARAMETER',
      'level OUT_OF_RANGE',
      'count OUT_OF_RANGE',
    ]);
  });

  it('takes names that every object has for unknown ones', () => {
    const raw: unknown = JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3, "hasOwnProperty": 4}');
    expect(faults(mechanics, raw)).toEqual(
      ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((name) => `${name} UNKNOWN_PARAMETER`),
    );
    expect(faults(mechanics, { orders: [JSON.parse('{"__proto__": {"price": 1}}')] })).toEqual([
      'orders[0].__proto__ UNKNOWN_PARAMETER',
      'orders[0].price MISSING',
    ]);
  });

  it('puts unknown fields of an entry before its fields, entry by entry', () => {
    const orders = [{ price: 0, size: 1 }, 5, { side: 'hold', price: 1 }];
    expect(faults(mechanics, { orders })).toEqual([
      'orders[0].size UNKNOWN_PARAMETER',
      'orders[0].price OUT_OF_RANGE',
      'orders[1] WRONG_TYPE',
      'orders[2].side UNKNOWN_VALUE',
    ]);
  });

  it('asks the calculator only once every field is sound', () => {
    expect(faults(mechanics, { level: 7, orders: [{ price: 8 }] })).toEqual([
      'level OUT_OF_RANGE',
      'orders[0].price OUT_OF_RANGE',
    ]);
    expect(faults(mechanics, { level: 7, count: 0 })).toEqual(['count OUT_OF_RANGE']);
  });

  it('checks across parameters in their own place', () => {
    const equity = [6, 1];
    expect(faults(network, { ...sound, equity, last: 2 })).toEqual(['equity OUT_OF_RANGE', 'last OUT_OF_RANGE']);
    const buckets = [{ owner: 2, leverage: 0 }];
    expect(faults(network, { ...sound, buckets })).toEqual([
      'buckets[0].owner OUT_OF_RANGE',
      'buckets[0].leverage OUT_OF_RANGE',
    ]);
    expect(faults(network, { ...sound, buckets: [{ owner: 0, leverage: 20 }, { owner: 0 }] })).toEqual([
      'buckets[0].margin OUT_OF_RANGE',
      'buckets[1].leverage MISSING',
    ]);
  });

  it('lists at most ten', () => {
    const orders = Array.from({ length: 12 }, () => ({ price: 0 }));
    expect(problems(mechanics, { orders })).toHaveLength(10);
    expect(problems(mechanics, { orders: orders.map(() => ({ price: 9 })) })).toHaveLength(10);
  });
});

describe('null', () => {
  it('is a fault in the first group unless the parameter is nullable', () => {
    expect(faults(mechanics, { level: null, limit: null, orders: [{ price: null }] })).toEqual([
      'level WRONG_TYPE',
      'orders[0].price WRONG_TYPE',
    ]);
  });

  it('counts as not given in the second', () => {
    expect(faults(network, { ...sound, equity: null, cap: null, model: null })).toEqual([]);
    expect(faults(network, { shocks: null, buckets: [{ owner: null, leverage: 1, margin: null }] })).toEqual([
      'holdings MISSING',
      'shocks MISSING',
      'buckets[0].owner MISSING',
    ]);
  });
});

describe('conditions', () => {
  it('leave idle parameters unchecked, whatever they hold', () => {
    expect(completeParameters(network, { ...sound, cap: 'x' }).cap).toBe(33);
    expect(completeParameters(network, { ...sound, cap: 50 }).cap).toBe(50);
    expect(faults(network, { ...sound, model: 'two', volume: 1, cap: 50 })).toEqual(['cap OUT_OF_RANGE']);
  });

  it('require a parameter in its own mode and check it in any', () => {
    expect(faults(network, { ...sound, model: 'two' })).toEqual(['volume MISSING']);
    expect(faults(network, { ...sound, volume: -1 })).toEqual(['volume OUT_OF_RANGE']);
  });
});

describe('messages', () => {
  it.each([
    [{ level: 0 }, 'level must be at least 1e-9, but got 0'],
    [{ level: 11 }, 'level must be at most 10, but got 11'],
    [{ level: '1' }, 'level must be a number, but got "1"'],
    [{ count: 1.5 }, 'count must be a whole number, but got 1.5'],
    [{ level: Number.NaN }, 'level must be finite, but got NaN'],
    [{ orders: {} }, 'orders must be a list of objects, but got an object'],
    [{ orders: [[1]] }, 'orders[0] must be an object, but got a list of 1'],
    [{ orders: [{ side: 'hold', price: 1 }] }, 'orders[0].side must be one of buy, sell, but got "hold"'],
    [{ orders: [{}] }, 'orders[0].price must be given'],
    [[], 'parameters must be an object of parameters, but got a list of 0'],
    ['all', 'parameters must be an object of parameters, but got "all"'],
  ])('say what was wanted and what came: %j', (raw, message) => {
    expect(() => completeParameters(mechanics, raw)).toThrow(message);
  });

  it('repeat at most 60 characters of what came, and nothing that moves a cursor or turns a line around', () => {
    const [fault] = problems(mechanics, { level: 'x'.repeat(1000) });
    expect(fault?.message.length).toBeLessThan(100);
    const [unknown] = problems(mechanics, { [`\u001b[2J\u202e${'k'.repeat(1000)}`]: 1 });
    expect(unknown?.parameter).toMatch(/^\uFFFD\[2J\uFFFDk+…$/);
    expect(unknown?.parameter).toHaveLength(60);
  });
});
