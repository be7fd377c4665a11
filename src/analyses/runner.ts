/** Runs analyses: checks requests here, so that a refusal needs no thread, and works in a thread of the pool. */

import { findCalculator } from '../calculators/registry.ts';
import type { Pool, Terms } from '../calculators/run/pool.ts';
import { adviceFor } from '../calculators/run/runner.ts';
import type { Analysis, AnalysisName } from './analysis.ts';

/** Analyses whose partial answer is useful: it reports the runs that were not done when the time was up. */
const PARTIAL: ReadonlySet<AnalysisName> = new Set(['sweep', 'simulate']);

/** The caller that waits for an analysis. */
export interface Waiting {
  /** Called before the first run with the most runs that it may take; may throw to prevent the analysis. */
  charge?(runs: number): void;
  /** Aborted once nobody waits for the analysis. */
  signal?: AbortSignal;
  onProgress?(done: number, of: number): void;
}

/** @throws InvalidInput and RunTimeout like the analysis, and like `Pool.run`. */
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

/** Runs an analysis in the calling thread, without a time limit. */
export const analyseAtOnce: RunAnalysis = async (analysis, request, { charge } = {}) => {
  const checked = analysis.check(request);
  charge?.(analysis.runs(checked));
  return analysis.answer(checked, { isOver: () => false, progress() {} }) as object;
};

/** Advice on a request whose runs take too long. */
function adviceOf(request: unknown): string {
  const { calculator } = request as { calculator?: string };
  return calculator === undefined
    ? 'shorten the lists or lower the counts in its steps'
    : adviceFor(findCalculator(calculator));
}
