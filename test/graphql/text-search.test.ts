import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/errors.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

const PAGES = [
  page('definition', 'margin-call', {
    meaning: 'A demand for more collateral.',
    body: ['The broker asks before it sells.', `${'Words that say little. '.repeat(30)}Then a deadline passes.`],
    links: { MENTIONS: [{ to: 'insurance-fund', facet: 'Buffer', gloss: 'It pays what a bankrupt trader cannot.' }] },
  }),
  page('definition', 'collateral', { alternateNames: ['Pledged Assets'], body: ['What secures a margin loan.'] }),
  page('area', 'leverage', { facets: { Mitigation: 'Hold more cash and collateral.' } }),
];

const SEARCH = `query($q: String!, $filter: ConceptFilter, $first: Int, $after: String) {
  search(query: $q, filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage endCursor }
    edges { cursor score node { slug } match { field text ranges { start end } } }
  }
}`;

interface Connection {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  edges: {
    cursor: string;
    score: number;
    node: { slug: string };
    match: { field: string; text: string; ranges: { start: number; end: number }[] };
  }[];
}

describe('search over GraphQL', () => {
  let service: TestService;
  let away: TestService | undefined;
  beforeAll(async () => {
    service = await startTestService(PAGES);
  });
  afterAll(async () => {
    await service.stop();
    await away?.stop();
  });

  const search = async (q: string, rest: object = {}): Promise<Connection> => {
    const { status, body } = await service.query(SEARCH, { q, ...rest });
    expect([status, body.errors]).toEqual([200, undefined]);
    return body.data?.search as Connection;
  };
  const slugs = async (q: string, rest: object = {}) => (await search(q, rest)).edges.map(({ node }) => node.slug);

  it('puts the concept of that name before those that mention it, and says what matched', async () => {
    const { edges, totalCount } = await search('Collateral');
    expect(totalCount).toBe(3);
    expect(edges[0]).toMatchObject({
      score: 4,
      node: { slug: 'collateral' },
      match: { field: 'NAME', text: 'Collateral', ranges: [{ start: 0, end: 10 }] },
    });
    const matches = new Map(edges.map(({ node, match }) => [node.slug, match]));
    expect(matches.get('margin-call')).toEqual({
      field: 'MEANING',
      text: 'A demand for more collateral.',
      ranges: [{ start: 18, end: 28 }],
    });
    expect(matches.get('leverage')).toEqual({
      field: 'FACET',
      text: 'Hold more cash and collateral.',
      ranges: [{ start: 19, end: 29 }],
    });
  });

  it('shows of a long text the passage that matched', async () => {
    const { edges } = await search('deadline');
    const match = edges[0]?.match;
    expect(match?.field).toBe('DEFINITION');
    expect(match?.text).toMatch(/^….*Then a deadline passes\.$/);
    expect(match?.ranges.map(({ start, end }) => match.text.slice(start, end))).toEqual(['deadline']);
  });

  it('finds by other names, by a question, by a sentence on another page, by a misspelt word and by some of the words', async () => {
    expect((await search('pledged asset')).edges).toMatchObject([{ score: 3, match: { field: 'ALTERNATE_NAME' } }]);
    expect((await search('What is a margin call?')).edges).toMatchObject([{ score: 4, node: { slug: 'margin-call' } }]);
    expect((await search('bankrupt')).edges).toEqual([
      {
        cursor: expect.any(String),
        score: expect.any(Number),
        node: { slug: 'insurance-fund' },
        match: { field: 'GLOSS', text: 'It pays what a bankrupt trader cannot.', ranges: [{ start: 15, end: 23 }] },
      },
    ]);
    expect((await search('colateral')).edges[0]).toMatchObject({ score: 4, match: { field: 'NAME' } });
    expect((await slugs('deadline mitigation unheard')).sort()).toEqual(['leverage', 'margin-call']);
  });

  it('reads the store once for the hits and once for the texts of those whose names do not tell', async () => {
    service.calls.length = 0;
    await service.query('{ search(query: "margin call") { nodes { slug } edges { match { field } } } }');
    expect(service.calls).toEqual(['searchTexts']);
    const fresh = await startTestService(PAGES);
    fresh.calls.length = 0;
    await fresh.query('{ search(query: "cash") { edges { match { field } } } }');
    expect(fresh.calls).toEqual(['searchTexts', 'texts']);
    await fresh.stop();
  });

  it('filters, and pages through what passes', async () => {
    expect(await slugs('collateral', { filter: { kinds: ['AREA'] } })).toEqual(['leverage']);
    const whole = await slugs('collateral');
    const walked: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo, totalCount }: Connection = await search('COLLATERALS', { first: 1, after });
      expect([edges.length, totalCount, pageInfo.hasPreviousPage]).toEqual([1, 3, after !== null]);
      expect(pageInfo.endCursor).toBe(edges[0]?.cursor);
      walked.push(...edges.map(({ node }) => node.slug));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(walked).toEqual(whole);
    for (const q of ['bankrupt', 'deadline mitigation', 'colateral']) {
      const [edge] = (await search(q, { first: 1 })).edges;
      expect((await slugs(q)).slice(1)).toEqual(await slugs(q, { after: edge?.cursor }));
    }
  });

  it('refuses a cursor of another query or filter, and a broken one', async () => {
    const cursor = (await search('collateral')).edges[0]?.cursor;
    const wrong = Buffer.from(
      JSON.stringify([...JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString()).slice(0, 1), 9, 1, 1, 'a']),
    );
    for (const variables of [
      { q: 'margin', after: cursor },
      { q: 'collateral', filter: { isStub: false }, after: cursor },
      { q: 'collateral', after: 'x' },
      { q: 'collateral', after: wrong.toString('base64url') },
    ]) {
      const { status, body } = await service.query(SEARCH, variables);
      expect([status, body.data?.search, body.errors?.[0]?.extensions.problems?.[0]]).toMatchObject([
        200,
        null,
        { parameter: 'after', code: 'BAD_CURSOR' },
      ]);
    }
  });

  it('takes any text for text', async () => {
    const hostile = [
      ...[
        '"',
        '""',
        '"collateral',
        'a"b',
        "'",
        '*',
        'coll*',
        '-collateral',
        'NOT collateral',
        'name:collateral',
        '{name alternate}:x',
      ],
      ...[
        '^collateral',
        'collateral^9',
        '~2',
        '(',
        ')',
        '((((',
        'a AND',
        'OR',
        'NEAR(a b, 2)',
        '[a TO b]',
        '/re.*/',
        'a\\',
        '+-&&||!',
        '\0',
        'é\0',
      ],
      ...[
        '😀',
        '\ud83d',
        '﷽',
        'ﬁ',
        '漢字',
        'x'.repeat(1_000),
        'word '.repeat(200),
        '" OR '.repeat(200),
        `${'('.repeat(500)}a`,
      ],
      ...[
        '__proto__',
        'constructor',
        "'; DROP TABLE concept; --",
        'MATCH (n) DETACH DELETE n',
        '%',
        '_',
        '?1',
        '$text',
      ],
    ];
    for (const q of hostile) {
      const { status, body } = await service.query(SEARCH, { q });
      expect([q, status, body.errors]).toEqual([q, 200, undefined]);
    }
    expect(await slugs('NOT "collateral"')).toEqual(await slugs('collateral not'));
    expect(await search('')).toEqual({
      totalCount: 0,
      pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
      edges: [],
    });
  });

  it('refuses a query of over 1,000 units and a first past its bounds before anything runs', async () => {
    for (const [variables, parameter] of [
      [{ q: 'x'.repeat(1_001) }, 'query'],
      [{ q: 'x', first: 0 }, 'first'],
      [{ q: 'x', first: 101 }, 'first'],
    ] as const) {
      service.calls.length = 0;
      const { status, body } = await service.query(SEARCH, variables);
      expect([status, service.calls, body.errors?.[0]?.extensions.problems?.[0]?.parameter]).toEqual([
        400,
        [],
        parameter,
      ]);
    }
    const { body } = await service.query(
      '{ search(query: "x") { edges { match { ranges { start } } } } }',
      {},
      { cost: true },
    );
    expect(body.extensions?.cost).toBe(100 + 10 * (1 + 5));
  });

  it('is null while the store is away, and its siblings stand', async () => {
    away = await startTestService(PAGES, (store) => ({
      ...store,
      searchTexts: async () => {
        throw new StoreUnavailable('away');
      },
    }));
    const { status, body } = await away.query(
      '{ search(query: "a") { totalCount } concept(slug: "collateral") { slug } }',
    );
    expect([status, body.data]).toEqual([200, { search: null, concept: { slug: 'collateral' } }]);
    expect(body.errors?.[0]).toMatchObject({ path: ['search'], extensions: { code: 'SERVICE_UNAVAILABLE' } });
  });
});
