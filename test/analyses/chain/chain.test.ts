/** Chains: which values flow where, how feedback ends, and which requests are refused. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chain, chainOf } from '../../../src/analyses/chain/chain.ts';
import { findCalculator } from '../../../src/calculators/registry.ts';
import { runCalculator } from '../../../src/calculators/run/run.ts';
import { RunTimeout } from '../../../src/errors.ts';
import { ask, countingFind, find, timeFor } from '../counted.ts';
import { FOUR_STEPS } from './example.ts';

const toys = chainOf(find);

/** One step that feeds its own line y = slope x back: x = scale y + offset, from the second round on. */
function fedBack(parameters: object, bind: object, repeat: object = {}) {
  return ask(toys, {
    steps: [
      {
        id: 'line',
        calculator: 'broken',
        parameters: { jumpAt: 1_000, ...parameters },
        bind: [{ from: 'line.y', to: 'x', scaleUnit: '1/quote', ...bind }],
      },
    ],
    repeat: { until: { output: 'line.y', tolerance: 1e-9 }, ...repeat },
  });
}

describe('the chain of four markets', () => {
  const answer = ask(chain, FOUR_STEPS);
  const steps = Object.fromEntries((answer.rounds[0]?.steps ?? []).map((step) => [step.id, step]));

  // The catalogue's example prints these numbers, to nine digits.
  it.each([
    ['liq', { totalMove: 0.0873484692, forcedQuantity: 60_000, finalPrice: 91.2651531, rounds: 2 }],
    ['spot', { priceImpact: 0.00367423461, finalPrice: 99.6325765, cost: 14_696.9385 }],
    [
      'fire',
      { totalDirectLoss: 12.9393877, totalIndirectLoss: 5.18944168, aggregateVulnerability: 0.0494232541, rounds: 1 },
    ],
    ['net', { totalShortfall: 18.3625995, fundamentalDefaults: 1, contagionDefaults: 0, bankruptcyCosts: 8.51526673 }],
  ])('has the printed outputs: %s', (id, printed) => {
    for (const [name, value] of Object.entries(printed)) {
      expect((steps[id]?.outputs[name] as number) / (value || 1)).toBeCloseTo(value === 0 ? 0 : 1, 8);
    }
  });

  it('has the printed values in between', () => {
    expect(steps.liq?.bound).toEqual([]);
    expect(steps.spot?.bound).toEqual([{ to: 'orderQuantity', value: 60_000 }]);
    expect(steps.fire?.bound).toEqual([
      { to: 'assetShocks[0]', value: expect.closeTo(0.021837117307087383, 14) },
      { to: 'assetShocks[1]', value: expect.closeTo(0.0036742346141747668, 14) },
    ]);
    expect(steps.net?.bound).toEqual([
      { to: 'externalAssets', value: [35.152667, 43.876768, 22.841735].map((value) => expect.closeTo(value, 6)) },
    ]);
  });

  it('compounds the two falls', () => {
    expect(answer).toMatchObject({ status: 'COMPLETED', roundCount: 1, problem: null, untilSeries: null });
    expect(answer.total).toBeCloseTo(1 - (1 - 0.0873484692) * (1 - 0.00367423461), 9);
  });

  it('is the runs made by hand, one after the other', () => {
    for (const { id, calculator, parameters } of FOUR_STEPS.steps) {
      const bound = steps[id]?.bound ?? [];
      const fed: Record<string, unknown> = structuredClone(parameters);
      for (const { to, value } of bound) {
        const [, name = '', index] = /^(\w+)(?:\[(\d)\])?$/.exec(to) ?? [];
        if (index === undefined) fed[name] = value;
        else (fed[name] as unknown[])[Number(index)] = value;
      }
      expect(steps[id]?.outputs).toEqual(runCalculator(findCalculator(calculator), fed).outputs);
    }
  });
});

describe('a bind', () => {
  /** How much `total` of the toy, a sum of all its numbers, gains from a bind from a line y = x at x = 1. */
  const gained = (bind: object, parameters: object = {}) => {
    const steps = [
      { id: 'line', calculator: 'broken', parameters: { jumpAt: 1_000 } },
      { id: 'sum', calculator: 'kinds', parameters: { needed: 0, ...parameters }, bind: [{ from: 'line.y', ...bind }] },
    ];
    const { rounds } = ask(toys, { steps });
    const without = runCalculator(find('kinds'), { needed: 0, ...parameters }).outputs.total as number;
    return (rounds[0]?.steps[1]?.outputs.total as number) - without;
  };

  it('multiplies, then adds', () => {
    expect(gained({ to: 'optional', scale: 3, offset: 2 })).toBe(5);
  });

  it('is followed by the defaults derived from its parameter', () => {
    // needed, its double and one share per weight.
    expect(gained({ to: 'needed' })).toBe(1 + 2 + 3);
  });

  it('rounds for a whole-numbered parameter', () => {
    // The default is 3 events; 5.4 is rounded to 5.
    expect(gained({ to: 'events', scale: 5.4, scaleUnit: '1/quote' })).toBe(2);
  });

  it('sets one entry, or every one', () => {
    // Weights are 1, 2, 3; the matrix is 1, 2, 3, 4.
    expect(gained({ to: 'weights[2]', scale: 7, scaleUnit: '1/quote' })).toBe(4);
    expect(gained({ to: 'matrix[*][*]', scale: 7 })).toBe(28 - 10);
    expect(gained({ to: 'positions[*].margin', scale: 7 }, { positions: [{ size: 1 }, { size: 2 }] })).toBe(14);
  });

  it('leads where an earlier one of the same step has led, and wins', () => {
    const { rounds } = ask(toys, {
      steps: [
        { id: 'line', calculator: 'broken' },
        {
          id: 'sum',
          calculator: 'kinds',
          parameters: { needed: 1 },
          bind: [
            { from: 'line.y', to: 'price', scale: 5, scaleUnit: '1/base' },
            { from: 'line.y', to: 'price', scale: 6, scaleUnit: '1/base' },
          ],
        },
      ],
    });
    expect(rounds[0]?.steps[1]?.bound).toEqual([
      { to: 'price', value: 5 },
      { to: 'price', value: 6 },
    ]);
    const { outputs } = runCalculator(find('kinds'), { needed: 1, price: 6 });
    expect(rounds[0]?.steps[1]?.outputs).toEqual(outputs);
  });

  it('takes true as 1, a count of entries, and a reduced list', () => {
    const bound = (from: string, more: object = {}) =>
      ask(toys, {
        steps: [
          { id: 'a', calculator: 'kinds', parameters: { needed: 1, price: 5_000 } },
          { id: 'b', calculator: 'broken', bind: [{ from, to: 'drop', ...more }] },
        ],
      }).rounds[0]?.steps[1]?.bound[0]?.value;
    expect(bound('a.isLarge')).toBe(1);
    expect(bound('a.flags.sum')).toBe(2);
    expect(bound('a.series.count')).toBe(5);
    expect(bound('a.series.max', { scaleUnit: '1/quote' })).toBe(3);
  });

  it('feeds a list into a list as a whole', () => {
    const { rounds } = ask(toys, {
      steps: [
        { id: 'a', calculator: 'kinds', parameters: { needed: 1 } },
        {
          id: 'b',
          calculator: 'kinds',
          parameters: { needed: 1 },
          bind: [{ from: 'a.counts', to: 'weights', scale: 2, offset: 1 }],
        },
      ],
    });
    // Lots are 2 (the default) and 5.
    expect(rounds[0]?.steps[1]?.bound).toEqual([{ to: 'weights', value: [5, 11] }]);
  });

  it.each([
    ['converts hours into days', 'hawkes-clustering', 'kernelHalfLife', 'price-impact', 'executionDays', 1 / 24],
    ['converts basis points into a fraction', 'price-impact', 'averageSlippageBps', 'sell-off-feedback', 'shock', 1e-4],
    // An amount in quote currency does not match a quantity: nothing is multiplied.
    ['leaves other dimensions to the caller', 'price-impact', 'cost', 'sell-off-feedback', 'holdings', 1],
  ])('%s where it is asked to', (_, source, output, target, to, ratio) => {
    const { rounds } = ask(chain, {
      steps: [
        { id: 'a', calculator: source },
        { id: 'b', calculator: target, bind: [{ from: `a.${output}`, to, scale: 0.5, offset: 0.25, convert: true }] },
      ],
    });
    const value = runCalculator(findCalculator(source)).outputs[output] as number;
    expect((rounds[0]?.steps[1]?.bound[0]?.value as number) / (value * 0.5 * ratio + 0.25)).toBeCloseTo(1, 12);
  });
});

describe('feedback', () => {
  it('starts without what has not run yet, and goes on until it settles', () => {
    // y = x/2 with x = y + 1: the change of round r is 2^-r, at most 1e-9 in round 30.
    const { status, rounds, untilSeries, roundCount } = fedBack({ slope: 0.5 }, { offset: 1 }, { maxRounds: 50 });
    expect({ status, roundCount, count: rounds.length }).toEqual({ status: 'CONVERGED', roundCount: 30, count: 30 });
    expect(rounds[0]?.steps[0]?.bound).toEqual([]);
    expect(rounds[1]?.steps[0]?.bound).toEqual([{ to: 'x', value: 1.5 }]);
    expect(untilSeries?.slice(0, 3)).toEqual([0.5, 0.75, 0.875]);
    expect(fedBack({ slope: 0.5 }, { offset: 1 })).toMatchObject({ status: 'MAX_ROUNDS', roundCount: 20 });
  });

  it('ends at the fixed point of a line', () => {
    const slope = fc.double({ min: -0.6, max: 0.6, noNaN: true });
    const offset = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(slope, offset, (slope, offset) => {
        const { status, untilSeries } = fedBack({ slope }, { offset }, { maxRounds: 50 });
        expect(status).toBe('CONVERGED');
        const fixed = (slope * offset) / (1 - slope);
        expect(Math.abs((untilSeries?.at(-1) as number) - fixed)).toBeLessThanOrEqual(1.5e-9);
      }),
      { numRuns: 20 },
    );
  });

  it('diverges once five changes in a row have grown', () => {
    // Doubling from 0.002: each of the last five changes, in rounds 2 to 7, exceeds the one before.
    const doubling = fedBack({ slope: 2, x: 0.001 }, {});
    expect(doubling).toMatchObject({ status: 'DIVERGES', roundCount: 7 });
    expect(doubling.untilSeries?.at(-1)).toBeCloseTo(0.128, 12);
    expect(fedBack({ slope: -1.4, x: 0.1 }, {})).toMatchObject({ status: 'DIVERGES', roundCount: 7 });
  });

  it('that swings evenly neither settles nor diverges', () => {
    const { status, untilSeries } = fedBack({ slope: -1 }, {}, { maxRounds: 9 });
    expect(status).toBe('MAX_ROUNDS');
    expect(untilSeries).toEqual([-1, 1, -1, 1, -1, 1, -1, 1, -1]);
  });

  it('ends where a step is refused, with the rounds before it', () => {
    // 1, 3, 9; then 27 exceeds 10.
    const refused = fedBack({ slope: 3 }, {});
    expect(refused).toMatchObject({
      ...{ status: 'REFUSED', roundCount: 4, total: null, untilSeries: [3, 9, 27] },
      problem: { step: 'line', parameter: 'x', code: 'OUT_OF_RANGE' },
    });
    expect(refused.rounds.map(({ round, steps }) => [round, steps.length])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 0],
    ]);
  });

  it('knows of no change where the watched number is missing', () => {
    // y is null below -10.
    const { status, untilSeries } = fedBack({ x: -20 }, { from: 'line.w', scale: -1 }, { maxRounds: 3 });
    expect({ status, untilSeries }).toEqual({ status: 'MAX_ROUNDS', untilSeries: [] });
  });

  it('takes the latest run of a step: of an earlier one this round, of a later one the last', () => {
    const { rounds } = ask(toys, {
      steps: [
        { id: 'a', calculator: 'broken', bind: [{ from: 'b.y', to: 'x', scaleUnit: '1/quote', offset: 1 }] },
        { id: 'b', calculator: 'broken', bind: [{ from: 'a.y', to: 'x', scaleUnit: '1/quote', offset: 0.25 }] },
      ],
      repeat: { until: { output: 'b.y', tolerance: 1e-9 }, maxRounds: 2 },
    });
    expect(rounds.map(({ steps }) => steps.map(({ bound }) => bound.map(({ value }) => value)))).toEqual([
      [[], [1.25]],
      [[2.25], [2.5]],
    ]);
  });
});

describe('a step that cannot run', () => {
  const sum = (bind: object) => ({ id: 'sum', calculator: 'kinds', parameters: { needed: 1 }, bind: [bind] });
  const line = { id: 'line', calculator: 'broken', parameters: { x: -20 } };
  const total = { outputs: ['never.z'] };

  it.each([
    ['a number that is missing', [line, sum({ from: 'line.y', to: 'price', scaleUnit: '1/base' })], 'price'],
    [
      'a list in which one is missing',
      [
        { ...sum({}), bind: [] },
        { ...sum({ from: 'sum.series', to: 'shares' }), id: 'last' },
      ],
      'shares',
    ],
    [
      'a number that is too large',
      [line, sum({ from: 'line.z', to: 'price', scale: 1e306, scaleUnit: '1/base' })],
      'price',
    ],
  ])('ends the chain at once: %s', (_, steps, parameter) => {
    const answer = ask(toys, { steps: [...steps, { id: 'never', calculator: 'broken' }], total });
    expect(answer).toMatchObject({ status: 'REFUSED', roundCount: 1, total: null, untilSeries: null });
    expect(answer.problem).toEqual({ step: steps.at(-1)?.id, parameter, code: 'NULL_INPUT' });
    expect(answer.rounds[0]?.steps.map(({ id }) => id)).toEqual(steps.slice(0, -1).map(({ id }) => id));
  });

  it('says which parameter of its own is refused', () => {
    const steps = [{ id: 'alone', calculator: 'kinds' }];
    expect(ask(toys, { steps }).problem).toEqual({ step: 'alone', parameter: 'needed', code: 'MISSING' });
  });
});

describe('a total', () => {
  const steps = [0.1, 0.2].map((x, i) => ({ id: `s${i}`, calculator: 'broken', parameters: { x } }));
  const totalOf = (outputs: string[], combine?: string) => ask(toys, { steps, total: { outputs, combine } }).total;

  it('is a sum by default, or falls one upon the other', () => {
    expect(totalOf(['s0.y', 's1.y', 's1.n'])).toBeCloseTo(4.3, 12);
    expect(totalOf(['s0.y', 's1.y'], 'COMPOUND')).toBeCloseTo(1 - 0.9 * 0.8, 12);
  });

  it('keeps the digits of falls so small that 1 less one of them is 1', () => {
    const steps = [1e-17, 2e-17].map((x, i) => ({ id: `s${i}`, calculator: 'broken', parameters: { x } }));
    const { total } = ask(toys, { steps, total: { outputs: ['s0.y', 's1.y'], combine: 'COMPOUND' } });
    expect(total).toBeCloseTo(3e-17, 30); // 1e-17 + 2e-17 - 2e-34
  });

  it('is missing where one of its numbers is', () => {
    const beyond = [{ id: 'far', calculator: 'broken', parameters: { x: -20 } }];
    expect(ask(toys, { steps: beyond, total: { outputs: ['far.z', 'far.y'] } }).total).toBeNull();
    expect(ask(toys, { steps: beyond }).total).toBeNull();
  });
});

describe('the runs of a chain', () => {
  it('are at most those it is charged for, and told as they are made', () => {
    const counting = countingFind();
    const analysis = chainOf(counting.find);
    const steps = ['a', 'b', 'c'].map((id) => ({ id, calculator: 'broken' }));
    const once = analysis.check({ steps });
    const repeated = analysis.check({ steps, repeat: { until: { output: 'a.y', tolerance: 1 }, maxRounds: 7 } });
    expect([analysis.runs(once), analysis.runs(repeated)]).toEqual([3, 21]);
    const watch = timeFor();
    // Nothing changes, so two rounds suffice.
    expect(analysis.answer(repeated, watch).status).toBe('CONVERGED');
    expect(counting.runs()).toBe(6);
    expect(watch.told.at(-1)).toEqual([5, 21]);
  });

  it('are cut off when the time is up', () => {
    expect(() => ask(chain, FOUR_STEPS, timeFor(3))).toThrow(RunTimeout);
  });
});
