import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { ALPHA, at, DELTA, DELTA_AGAIN, GAMMA, WALK_PAGES } from './walk-pages.ts';

describe('neighbourhood', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(WALK_PAGES);
  });
  afterAll(() => service.stop());

  const AROUND = `query($slugs: [String!]!, $depth: Int, $limit: Int, $kinds: [RelationKind!]) {
    neighbourhood(slugs: $slugs, depth: $depth, limit: $limit, kinds: $kinds) {
      nodes { distance concept { slug } } relations { from { slug } kind to { slug } pages { url } } truncated
    }
  }`;
  interface Found {
    nodes: { distance: number; concept: { slug: string } }[];
    relations: object[];
    truncated: boolean;
  }
  async function around(given: object, of = service) {
    const { status, body } = await of.query(AROUND, given);
    expect([status, body.errors]).toEqual([200, undefined]);
    const found = body.data?.neighbourhood as Found;
    return { ...found, nodes: found.nodes.map(({ distance, concept }) => `${distance} ${concept.slug}`) };
  }

  it('gives the concepts around several seeds, nearest and strongest first, and the relations among them', async () => {
    const { body } = await service.query(AROUND, { slugs: ['epsilon', 'nothing', 'alpha', 'epsilon'] });
    const relation = (from: string, kind: string, to: string, ...pages: { url: string }[]) => {
      return { from: { slug: from }, kind, to: { slug: to }, pages };
    };
    expect(body).toEqual({
      data: {
        neighbourhood: {
          nodes: [
            { distance: 0, concept: { slug: 'epsilon' } },
            { distance: 0, concept: { slug: 'alpha' } },
            { distance: 1, concept: { slug: 'beta' } },
            { distance: 1, concept: { slug: 'epsilon-2' } },
            { distance: 1, concept: { slug: 'delta' } },
            { distance: 1, concept: { slug: 'gamma' } },
          ],
          relations: [
            relation('delta', 'HAS_PART', 'beta', at(DELTA), at(DELTA_AGAIN)),
            relation('alpha', 'RELATED', 'beta', at(ALPHA)),
            relation('delta', 'RECOMMENDS', 'epsilon', at(DELTA)),
            relation('alpha', 'MENTIONS', 'gamma', at(ALPHA)),
            relation('gamma', 'LINKS_TO', 'delta', at(GAMMA)),
            relation('epsilon', 'SIMILAR', 'epsilon-2'),
          ],
          truncated: false,
        },
      },
    });
  });

  it('reaches as deep as asked and over the kinds asked for alone', async () => {
    const nodes = async (given: object) => (await around({ slugs: ['alpha'], ...given })).nodes;
    expect(await nodes({ depth: 0 })).toEqual(['0 alpha']);
    expect(await nodes({ depth: 2 })).toEqual(['0 alpha', '1 beta', '1 gamma', '2 delta']);
    expect(await nodes({ depth: 3 })).toEqual(['0 alpha', '1 beta', '1 gamma', '2 delta', '3 epsilon']);
    expect(await nodes({ depth: 3, kinds: ['MENTIONS', 'LINKS_TO'] })).toEqual(['0 alpha', '1 gamma', '2 delta']);
    const { relations } = await around({ slugs: ['alpha', 'beta', 'delta'], depth: 0, kinds: ['RELATED'] });
    expect(relations.length).toBe(1);
    expect(await around({ slugs: ['alpha'], depth: 3, kinds: [] })).toEqual({
      nodes: ['0 alpha'],
      relations: [],
      truncated: false,
    });
  });

  it('is empty without a known slug', async () => {
    const nothing = { nodes: [], relations: [], truncated: false };
    expect(await around({ slugs: ['nothing', '__proto__'], depth: 3 })).toEqual(nothing);
    expect(await around({ slugs: [] })).toEqual(nothing);
  });

  it('takes null for an argument’s default', async () => {
    const given = { slugs: ['alpha'], depth: null, limit: null, kinds: null };
    expect(await around(given)).toEqual(await around({ slugs: ['alpha'] }));
  });

  it('says that it is truncated where concepts were left out, and only then', async () => {
    const at = async (limit: number, given: object = {}) => {
      const { nodes, truncated } = await around({ slugs: ['alpha'], limit, ...given });
      return [nodes.length, truncated];
    };
    expect(await at(3)).toEqual([3, false]); // alpha, beta and gamma: everything within one relation
    expect(await at(2)).toEqual([2, true]);
    expect(await at(3, { depth: 2 })).toEqual([3, true]); // delta is omitted
    expect(await at(4, { depth: 2 })).toEqual([4, false]);
    expect(await at(6, { depth: 3, slugs: ['alpha', 'epsilon-2'] })).toEqual([6, false]);
    expect(await at(5, { depth: 3, slugs: ['alpha', 'epsilon-2'] })).toEqual([5, true]);
    expect(await at(1, { depth: 0 })).toEqual([1, false]);
    expect(await at(1, { depth: 0, slugs: ['alpha', 'beta'] })).toEqual([1, true]);
    expect(await at(1, { depth: 1, slugs: ['alpha', 'nothing'], kinds: ['SIMILAR'] })).toEqual([1, false]);
  });

  it('says so where relations past 2,000 were left out, and only then', async () => {
    // 45 concepts, all related to each other: 45 · 44 = 1,980 relations.
    const slugs = Array.from({ length: 45 }, (_, i) => `c-${String(i).padStart(2, '0')}`);
    const crowd = (mentions: number) =>
      slugs.map((slug, i) =>
        page('definition', slug, {
          links: {
            RELATED: slugs.filter((other) => other !== slug),
            MENTIONS: i === 0 ? slugs.slice(1, 1 + mentions) : [],
          },
        }),
      );
    for (const [mentions, truncated] of [
      [20, false],
      [21, true],
    ] as const) {
      const crowded = await startTestService(crowd(mentions));
      const { body } = await crowded.query(
        '{ neighbourhood(slugs: ["c-00"]) { nodes { distance } relations { kind } truncated } }',
      );
      const found = body.data?.neighbourhood as Found;
      expect([found.nodes.length, found.relations.length, found.truncated]).toEqual([45, 2_000, truncated]);
      await crowded.stop();
    }
  });

  it('says so where links past 1,000 of one concept were not looked at, and only then', async () => {
    const to = Array.from({ length: 400 }, (_, i) => `c-${i}`);
    for (const [links, truncated] of [
      [200, false],
      [201, true],
    ] as const) {
      const hub = page('area', 'hub', { links: { RELATED: to, MENTIONS: to, LINKS_TO: to.slice(0, links) } });
      const crowded = await startTestService([hub]);
      const { body } = await crowded.query(
        '{ neighbourhood(slugs: ["hub"], limit: 500) { nodes { distance } truncated } }',
      );
      const found = body.data?.neighbourhood as Found;
      expect([found.nodes.length, found.truncated]).toEqual([401, truncated]);
      await crowded.stop();
    }
  });

  it('counts each concept that it may have towards the cost', async () => {
    const cost = async (limit: number | null) => {
      const document = `query($limit: Int) { neighbourhood(slugs: ["alpha"], limit: $limit) {
        nodes { concept { slug } } relations { pages { url } } } }`;
      return (await service.query(document, { limit }, { cost: true })).body.extensions?.cost;
    };
    // The search and the answer, then each concept, then its relations to others, 2,000 at most.
    const of = (concepts: number, relations: number) => 250 + 1 + concepts * (1 + 1) + relations * (1 + 1);
    expect([await cost(10), await cost(null), await cost(500)]).toEqual([of(10, 200), of(100, 2_000), of(500, 2_000)]);
  });
});
