/** The concepts around one, most relevant first, and all relations among them. */
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
  /** The concept itself, then its neighbours; empty if the glossary lacks it. */
  nodes: { concept: Named }[];
  relations: Relation[];
  /** Whether the neighbourhood is larger than this. */
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
 * @param limit - the most concepts to return, including the concept itself.
 * @throws ServiceAway or Refused
 */
export async function readNeighbourhood(endpoint: string, slug: string, limit: number): Promise<Neighbourhood> {
  return (await ask<{ neighbourhood: Neighbourhood }>(endpoint, QUERY, { slug, limit })).neighbourhood;
}
