/** Every checked case of every analysis, within its own tolerances. */

import { ANALYSES } from '../../src/analyses/analysis.ts';
import { ANALYSIS_BY_NAME } from '../../src/analyses/registry.ts';
import { InvalidInput } from '../../src/errors.ts';
import { everyCase } from './cases.ts';

everyCase(ANALYSES, (name, request) => {
  const analysis = ANALYSIS_BY_NAME[name];
  try {
    return { answer: analysis.answer(analysis.check(request), { isOver: () => false, progress() {} }) };
  } catch (error) {
    if (error instanceof InvalidInput) return { problems: error.problems };
    throw error;
  }
});
