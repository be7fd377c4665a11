/** Comparisons of scenarios, on calculators whose answers can be computed by hand. */
import { describe, expect, it } from '@jest/globals';
import { compareOf } from '../../../src/analyses/compare/compare.ts';
import { RunTimeout } from '../../../src/errors.ts';
import { ask, countingFind, find, timeFor } from '../counted.ts';
import { faultOf } from '../faults.ts';

const compare = compareOf(find);
const change = (path: string, value: unknown, apply = 'SET') => ({ path, value, apply });

/** Scenarios of the broken line y = slope x, reduced by 2 from x = 3.7 on; defaults are x = 1 and slope = 1. */
function compared(changes: object[], more: object = {}) {
  const request = { calculator: 'broken', scenarios: [{ name: 'one', changes }], ...more };
  const [scenario] = ask(compare, request).scenarios;
  return scenario as NonNullable<typeof scenario>;
}

describe('a scenario', () => {
  it('stands beside the base, with what each change did', () => {
    const { outputs, ...scenario } = compared([change('x', 3), change('slope', 2, 'MULTIPLY')], {
      outputs: ['y', 'z'],
    });
    expect(scenario).toEqual({
      name: 'one',
      status: 'OK',
      code: null,
      fault: null,
      attribution: 'SHAPLEY',
      paths: ['x', 'slope'],
    });
    // From 1 · 1 to 3 · 2: (3 - 1)(1 + 2)/2 and (2 - 1)(1 + 3)/2; z = x² does not depend on the slope.
    expect(outputs).toEqual([
      {
        ...{ output: 'y', unit: 'quote', base: 1, value: 6, difference: 5, relative: 5 },
        ...{ effects: [3, 2], alone: [2, 1], interaction: 0 },
      },
      {
        ...{ output: 'z', unit: 'quote', base: 1, value: 9, difference: 8, relative: 8 },
        ...{ effects: [8, 0], alone: [8, 0], interaction: 0 },
      },
    ]);
  });

  it('has every scalar output by default: of words the values alone, true and false as 1 and 0', () => {
    const { outputs } = compared([change('x', 5)]);
    // The broken line has only scalar outputs.
    expect(outputs.map(({ output }) => output)).toEqual(Object.keys(find('broken').outputs));
    const [isBeyond, word] = outputs.slice(-2);
    expect(isBeyond).toMatchObject({ base: false, value: true, difference: 1, relative: null, effects: [1] });
    expect(word).toEqual({
      ...{ output: 'word', unit: '1', base: 'before', value: 'beyond', difference: null, relative: null },
      ...{ effects: null, alone: null, interaction: null },
    });
  });

  it('has no relative difference to nothing, and no difference to what is missing', () => {
    const { outputs } = compared([change('x', -20)], { parameters: { x: 0 }, outputs: ['y', 'z'] });
    expect(outputs[0]).toMatchObject({ base: 0, value: null, difference: null, relative: null, effects: null });
    expect(outputs[1]).toMatchObject({ base: 0, value: 400, difference: 400, relative: null, effects: [400] });
  });

  it('is measured against the size of the base', () => {
    const { outputs } = compared([change('x', -1)], { parameters: { x: -2 }, outputs: ['y'] });
    expect(outputs[0]).toMatchObject({ base: -2, value: -1, difference: 1, relative: 0.5 });
  });

  it('that is refused says why, and the others stand', () => {
    const request = {
      calculator: 'broken',
      scenarios: [
        { name: 'too far', changes: [change('x', 11), change('slope', 2)] },
        { name: 'no number', changes: [change('x', 'far')] },
        { name: 'near', changes: [change('x', 2)] },
      ],
      outputs: ['y'],
    };
    const { scenarios } = ask(compare, request);
    expect(scenarios.map(({ status, code, fault }) => [status, code, fault])).toEqual([
      ['REFUSED', 'OUT_OF_RANGE', 'x'],
      ['REFUSED', 'WRONG_TYPE', 'x'],
      ['OK', null, null],
    ]);
    expect(scenarios[0]).toMatchObject({
      attribution: 'NONE',
      paths: ['x', 'slope'],
      outputs: [
        { base: 1, value: null, difference: null, relative: null, effects: null, alone: null, interaction: null },
      ],
    });
  });

  it('applies its changes in their order, and is refused where one takes away the place of another', () => {
    const parameters = { needed: 1, positions: [{ size: 1 }, { size: 2 }] };
    const shorter = change('positions', [{ size: 3 }]);
    const second = change('positions[1].size', 5);
    const more = { calculator: 'kinds', parameters, outputs: ['total'] };
    expect(compared([shorter, second], more)).toMatchObject({
      status: 'REFUSED',
      code: 'UNKNOWN_PARAMETER',
      fault: 'positions[1].size',
    });
    // In the reverse order the second change is overwritten.
    const { status, outputs } = compared([second, shorter], more);
    expect(status).toBe('OK');
    expect(outputs[0]).toMatchObject({ alone: [6, 0] });
  });

  it('sets words, truth and lists as a whole, and lets derived defaults follow', () => {
    const { outputs } = compared(
      [change('side', 'short'), change('isFast', true), change('weights', [1, 1]), change('needed', 2)],
      { calculator: 'kinds', parameters: { needed: 1 }, outputs: ['total', 'status'] },
    );
    // weights 6 → 2 and shares 3 → 2 · 2; needed 1 → 2 and its double 2 → 4.
    expect(outputs[0]).toMatchObject({ difference: -4 + 1 + 1 + 2 });
    expect(outputs[1]).toMatchObject({ base: 'long', value: 'short' });
  });
});

describe('a comparison', () => {
  const many = (count: number) =>
    ['x', 'slope', 'jumpAt', 'drop', 'steps'].slice(0, count).map((path) => change(path, 2));

  it.each([
    ['attributed', {}, 1 + 1 + 3 + 31],
    ['not attributed', { attribution: false }, 1 + 3],
  ])('is charged for the runs that it makes, each once: %s', (_, more, count) => {
    const counting = countingFind();
    const analysis = compareOf(counting.find);
    const scenarios = [1, 2, 5].map((changes) => ({ name: `${changes}`, changes: many(changes) }));
    const checked = analysis.check({ calculator: 'broken', scenarios, ...more });
    const watch = timeFor();
    const answer = analysis.answer(checked, watch);
    expect(answer.scenarios.map(({ status }) => status)).toEqual(['OK', 'OK', 'OK']);
    expect(counting.runs()).toBe(count);
    expect(analysis.runs(checked)).toBe(count);
    expect(watch.told.at(-1)).toEqual([count - 1, count]);
  });

  it('makes no further runs for a scenario that is refused', () => {
    const counting = countingFind();
    const scenarios = [{ name: 'one', changes: [change('x', 1000), ...many(5).slice(1)] }];
    ask(compareOf(counting.find), { calculator: 'broken', scenarios });
    expect(counting.runs()).toBe(1);
  });

  it.each([0, 1, 4])('says that its time was up after %d runs', (runs) => {
    const counting = countingFind();
    const scenarios = [{ name: 'one', changes: many(3) }];
    const cut = () => ask(compareOf(counting.find), { calculator: 'broken', scenarios }, timeFor(runs));
    expect(cut).toThrow(RunTimeout);
    expect(counting.runs()).toBe(runs);
  });

  it('is refused at its first fault in the order of the catalogue', () => {
    const long = 'x'.repeat(101);
    const faulty: Record<string, unknown> = {
      calculator: 'none',
      parameters: { x: 11 },
      scenarios: [],
      outputs: ['none'],
      attribution: 'yes',
    };
    const scenario = (fields: object) => [
      { name: 'sound', changes: many(1) },
      { name: 'two', changes: many(2), ...fields },
    ];
    const repairs: [string, Record<string, unknown>][] = [
      ['calculator UNKNOWN_VALUE', { calculator: 'broken' }],
      ['parameters.x OUT_OF_RANGE', { parameters: [1] }],
      ['parameters WRONG_TYPE', { parameters: null }],
      ['scenarios EMPTY', { scenarios: new Array(21).fill({}) }],
      ['scenarios TOO_LARGE', { scenarios: scenario({ name: null, changes: [] }) }],
      ['scenarios[1].name MISSING', { scenarios: scenario({ name: '', changes: [] }) }],
      ['scenarios[1].name OUT_OF_RANGE', { scenarios: scenario({ name: long, changes: [] }) }],
      ['scenarios[1].name OUT_OF_RANGE', { scenarios: scenario({ name: 'sound', changes: [] }) }],
      ['scenarios[1].name OUT_OF_RANGE', { scenarios: scenario({ name: '📉'.repeat(100), changes: [] }) }],
      ['scenarios[1].changes EMPTY', { scenarios: scenario({ changes: new Array(21).fill(change('x', 1)) }) }],
      ['scenarios[1].changes TOO_LARGE', { scenarios: scenario({ changes: [change('x', 1), change('none', 1)] }) }],
      [
        'scenarios[1].changes[1].path UNKNOWN_PARAMETER',
        { scenarios: scenario({ changes: [change('x', 1), change('x', 2)] }) },
      ],
      ['scenarios[1].changes[1].path OUT_OF_RANGE', { scenarios: scenario({ changes: [change('x', 'far', 'ADD')] }) }],
      ['scenarios[1].changes[0].value WRONG_TYPE', { scenarios: scenario({ changes: [change('x', null)] }) }],
      ['scenarios[1].changes[0].value MISSING', { scenarios: scenario({ changes: [change('x', 1, 'TIMES')] }) }],
      ['scenarios[1].changes[0].apply UNKNOWN_VALUE', { scenarios: scenario({}) }],
      ['outputs[0] UNKNOWN_OUTPUT', { outputs: new Array(21).fill('y') }],
      ['outputs TOO_LARGE', { outputs: ['y', 'word'] }],
      ['attribution WRONG_TYPE', { attribution: null }],
    ];
    for (const [fault, repair] of repairs) {
      expect(faultOf(() => compare.check(faulty))).toBe(fault);
      Object.assign(faulty, repair);
    }
    expect(compare.check(faulty)).toMatchObject({ scenarios: [{ name: 'sound' }, { attribution: 'SHAPLEY' }] });
  });
});
