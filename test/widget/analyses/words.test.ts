/** Answers in sentences: they say what was found, and claim no more than was tried. */

import { describe, expect, it } from '@jest/globals';
import { changesBetween, differenceInWords, waterfall } from '../../../src/widget/analyses/comparison/changes.ts';
import { curveInWords } from '../../../src/widget/analyses/curve/curve-words.ts';
import type { Comparison, Simulation, Solution, Sweep } from '../../../src/widget/analyses/kit/asking.ts';
import type { Selector } from '../../../src/widget/analyses/kit/selectors.ts';
import type { Variable } from '../../../src/widget/analyses/kit/variables.ts';
import { limitInWords, type Target } from '../../../src/widget/analyses/limit/limit-words.ts';
import { outcomesInWords } from '../../../src/widget/analyses/outcomes/outcomes-words.ts';
import { type Swing, swingBar, tornadoInWords } from '../../../src/widget/analyses/tornado/swings.ts';
import type { Output } from '../../../src/widget/views/definition.ts';
import { numberWriter } from '../../../src/widget/views/wording.ts';

const write = numberWriter('en');
const LEVERAGE: Variable = {
  path: 'leverage',
  label: 'Leverage',
  description: '',
  group: '',
  unit: 'x',
  value: 10,
  isWhole: false,
  apply: 'SET',
  minimum: 1,
  maximum: 100,
};
const LOSS: Selector = {
  text: 'loss',
  label: 'Loss',
  description: '',
  group: '',
  unit: 'fraction',
  isContinuous: true,
};

describe('a curve', () => {
  const sweep = (values: (number | null)[], rest: Partial<Sweep> = {}): Sweep => ({
    axes: [{ values: values.map((_, i) => i + 1) }],
    outputs: [{ output: 'loss', unit: 'fraction', values }],
    faults: values.map(() => null),
    okCount: values.length,
    refusedCount: 0,
    timeoutCount: 0,
    jumps: [],
    ...rest,
  });
  const words = (given: Sweep) => curveInWords(given, LEVERAGE, LOSS, write);
  const jump = (right: number, leftValue: number, rightValue: number) => {
    return { output: 'loss', cell: 0, left: right - 1e-6, right, leftValue, rightValue };
  };

  it('tells its tipping point first, where a jump is a good part of all that happens', () => {
    expect(words(sweep([0, 0.1, 0.6], { jumps: [jump(2.5, 0.1, 0.5)] }))).toEqual([
      'Tipping point: at leverage 2.5 ×, loss jumps from 10 % to 50 %.',
      'Loss lies between 0 % and 60 % for leverage between 1 × and 3 ×.',
    ]);
  });

  it('makes no tipping point of the steps of a stepwise model', () => {
    expect(words(sweep([0, 0.3, 0.6], { jumps: [jump(1.5, 0.1, 0.11), jump(2.5, 0.4, 0.42)] }))).toEqual([
      'Loss lies between 0 % and 60 % for leverage between 1 × and 3 ×.',
      'Largest jump: at leverage 2.5 ×, loss jumps from 40 % to 42 %.',
      '1 smaller jump is in the table.',
    ]);
  });

  it('calls none the largest of jumps of one size, and tells the first', () => {
    const stairs = Array.from({ length: 10 }, (_, i) => jump(i + 1.5, (i + 6) / 100, (i + 7) / 100));
    expect(words(sweep([0, 0.5, 1], { jumps: stairs }))).toEqual([
      'Loss lies between 0 % and 100 % for leverage between 1 × and 3 ×.',
      'First of 10 jumps of equal size: at leverage 1.5 ×, loss jumps from 6 % to 7 %.',
      '9 more of equal size are in the table.',
    ]);
    const uneven = [jump(1.5, 0.06, 0.07), jump(2.5, 0.07, 0.08002), jump(2.7, 0.09, 0.095)];
    expect(words(sweep([0, 0.5, 1], { jumps: uneven })).slice(1)).toEqual([
      'First of 2 jumps of about the same size: at leverage 1.5 ×, loss jumps from 6 % to 7 %.',
      '1 more of about the same size is in the table.',
      '1 smaller jump is in the table.',
    ]);
    const tipping = [1, 2, 3, 4, 5].map((x) => jump(x + 0.5, x / 10, (x + 2) / 10));
    expect(words(sweep([0, 0.5, 1], { jumps: tipping }))).toEqual([
      'Tipping point: at leverage 1.5 ×, loss jumps from 10 % to 30 %.',
      'At leverage 2.5 × it jumps from 20 % to 40 %.',
      'At leverage 3.5 × it jumps from 30 % to 50 %.',
      '2 more of equal size are in the table.',
      'Loss lies between 0 % and 100 % for leverage between 1 × and 3 ×.',
    ]);
  });

  it('says that there may be more jumps where there are as many as were asked for', () => {
    const stairs = Array.from({ length: 50 }, (_, i) => jump(i + 1.5, i / 100, (i + 1) / 100));
    const may = '50 jumps are the most that are searched for, so there may be more: narrow the range to see them.';
    expect(words(sweep([0, 1], { jumps: stairs })).at(-1)).toBe(may);
    expect(words(sweep([0, 1], { jumps: stairs.slice(1) })).join()).not.toContain('there may be more');
  });

  it('tells no jump between values that read the same', () => {
    const noise = sweep([0.1806, 0.1806000001], { jumps: [jump(1.5, 0.1806, 0.1806000001)] });
    expect(words(noise).at(-1)).toBe('No jump stands out in between.');
  });

  it('says that no jump was found only where one was looked for', () => {
    expect(words(sweep([0.2, 0.2]))).toEqual([
      'Loss is 0.2 (20 %) for every leverage between 1 × and 2 ×.',
      'No jump stands out in between.',
    ]);
    expect(words(sweep([0.2, 0.2], { jumps: null }))).toHaveLength(1);
  });

  it('says where there is no number, and why', () => {
    const partly = sweep([0.1, 0.2, null, null], {
      refusedCount: 1,
      faults: [null, null, null, 'leverage'],
      jumps: null,
    });
    expect(words(partly).at(-1)).toBe(
      '1 point is outside what the calculator takes (leverage). It is not defined at 1 point.',
    );
    expect(words(sweep([null], { timeoutCount: 1 }))).toEqual([
      'Between leverage 1 × and 1 × there is no loss. Time ran out before 1 point.',
    ]);
  });
});

describe('a limit', () => {
  const target: Target = { comparison: 'AT_MOST', value: 0.2, find: 'LARGEST', from: 1, to: 100 };
  const solution = (rest: Partial<Solution>): Solution => ({
    outcome: 'FOUND',
    value: 4.9,
    atBound: false,
    outputAtValue: 0.2,
    unit: 'x',
    crossings: [],
    crossingCount: 1,
    points: { x: [1, 50, 100], y: [0.1, 0.3, 0.5] },
    ...rest,
  });
  const crossing = (rest: object) => ({
    lower: 4.9,
    upper: 4.91,
    lowerValue: 0.15,
    upperValue: 0.4,
    kind: 'CONTINUOUS' as const,
    admissible: 'LOWER' as const,
    ...rest,
  });
  const words = (given: Partial<Solution>, of: Target = target) =>
    limitInWords(solution(given), of, LEVERAGE, LOSS, write);

  it('is a value', () => {
    expect(words({ crossings: [crossing({})] })).toEqual([
      '4.9 × is the largest leverage for which loss is at most 0.2 (20 %).',
      'At this value, loss is 0.2 (20 %).',
    ]);
  });

  it('tells of the jump, step or edge right beyond it', () => {
    expect(words({ crossings: [crossing({ kind: 'JUMP' })] }).at(-1)).toBe(
      'Right above it, loss jumps from 15 % to 40 %.',
    );
    expect(words({ crossings: [crossing({ kind: 'STEP', lower: 4.9, upper: 6 })] }).at(-1)).toBe(
      'At the next, 6 ×, loss is 0.4 (40 %).',
    );
    expect(words({ crossings: [crossing({ kind: 'EDGE', upperValue: null })] }).at(-1)).toMatch(
      /^Right above it the calculator has no answer/,
    );
    const smallest = { ...target, find: 'SMALLEST' as const };
    expect(words({ value: 4.91, crossings: [crossing({ kind: 'JUMP', admissible: 'UPPER' })] }, smallest).at(-1)).toBe(
      'Right below it, loss jumps from 40 % to 15 %.',
    );
  });

  it('at the end of the range says that no values beyond it were tried', () => {
    expect(words({ value: 100, atBound: true })).toContain(
      'This is the end of the range; no values beyond it were tried.',
    );
    expect(words({ outcome: 'ALWAYS', value: 100, atBound: true })).toEqual([
      'Always: loss is at most 0.2 (20 %) at each of the 3 points between 1 and 100 ×.',
      'The largest leverage of these is 100 ×; no values beyond it were tried.',
    ]);
  });

  it('that holds nowhere says so, and where an exact value is skipped', () => {
    expect(words({ outcome: 'NEVER', value: null })).toEqual([
      'Never: loss is at most 0.2 (20 %) at none of the 3 points between 1 and 100 ×.',
    ]);
    const exactly = { ...target, comparison: 'EQUALS' as const };
    const leap = crossing({ kind: 'JUMP', admissible: 'NEITHER' });
    expect(words({ outcome: 'NEVER', value: null, crossings: [leap] }, exactly).at(-1)).toBe(
      'The value is skipped: at leverage 4.91 ×, loss jumps from 0.15 (15 %) to 0.4 (40 %).',
    );
  });

  it('warns where the condition holds in several stretches', () => {
    expect(words({ crossingCount: 3 }).at(-1)).toBe(
      'The condition starts or stops holding at 3 places of the range; the table has them.',
    );
  });

  it('says of which of several places a curve shows only one side', () => {
    const edge = crossing({ kind: 'EDGE', lower: 1, upper: 2, lowerValue: null, admissible: 'UPPER' });
    expect(words({ crossingCount: 2, crossings: [edge, crossing({})] }).slice(-2)).toEqual([
      'The condition starts or stops holding at 2 places of the range; the table has them.',
      'One of them is an edge, beyond which the model gives no number for loss.',
    ]);
    expect(words({ crossingCount: 3, crossings: [edge, crossing({}), edge] }).at(-1)).toBe(
      '2 of them are edges, beyond which the model gives no number for loss.',
    );
  });
});

describe('a tornado', () => {
  const swing = (label: string, rest: Partial<Swing>): Swing => ({
    path: label,
    label,
    unit: 'x',
    lowAt: 9,
    highAt: 11,
    low: 0.1,
    high: 0.3,
    swing: 0.2,
    rank: 1,
    elasticity: 1,
    method: 'CENTRAL',
    jump: false,
    kink: false,
    ...rest,
  });

  it('names what matters most, what does not, and what jumps', () => {
    const swings = [swing('Leverage', {}), swing('Size', { swing: 0.1, jump: true }), swing('Fee', { swing: 0 })];
    expect(tornadoInWords(swings, 0.2, LOSS, write)).toEqual([
      'Loss depends most on leverage, then on size.',
      'It is 0.2 (20 %); with leverage from 9 × to 11 × it changes from 10 % to 30 %.',
      '1 parameter does not move it.',
      'It jumps close to the present size: there an elasticity means nothing.',
    ]);
    expect(tornadoInWords([swing('Fee', { swing: null })], 0.2, LOSS, write)).toEqual([
      'No parameter moves loss by so small a change.',
    ]);
  });

  it('lays the shorter bar on the longer one where both lead to the same side', () => {
    const { pieces } = swingBar(swing('Leverage', { low: 0.25, high: 0.4 }), 0.2, write);
    expect(pieces.map(({ to, words }) => [to, words])).toEqual([
      [0.4, '11'],
      [0.25, ''],
    ]);
  });
});

it('tells the range of a simulation, how runs ended, and which are missing', () => {
  const simulation: Simulation = {
    runs: 1000,
    okCount: 990,
    refusedCount: 10,
    timeoutCount: 0,
    quantileLevels: [0.05, 0.25, 0.5, 0.75, 0.95],
    outputs: [
      {
        output: 'loss',
        unit: 'fraction',
        count: 980,
        mean: 0.11,
        standardDeviation: 0.02,
        minimum: 0,
        maximum: 0.3,
        quantiles: [0.05, 0.08, 0.1, 0.15, 0.2],
        lowerShortfall: 0.04,
        upperShortfall: 0.25,
        histogramEdges: [0, 0.3],
        histogramCounts: [980],
      },
    ],
    statuses: [
      { status: 'priceFloor', count: 90, share: 0.09 },
      { status: 'converged', count: 900, share: 0.9 },
    ],
    refusals: [{ parameter: 'shock', count: 10 }],
  };
  const ended = {
    name: 'status',
    values: ['converged', 'priceFloor'],
    valueLabels: ['Converged', 'Price floor'],
  } as Output;
  expect(outcomesInWords(simulation, LOSS, { parameters: [], outputs: [ended] }, write)).toEqual([
    'In nine out of ten runs, loss lies between 5 % and 20 %; the median is 10 %.',
    'Mean 0.11 (11 %), standard deviation 2 %; the lowest twentieth averages 4 %, the highest 25 %.',
    'How runs ended: converged 90 %, price floor 9 %.',
    'It is not defined in 10 runs.',
    '10 runs drew what the calculator does not take (shock) and are left out.',
  ]);
});

describe('two runs', () => {
  const found = {
    output: 'loss',
    unit: 'fraction',
    base: 0.1,
    value: 0.25,
    difference: 0.15,
    relative: 1.5,
    effects: [0.2, -0.05],
    interaction: 0,
  } satisfies Comparison['scenarios'][number]['outputs'][number];

  it('differ in the parameters that differ', () => {
    expect(changesBetween({ a: 1, b: [1, 2], c: 'x' }, { a: 1, b: [1, 3], c: 'x' })).toEqual([
      { path: 'b', value: [1, 3] },
    ]);
  });

  it('are told with what each change brought, the largest first', () => {
    expect(differenceInWords(found, ['Fee', 'Leverage'], LOSS, write)).toEqual([
      'Loss went from 10 % to 25 %, 150 % more.',
      'Of the difference: fee +20 pp, leverage −5 pp.',
    ]);
    expect(differenceInWords({ ...found, value: 0.1, difference: 0 }, [], LOSS, write)).toEqual([
      'Loss is 0.1 (10 %) in both runs.',
    ]);
    const word = { ...found, base: false, value: true, difference: null };
    expect(differenceInWords(word, [], { ...LOSS, label: 'Session closed' }, write)).toEqual([
      'Session closed is no in the kept run and yes now.',
    ]);
  });

  it('are joined by steps that begin at the one and end at the other', () => {
    const bars = waterfall(found, ['Fee', 'Leverage'], LOSS, write);
    expect(bars.map(({ name }) => name)).toEqual(['Kept', 'Fee', 'Leverage', 'Now']);
    const ends = bars.map(({ pieces: [piece] }) => [piece?.from, piece?.to]);
    expect(ends[0]).toEqual([0.1, 0.1]);
    expect(ends[1]).toEqual([0.1, expect.closeTo(0.3)]);
    expect(ends[2]).toEqual([expect.closeTo(0.3), expect.closeTo(0.25)]);
    expect(ends[3]).toEqual([0.25, 0.25]);
  });
});
