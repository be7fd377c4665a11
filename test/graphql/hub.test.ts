/** A concept with 10,000 relations, as if every page of a large glossary linked to it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PageContent } from '../../src/model/types.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

const LEAVES = 5_000;
const LISTED = 1_000;
const leaf = (i: number) => `leaf-${String(i % LEAVES).padStart(4, '0')}`;

/** `hub`: each leaf's page lists it, and its own pages mention each leaf. `pub`: another one with 1,001 relations. */
function hubPages(): PageContent[] {
  const leaves = Array.from({ length: LEAVES }, (_, i) =>
    page('definition', leaf(i), { links: { RELATED: ['hub'], MENTIONS: [leaf(i * 7 + 1)] } }),
  );
  const lists = Array.from({ length: LEAVES / LISTED }, (_, i) => {
    const mentions = Array.from({ length: LISTED }, (_, j) => ({ to: leaf(i * LISTED + j), gloss: 'One of many.' }));
    return page('area', 'hub', { resource: i + 1, links: { MENTIONS: mentions } });
  });
  const listed = Array.from({ length: LISTED }, (_, i) => leaf(4_000 + i));
  return [
    ...leaves,
    ...lists,
    page('area', 'pub', { links: { RELATED: listed, LINKS_TO: ['hub'] } }),
    page('definition', 'beside', { links: { RELATED: [leaf(0), leaf(3_000)] } }),
    page('definition', 'liquidation-cascade', { links: { LINKS_TO: [leaf(3_000)] } }),
  ];
}

describe('a hub of 10,000 relations', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(hubPages());
  });
  afterAll(() => service.stop());

  async function answer(document: string): Promise<Record<string, unknown>> {
    const { status, body } = await service.query(document);
    expect([status, body.errors]).toEqual([200, undefined]);
    return body.data as Record<string, unknown>;
  }
  const path = async (from: string, to: string, kinds = '') => {
    const data = await answer(
      `{ path(from: "${from}", to: "${to}"${kinds}) { concepts { slug } steps { pages { url } } } }`,
    );
    return (data.path as { concepts: { slug: string }[] } | null)?.concepts.map(({ slug }) => slug) ?? null;
  };
  const nearby = async (slug: string) => {
    const data = await answer(
      `{ concept(slug: "${slug}") { nearbyCalculators(first: 4) { distance concept { slug } } } }`,
    );
    return (data.concept as { nearbyCalculators: object[] }).nearbyCalculators;
  };

  it('has that many', async () => {
    const data = await answer('{ concept(slug: "hub") { relations(direction: BOTH, first: 1) { totalCount } } }');
    expect(data).toEqual({ concept: { relations: { totalCount: 10_001 } } });
  });

  it.each<[string, () => Promise<string[] | null>, string[] | null]>([
    ['from it', () => path('hub', leaf(4_999)), ['hub', leaf(4_999)]],
    ['to it', () => path(leaf(3), 'hub'), [leaf(3), 'hub']],
    ['through it', () => path(leaf(4_900), leaf(3)), [leaf(4_900), 'hub', leaf(3)]],
    [
      'from it, past a leaf that it does not tell',
      () => path('hub', 'liquidation-cascade'),
      ['hub', leaf(3_000), 'liquidation-cascade'],
    ],
    ['to another hub', () => path('hub', 'pub'), ['hub', 'pub']],
    ['through both', () => path('pub', leaf(9)), ['pub', 'hub', leaf(9)]],
    ['that there is not', () => path('hub', 'beside', ', kinds: [MENTIONS]'), null],
  ])('is walked by a path %s', async (_, walk, wanted) => {
    expect(await walk()).toEqual(wanted);
  });

  it('has a neighbourhood, which is cut', async () => {
    const around = () =>
      answer(
        '{ neighbourhood(slugs: ["hub"], depth: 3, limit: 500) { nodes { concept { slug } } relations { kind } truncated } }',
      );
    const { neighbourhood } = (await around()) as {
      neighbourhood: { nodes: object[]; relations: object[]; truncated: boolean };
    };
    expect([neighbourhood.nodes.length, neighbourhood.truncated]).toEqual([500, true]);
    expect(neighbourhood.relations.length).toBeGreaterThanOrEqual(2 * 499); // each leaf lists it, and is mentioned by it
  });

  it('does not keep the calculators nearby from being found', async () => {
    expect(await nearby(leaf(3_000))).toEqual(Array(4).fill({ distance: 1, concept: { slug: 'liquidation-cascade' } }));
    expect(await nearby('beside')).toEqual(Array(4).fill({ distance: 2, concept: { slug: 'liquidation-cascade' } }));
  });

  it('ranks what to read next', async () => {
    const data = await answer('{ concept(slug: "hub") { related(first: 3) { slug } } }');
    // Each leaf lists it first and is mentioned by it: equal in level, links and position, so slugs decide.
    expect(data).toEqual({ concept: { related: [leaf(0), leaf(1), leaf(2)].map((slug) => ({ slug })) } });
  });
});
