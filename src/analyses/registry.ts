/** Every analysis there is, by its name. */
import type { Analysis, AnalysisName } from './analysis.ts';

export const ANALYSIS_BY_NAME: Readonly<Partial<Record<AnalysisName, Analysis>>> = {};
