/** Selectors into the outputs of a run, and how they are refused. */
import { describe, expect, it } from '@jest/globals';
import { outputsOf } from '../../../src/analyses/kit/outputs.ts';
import { REDUCERS, reduced } from '../../../src/analyses/kit/reducer.ts';
import { select, selectNumber, selectorOf, type Wanted } from '../../../src/analyses/kit/selector.ts';
import { runCalculator } from '../../../src/calculators/run/run.ts';
import { faultOf } from '../faults.ts';
import { kinds } from '../toy.ts';

const { outputs } = runCalculator(kinds, {
  needed: 1,
  positions: [
    { size: 2, margin: 5 },
    { size: 3, side: 'short' },
  ],
});
const selector = (text: string, wanted: Wanted = 'scalar') => selectorOf(kinds, {}, { text, at: 'outputs[0]', wanted });
const fault = (text: string, wanted?: Wanted) => faultOf(() => selector(text, wanted));

describe('a selector', () => {
  it.each([
    ['rounds', 3, 'INTEGER', 'count'],
    ['isLarge', false, 'BOOLEAN', '1'],
    ['status', 'long', 'ENUM', '1'],
    ['missing', null, 'NUMBER', 'quote'],
    ['series[1]', 1, 'NUMBER', 'quote'],
    ['series[0]', null, 'NUMBER', 'quote'],
    ['series[last]', null, 'NUMBER', 'quote'],
    ['series[99]', null, 'NUMBER', 'quote'],
    ['series.first', 1, 'NUMBER', 'quote'],
    ['series.last', 3, 'NUMBER', 'quote'],
    ['series.min', 1, 'NUMBER', 'quote'],
    ['series.max', 3, 'NUMBER', 'quote'],
    ['series.sum', 6, 'NUMBER', 'quote'],
    ['series.mean', 2, 'NUMBER', 'quote'],
    ['series.count', 5, 'INTEGER', 'count'],
    ['counts.sum', 4, 'INTEGER', 'count'],
    ['counts.mean', 2, 'NUMBER', 'count'],
    ['flags[0]', false, 'BOOLEAN', '1'],
    ['flags.last', true, 'BOOLEAN', '1'],
    ['flags.sum', 2, 'INTEGER', '1'],
    ['nothing[0]', null, 'NUMBER', 'quote'],
    ['nothing.sum', null, 'NUMBER', 'quote'],
    ['path[0].margin', 5, 'NUMBER', 'quote'],
    ['path[last].size', 3, 'NUMBER', 'base'],
    ['path[2].size', null, 'NUMBER', 'base'],
    ['path[*].margin.count', 2, 'INTEGER', 'count'],
    ['path[*].margin.mean', 5, 'NUMBER', 'quote'],
    ['path[*].side.last', 'short', 'ENUM', '1'],
    ['path[*].side.count', 2, 'INTEGER', 'count'],
  ])('reads %s as %j', (text, value, type, unit) => {
    expect(select(selector(text), outputs)).toEqual(value);
    expect(selector(text)).toMatchObject({ text, type, unit });
  });

  it.each([
    '',
    'price',
    'total[0]',
    'total.max',
    'series',
    'series[*]',
    'series[-1]',
    'series[0].max',
    'series.median',
  ])('is not %j', (text) => expect(fault(text)).toBe('outputs[0] UNKNOWN_OUTPUT'));

  it.each([
    'path',
    'path.count',
    'path[0]',
    'path.size',
    'path[*].size',
    'path[0].price',
    'path[0].size.max',
    'path[*].max',
  ])('is not %j', (text) => expect(fault(text)).toBe('outputs[0] UNKNOWN_OUTPUT'));

  it.each(['constructor', '__proto__', 'path[0].constructor', 'series.constructor'])(
    'is no property of objects: %s',
    (text) => expect(fault(text)).toBe('outputs[0] UNKNOWN_OUTPUT'),
  );

  it('takes true as 1 and false as 0 where a number is wanted, and no word', () => {
    expect(selectNumber(selector('isLarge', 'number'), outputs)).toBe(0);
    expect(selectNumber(selector('flags[1]', 'number'), outputs)).toBe(1);
    expect(selectNumber(selector('missing', 'number'), outputs)).toBeNull();
    for (const text of ['status', 'path[0].side', 'path[*].side.first']) {
      expect(fault(text, 'number')).toBe('outputs[0] NOT_NUMERIC');
    }
    expect(fault('path[*].side.max')).toBe('outputs[0] NOT_NUMERIC');
    expect(selector('path[*].side.count', 'number').type).toBe('INTEGER');
  });

  it('gives lists where they are wanted', () => {
    const list = (text: string) => select(selector(text, 'numberOrList'), outputs);
    expect(list('series')).toEqual([null, 1, 2, 3, null]);
    expect(list('flags')).toEqual([false, true, true]);
    expect(list('path[*].size')).toEqual([2, 3]);
    expect(list('total')).toBe(outputs.total);
    expect(fault('path[*].side', 'numberOrList')).toBe('outputs[0] NOT_NUMERIC');
    expect(fault('path', 'numberOrList')).toBe('outputs[0] UNKNOWN_OUTPUT');
  });
});

describe('a reducer', () => {
  it('makes null of nothing, but 0 of its sum', () => {
    const of = (values: readonly unknown[]) =>
      Object.fromEntries(REDUCERS.map((name) => [name, reduced(values, name)]));
    const none = { first: null, last: null, min: null, max: null, mean: null };
    expect(of([])).toEqual({ ...none, sum: 0, count: 0 });
    expect(of([null, null])).toEqual({ ...none, sum: 0, count: 2 });
  });

  it('is null where it overflows', () => {
    expect(reduced([1e308, 1e308], 'sum')).toBeNull();
  });
});

describe('the outputs of a request', () => {
  const texts = (value: unknown, wanted: 'scalar' | 'number' = 'scalar') =>
    outputsOf(kinds, {}, value, { wanted, most: 3 }).map(({ text }) => text);

  it('are every scalar by default, or every number and flag', () => {
    expect(texts(undefined)).toEqual(['total', 'missing', 'rounds', 'isLarge', 'status']);
    expect(texts(null, 'number')).toEqual(['total', 'missing', 'rounds', 'isLarge']);
    expect(texts(['status', 'total'])).toEqual(['status', 'total']);
  });

  it('are refused empty, too many, of the wrong type, or by the first that is none', () => {
    expect(faultOf(() => texts([]))).toBe('outputs EMPTY');
    expect(faultOf(() => texts(['total', 'total', 'total', 'what']))).toBe('outputs TOO_LARGE');
    expect(faultOf(() => texts('total'))).toBe('outputs WRONG_TYPE');
    expect(faultOf(() => texts(['total', 5]))).toBe('outputs[1] WRONG_TYPE');
    expect(faultOf(() => texts(['total', 'what']))).toBe('outputs[1] UNKNOWN_OUTPUT');
    expect(faultOf(() => texts(['total', 'status'], 'number'))).toBe('outputs[1] NOT_NUMERIC');
  });
});
