/** A concept with 10,000 relations, as one that every page of a big glossary links to. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PageContent } from '../../src/model/types.ts';
import type { Store } from '../../src/store/store.ts';
import { turnsOf } from '../support/clock.ts';
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

interface Work {
  reads: number;
  keys: number;
  bytes: number;
}

/** `store`, with what is read from it added up. */
function adding(store: Store, work: Work): Store {
  return new Proxy(store, {
    get(target, name: keyof Store) {
      const read = target[name] as (...given: unknown[]) => Promise<unknown>;
      return async (...given: unknown[]) => {
        const answer = await read.apply(target, given);
        // The watch and the index of names read by the clock.
        if (name === 'version' || name === 'names' || name === 'statistics') return answer;
        work.reads++;
        work.keys += Array.isArray(given[0]) ? given[0].length : 1;
        work.bytes += JSON.stringify(answer).length;
        return answer;
      };
    },
  });
}

describe('a hub of 10,000 relations', () => {
  let service: TestService;
  const work = { reads: 0, keys: 0, bytes: 0 };
  const workOf = async (walk: () => Promise<unknown>) => {
    Object.assign(work, { reads: 0, keys: 0, bytes: 0 });
    await walk();
    return { ...work };
  };
  const isBounded = ({ reads, keys, bytes }: Work, most: Work) =>
    expect({
      reads: Math.max(reads, most.reads),
      keys: Math.max(keys, most.keys),
      bytes: Math.max(bytes, most.bytes),
    }).toEqual(most);
  beforeAll(async () => {
    service = await startTestService(hubPages(), (store) => adding(store, work));
    // The index of names is made beside: wait for it.
    await service.query('{ suggest(prefix: "hub") { concept { slug } } }');
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
    expect(await service.store.countRelations(['hub'], { kinds: null, direction: 'BOTH' })).toEqual([10_001]);
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
  ])('is walked in few reads by a path %s', async (_, walk, wanted) => {
    expect(await walk()).toEqual(wanted);
    isBounded(await workOf(walk), { reads: 8, keys: 16, bytes: 150_000 });
  });

  it('has a neighbourhood, cut, in few reads', async () => {
    const around = () =>
      answer(
        '{ neighbourhood(slugs: ["hub"], depth: 3, limit: 500) { nodes { concept { slug } } relations { kind } truncated } }',
      );
    const { neighbourhood } = (await around()) as {
      neighbourhood: { nodes: object[]; relations: object[]; truncated: boolean };
    };
    expect([neighbourhood.nodes.length, neighbourhood.truncated]).toEqual([500, true]);
    expect(neighbourhood.relations.length).toBeGreaterThanOrEqual(2 * 499); // each leaf lists it, and is mentioned by it
    isBounded(await workOf(around), { reads: 6, keys: 1_500, bytes: 250_000 });
  });

  it('does not keep the calculators nearby from being found in few reads', async () => {
    expect(await nearby(leaf(3_000))).toEqual(Array(4).fill({ distance: 1, concept: { slug: 'liquidation-cascade' } }));
    expect(await nearby('beside')).toEqual(Array(4).fill({ distance: 2, concept: { slug: 'liquidation-cascade' } }));
    isBounded(await workOf(() => nearby(leaf(9))), { reads: 10, keys: 60, bytes: 150_000 });
    const many = () => answer('{ concepts(first: 100) { nodes { nearbyCalculators { distance } } } }');
    isBounded(await workOf(many), { reads: 25, keys: 2_000, bytes: 1_000_000 });
  });

  const all = { kinds: null, direction: 'BOTH' as const };
  const leaves = Array.from({ length: 500 }, (_, i) => leaf(i * 3));
  it.each<[keyof Store, number, (store: Store) => Promise<unknown>]>([
    ['neighbours', 502, (store) => store.neighbours(['hub', ...leaves, 'pub'], { kinds: null, first: 1_000 })],
    ['neighbours', 20, (store) => store.neighbours(Array(20).fill('hub'), { kinds: null, first: 100 })],
    [
      'relationsAmong',
      10,
      (store) => store.relationsAmong(['hub', 'pub', ...leaves.slice(2)], { kinds: null, first: 5_000 }),
    ],
    ['related', 3, (store) => store.related(['hub', 'pub', 'hub'], 8)],
    ['relations', 3, (store) => store.relations(['hub', 'pub', 'hub'], { ...all, first: 20, after: null })],
    ['countRelations', 3, (store) => store.countRelations(['hub', 'pub', 'hub'], all)],
    ['definitions', 501, (store) => store.definitions(['hub', ...leaves], { kinds: null, first: 20 })],
    [
      'relationPages',
      500,
      (store) => store.relationPages(leaves.map((from) => ({ from, to: 'hub', kind: 'RELATED' }))),
    ],
  ])('lets others in between the keys of a read of the store: %s, %d turns', async (_, turns, read) => {
    expect(await turnsOf(() => read(service.store))).toBeGreaterThanOrEqual(turns);
  });
});
