import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/errors.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';
import { write } from '../support/writing.ts';
import { ALPHA } from './walk-pages.ts';

describe('the limits of a walk', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService([ALPHA]);
  });
  afterAll(() => service.stop());

  const around = (given: string) => `{ neighbourhood(${given}) { truncated } }`;
  const path = (given: string) => `{ path(from: "alpha", to: "beta"${given}) { length } }`;

  it.each([
    [around('slugs: ["alpha"], depth: 4'), 'depth', 'OUT_OF_RANGE', 'must be 0 to 3, but got 4'],
    [around('slugs: ["alpha"], depth: -1'), 'depth', 'OUT_OF_RANGE', 'must be 0 to 3, but got -1'],
    [around('slugs: ["alpha"], limit: 0'), 'limit', 'OUT_OF_RANGE', 'must be 1 to 500, but got 0'],
    [around('slugs: ["alpha"], limit: 501'), 'limit', 'OUT_OF_RANGE', 'must be 1 to 500, but got 501'],
    [around(`slugs: [${'"a" '.repeat(101)}]`), 'slugs', 'TOO_LARGE', 'must have at most 100 entries, but got 101'],
    [
      around(`slugs: ["${'a'.repeat(257)}"]`),
      'slugs[0]',
      'TOO_LARGE',
      'must be at most 256 characters long, but got 257',
    ],
    [path(', maxHops: 0'), 'maxHops', 'OUT_OF_RANGE', 'must be 1 to 8, but got 0'],
    [path(', maxHops: 9'), 'maxHops', 'OUT_OF_RANGE', 'must be 1 to 8, but got 9'],
    [
      `{ path(from: "alpha", to: "${'a'.repeat(257)}") { length } }`,
      ...['to', 'TOO_LARGE', 'must be at most 256 characters long, but got 257'],
    ],
    [
      '{ concept(slug: "alpha") { nearbyCalculators(first: 101) { distance } } }',
      ...['first', 'OUT_OF_RANGE', 'must be 1 to 100, but got 101'],
    ],
  ] as [string, string, string, string][])(
    'is refused before anything runs: %s',
    async (document, parameter, code, message) => {
      service.calls.length = 0;
      const { status, body } = await service.query(document);
      expect([status, 'data' in body, body.errors?.[0]?.extensions]).toEqual([
        400,
        false,
        { code: 'BAD_USER_INPUT', problems: [{ parameter, code, message }] },
      ]);
      expect(service.calls).toEqual([]);
    },
  );

  it('admits what is just inside', async () => {
    const hundred = `slugs: [${'"alpha" '.repeat(100)}]`;
    for (const document of [
      around(`${hundred}, depth: 3, limit: 500`),
      around(`${hundred}, depth: 0, limit: 1`),
      path(', maxHops: 8'),
      path(', maxHops: 1'),
    ]) {
      expect((await service.query(document)).status).toBe(200);
    }
  });
});

describe('a walk over a store that fails', () => {
  it('is null and says so, while its siblings stand', async () => {
    const away = async () => {
      throw new StoreUnavailable('the store is away');
    };
    const service = await startTestService([ALPHA], (store) => ({ ...store, changes: away }));
    const { status, body } = await service.query(`{
      neighbourhood(slugs: ["alpha"]) { truncated }
      path(from: "alpha", to: "beta") { length }
      calculator(slug: "liquidation-cascade") { slug }
    }`);
    expect([status, body.data]).toEqual([
      200,
      { neighbourhood: null, path: null, calculator: { slug: 'liquidation-cascade' } },
    ]);
    expect(body.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['neighbourhood'], 'SERVICE_UNAVAILABLE'],
      [['path'], 'SERVICE_UNAVAILABLE'],
    ]);
    await service.stop();
  });
});

describe('a request beside an ingest', () => {
  it('sees one version of the graph from begin to end', async () => {
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let entered = false;
    const told = { body: ['Text.'], links: { RELATED: ['beta', 'gamma'] } };
    const service = await startTestService([page('definition', 'alpha', told)], (store) => ({
      ...store,
      async texts(pages) {
        entered = true;
        await gate;
        return store.texts(pages);
      },
    }));
    const asked = service.query(
      '{ concept(slug: "alpha") { definitions(kinds: [BODY]) { page { concept { relations(direction: INCOMING) { concepts { slug } } } } } } }',
    );
    await until(() => entered);
    await write(service.store, [page('definition', 'omega', { links: { RELATED: ['alpha'] } })]);
    await until(async () => (await slugsNow()).includes('omega'));
    letGo();
    expect((await asked).body.data).toEqual({
      concept: { definitions: [{ page: { concept: { relations: { concepts: [] } } } }] },
    });
    await service.stop();

    async function slugsNow(): Promise<string[]> {
      const { body } = await service.query(
        '{ concept(slug: "alpha") { relations(direction: INCOMING) { concepts { slug } } } }',
      );
      const { concept } = body.data as { concept: { relations: { concepts: { slug: string }[] } } };
      return concept.relations.concepts.map(({ slug }) => slug);
    }
  });
});
