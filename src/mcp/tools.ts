/** The tools for agents: each runs one query of the schema, which validates, limits and answers it. */
import type { Parameter } from './parameters-schema.ts';
import { parametersSchema } from './parameters-schema.ts';

export interface Tool {
  /** Its name in the protocol. */
  name: string;
  title: string;
  /** When to use it, for a model that has only this description. */
  description: string;
  /** Its variables are the tool's arguments; if it has a single variable of an input type, that type's fields are. */
  query: string;
  /** What to say if the query's root is null without an error. */
  nothing?: string;
  /** Arguments that are slugs of terms: if the root is null, unknown ones are reported with suggestions. */
  terms?: readonly string[];
  /** Reshapes the answer. */
  shape?: (data: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

const TERM = 'slug name meaning isStub';
const CALCULATOR = 'calculators { slug title }';
const MATCH = 'match { field text }';
const RUN = 'parameters outputs warnings { code message }';
const OUTPUT = 'name type unit description nullable values';
const PARAMETER = `name type unit description required nullable default note minimum minimumExcluded maximum
  maximumExcluded minimumLength maximumLength values`;

const TERMS: readonly Tool[] = [
  {
    name: 'look_up_term',
    title: 'Look up a term',
    description:
      'Finds the one market-risk term that a name, abbreviation, slug or page address means, with its meaning and the ' +
      'calculators attached to it. Where the name is ambiguous or unknown, the nearest terms are given as candidates.',
    query: `query ($text: String!) {
      lookup(text: $text) {
        outcome concept { ${TERM} alternateNames ${CALCULATOR} } candidates { concept { ${TERM} } match { text } }
      }
    }`,
    shape: ({ lookup }) => ({ lookup: advised(lookup as Lookup) }),
  },
  {
    name: 'read_term',
    title: 'Read a term',
    description:
      'Everything the glossary says about one term: its meaning, its texts with the pages they are from, its most relevant ' +
      'neighbours, its calculators and the documented crashes that illustrate it.',
    query: `query ($slug: String!) { concept(slug: $slug) {
      ${TERM} alternateNames definitions(first: 30) { kind facet text page { url } } related { slug name meaning } ${CALCULATOR}
      episodes { slug title } pages { url title modifiedAt }
    } }`,
    terms: ['slug'],
  },
  {
    name: 'search_terms',
    title: 'Search the glossary',
    description:
      'Full-text search over names, meanings and texts of all terms, best first, with the passage that matched.',
    query: `query ($query: String!, $first: Int = 10) { search(query: $query, first: $first) {
      totalCount correctedQuery edges { node { ${TERM} ${CALCULATOR} } ${MATCH} }
    } }`,
  },
  {
    name: 'annotate_text',
    title: 'Find terms in a text',
    description: 'Finds the glossary terms in a text, with their positions and meanings.',
    query: `query ($text: String!, $firstOccurrenceOnly: Boolean = true) {
      annotate(text: $text, firstOccurrenceOnly: $firstOccurrenceOnly) { start end text concept { slug name meaning } }
    }`,
  },
  {
    name: 'related_terms',
    title: 'Related terms',
    description:
      'The neighbours of a term that a reader would want next, most relevant first, and its typed relations.',
    query: `query ($slug: String!, $first: Int = 8) { concept(slug: $slug) {
      slug name related(first: $first) { slug name meaning }
      relations(first: $first, direction: BOTH) { totalCount edges { direction concept { slug name } node { kind pages { url } } } }
    } }`,
    terms: ['slug'],
  },
  {
    name: 'path_between_terms',
    title: 'Path between two terms',
    description: 'A shortest chain of relations between two terms, with the kind of each relation.',
    query: `query ($from: String!, $to: String!, $maxHops: Int = 6) { path(from: $from, to: $to, maxHops: $maxHops) {
      length concepts { slug name } steps { from { slug } kind to { slug } pages { url } }
    } }`,
    nothing: 'there is no such path: the terms are more than maxHops relations apart',
    terms: ['from', 'to'],
  },
  {
    name: 'list_episodes',
    title: 'Documented crashes',
    description:
      'Documented crashes, each replayed with a calculator: what was observed, what the model gives, and the difference ' +
      'between them.',
    query: `query ($calculator: String) { episodes(calculator: $calculator) {
      slug title date about lesson calculator { slug } comparison { output observed model relativeError hit }
    } }`,
  },
];

interface Lookup {
  outcome: string;
  concept: object | null;
  candidates: object[];
}

function advised(lookup: Lookup): Lookup & { advice?: string } {
  if (lookup.outcome !== 'NOT_FOUND') return lookup;
  const advice =
    lookup.candidates.length > 0
      ? 'no term has this name; the candidates have names similar to it or contained in it'
      : 'no term has this name or a similar one; search_terms also searches the texts';
  return { ...lookup, advice };
}

const MODELS: readonly Tool[] = [
  {
    name: 'list_calculators',
    title: 'List the calculators',
    description:
      'All models by slug, with title and what they compute: liquidation cascades, margin spirals, contagion, price impact, ' +
      'circuit breakers and others.',
    query: '{ calculators { slug title summary } }',
  },
  {
    name: 'describe_calculator',
    title: 'Describe a calculator',
    description:
      'One model in full: the JSON Schema of its parameters with units and defaults, its outputs, equations, assumptions, ' +
      'sources and ready-made inputs. Read it before running the model.',
    query: `query ($calculator: String!) { calculator(slug: $calculator) {
      slug title summary equations assumptions references { citation doi url } presets { name title source parameters }
      concepts { slug name } parameters { ${PARAMETER} fields { ${PARAMETER} } }
      outputs { ${OUTPUT} fields { ${OUTPUT} } }
    } }`,
    nothing: 'no calculator has this slug; list_calculators lists them',
    shape({ calculator }) {
      const { parameters, ...rest } = calculator as { parameters: Parameter[] };
      return { calculator: { ...rest, parametersSchema: parametersSchema(parameters) } };
    },
  },
  {
    name: 'run_calculator',
    title: 'Run a calculator',
    description:
      'Runs a model once. Omitted parameters take their defaults. Fractions are decimals (0.05 is 5 %); describe_calculator ' +
      'gives the unit of each parameter.',
    query: `query ($calculator: String!, $parameters: JSON) { runCalculator(slug: $calculator, parameters: $parameters) { ${RUN} } }`,
  },
];

/** Part of the description of every analysis. */
const PATHS =
  'A path names a parameter, such as `shock`, `positions[0].leverage` or `positions[*].size`; a selector names an output, ' +
  'such as `finalPrice`, `priceSeries.min` or `path[last].price`.';

const ANALYSES: readonly Tool[] = [
  {
    name: 'solve_for_parameter',
    title: 'Solve for a parameter',
    description:
      'Finds the largest or smallest value of one parameter at which an output still meets a target, such as the largest ' +
      `leverage at which nothing is liquidated. ${PATHS}`,
    query: `query ($input: SolveInput!) { solve(input: $input) {
      outcome value atBound outputAtValue unit monotone crossingCount
      crossings { lower upper lowerValue upperValue kind admissible } run { ${RUN} }
    } }`,
  },
  {
    name: 'sweep_parameters',
    title: 'Sweep one or two parameters',
    description: `Runs a model over a grid of one or two parameters and finds where an output jumps. ${PATHS}`,
    query: `query ($input: SweepInput!) { sweep(input: $input) {
      axes { path unit values } outputs { output unit values } statuses codes faults okCount refusedCount timeoutCount
      jumps { output cell left right leftValue rightValue size }
    } }`,
  },
  {
    name: 'rank_sensitivities',
    title: 'Rank the parameters by their effect',
    description: `Measures how much each parameter matters: derivatives, elasticities, and the swing for equal relative changes. ${PATHS}`,
    query: `query ($input: SensitivitiesInput!) { sensitivities(input: $input) {
      base { output unit value }
      parameters { path unit base low high clipped effects { output derivative elasticity method jump kink low high swing rank } }
    } }`,
  },
  {
    name: 'simulate_outcomes',
    title: 'Simulate outcomes',
    description: `Monte Carlo simulation: draws parameters from distributions and summarises the distribution of the outputs. The same seed gives the same draws. ${PATHS}`,
    query: `query ($input: SimulateInput!) { simulate(input: $input) {
      runs okCount refusedCount refusedShare timeoutCount quantileLevels
      outputs { output unit count nullCount mean standardDeviation standardError minimum maximum quantiles lowerShortfall
        upperShortfall histogramEdges histogramCounts }
      statuses { status count share } refusals { parameter code count share }
    } }`,
  },
  {
    name: 'compare_scenarios',
    title: 'Compare scenarios',
    description: `Compares named scenarios with a base run and attributes each difference to the changes that cause it. ${PATHS}`,
    query: `query ($input: CompareInput!) { compare(input: $input) {
      scenarios { name status code fault attribution paths
        outputs { output unit base value difference relative effects alone interaction } }
    } }`,
  },
  {
    name: 'chain_calculators',
    title: 'Chain calculators',
    description:
      'Runs models in sequence, with outputs of one as parameters of the next: once, or until the feedback settles. ' +
      `In a bind, \`from\` is a step and a selector, such as \`liq.finalPrice\`. ${PATHS}`,
    query: `query ($input: ChainInput!) { chain(input: $input) {
      status roundCount total problem { step parameter code } untilSeries
      rounds { round steps { id bound { to value } outputs warnings { code message } } }
    } }`,
  },
];

export const TOOLS: readonly Tool[] = [...TERMS, ...MODELS, ...ANALYSES];
