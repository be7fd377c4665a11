/** What an analysis is charged for bounds what it does: every checked case, its runs counted. */
import { describe, expect, it } from '@jest/globals';
import type { Analysis, AnalysisName } from '../../src/analyses/analysis.ts';
import { chainOf } from '../../src/analyses/chain/chain.ts';
import { compareOf } from '../../src/analyses/compare/compare.ts';
import type { FindCalculator } from '../../src/analyses/kit/request.ts';
import { sensitivitiesOf } from '../../src/analyses/sensitivities/sensitivities.ts';
import { simulateOf } from '../../src/analyses/simulate/simulate.ts';
import { solveOf } from '../../src/analyses/solve/solve.ts';
import { sweepOf } from '../../src/analyses/sweep/sweep.ts';
import { casesOf } from './cases.ts';
import { countingFind, timeFor } from './counted.ts';

const OF: readonly [AnalysisName, (find: FindCalculator) => Analysis][] = [
  ['sweep', sweepOf],
  ['solve', solveOf],
  ['sensitivities', sensitivitiesOf],
  ['simulate', simulateOf],
  ['compare', compareOf],
  ['chain', chainOf],
];

describe.each(OF)('%s', (name, of) => {
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

  it('can be sent to a thread as it is checked, and answered from there', () => {
    for (const { request } of answered) {
      const checked = of(countingFind().find).check(request);
      expect(structuredClone(checked)).toEqual(checked);
      expect(JSON.parse(JSON.stringify(checked))).toEqual(structuredClone(checked));
    }
  });
});
