/** The analyses in the API: each is a root field, checked and charged before anything runs. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Analysis } from '../analyses/analysis.ts';
import { ANALYSIS_BY_NAME } from '../analyses/registry.ts';
import type { RunAnalysis } from '../analyses/runner.ts';
import type { CalculatorShelf } from './calculators.ts';
import type { Context } from './context.ts';

interface Arguments {
  input: { calculator?: string };
}
/** The part of the context that analyses use. */
type Asking = Partial<Pick<Context, 'signal' | 'work'>> | undefined;

/** @param analyse - runs an analysis. */
export function analysisResolvers(calculators: CalculatorShelf, analyse: RunAnalysis) {
  const root =
    (analysis: Analysis) =>
    async (_: unknown, { input }: Arguments, context: Asking, info: GraphQLResolveInfo) => {
      const waiting = {
        charge: (runs: number) => context?.work?.ordered(runs, info),
        ...(context?.signal && { signal: context.signal() }),
      };
      const answer = await analyse(analysis, input, waiting);
      const calculator = calculators.find(input.calculator ?? '');
      const run = 'run' in answer && answer.run ? { calculator, ...answer.run } : null;
      return { calculator, ...answer, run };
    };
  return {
    Query: Object.fromEntries(Object.values(ANALYSIS_BY_NAME).map((analysis) => [analysis.name, root(analysis)])),
  };
}
