/** The concepts around one, most relevant first, and the relations among them. */
import { ask } from '../service.ts';

export interface Named {
  slug: string;
  name: string;
}

export interface Neighbourhood {
  /** The concept itself, then its neighbours. */
  nodes: { concept: Named }[];
  relations: { from: { slug: string }; to: { slug: string } }[];
  truncated: boolean;
}

interface Related extends Named {
  related: Named[];
}

const QUERY = `query ($slug: String!, $first: Int!) {
  concept(slug: $slug) {
    related(first: $first) { slug name related(first: 8) { slug } }
  }
}`;

/**
 * @param limit - how many concepts at most, itself among them.
 * @throws ServiceAway or Refused
 */
export async function readNeighbourhood(endpoint: string, centre: Named, limit: number): Promise<Neighbourhood> {
  const variables = { slug: centre.slug, first: limit };
  const { concept } = await ask<{ concept: { related: Related[] } | null }>(endpoint, QUERY, variables);
  const related = concept?.related ?? [];
  const shown = related.slice(0, limit - 1);
  return {
    nodes: [{ concept: centre }, ...shown.map((neighbour) => ({ concept: neighbour }))],
    relations: shown.flatMap((from) => [{ from: centre, to: from }, ...from.related.map((to) => ({ from, to }))]),
    truncated: related.length > shown.length,
  };
}
