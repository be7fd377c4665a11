import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, cacheExchange as documentCache, fetchExchange, gql } from '@urql/core';
import { client } from '../documented/urql';
import { ENDPOINT, hub, requestsOf } from '../service';

const TERM = gql`
  query Term($slug: String!) {
    concept(slug: $slug) {
      name
    }
  }
`;

test('urql as it comes asks by GET and by POST', async () => {
  for (const preferGetMethod of [true, 'force', 'within-url-limit', false, undefined] as const) {
    const plain = new Client({
      url: ENDPOINT,
      exchanges: [documentCache, fetchExchange],
      ...(preferGetMethod !== undefined && { preferGetMethod }),
    });
    const requests = await requestsOf(async () => {
      const { data, error } = await plain.query(TERM, { slug: 'margin-call' });
      assert.equal(error, undefined);
      assert.deepEqual(data, { concept: { __typename: 'Concept', name: 'Margin Call' } });
    });
    const expected = preferGetMethod === false ? 'POST' : 'GET';
    assert.deepEqual(
      requests.map(({ method }) => method),
      [expected],
    );
  }
});

test('Graphcache keeps terms by id and runs of two queries side by side, and warns of nothing', async (context) => {
  const warned = context.mock.method(console, 'warn', () => {});
  const told = context.mock.method(console, 'error', () => {});
  const first = await client.query('{ concept(slug: "margin-call") { id name related(first: 3) { id name } } }', {});
  assert.equal(first.error, undefined);
  const run = '{ calculate { liquidationCascade(input: { shock: 0.1 }) { finalPrice rounds } } }';
  const ran = await client.query(run, {});
  const other = await client.query(
    '{ calculate { priceImpact { priceImpact } } calculators { id presets { input } } }',
    {},
  );
  assert.equal(other.error, undefined);
  const kept = await client.query(run, {}, { requestPolicy: 'cache-only' });
  assert.deepEqual(kept.data, ran.data);
  assert.deepEqual(
    [...warned.mock.calls, ...told.mock.calls].flatMap((call) => call.arguments),
    [],
  );
});

test('Graphcache puts the pages of all relations of a hub together', async () => {
  const { slug, relations } = await hub();
  const page = gql`
    query Relations($slug: String!, $after: String) {
      concept(slug: $slug) {
        id
        relations(direction: BOTH, first: 20, after: $after) {
          totalCount
          edges {
            node {
              id
            }
            concept {
              id
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
  let after: string | undefined;
  for (;;) {
    const { data, error } = await client.query(page, { slug, after });
    assert.equal(error, undefined);
    const { edges, pageInfo, totalCount } = data.concept.relations;
    assert.equal(totalCount, relations.totalCount);
    if (pageInfo.hasNextPage) {
      after = pageInfo.endCursor;
      continue;
    }
    assert.equal(new Set(edges.map(({ node }: { node: { id: string } }) => node.id)).size, totalCount);
    break;
  }
});
