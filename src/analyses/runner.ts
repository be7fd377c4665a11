/** How analyses are run: checked here, so that a refusal needs no thread, and done in a thread of the pool. */

import { findCalculator } from '../calculators/registry.ts';
import type { Pool, Terms } from '../calculators/run/pool.ts';
import { adviceFor } from '../calculators/run/runner.ts';
import type { Analysis, AnalysisName } from './analysis.ts';

/** Analyses of whose answers a part stands alone: what is not done when the time is up is told as not done. */
const PARTIAL: ReadonlySet<AnalysisName> = new Set(['sweep', 'simulate']);

/** Who waits for an analysis. */
export interface Waiting {
  /** Told how many runs of a calculator it may take, before any of them: may throw, so that it is not done. */
  charge?(runs: number): void;
  /** Aborted once nobody waits any more. */
  signal?: AbortSignal;
  onProgress?(done: number, of: number): void;
}

/** @throws InvalidInput and RunTimeout as the analysis does, and as `Pool.run` does. */
export type RunAnalysis = (analysis: Analysis, request: unknown, waiting?: Waiting) => Promise<object>;

/**
 * @param inTurn - does short work in a turn of the event loop.
 */
export function analysisRunner(
  pool: Pool,
  inTurn: <Result>(work: () => Result) => Promise<Result> = async (work) => work(),
): RunAnalysis {
  return async (analysis, request, { charge, signal, onProgress } = {}) => {
    const checked = await inTurn(() => {
      const checked = analysis.check(request);
      charge?.(analysis.runs(checked));
      return checked;
    });
    const { name } = analysis;
    const terms: Terms = {
      lane: 'analysis',
      what: `a run of the ${name}`,
      advice: adviceOf(request),
      isPartial: PARTIAL.has(name),
      signal,
      onProgress,
    };
    return (await pool.run({ task: name, given: checked }, terms)) as object;
  };
}

/** Does an analysis at once, with all the time that it takes. */
export const analyseAtOnce: RunAnalysis = async (analysis, request, { charge } = {}) => {
  const checked = analysis.check(request);
  charge?.(analysis.runs(checked));
  return analysis.answer(checked, { isOver: () => false, progress() {} }) as object;
};

/** What to change about a request whose runs take too long. */
function adviceOf(request: unknown): string {
  const { calculator } = request as { calculator?: string };
  return calculator === undefined ? 'make its steps smaller' : adviceFor(findCalculator(calculator));
}
