import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service.ts';
import { ALPHA, at, DELTA, DELTA_AGAIN, WALK_PAGES } from './walk-pages.ts';

describe('path', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(WALK_PAGES);
  });
  afterAll(() => service.stop());

  const PATH = `query($from: String!, $to: String!, $maxHops: Int, $kinds: [RelationKind!]) {
    path(from: $from, to: $to, maxHops: $maxHops, kinds: $kinds) {
      length concepts { slug } steps { from { slug } kind to { slug } pages { url } }
    }
  }`;
  /** The path as text: `>` marks a step in the direction that pages state. */
  async function path(from: string, to: string, more: object = {}) {
    const { status, body } = await service.query(PATH, { from, to, ...more });
    expect([status, body.errors]).toEqual([200, undefined]);
    const found = body.data?.path as {
      concepts: { slug: string }[];
      steps: { from: { slug: string }; kind: string }[];
    } | null;
    if (found === null) return null;
    const [first, ...others] = found.concepts.map(({ slug }) => slug);
    const steps = found.steps.map((step, i) => {
      return `${step.from.slug === found.concepts[i]?.slug ? '>' : '<'}${step.kind} ${others[i]}`;
    });
    return [first, ...steps].join(' ');
  }

  it('gives each step with its relation, its direction and the pages it stands on', async () => {
    const { body } = await service.query(PATH, { from: 'alpha', to: 'epsilon' });
    expect(body).toEqual({
      data: {
        path: {
          length: 3,
          concepts: [{ slug: 'alpha' }, { slug: 'beta' }, { slug: 'delta' }, { slug: 'epsilon' }],
          steps: [
            { from: { slug: 'alpha' }, kind: 'RELATED', to: { slug: 'beta' }, pages: [at(ALPHA)] },
            { from: { slug: 'delta' }, kind: 'HAS_PART', to: { slug: 'beta' }, pages: [at(DELTA), at(DELTA_AGAIN)] },
            { from: { slug: 'delta' }, kind: 'RECOMMENDS', to: { slug: 'epsilon' }, pages: [at(DELTA)] },
          ],
        },
      },
    });
  });

  it('takes the strongest kinds from its start on, and no others than those asked for', async () => {
    expect(await path('alpha', 'delta')).toBe('alpha >RELATED beta <HAS_PART delta');
    expect(await path('delta', 'alpha')).toBe('delta >HAS_PART beta <RELATED alpha');
    expect(await path('alpha', 'delta', { kinds: ['LINKS_TO', 'MENTIONS', 'RELATED'] })).toBe(
      'alpha >MENTIONS gamma >LINKS_TO delta',
    );
    expect(await path('alpha', 'delta', { kinds: ['RELATED', 'LINKS_TO'] })).toBeNull();
    expect(await path('alpha', 'delta', { kinds: [] })).toBeNull();
  });

  it('leads over concepts of one name, which no page states', async () => {
    const { body } = await service.query(PATH, { from: 'epsilon', to: 'epsilon-2' });
    expect(body.data?.path).toMatchObject({ length: 1, steps: [{ kind: 'SIMILAR', pages: [] }] });
    expect(await path('alpha', 'epsilon-2', { kinds: ['SIMILAR'] })).toBeNull();
  });

  it('is the concept alone from a concept to itself, and null for an unknown slug or one too far', async () => {
    const { body } = await service.query(PATH, { from: 'beta', to: 'beta', maxHops: 1, kinds: [] });
    expect(body.data?.path).toEqual({ length: 0, concepts: [{ slug: 'beta' }], steps: [] });
    for (const [from, to] of [
      ['nothing', 'alpha'],
      ['alpha', 'nothing'],
      ['nothing', 'nothing'],
      ['__proto__', ''],
    ]) {
      expect(await path(from as string, to as string)).toBeNull();
    }
    expect(await path('alpha', 'epsilon', { maxHops: 2 })).toBeNull();
    expect(await path('alpha', 'epsilon', { maxHops: 3 })).not.toBeNull();
  });

  it('takes null for an argument’s default', async () => {
    expect(await path('alpha', 'epsilon', { maxHops: null, kinds: null })).toBe(await path('alpha', 'epsilon'));
  });

  it('counts each concept on the way towards the cost', async () => {
    const cost = async (document: string) => (await service.query(document, {}, { cost: true })).body.extensions?.cost;
    expect(await cost('{ path(from: "alpha", to: "beta") { length } }')).toBe(250 + 1); // the search and its answer
    expect(
      await cost('{ path(from: "alpha", to: "beta", maxHops: 2) { concepts { slug } steps { pages { url } } } }'),
    ).toBe(250 + 1 + 9 + 8 * (1 + 1)); // eight hops connect nine concepts
  });
});
