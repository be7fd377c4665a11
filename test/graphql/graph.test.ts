import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

const CASCADE = page('definition', 'panic-selling-cascades', {
  name: 'Panic Selling Cascades',
  meaning: 'Selling that makes more selling.',
  body: ['One.', 'Two.'],
  author: 'Riskgraph',
  publishedAt: '2026-04-20T02:43:00.000Z',
  modifiedAt: '2026-04-21T00:00:00.000Z',
  links: {
    RELATED: [
      {
        to: 'breaking-points',
        url: 'https://points.example/term/breaking-points/',
        author: 'A. Writer',
        publishedAt: '2026-02-03T10:00:00Z',
        modifiedAt: '2026-02-04T10:00:00Z',
        image: { url: 'https://points.example/i.jpg', width: 640, height: 360, alt: null },
      },
      'margin-call',
    ],
    RECOMMENDS: [{ to: 'leverage', gloss: 'Borrowed exposure.' }],
    MENTIONS: [{ to: 'volatility-clustering', facet: 'Analysis', gloss: 'Large moves follow large moves.' }],
  },
});
const MARGIN_CALL = page('definition', 'margin-call', {
  meaning: 'Pay or sell.',
  publisher: 'The Desk',
  section: 'Margin',
  links: { RELATED: ['leverage', 'panic-selling-cascades'] },
});
const AREA = page('area', 'market-panic-selling', {
  facets: { Action: 'Everybody sells.' },
  links: { HAS_PART: [{ to: 'panic-selling-cascades', gloss: 'A cycle of sales.' }, 'margin-call'] },
});
const RESOURCE = page('area', 'market-panic-selling', { resource: 2, facets: { Risk: 'Prices fall.' } });

describe('the graph over GraphQL', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService([CASCADE, MARGIN_CALL, AREA, RESOURCE]);
  });
  afterAll(() => service.stop());

  it('says where to read on about a concept, by its pages or, of a stub, by links', async () => {
    const { body } = await service.query(`{
      conceptsBySlug(slugs: ["margin-call", "breaking-points", "leverage"]) {
        url kinds author publishedAt modifiedAt image { url width height alt }
      }
      concept(slug: "margin-call") { pages { publisher section image { url } } }
    }`);
    const nothing = { url: null, kinds: [], author: null, publishedAt: null, modifiedAt: null, image: null };
    expect(body).toEqual({
      data: {
        conceptsBySlug: [
          { ...nothing, url: MARGIN_CALL.url, kinds: ['DEFINITION'] },
          {
            url: 'https://points.example/term/breaking-points/',
            kinds: ['TERM'],
            author: 'A. Writer',
            publishedAt: '2026-02-03T10:00:00Z',
            modifiedAt: '2026-02-04T10:00:00Z',
            image: { url: 'https://points.example/i.jpg', width: 640, height: 360, alt: null },
          },
          nothing,
        ],
        concept: { pages: [{ publisher: 'The Desk', section: 'Margin', image: null }] },
      },
    });
  });

  it('gives a concept with its texts, relations, neighbours, pages and calculators', async () => {
    const { status, body } = await service.query(`{
      concept(slug: "panic-selling-cascades") {
        id slug name alternateNames meaning isStub
        definitions { kind text facet page { url kind } }
        relations(first: 3, direction: BOTH) {
          totalCount
          pageInfo { hasNextPage hasPreviousPage }
          edges { direction concept { slug } node { kind pages { url } } }
          nodes { from { slug } to { slug } }
          concepts { slug }
        }
        related { slug }
        calculators { slug }
        pages { id url kind resource title author publishedAt modifiedAt concept { slug } }
      }
    }`);
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        concept: {
          id: Buffer.from('Concept:panic-selling-cascades').toString('base64url'),
          slug: 'panic-selling-cascades',
          name: 'Panic Selling Cascades',
          alternateNames: [],
          meaning: 'Selling that makes more selling.',
          isStub: false,
          definitions: [
            {
              kind: 'MEANING',
              text: 'Selling that makes more selling.',
              facet: null,
              page: { url: CASCADE.url, kind: 'DEFINITION' },
            },
            { kind: 'BODY', text: 'One.', facet: null, page: { url: CASCADE.url, kind: 'DEFINITION' } },
            { kind: 'BODY', text: 'Two.', facet: null, page: { url: CASCADE.url, kind: 'DEFINITION' } },
            { kind: 'GLOSS', text: 'A cycle of sales.', facet: null, page: { url: AREA.url, kind: 'AREA' } },
          ],
          relations: {
            totalCount: 6,
            pageInfo: { hasNextPage: true, hasPreviousPage: false },
            edges: [
              {
                direction: 'INCOMING',
                concept: { slug: 'market-panic-selling' },
                node: { kind: 'HAS_PART', pages: [{ url: AREA.url }] },
              },
              {
                direction: 'OUTGOING',
                concept: { slug: 'breaking-points' },
                node: { kind: 'RELATED', pages: [{ url: CASCADE.url }] },
              },
              {
                direction: 'OUTGOING',
                concept: { slug: 'margin-call' },
                node: { kind: 'RELATED', pages: [{ url: CASCADE.url }] },
              },
            ],
            nodes: [
              { from: { slug: 'market-panic-selling' }, to: { slug: 'panic-selling-cascades' } },
              { from: { slug: 'panic-selling-cascades' }, to: { slug: 'breaking-points' } },
              { from: { slug: 'panic-selling-cascades' }, to: { slug: 'margin-call' } },
            ],
            concepts: [{ slug: 'market-panic-selling' }, { slug: 'breaking-points' }, { slug: 'margin-call' }],
          },
          related: [
            { slug: 'margin-call' },
            { slug: 'breaking-points' },
            { slug: 'market-panic-selling' },
            { slug: 'leverage' },
            { slug: 'volatility-clustering' },
          ],
          calculators: expect.arrayContaining([{ slug: 'sell-off-feedback' }, { slug: 'liquidation-cascade' }]),
          pages: [
            {
              id: Buffer.from(`Page:${CASCADE.url}`).toString('base64url'),
              url: CASCADE.url,
              kind: 'DEFINITION',
              resource: null,
              title: 'Panic Selling Cascades ⎊ Definition',
              author: 'Riskgraph',
              publishedAt: '2026-04-20T02:43:00.000Z',
              modifiedAt: '2026-04-21T00:00:00.000Z',
              concept: { slug: 'panic-selling-cascades' },
            },
          ],
        },
      },
    });
  });

  it('gives null for an unknown slug, whatever it is called', async () => {
    for (const slug of ['nothing', '__proto__', 'constructor', '']) {
      const { status, body } = await service.query('query($slug: String!) { concept(slug: $slug) { name } }', { slug });
      expect([status, body]).toEqual([200, { data: { concept: null } }]);
    }
  });

  it('gives many concepts in the order asked', async () => {
    const { body } = await service.query(
      '{ conceptsBySlug(slugs: ["margin-call", "no", "leverage", "margin-call"]) { slug isStub } }',
    );
    expect(body.data?.conceptsBySlug).toEqual([
      { slug: 'margin-call', isStub: false },
      null,
      { slug: 'leverage', isStub: true },
      { slug: 'margin-call', isStub: false },
    ]);
  });

  it('finds concepts, pages and calculators again by their ids', async () => {
    const ids = [
      'Concept:margin-call',
      `Page:${AREA.url}`,
      'Calculator:liquidation-cascade',
      'Concept:no',
      'User:x',
    ].map((name) => Buffer.from(name).toString('base64url'));
    const { body } = await service.query(
      `query($ids: [ID!]!, $id: ID!) {
        nodes(ids: $ids) { __typename id ... on Concept { slug } ... on Page { url } ... on Calculator { title } }
        node(id: $id) { ... on Concept { name } }
      }`,
      { ids: [...ids, 'not base64!', ''], id: ids[0] },
    );
    expect(body.data?.nodes).toEqual([
      { __typename: 'Concept', id: ids[0], slug: 'margin-call' },
      { __typename: 'Page', id: ids[1], url: AREA.url },
      { __typename: 'Calculator', id: ids[2], title: expect.any(String) },
      null,
      null,
      null,
      null,
    ]);
    expect(body.data?.node).toEqual({ name: 'Margin Call' });
  });

  it('finds each relation of a concept again by its id, which no other has', async () => {
    const { body } = await service.query(
      '{ concept(slug: "margin-call") { relations(direction: BOTH, first: 100) { totalCount nodes { id kind from { slug } to { slug } } } } }',
    );
    const { concept } = body.data as { concept: { relations: { totalCount: number; nodes: { id: string }[] } } };
    const { relations } = concept;
    const ids = relations.nodes.map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([relations.totalCount, relations.totalCount]);
    expect(ids).toContain(Buffer.from('Relation:RELATED:panic-selling-cascades:margin-call').toString('base64url'));
    const found = await service.query(
      'query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Relation { kind from { slug } to { slug } } } }',
      { ids },
    );
    expect(found.body.data?.nodes).toEqual(relations.nodes);
  });

  it('finds no relation that nobody states', async () => {
    const ids = [
      'Relation:RELATED:leverage:margin-call', // stated in the reverse direction
      'Relation:MENTIONS:margin-call:leverage',
      'Relation:SIMILAR:margin-call:leverage',
      'Relation:RELATED:margin-call:no',
      'Relation:RELATED:margin-call',
      'Relation:LIKES:margin-call:leverage',
      'Relation:RELATED:margin-call:leverage:x',
    ].map((name) => Buffer.from(name).toString('base64url'));
    const { body } = await service.query('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(body).toEqual({ data: { nodes: ids.map(() => null) } });
  });

  it('finds relations of similar names and of slugs with a colon again by their ids', async () => {
    const pages = [
      page('definition', 'order:book', { name: 'Order Book', links: { RELATED: ['100%:real'] } }),
      page('definition', 'order-book', { name: 'Order-Book' }),
    ];
    const other = await startTestService(pages);
    const { body } = await other.query(
      '{ concept(slug: "order:book") { relations(direction: BOTH) { nodes { id kind from { slug } to { slug } } } } }',
    );
    const { nodes } = (body.data as { concept: { relations: { nodes: { id: string; kind: string }[] } } }).concept
      .relations;
    expect(new Set(nodes.map(({ kind }) => kind))).toEqual(new Set(['RELATED', 'SIMILAR']));
    const found = await other.query(
      'query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Relation { kind from { slug } to { slug } } } }',
      { ids: nodes.map(({ id }) => id) },
    );
    expect(found.body.data?.nodes).toEqual(nodes);
    await other.stop();
  });

  it('lists concepts page by page, filtered, ordered and counted', async () => {
    const document = `query($first: Int, $after: String, $filter: ConceptFilter, $orderBy: ConceptOrder) {
      concepts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { slug } }
      }
    }`;
    const filter = { isStub: false };
    const walked: string[] = [];
    let after: string | null = null;
    for (let turn = 0; turn < 5; turn++) {
      const { body } = await service.query(document, { first: 2, after, filter, orderBy: 'NAME_DESC' });
      const list = body.data?.concepts as {
        totalCount: number;
        pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
        edges: { cursor: string; node: { slug: string } }[];
      };
      expect(list.totalCount).toBe(3);
      expect(list.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(list.pageInfo.startCursor).toBe(list.edges[0]?.cursor);
      walked.push(...list.edges.map(({ node }) => node.slug));
      if (!list.pageInfo.hasNextPage) break;
      after = list.pageInfo.endCursor;
    }
    expect(walked).toEqual(['panic-selling-cascades', 'market-panic-selling', 'margin-call']);
    const everything = await service.query(
      '{ concepts(first: null, orderBy: null, filter: null) { nodes { slug } totalCount } }',
    );
    expect(everything.body.data?.concepts).toMatchObject({ totalCount: 6 });
  });

  it('refuses a cursor of another list and a broken one, naming after', async () => {
    const cursorOf = async (args: string) => {
      const { body } = await service.query(`{ concepts(first: 1, ${args}) { pageInfo { endCursor } } }`);
      const list = body.data?.concepts as { pageInfo: { endCursor: string } } | undefined;
      return list?.pageInfo.endCursor;
    };
    const foreign = await cursorOf('orderBy: PUBLISHED_DESC');
    const own = JSON.parse(
      Buffer.from((await cursorOf('orderBy: NAME_ASC')) ?? '', 'base64url').toString(),
    ) as string[];
    const forged = Buffer.from(JSON.stringify([own[0], null, 'x'])).toString('base64url');
    for (const after of [foreign, forged, 'x', '', 'W10', Buffer.from('[null]').toString('base64url')]) {
      for (const field of ['concepts', 'concept(slug: "margin-call") { relations']) {
        const closing = field === 'concepts' ? '' : '}';
        const { status, body } = await service.query(
          `query($after: String) { ${field}(after: $after) { totalCount } ${closing} }`,
          { after },
        );
        expect(status).toBe(200);
        expect(body.errors?.[0]?.extensions).toMatchObject({
          code: 'BAD_USER_INPUT',
          problems: [{ parameter: 'after', code: 'BAD_CURSOR' }],
        });
      }
    }
  });

  it('takes null for an argument’s default', async () => {
    const { status, body } = await service.query(`{ concept(slug: "margin-call") {
      relations(first: null, direction: null, kinds: null, after: null) { totalCount }
      related(first: null) { slug } definitions(first: null, kinds: null) { text } pages(first: null) { url }
    } }`);
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data?.concept).toMatchObject({ relations: { totalCount: 2 } });
  });

  it('counts what the graph holds', async () => {
    const { body } = await service.query(
      '{ statistics { concepts stubs pages definitions relations calculators lastIngestAt } }',
    );
    expect(body.data?.statistics).toEqual({
      concepts: 6,
      stubs: 3,
      pages: 4,
      definitions: 3 + 1 + 1 + 1 + 3,
      relations: 4 + 2 + 2,
      calculators: expect.any(Number),
      lastIngestAt: '2026-01-01T00:00:00.000Z',
    });
  });
});
