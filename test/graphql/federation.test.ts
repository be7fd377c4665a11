/** The service as a subgraph of Apollo Federation 2: composed with another one, and queried like a gateway does. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { AREA, CASCADE, MARGIN_CALL } from '../support/cascade-pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

/** A desk's positions, each with the term that explains its main risk. */
const POSITIONS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query { positions(first: Int): PositionConnection! }
  type PositionConnection { nodes: [Position!]! pageInfo: PageInfo! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type Position { name: String! risk: Concept! model: Calculator }
  type Concept @key(fields: "slug") { slug: String! positions: [Position!]! }
  type Calculator @key(fields: "slug", resolvable: false) { slug: String! }
`;
const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  __typename ... on Concept { name meaning } ... on Calculator { title } ... on Page { title concept { slug } }
} }`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService([CASCADE, MARGIN_CALL, AREA], (store) => store, { federation: true });
});
afterAll(() => service.stop());

const entities = (representations: unknown[]) => service.query(ENTITIES, { representations });

describe('a subgraph', () => {
  it('composes with another that extends its concepts and refers to its calculators', async () => {
    const { body } = await service.query('{ _service { sdl } }');
    const { sdl } = (body.data as { _service: { sdl: string } })._service;
    const composed = composeServices([
      { name: 'riskgraph', typeDefs: parse(sdl), url: 'http://riskgraph.example/graphql' },
      { name: 'positions', typeDefs: parse(POSITIONS), url: 'http://positions.example/graphql' },
    ]);
    expect(composed.errors ?? []).toEqual([]);
    const concept = /^type Concept .*?^}/ms.exec(composed.publicSdl ?? '')?.[0];
    expect(concept).toMatch(/\bmeaning: String\b/);
    expect(concept).toMatch(/\bpositions: \[Position!\]!/);
    expect(composed.supergraphSdl).toMatch(/type Concept[^{]*@join__type\(graph: RISKGRAPH, key: "slug"\)/);
  });

  it('gives entities by their keys, in the order asked, null for unknown ones', async () => {
    const { body } = await entities([
      { __typename: 'Concept', slug: 'margin-call' },
      { __typename: 'Calculator', slug: 'price-impact' },
      { __typename: 'Concept', slug: 'nothing' },
      { __typename: 'Page', url: CASCADE.url },
    ]);
    expect(body.data).toEqual({
      _entities: [
        { __typename: 'Concept', name: 'Margin Call', meaning: 'A demand for more collateral.' },
        { __typename: 'Calculator', title: expect.stringMatching(/impact/i) },
        null,
        { __typename: 'Page', title: CASCADE.title, concept: { slug: 'liquidation-cascade' } },
      ],
    });
  });

  it('says which representation it cannot take, and leaves the others standing', async () => {
    const { status, body } = await entities([
      { __typename: 'Order', slug: 'x' },
      { __typename: 'Concept', id: 'x' },
      { __typename: 'Concept', slug: 'margin-call' },
    ]);
    // A gateway discards an answer with another status.
    expect(status).toBe(200);
    expect(body.errors?.map(({ message, path, extensions }) => [message, path, extensions.code])).toEqual([
      ['representations[0] must have a __typename of Concept, Page, Calculator', ['_entities', 0], 'BAD_USER_INPUT'],
      ['representations[1] must have a string as slug, the key of Concept', ['_entities', 1], 'BAD_USER_INPUT'],
    ]);
    expect(body.data).toMatchObject({ _entities: [null, null, { name: 'Margin Call' }] });
  });

  it('charges each representation, and takes a hundred at most', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, () => ({ __typename: 'Concept', slug: 'margin-call' }));
    const cost = async (count: number) => {
      const { body } = await service.query(ENTITIES, { representations: many(count) }, { cost: true });
      return body.extensions?.cost as number;
    };
    expect((await cost(100)) - (await cost(99))).toBe((await cost(2)) - (await cost(1)));
    expect(await cost(100)).toBeGreaterThanOrEqual(100);
    const { status, body } = await entities(many(101));
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });
});

it('is no subgraph unless it is asked to be one', async () => {
  const plain = await startTestService();
  const { body } = await plain.query('{ _service { sdl } }');
  expect(body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  await plain.stop();
});
