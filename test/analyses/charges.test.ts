/** The charge of an analysis bounds its work: every checked case, with its runs counted. */
import { describe, expect, it } from '@jest/globals';
import { ANALYSES, type Analysis, type AnalysisName } from '../../src/analyses/analysis.ts';
import { chainOf } from '../../src/analyses/chain/chain.ts';
import { compareOf } from '../../src/analyses/compare/compare.ts';
import type { FindCalculator } from '../../src/analyses/kit/request.ts';
import { sensitivitiesOf } from '../../src/analyses/sensitivities/sensitivities.ts';
import { simulateOf } from '../../src/analyses/simulate/simulate.ts';
import { solveOf } from '../../src/analyses/solve/solve.ts';
import { sweepOf } from '../../src/analyses/sweep/sweep.ts';
import { RunTimeout } from '../../src/errors.ts';
import { casesOf } from './cases.ts';
import { countingFind, timeFor } from './counted.ts';

const OF: Readonly<Record<AnalysisName, (find: FindCalculator) => Analysis>> = {
  sweep: sweepOf,
  solve: solveOf,
  sensitivities: sensitivitiesOf,
  simulate: simulateOf,
  compare: compareOf,
  chain: chainOf,
};

describe.each(ANALYSES)('%s', (name) => {
  const of = OF[name];
  const answered = casesOf(name).filter(({ expected }) => expected.error === undefined);

  it.each(answered)('$name', ({ request }) => {
    const counting = countingFind();
    const analysis = of(counting.find);
    const checked = analysis.check(request);
    expect(counting.runs()).toBe(0);
    const watch = timeFor();
    analysis.answer(checked, watch);
    const charged = analysis.runs(checked);
    expect(counting.runs()).toBeLessThanOrEqual(charged);
    for (const [done, most] of watch.told) {
      expect(done).toBeLessThanOrEqual(most);
      expect(most).toBeLessThanOrEqual(charged);
    }
  });

  it('begins no run once its time is up, and does not ask again', () => {
    for (const { request } of answered) {
      const counting = countingFind();
      const analysis = of(counting.find);
      const checked = analysis.check(request);
      analysis.answer(checked, timeFor());
      const all = counting.runs();
      const half = Math.floor(all / 2);
      const watch = timeFor(half);
      let overs = 0;
      const isOver = () => {
        const over = watch.isOver();
        if (over) overs += 1;
        return over;
      };
      try {
        analysis.answer(checked, { ...watch, isOver });
      } catch (error) {
        expect(error).toBeInstanceOf(RunTimeout);
      }
      // The base run is exempt: there is no answer without it.
      expect(counting.runs() - all).toBeLessThanOrEqual(half + 1);
      expect(overs).toBeLessThanOrEqual(1);
    }
  });

  it('can be sent to a thread as it is checked, and answered from there', () => {
    for (const { request } of answered) {
      const checked = of(countingFind().find).check(request);
      expect(structuredClone(checked)).toEqual(checked);
      expect(JSON.parse(JSON.stringify(checked))).toEqual(structuredClone(checked));
    }
  });
});
