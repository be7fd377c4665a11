import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { ApolloClient, gql, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { cache, client } from '../documented/apollo';
import { hub, requestsOf } from '../service';

const CASCADE = gql`
  query Cascade {
    calculate {
      liquidationCascade(input: { shock: 0.1 }) {
        finalPrice
      }
    }
  }
`;
const IMPACT = gql`
  query Impact {
    calculate {
      priceImpact(input: { orderQuantity: 10000 }) {
        priceImpact
      }
    }
  }
`;

interface Relations {
  concept: {
    relations: {
      totalCount: number;
      edges: { node: { id: string }; concept: { slug: string } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  };
}
const RELATIONS: TypedDocumentNode<Relations, { slug: string; after?: string }> = gql`
  query Relations($slug: String!, $after: String) {
    concept(slug: $slug) {
      id
      relations(direction: BOTH, after: $after) {
        totalCount
        edges {
          node {
            id
            kind
          }
          concept {
            id
            slug
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`;

test('Apollo Client keeps the runs of two queries, by the policy that is documented and not without it', async () => {
  const link = client.link;
  for (const [kept, own] of [
    [true, cache],
    [false, new InMemoryCache()],
  ] as const) {
    const asking = new ApolloClient({ cache: own, link });
    const { data } = await asking.query({ query: CASCADE });
    await asking.query({ query: IMPACT });
    assert.deepEqual(own.readQuery({ query: CASCADE }), kept ? data : null);
  }
});

test('Apollo Client pages through all relations of a hub, by plain GET', async () => {
  const { slug, relations } = await hub();
  const requests = await requestsOf(async () => {
    const watched = client.watchQuery({ query: RELATIONS, variables: { slug } });
    let { data } = await client.query({ query: RELATIONS, variables: { slug } });
    while (data?.concept.relations.pageInfo.hasNextPage) {
      const { endCursor: after } = data.concept.relations.pageInfo;
      ({ data } = await watched.fetchMore({ variables: { after } }));
    }
    const whole = cache.readQuery({ query: RELATIONS, variables: { slug } });
    const { edges = [], totalCount } = whole?.concept.relations ?? {};
    assert.equal(totalCount, relations.totalCount);
    assert.equal(new Set(edges.map(({ node }) => node.id)).size, totalCount);
  });
  assert.deepEqual([...new Set(requests.map(({ method }) => method))], ['GET']);
});

test('Apollo Client asks by the hash of a query alone once the service has seen it', async () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hashed = new PersistedQueryLink({ sha256, useGETForHashedQueries: true });
  const query = gql`
    query Statistics {
      statistics {
        concepts
      }
    }
  `;
  const asked = async () => {
    const asking = new ApolloClient({ cache: new InMemoryCache(), link: hashed.concat(client.link) });
    const { data } = await asking.query<{ statistics: { concepts: number } }>({ query });
    assert.ok((data?.statistics.concepts ?? 0) > 100);
  };
  await asked();
  const again = await requestsOf(asked);
  assert.deepEqual(
    again.map(({ method, url }) => [method, url.searchParams.has('query')]),
    [['GET', false]],
  );
});
