import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/errors.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';
import { context, write } from '../support/writing.ts';

const PAGES = [
  page('definition', 'margin-call', { meaning: 'Pay or sell.', links: { RELATED: ['leverage'] } }),
  page('definition', 'margin-loan', { alternateNames: ['Lombard Loan'] }),
  page('definition', 'open-interest', { links: { RELATED: ['margin-call'] } }),
  page('definition', 'open-interest-2', { name: 'Open-Interest' }),
];

const SUGGEST =
  'query($v: String!) { suggest(prefix: $v) { concept { slug meaning } match { field text ranges { start end } } } }';
const LOOKUP = `query($v: String!) {
  lookup(text: $v) { outcome concept { slug } candidates { concept { slug } match { field text ranges { start end } } } }
}`;
const ANNOTATE =
  'query($v: String!, $f: Boolean) { annotate(text: $v, firstOccurrenceOnly: $f) { start end text concept { slug } } }';

describe('names over GraphQL', () => {
  let service: TestService;
  let away: TestService | undefined;
  beforeAll(async () => {
    service = await startTestService(PAGES);
  });
  afterAll(async () => {
    await service.stop();
    await away?.stop();
  });

  it('suggests concepts and says what to highlight', async () => {
    await service.query(SUGGEST, { v: 'x' }); // the first index is built
    service.calls.length = 0;
    const { status, body } = await service.query(SUGGEST, { v: 'margni' });
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        suggest: [
          {
            concept: { slug: 'margin-call', meaning: 'Pay or sell.' },
            match: { field: 'NAME', text: 'Margin Call', ranges: [{ start: 0, end: 6 }] },
          },
          {
            concept: { slug: 'margin-loan', meaning: null },
            match: { field: 'NAME', text: 'Margin Loan', ranges: [{ start: 0, end: 6 }] },
          },
        ],
      },
    });
    expect((await service.query('{ suggest(prefix: "lomb") { match { field text } } }')).body.data).toEqual({
      suggest: [{ match: { field: 'ALTERNATE_NAME', text: 'Lombard Loan' } }],
    });
    expect((await service.query(SUGGEST, { v: '' })).body.data).toEqual({ suggest: [] });
  });

  it('takes null for the default number of suggestions', async () => {
    const document = 'query($n: Int) { suggest(prefix: "m", limit: $n) { concept { slug } } }';
    expect((await service.query(document, { n: 1 })).body.data?.suggest).toHaveLength(1);
    expect((await service.query(document, { n: null })).body.data?.suggest).toHaveLength(2);
  });

  it('looks up an address, an ambiguous name and an unknown one', async () => {
    const found = await service.query(LOOKUP, { v: 'https://GLOSSARY.example/definition/margin-call.md?x=1' });
    expect(found.body.data).toEqual({ lookup: { outcome: 'FOUND', concept: { slug: 'margin-call' }, candidates: [] } });
    const whole = (text: string) => ({ field: 'NAME', text, ranges: [{ start: 0, end: text.length }] });
    expect((await service.query(LOOKUP, { v: 'open interests' })).body.data).toEqual({
      lookup: {
        outcome: 'AMBIGUOUS',
        concept: null,
        candidates: [
          { concept: { slug: 'open-interest' }, match: whole('Open Interest') },
          { concept: { slug: 'open-interest-2' }, match: whole('Open-Interest') },
        ],
      },
    });
    expect((await service.query(LOOKUP, { v: 'levrage' })).body.data).toEqual({
      lookup: {
        outcome: 'NOT_FOUND',
        concept: null,
        candidates: [{ concept: { slug: 'leverage' }, match: whole('Leverage') }],
      },
    });
    expect((await service.query(LOOKUP, { v: ' ' })).body.data).toEqual({
      lookup: { outcome: 'NOT_FOUND', concept: null, candidates: [] },
    });
  });

  it('annotates a text', async () => {
    const v = '😀 A margin call, then margin calls.';
    const first = { start: 5, end: 16, text: 'margin call', concept: { slug: 'margin-call' } };
    const second = { start: 23, end: 35, text: 'margin calls', concept: { slug: 'margin-call' } };
    expect((await service.query(ANNOTATE, { v })).body.data).toEqual({ annotate: [first, second] });
    expect((await service.query(ANNOTATE, { v, f: true })).body.data).toEqual({ annotate: [first] });
    expect((await service.query(ANNOTATE, { v, f: null })).body.data).toEqual({ annotate: [first, second] });
  });

  it.each([
    ['prefix', SUGGEST, 256],
    ['text', LOOKUP, 2_048],
    ['text', ANNOTATE, 20_000],
  ])('admits a %s of its full length and refuses a longer one before anything runs', async (name, document, most) => {
    const v = 'é '.repeat(most / 2);
    expect((await service.query(document, { v })).body.errors).toBeUndefined();
    service.calls.length = 0;
    const { status, body } = await service.query(document, { v: `${v}x` });
    expect([status, 'data' in body, service.calls]).toEqual([400, false, []]);
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [{ parameter: name, code: 'TOO_LARGE' }],
    });
  });

  it('refuses a limit past its bounds, and counts what it may give', async () => {
    const document = 'query($n: Int) { suggest(prefix: "m", limit: $n) { concept { related(first: 100) { slug } } } }';
    for (const n of [0, -1, 51]) {
      const { status, body } = await service.query(document, { n });
      expect([status, body.errors?.[0]?.extensions.problems?.[0]]).toMatchObject([
        400,
        { parameter: 'limit', code: 'OUT_OF_RANGE' },
      ]);
    }
    const cost = async (text: string, variables: object) =>
      (await service.query(text, variables, { cost: true })).body.extensions?.cost;
    expect(await cost(document, { n: 50 })).toBe(50 + 50 * (1 + 1 + 100)); // the search, and its maximum results
    expect(await cost(document, {})).toBe(50 + 8 * (1 + 1 + 100));
    expect(await cost(LOOKUP, { v: 'x' })).toBe(50 + 1 + 1 + 8 * (1 + 1 + 1 + 5));
    expect(await cost(ANNOTATE, { v: 'x'.repeat(20_000) })).toBe(500 + 4_000 * 2);
  });

  it('leaves the rest of a query standing while the store is away, and says so', async () => {
    let isAway = true;
    away = await startTestService(PAGES, (store) => ({
      ...store,
      state: async () => fail(isAway, store.state),
      changes: async (query) => fail(isAway, () => store.changes(query)),
    }));
    const document = '{ suggest(prefix: "margin call") { concept { slug } } calculators { slug } }';
    const refused = await away.query(document);
    expect([refused.status, refused.body.data?.suggest]).toEqual([200, null]);
    expect(refused.body.data?.calculators).not.toHaveLength(0);
    expect(refused.body.errors?.[0]).toMatchObject({ path: ['suggest'], extensions: { code: 'SERVICE_UNAVAILABLE' } });
    isAway = false;
    expect((await away.query(document)).body.data?.suggest).toEqual([{ concept: { slug: 'margin-call' } }]);
  });

  it('shows what somebody else ingests, and leaves out what is gone', async () => {
    const slugs = async (v: string) => {
      const found = (await service.query(SUGGEST, { v })).body.data?.suggest as { concept: { slug: string } }[];
      return found.map(({ concept }) => concept.slug);
    };
    await write(service.store, [page('definition', 'vega')]);
    await until(async () => (await slugs('vega')).includes('vega'));
    await service.store.lock('ingest', 'test', 30);
    await service.store.removePages([page('definition', 'vega').url], context());
    await until(async () => (await slugs('vega')).length === 0);
    expect((await service.query(LOOKUP, { v: 'vega' })).body.data?.lookup).toMatchObject({ concept: null });
  });
});

async function fail<Answer>(isAway: boolean, answer: () => Promise<Answer>): Promise<Answer> {
  if (isAway) throw new StoreUnavailable('away');
  return answer();
}
