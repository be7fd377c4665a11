/**
 * The query mix of front ends: fixed documents with varying variables, for concepts drawn uniformly (`uniform`) or by
 * popularity, as readers do (`popular`).
 */
import { pick, type Random, seededRandom } from '../../test/support/name-queries.ts';
import type { GlossaryConcept } from '../glossary/concepts.ts';

export const DRAWS = ['uniform', 'popular'] as const;
export type Draw = (typeof DRAWS)[number];

export interface Query {
  id: string;
  title: string;
  /** Share of the mix, a fraction. */
  weight: number;
  document: string;
  /** The variables of one request; `cursors` are the asked server's own, in page order. */
  variables(
    draw: () => GlossaryConcept,
    random: Random,
    given: { names: NameStarts; cursors: readonly (string | null)[] },
  ): Variables;
}

export type Variables = Readonly<Record<string, unknown>>;

/** Concepts of one page of the list. */
export const PAGE = 50;

export const QUERIES: readonly Query[] = [
  {
    id: 'Q1',
    title: 'a term with its texts and 8 related names',
    weight: 0.45,
    document: `query Term($slug: String!) {
      concept(slug: $slug) { slug name meaning definitions(kinds: [MEANING, BODY]) { kind text } related(first: 8) { name } }
    }`,
    variables: (draw) => ({ slug: draw().slug }),
  },
  {
    id: 'Q2',
    title: 'as-you-type, the first 8',
    weight: 0.3,
    document: 'query Typed($prefix: String!) { suggest(prefix: $prefix, limit: 8) { concept { slug name } } }',
    variables: (draw, random, { names }) => ({ prefix: typed(draw, random, names) }),
  },
  {
    id: 'Q3',
    title: 'two hops of 8 with meanings',
    weight: 0.15,
    document: `query Hops($slug: String!) {
      concept(slug: $slug) { name meaning related(first: 8) { name meaning related(first: 8) { name meaning } } }
    }`,
    variables: (draw) => ({ slug: draw().slug }),
  },
  {
    id: 'Q4',
    title: 'a page of 50 with relation counts',
    weight: 0.05,
    document: `query Page($after: String) {
      concepts(first: ${PAGE}, after: $after) { nodes { slug name relations(direction: BOTH) { totalCount } } pageInfo { hasNextPage } }
    }`,
    variables: (_, random, { cursors }) => ({ after: pick(cursors, random) }),
  },
  {
    id: 'Q5',
    title: 'the neighbourhood of depth 2, 100 concepts',
    weight: 0.05,
    document: `query Around($slugs: [String!]!) {
      neighbourhood(slugs: $slugs, depth: 2, limit: 100) {
        nodes { distance concept { slug name } }
        relations { kind from { slug } to { slug } }
      }
    }`,
    variables: (draw) => ({ slugs: [draw().slug] }),
  },
];

/** How many names start with each prefix. */
export type NameStarts = ReadonlyMap<string, number>;

const LONGEST = 6;

export function nameStarts(concepts: readonly GlossaryConcept[]): NameStarts {
  const counts = new Map<string, number>();
  for (const { name } of concepts) {
    for (let length = 1; length <= LONGEST; length++) {
      const start = name.slice(0, length).toLowerCase();
      counts.set(start, (counts.get(start) ?? 0) + 1);
    }
  }
  return counts;
}

/** Draws before a glossary is considered too small. */
const TRIES = 10_000;

/**
 * The first two to six letters of a name's first word, fewer unless eight names start with them: then the answer is the
 * best-linked of these, which the peers can give too. `bench:search` measures misspelt and abbreviated names.
 */
function typed(draw: () => GlossaryConcept, random: Random, starts: NameStarts): string {
  for (let tries = 0; tries < TRIES; tries++) {
    const [word = ''] = draw()
      .name.toLowerCase()
      .split(/[^a-z]/);
    const wanted = Math.min(word.length, 2 + Math.floor(random() * (LONGEST - 1)));
    for (let length = wanted; length > 0; length--) {
      const start = word.slice(0, length);
      // We search a plural in the singular too, the peers do not.
      if ((starts.get(start) ?? 0) >= 8 && !start.endsWith('s')) return start;
    }
  }
  throw new Error('the glossary is too small for eight names with the same beginning: ask for more --concepts');
}

/** Draws concepts in either way, deterministically for a seed. */
export function drawing(draw: Draw, concepts: readonly GlossaryConcept[], seed: number) {
  const random = seededRandom(seed);
  if (draw === 'uniform') return { random, next: () => pick(concepts, random) };
  const sums: number[] = [];
  let sum = 0;
  for (const { popularity } of concepts) {
    sum += popularity;
    sums.push(sum);
  }
  const next = () => {
    const wanted = random() * sum;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return concepts[low] as GlossaryConcept;
  };
  return { random, next };
}
