/** Why a chain is refused: the first fault in the catalogue's order is reported. */
import { describe, expect, it } from '@jest/globals';
import { chainOf } from '../../../src/analyses/chain/chain.ts';
import { runCalculator } from '../../../src/calculators/run/run.ts';
import { ask, countingFind, find } from '../counted.ts';
import { faultOf } from '../faults.ts';

const { check } = chainOf(find);
const sound = { from: 'a.y', to: 'slope', scaleUnit: '1/quote' };

describe('a request for a chain', () => {
  it('is refused at its first fault', () => {
    const step = (id: unknown, more: object = {}) => ({ id, calculator: 'broken', ...more });
    const bound = (bind: object) => [step('a'), step('b', { bind: [sound, bind] })];
    const faulty: Record<string, unknown> = {
      steps: [],
      repeat: null,
      total: { outputs: [], combine: 'PRODUCT' },
    };
    const repairs: [string, Record<string, unknown>][] = [
      ['steps EMPTY', { steps: new Array(21).fill(step('a')) }],
      ['steps TOO_LARGE', { steps: [step(null)] }],
      ['steps[0].id MISSING', { steps: [step('1a', { calculator: 'none' })] }],
      ['steps[0].id OUT_OF_RANGE', { steps: [step(`a${'b'.repeat(32)}`)] }],
      ['steps[0].id OUT_OF_RANGE', { steps: [step('a', { calculator: 'none' }), step('a')] }],
      ['steps[0].calculator UNKNOWN_VALUE', { steps: [step('a', { bind: [{}] }), step('a')] }],
      ['steps[1].id OUT_OF_RANGE', { steps: [step('a', { parameters: 7 })] }],
      ['steps[0].parameters WRONG_TYPE', { steps: [step('a', { bind: new Array(51).fill(sound) })] }],
      ['steps[0].bind TOO_LARGE', { steps: bound({ scale: Number.NaN }) }],
      ['steps[1].bind[1].from MISSING', { steps: bound({ from: 'c.y', scale: Number.NaN }) }],
      ['steps[1].bind[1].from UNKNOWN_STEP', { steps: bound({ from: 'b.y' }) }],
      ['steps[1].bind[1].from UNKNOWN_STEP', { steps: bound({ from: 'a' }) }],
      ['steps[1].bind[1].from UNKNOWN_OUTPUT', { steps: bound({ from: 'a.v' }) }],
      ['steps[1].bind[1].from UNKNOWN_OUTPUT', { steps: bound({ from: 'a.word' }) }],
      ['steps[1].bind[1].from NOT_NUMERIC', { steps: bound({ from: 'a.y', scale: Number.NaN, offset: Number.NaN }) }],
      ['steps[1].bind[1].scale NOT_FINITE', { steps: bound({ from: 'a.y', offset: Number.NaN, scaleUnit: 'lots' }) }],
      ['steps[1].bind[1].offset NOT_FINITE', { steps: bound({ from: 'a.y', scaleUnit: 'lots', to: 'v' }) }],
      ['steps[1].bind[1].scaleUnit UNKNOWN_VALUE', { steps: bound({ from: 'a.y' }) }],
      ['steps[1].bind[1].to MISSING', { steps: bound({ from: 'a.y', to: 'v' }) }],
      ['steps[1].bind[1].to UNKNOWN_PARAMETER', { steps: bound({ from: 'a.y', to: 'x' }) }],
      ['steps[1].bind[1].to UNIT_MISMATCH', { steps: bound({ from: 'a.y', to: 'x', convert: 'yes' }) }],
      ['steps[1].bind[1].convert WRONG_TYPE', { steps: bound({ from: 'a.y', to: 'x', convert: true }), repeat: {} }],
      ['repeat.until MISSING', { repeat: { until: {} } }],
      ['repeat.until.output MISSING', { repeat: { until: { output: 'c.y' } } }],
      ['repeat.until.output UNKNOWN_STEP', { repeat: { until: { output: 'a.word', tolerance: 0 } } }],
      ['repeat.until.output NOT_NUMERIC', { repeat: { until: { output: 'a.y', tolerance: 0 }, maxRounds: 0 } }],
      ['repeat.until.tolerance OUT_OF_RANGE', { repeat: { until: { output: 'a.y', tolerance: 1 }, maxRounds: 51 } }],
      ['repeat.maxRounds OUT_OF_RANGE', { repeat: { until: { output: 'a.y', tolerance: 1 }, maxRounds: 50 } }],
      ['total.outputs EMPTY', { total: { outputs: ['b.y', 'a.word'] } }],
      ['total.outputs[1] NOT_NUMERIC', { total: { outputs: ['c.y'] } }],
      ['total.outputs[0] UNKNOWN_STEP', { total: { outputs: ['b.y'], combine: 'PRODUCT' } }],
      ['total.combine UNKNOWN_VALUE', { total: { outputs: ['b.y'] } }],
    ];
    for (const [fault, repair] of repairs) {
      expect(faultOf(() => check(faulty))).toBe(fault);
      Object.assign(faulty, repair);
    }
    expect(check(faulty)).toMatchObject({ repeat: { maxRounds: 50 }, total: { combine: 'SUM' } });
  });

  it('makes at most 400 steps in all', () => {
    const steps = Array.from({ length: 20 }, (_, i) => ({ id: `s${i}`, calculator: 'broken' }));
    const repeat = (maxRounds?: number) => ({ until: { output: 's0.y', tolerance: 1 }, maxRounds });
    expect(check({ steps, repeat: repeat() })).toMatchObject({ repeat: { maxRounds: 20 } });
    expect(faultOf(() => check({ steps, repeat: repeat(21) }))).toBe('repeat.maxRounds TOO_LARGE');
  });

  it('names later steps only where they are repeated', () => {
    const steps = [
      { id: 'a', calculator: 'broken', bind: [{ ...sound, from: 'b.y' }] },
      { id: 'b', calculator: 'broken' },
    ];
    expect(faultOf(() => check({ steps }))).toBe('steps[0].bind[0].from UNKNOWN_STEP');
    const repeat = { until: { output: 'b.y', tolerance: 1 } };
    expect(check({ steps, repeat })).toMatchObject({ steps: [{ binds: [{ from: { step: 1 } }] }, {}] });
  });
});

describe('the units of a bind', () => {
  const checked = (bind: object) =>
    check({
      steps: [
        { id: 'a', calculator: 'kinds', parameters: { needed: 1 } },
        { id: 'b', calculator: 'kinds', parameters: { needed: 1, side: 'short' }, bind: [bind] },
      ],
    });

  it.each([
    ['agree', { from: 'a.total', to: 'needed' }, true],
    ['do not agree', { from: 'a.total', to: 'price' }, false],
    ['agree by that of the scale', { from: 'a.total', to: 'price', scaleUnit: '1/base' }, true],
    ['are made to differ by that of the scale', { from: 'a.total', to: 'needed', scaleUnit: '1/base' }, false],
    ['are vouched for', { from: 'a.total', to: 'price', convert: true }, true],
    ['are that of a field', { from: 'a.path[last].size', to: 'positions[0].size' }, true],
    ['are the plain ones where another parameter decides', { from: 'a.total', to: 'positions[0].size' }, false],
    ['are pure numbers of any name', { from: 'a.rounds', to: 'weights[0]' }, true],
    ['of a count are none', { from: 'a.series.count', to: 'events' }, true],
  ])('%s', (_, bind, isSound) => {
    if (isSound) expect(checked(bind)).toMatchObject({ steps: [{}, { binds: [{ ratio: 1 }] }] });
    else expect(faultOf(() => checked(bind))).toBe('steps[1].bind[0].to UNIT_MISMATCH');
  });

  it.each([
    ['a list into a number', { from: 'a.series', to: 'needed' }],
    ['a list into every entry', { from: 'a.series', to: 'shares[*]' }],
    ['a list into a matrix', { from: 'a.series', to: 'matrix' }],
    ['a number into a list', { from: 'a.total', to: 'shares' }],
    ['a number into a word', { from: 'a.total', to: 'side' }],
    ['a number into a truth', { from: 'a.rounds', to: 'isFast' }],
  ])('do not come into it: %s', (_, bind) => {
    expect(faultOf(() => checked(bind))).toBe('steps[1].bind[0].to NOT_NUMERIC');
  });
});

describe('an answer past what a service can hand over', () => {
  it('is refused as soon as the steps have given so much', () => {
    const counted = countingFind();
    // 10,000 rounds in each of a dozen lists: half a megabyte.
    const parameters = { adjustmentSpeed: 1e-9, impactExponent: 0.5, maxRounds: 10_000 };
    const steps = Array.from({ length: 20 }, (_, i) => ({ id: `a${i}`, calculator: 'leverage-targeting', parameters }));
    const bytes = JSON.stringify(runCalculator(find('leverage-targeting'), parameters).outputs).length;
    expect(faultOf(() => ask(chainOf(counted.find), { steps }))).toBe('steps TOO_LARGE');
    expect(counted.runs()).toBe(Math.ceil(5_000_000 / bytes));
  });
});
