/** The pool's worker thread: does runs of calculators, and analyses. */
import { findCalculator } from '../calculators/registry.ts';
import { computeRun } from '../calculators/run/run.ts';
import { RUN, type RunGiven } from '../calculators/run/runner.ts';
import { doJobs } from '../calculators/run/thread.ts';
import { ANALYSIS_BY_NAME } from './registry.ts';

doJobs({
  [RUN]: ({ slug, parameters }: RunGiven) => computeRun(findCalculator(slug), parameters),
  ...Object.fromEntries(Object.values(ANALYSIS_BY_NAME).map(({ name, answer }) => [name, answer])),
});
