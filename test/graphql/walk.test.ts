import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/errors.ts';
import { startTestService, type TestService } from '../support/service.ts';
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
    [around(`slugs: ["${'a'.repeat(257)}"]`), 'slugs', 'TOO_LARGE', 'must be at most 256 characters long, but got 257'],
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
    for (const read of ['neighbours', 'relationsAmong', 'relationPages'] as const) {
      const service = await startTestService([ALPHA], (store) => ({ ...store, [read]: away }));
      const { status, body } = await service.query(`{
        concept(slug: "alpha") { name }
        neighbourhood(slugs: ["alpha"]) { relations { pages { url } } }
        calculator(slug: "liquidation-cascade") { slug }
      }`);
      expect([status, body.data]).toEqual([
        200,
        { concept: { name: 'Alpha' }, neighbourhood: null, calculator: { slug: 'liquidation-cascade' } },
      ]);
      expect(body.errors?.map(({ extensions }) => extensions.code)).toContain('SERVICE_UNAVAILABLE');
      if (read === 'neighbours') {
        const { body } = await service.query('{ path(from: "alpha", to: "beta") { length } statistics { pages } }');
        expect(body.data).toEqual({ path: null, statistics: { pages: 1 } });
        expect(body.errors?.[0]).toMatchObject({ path: ['path'], extensions: { code: 'SERVICE_UNAVAILABLE' } });
      }
      await service.stop();
    }
  });
});

describe('a walk over a graph that an ingest changes meanwhile', () => {
  it('leaves out a concept that is gone, and what led to it', async () => {
    let isGone = false;
    const service = await startTestService([ALPHA], (store) => ({
      ...store,
      async relationsAmong(slugs, query) {
        const found = await store.relationsAmong(slugs, query);
        isGone = true;
        return found;
      },
      async concepts(slugs) {
        const found = await store.concepts(slugs);
        return found.map((concept) => (isGone && concept?.slug === 'gamma' ? null : concept));
      },
    }));
    const { body } = await service.query(`{
      neighbourhood(slugs: ["alpha"]) { nodes { concept { slug } } relations { from { slug } to { slug } } }
    }`);
    expect(body).toEqual({
      data: {
        neighbourhood: {
          nodes: [{ concept: { slug: 'alpha' } }, { concept: { slug: 'beta' } }],
          relations: [{ from: { slug: 'alpha' }, to: { slug: 'beta' } }],
        },
      },
    });
    isGone = true;
    expect((await service.query('{ path(from: "alpha", to: "beta") { length } }')).body.data).toEqual({
      path: { length: 1 },
    });
    expect(service.errors).toEqual([]);
    await service.stop();
  });
});
