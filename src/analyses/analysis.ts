/**
 * An analysis: one question that takes many runs of a calculator, such as a sweep or a search for a limit.
 *
 * It works on every calculator through its definition; calculators know nothing of analyses. The request is checked
 * first, so that it can be refused and charged before anything runs; then it is one job of the worker pool.
 */
import type { Watch } from '../calculators/run/watch.ts';

export const ANALYSES = ['sweep', 'solve', 'sensitivities', 'simulate', 'compare', 'chain'] as const;
export type AnalysisName = (typeof ANALYSES)[number];

export type { Watch };

export interface Analysis<Checked = unknown, Answer = unknown> {
  /** Name of the root field in the API, and of the command. */
  name: AnalysisName;
  /**
   * Checks a raw request and completes its defaults.
   *
   * @param request - the root's input as JSON, enum values as the schema spells them.
   * @returns plain data that can be sent to a thread.
   * @throws InvalidInput whose parameters are paths inside the request, the first fault in the catalogue's order first.
   */
  check(request: unknown): Checked;
  /** Most runs of a calculator that it may take: what the request is charged for. */
  runs(checked: Checked): number;
  /**
   * The answer in the shape of the root's type, except for `calculator` and the entries of a run, which the API adds.
   *
   * @throws InvalidInput if a run that it depends on is refused; RunTimeout if the time is up and a partial answer is
   * of no use.
   */
  answer(checked: Checked, watch: Watch): Answer;
}
