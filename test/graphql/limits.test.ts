import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { page } from '../support/pages.ts';
import { type Answer, startTestService, type TestService } from '../support/service.ts';
import { stepsOf } from '../support/steps.ts';

const PAGES = [page('definition', 'a', { links: { RELATED: ['b', 'c'] } })];

describe('the limits of a request', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(PAGES);
  });
  afterAll(() => service.stop());

  /** Status, code and whether there is any data: all that a client can act on. */
  const outcome = ({ status, body }: Answer) => ({
    status,
    code: body.errors?.[0]?.extensions.code,
    data: 'data' in body,
  });
  const refused = (code: string) => ({ status: 400, code, data: false });

  const nested = (depth: number) =>
    `{ concept(slug: "a") ${'{ related(first: 1) '.repeat(depth - 2)}{ name }${' }'.repeat(depth - 2)} }`;

  it('admits ten fields of depth and refuses eleven, fragments flattened', async () => {
    expect(await outcome(await service.query(nested(10)))).toEqual({ status: 200, code: undefined, data: true });
    expect(await outcome(await service.query(nested(11)))).toEqual(refused('QUERY_TOO_DEEP'));
    const fragments = Array.from(
      { length: 10 },
      (_, i) => `fragment f${i} on Concept { related(first: 1) { ${i < 9 ? `...f${i + 1}` : 'name'} } }`,
    );
    expect(outcome(await service.query(`{ concept(slug: "a") { ...f0 } } ${fragments.join(' ')}`))).toEqual(
      refused('QUERY_TOO_DEEP'),
    );
    const inline = `{ concept(slug: "a") ${'{ ... on Concept { related(first: 1) '.repeat(9)}{ name }${' } }'.repeat(9)} }`;
    expect(outcome(await service.query(inline))).toEqual(refused('QUERY_TOO_DEEP'));
  });

  it('answers the introspection of explorers, which is deeper', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { status, body } = await service.query(getIntrospectionQuery());
    expect([status, body.errors]).toEqual([200, undefined]);
  });

  it('counts the objects that a query may produce in the worst case, also where variables say how many', async () => {
    const document = `query($n: Int) { concepts(first: $n) { nodes { related(first: $n) { meaning } } } }`;
    const cost = async (n: number | null | undefined) => {
      const { status, body } = await service.query(document, n === undefined ? {} : { n }, { cost: true });
      return [status, body.extensions?.cost ?? body.errors?.[0]?.extensions.code];
    };
    expect(await cost(10)).toEqual([200, 10 * (1 + 10)]); // each node and its ten related concepts
    expect(await cost(99)).toEqual([200, 99 * 100]);
    expect(await cost(100)).toEqual([400, 'QUERY_TOO_EXPENSIVE']);
    expect(await cost(undefined)).toEqual([200, 20 * (1 + 8)]);
    expect(await cost(null)).toEqual([200, 20 * (1 + 8)]);
    expect((await service.query('{ concepts { totalCount } }')).body.extensions).toBeUndefined();
  });

  it('measures fragments that double in every step without walking them all', async () => {
    const fragments = Array.from(
      { length: 9 },
      (_, i) =>
        `fragment f${i} on Concept { ${`related(first: 1) { ${i < 8 ? `...f${i + 1}` : 'name'} } `.repeat(12)} }`,
    );
    let status = 0;
    // Excludes what only the first request does.
    await service.query('{ concept(slug: "a") { related(first: 1) { name } } }');
    const steps = await stepsOf(async () => {
      status = (await service.query(`{ concept(slug: "a") { ...f0 } } ${fragments.join(' ')}`)).status;
    });
    expect(steps).toBeLessThan(300_000);
    expect(status).toBe(400);
  });

  it.each([
    ['first', 'query($v: Int) { concepts(first: $v) { totalCount } }', [0, -1, 101, 2 ** 31 - 1]],
    ['first', 'query($v: Int) { concept(slug: "a") { related(first: $v) { name } } }', [0, 101]],
    ['slugs', 'query($v: [String!]!) { conceptsBySlug(slugs: $v) { name } }', [Array(101).fill('a')]],
    ['ids', 'query($v: [ID!]!) { nodes(ids: $v) { id } }', [Array(101).fill('a')]],
    ['slugs[1]', 'query($v: [String!]!) { conceptsBySlug(slugs: $v) { name } }', [['x', 'x'.repeat(257)]]],
    ['slug', 'query($v: String!) { concept(slug: $v) { name } }', ['x'.repeat(257)]],
    [
      'kinds',
      'query($v: [RelationKind!]) { concept(slug: "a") { relations(kinds: $v) { totalCount } } }',
      [Array(1001).fill('RELATED')],
    ],
    ['after', 'query($v: String) { concepts(after: $v) { totalCount } }', ['x'.repeat(20_001)]],
    ['id', 'query($v: ID!) { node(id: $v) { id } }', ['x'.repeat(20_001)]],
  ])('refuses %s past its bounds before anything runs: %s', async (name, document, values) => {
    for (const v of values) {
      service.calls.length = 0;
      const answer = await service.query(document, { v });
      expect(outcome(answer)).toEqual(refused('BAD_USER_INPUT'));
      expect(answer.body.errors?.[0]?.extensions.problems?.[0]?.parameter).toBe(name);
      expect(service.calls).toEqual([]);
    }
  });

  it('says where in the document an argument is past its bounds', async () => {
    const document = `query($n: Int) {
      concept(slug: "a") { ok: related(first: 1) { slug } bad: related(first: 0) { slug } }
    }`;
    const { body } = await service.query(document.replace('($n: Int)', ''));
    expect(body.errors?.[0]).toMatchObject({
      message: 'first must be 1 to 100, but got 0',
      locations: [{ line: 2, column: 72 }],
    });
    const fixed = document.replace('first: 0', 'first: $n');
    const inVariable = await service.query(fixed, { n: 101 });
    expect(inVariable.body.errors?.[0]).toMatchObject({ locations: [{ line: 2, column: 72 }] });
  });

  it('admits what is just inside the bounds', async () => {
    for (const [document, v] of [
      ['query($v: Int) { concepts(first: $v) { totalCount } }', 100],
      ['query($v: [String!]!) { conceptsBySlug(slugs: $v) { name } }', Array(100).fill('x'.repeat(256))],
    ] as const) {
      expect(outcome(await service.query(document, { v }))).toEqual({ status: 200, code: undefined, data: true });
    }
  });

  it('admits 200 aliases, 50 directives, 2 __schema and 10 __type fields, and no more', async () => {
    const many = (n: number, part: (i: number) => string) =>
      `{ ${Array.from({ length: n }, (_, i) => part(i)).join(' ')} }`;
    const alias = (i: number) => `a${i}: __typename`;
    expect((await service.query(many(200, alias))).status).toBe(200);
    expect(outcome(await service.query(many(201, alias)))).toEqual(refused('TOO_MANY_ALIASES'));
    const directive = () => '__typename @include(if: true)';
    expect((await service.query(many(50, directive))).status).toBe(200);
    expect(outcome(await service.query(many(51, directive)))).toEqual(refused('TOO_MANY_DIRECTIVES'));
    const root = (i: number) => `s${i}: __schema { queryType { name } }`;
    expect((await service.query(many(2, root))).status).toBe(200);
    expect(outcome(await service.query(many(3, root)))).toEqual(refused('TOO_MUCH_INTROSPECTION'));
    const type = (i: number) => `t${i}: __type(name: "Concept") { name }`;
    expect((await service.query(many(10, type))).status).toBe(200);
    expect(outcome(await service.query(many(11, type)))).toEqual(refused('TOO_MUCH_INTROSPECTION'));
  });

  it('refuses documents that are too long, too rich in tokens or too deep to parse, in few steps', async () => {
    for (const document of [
      `{ __typename } #${'x'.repeat(20_000)}`,
      `{ ${'__typename '.repeat(1_100)} }`,
      '{'.repeat(10_000),
      `{ concepts(first: ${'['.repeat(10_000)} }`,
      `{ ${'x'.repeat(19_000)} }`,
      `{ __typename ${'@x'.repeat(900)} }`,
    ]) {
      let answer: Answer = { status: 0, body: {} };
      const steps = await stepsOf(async () => {
        answer = await service.query(document);
      });
      expect(steps).toBeLessThan(300_000);
      expect([answer.status, 'data' in answer.body]).toEqual([400, false]);
      expect(JSON.stringify(answer.body).length).toBeLessThan(16_000);
      expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at .*\.[jt]s:/);
    }
  });

  it.each([
    ['{ concept(slug: "a") { name }', 'GRAPHQL_PARSE_FAILED'],
    ['query($v: Int!) { concepts(first: $v) { totalCount } }', 'BAD_USER_INPUT'],
    ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
    ['mutation { __typename }', 'OPERATION_NOT_SUPPORTED'],
    ['subscription { __typename }', 'OPERATION_NOT_SUPPORTED'],
    ['{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('answers %s with HTTP 400 and %s', async (document, code) => {
    expect(outcome(await service.query(document))).toEqual(refused(code));
  });

  it('suggests names of the schema, which hides nothing', async () => {
    const answer = await service.query('{ concept(slug: "a") { nam } }');
    expect(outcome(answer)).toEqual(refused('GRAPHQL_VALIDATION_FAILED'));
    expect(answer.body.errors?.[0]?.message).toContain('Did you mean "name"?');
  });

  it('tells of at most ten wrong variables and the fact that there are more, each as the caller’s fault', async () => {
    const { status, body } = await service.query(
      'query($i: VolatilityTargetingInput!) { calculate { volatilityTargeting(input: $i) { __typename } } }',
      { i: { exogenousReturns: Array(11).fill('x') } },
    );
    expect([status, new Set(body.errors?.map(({ extensions }) => extensions.code))]).toEqual([
      400,
      new Set(['BAD_USER_INPUT']),
    ]);
    expect(body.errors?.length).toBe(11);
    expect(JSON.stringify(body).length).toBeLessThan(16_000);
  });

  it('charges values by their bytes, and names where most of them are', async () => {
    const slugs = Array(100).fill('a');
    const texts = (count: number) => Array.from({ length: count }, (_, i) => `t${i}: text`).join(' ');
    const document = (count: number) =>
      `query($s: [String!]!) { conceptsBySlug(slugs: $s) { definitions(first: 98) { ${texts(count)} } } }`;
    expect((await service.query(document(1), { s: slugs })).status).toBe(200);
    const answer = await service.query(document(15), { s: slugs });
    expect(outcome(answer)).toEqual(refused('TOO_LARGE_ANSWER'));
    expect(answer.body.errors?.[0]?.message).toContain('conceptsBySlug.definitions.t');
  });

  it('admits what is much in number and little in work', async () => {
    const aliased = Array.from({ length: 100 }, (_, i) => `a${i}: statistics { concepts pages }`).join(' ');
    const all =
      '{ calculators { title parameters { name description fields { name } } outputs { name } presets { name } } }';
    const words = 'query($t: String!) { annotate(text: $t) { start end concept { slug name meaning } } }';
    for (const answer of [
      await service.query(`{ ${aliased} }`),
      await service.query(all),
      await service.query(words, { t: 'a b '.repeat(5_000) }),
      await service.query(
        '{ concepts(first: 100) { nodes { name pages(first: 1) { url } related(first: 20) { name } } } }',
      ),
    ]) {
      expect(outcome(answer)).toEqual({ status: 200, code: undefined, data: true });
    }
  });

  it('answers a field that is repeated word for word, and refuses too many of one name that differ', async () => {
    expect((await service.query(`{ ${'__typename '.repeat(990)} }`)).body.data).toEqual({ __typename: 'Query' });
    const selections = Array.from({ length: 105 }, (_, i) => `concepts { nodes { a${i}: slug } }`).join(' ');
    expect(outcome(await service.query(`{ ${selections} }`))).toEqual(refused('DOCUMENT_TOO_COMPLEX'));
  });

  it('gives neither the schema nor names of it where it is told to hide them', async () => {
    const hiding = await startTestService(PAGES, (store) => store, { introspection: false });
    expect(outcome(await hiding.query('{ __schema { queryType { name } } }'))).toEqual(
      refused('GRAPHQL_VALIDATION_FAILED'),
    );
    const answer = await hiding.query('{ concept(slug: "a") { nam } }');
    expect(answer.body.errors?.[0]?.message).not.toContain('Did you mean');
    await hiding.stop();
  });

  it('logs none of this as a fault of its own', () => {
    expect(service.errors).toEqual([]);
  });
});
