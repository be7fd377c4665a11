/**
 * The executable schema: the hand-written SDL of the graph and the episodes, the generated SDL of the calculators, and
 * their resolvers.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { ANALYSIS_BY_NAME } from '../analyses/registry.ts';
import { analyseAtOnce, type RunAnalysis } from '../analyses/runner.ts';
import { CALCULATORS } from '../calculators/registry.ts';
import { runCalculator } from '../calculators/run/run.ts';
import type { RunCalculator } from '../calculators/run/runner.ts';
import { EPISODES } from '../episodes/registry.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { analysisResolvers } from './analyses.ts';
import { calculatorLinks } from './calculator-links.ts';
import { calculatorResolvers, calculatorShelf } from './calculators.ts';
import { changeResolvers } from './change-resolvers.ts';
import { conceptResolvers } from './concept-resolvers.ts';
import { takeBothSpellings } from './enum-variables.ts';
import { episodeResolvers } from './episodes.ts';
import { equationResolvers } from './equations.ts';
import { federationResolvers } from './federation.ts';
import { queryResolvers } from './query-resolvers.ts';
import { scalars } from './scalars.ts';
import { searchResolvers } from './search-resolvers.ts';
import { textSearchResolvers } from './text-search-resolvers.ts';
import { walkResolvers } from './walk-resolvers.ts';
import { meter } from './work/metered-schema.ts';

const FILES = [
  ...['limits', 'query', 'concept', 'page', 'search', 'walk', 'changes', 'calculator', 'calculators', 'episodes'],
  ...['common', ...Object.keys(ANALYSIS_BY_NAME)].map((name) => `analyses/${name}`),
];

/** The SDL of the whole API; for a federation with the entities' keys. */
export function typeDefinitions({ federation = false } = {}): string {
  if (!federation) return sdlOf(FILES);
  // Other subgraphs have a PageInfo as well. In an extension the directive would cover only the extension's own fields.
  return sdlOf([...FILES, 'federation/keys']).replace(/^type PageInfo /m, '$&@shareable ');
}

function sdlOf(files: readonly string[]): string {
  return files.map((file) => readFileSync(join(PACKAGE_ROOT, 'schema', `${file}.graphql`), 'utf8')).join('\n');
}

/**
 * @param run - runs calculators, and `analyse` analyses: in this thread, unless a service keeps slow ones off its event
 *   loop.
 * @param federation - whether it is a subgraph of a federation.
 */
export function createSchema(
  run: RunCalculator = runCalculator,
  analyse: RunAnalysis = analyseAtOnce,
  { federation = false } = {},
): GraphQLSchema {
  const shelf = calculatorShelf(CALCULATORS);
  const sdl = typeDefinitions({ federation });
  const schema = makeExecutableSchema({
    typeDefs: federation ? `${sdl}\n${sdlOf(['federation/subgraph'])}` : sdl,
    // A test checks that it is valid, and nothing else uses the schema, so it need not be copied.
    assumeValidSDL: true,
    // Locations are never reported, and would keep every token in memory.
    noLocation: true,
    updateResolversInPlace: true,
    resolvers: [
      scalars,
      conceptResolvers,
      queryResolvers(shelf),
      searchResolvers,
      textSearchResolvers,
      walkResolvers(shelf),
      changeResolvers,
      calculatorLinks(shelf),
      equationResolvers,
      calculatorResolvers(CALCULATORS, shelf, run),
      episodeResolvers(EPISODES, shelf, run),
      analysisResolvers(shelf, analyse),
      federation ? federationResolvers(shelf, sdl) : {},
    ],
  });
  return meter(takeBothSpellings(schema, CALCULATORS));
}
