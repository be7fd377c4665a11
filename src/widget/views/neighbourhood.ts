/** The concepts around one, most relevant first, and the relations among them all. */
import { ask } from '../service.ts';

export interface Named {
  slug: string;
  name: string;
}

export interface Relation {
  kind: 'HAS_PART' | 'RELATED' | 'RECOMMENDS' | 'MENTIONS' | 'LINKS_TO' | 'NARROWER' | 'SIMILAR';
  from: { slug: string };
  to: { slug: string };
}

export interface Neighbourhood {
  /** The concept itself, then its neighbours; empty where the glossary does not have it. */
  nodes: { concept: Named }[];
  relations: Relation[];
  /** Whether there is more than this. */
  truncated: boolean;
}

const QUERY = `query ($slug: String!, $limit: Int!) {
  neighbourhood(slugs: [$slug], depth: 1, limit: $limit) {
    nodes { concept { slug name } }
    relations { kind from { slug } to { slug } }
    truncated
  }
}`;

/**
 * @param limit - how many concepts at most, itself among them.
 * @throws ServiceAway or Refused
 */
export async function readNeighbourhood(endpoint: string, slug: string, limit: number): Promise<Neighbourhood> {
  return (await ask<{ neighbourhood: Neighbourhood }>(endpoint, QUERY, { slug, limit })).neighbourhood;
}
