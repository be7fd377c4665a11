/** Every analysis, by name. */
import type { Analysis, AnalysisName } from './analysis.ts';
import { chain } from './chain/chain.ts';
import { compare } from './compare/compare.ts';
import { sensitivities } from './sensitivities/sensitivities.ts';
import { simulate } from './simulate/simulate.ts';
import { solve } from './solve/solve.ts';
import { sweep } from './sweep/sweep.ts';

export const ANALYSIS_BY_NAME: Readonly<Record<AnalysisName, Analysis>> = {
  sweep,
  solve,
  sensitivities,
  simulate,
  compare,
  chain,
};
