import { afterEach, beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONCEPT_ORDERS, type ConceptNames } from '../../src/model/graph.ts';
import { connect, type Parameters } from '../../src/store/neo4j/connection.ts';
import { storeOver } from '../../src/store/neo4j/neo4j-store.ts';
import { prepareGraph } from '../../src/store/neo4j/prepare.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { ChangeCursor, Store } from '../../src/store/store.ts';
import { changesOf } from '../support/changes.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { OPTIONS, openNeo4j, query, SERVER, wipe } from '../support/neo4j-server.ts';
import { page } from '../support/pages.ts';
import { imageReads, type Reads, storeReads } from '../support/reads.ts';
import { contents, context, NO_CALCULATORS, namesIn, write } from '../support/writing.ts';
import { SLUGS, steps } from './random-steps.ts';

const ATTACHER = {
  digest: 'digest',
  calculators: [{ slug: 'cascade', title: 'Cascade' }],
  attachmentsOf: (slug: string, name: string) =>
    [
      ...(slug === 'a' ? [{ calculator: 'cascade', by: 'listed' as const, phrase: null, place: 0 }] : []),
      ...(name.includes('Cascade')
        ? [{ calculator: 'cascade', by: 'phrase' as const, phrase: 'cascade', place: 5 }]
        : []),
    ].slice(0, 1),
};

const ALL = { kinds: null, hasCalculator: null, isStub: null };

/** All answers of a reader, in every order. */
async function everything(store: Store, graph: Reads): Promise<unknown> {
  const lists = [];
  const counts = [];
  for (const order of CONCEPT_ORDERS) {
    lists.push(await graph.listConcepts({ filter: ALL, order, first: 100, after: null }));
  }
  for (const direction of ['OUTGOING', 'INCOMING', 'BOTH'] as const) {
    for (const kinds of [null, ['SIMILAR' as const, 'RELATED' as const], ['MENTIONS' as const], []]) {
      counts.push(await graph.countRelations(SLUGS, { kinds, direction }));
    }
  }
  const { lastIngestAt, pages, version } = await store.state();
  return {
    contents: await contents(store, graph),
    lists,
    counts,
    related: await graph.related(SLUGS, 3),
    links: await graph.links(SLUGS, { kinds: null, first: 3 }),
    linksOfKinds: await graph.links(SLUGS, { kinds: ['SIMILAR', 'RELATED'], first: 100 }),
    among: await graph.relationsAmong(SLUGS, { kinds: null, first: 100 }),
    firstAmong: await graph.relationsAmong([...SLUGS].reverse(), { kinds: ['SIMILAR', 'MENTIONS'], first: 2 }),
    glosses: await graph.definitions(SLUGS, { kinds: ['GLOSS'], first: 3 }),
    attached: await graph.conceptsOf(['cascade'], 10),
    statistics: await graph.statistics(),
    state: { lastIngestAt, pages, version },
  };
}

/** All changes of a store, read in small batches. */
async function allChangesOf(store: Store): Promise<unknown[]> {
  const read = changesOf(store);
  const all: unknown[] = [];
  for (let after: ChangeCursor | null = null; ; ) {
    const { items, next, hasMore } = await read(after, 2);
    all.push(...items);
    after = next;
    if (!hasMore) return all;
  }
}

describeWithNeo4j('The graph in Neo4j', () => {
  let store: Store;

  beforeEach(async () => {
    await wipe();
    store = await openNeo4j();
  });
  afterEach(() => store.close());

  it('answers what the images over it and over SQLite answer, whatever is written and removed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        await store.close();
        await wipe();
        store = await openNeo4j();
        const sqlite = await openSqliteStore(':memory:');
        const images = [store, sqlite].map((one) => imageReads(one, ATTACHER));
        for (const one of [store, sqlite]) await one.lock('ingest', 'test', 300);
        const used = context({ attacher: ATTACHER });
        for (const step of all) {
          const apply = async (to: Store) => [
            await to.replacePages(step.write, used),
            await to.removePages(step.remove, used),
          ];
          expect(await apply(store)).toEqual(await apply(sqlite));
          if (step.isEnd) for (const one of [store, sqlite]) await one.endRun(used.owner);
          // The images follow one step at a time.
          for (const image of images) await image.statistics();
        }
        const [overNeo4j, overSqlite] = images as [Reads, Reads];
        const wanted = await everything(sqlite, overSqlite);
        expect(await everything(store, overNeo4j)).toEqual(wanted);
        expect(await everything(store, storeReads(store))).toEqual(wanted);
        expect(await everything(store, imageReads(store, ATTACHER))).toEqual(wanted);
        expect(await allChangesOf(store)).toEqual(await allChangesOf(sqlite));
        expect(await store.checkIntegrity()).toEqual([]);
        await sqlite.close();
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  it('keeps the neighbours of a hub in the order in which the image ranks them, whatever changes around it', async () => {
    const leaf = (i: number) => `leaf-${String(i).padStart(3, '0')}`;
    const leaves = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => leaf(from + i));
    const hub = (RELATED: string[], MENTIONS: string[], name = 'Hub') =>
      page('definition', 'hub', { name, links: { RELATED, MENTIONS } });
    const linking = (i: number, kind: 'RELATED' | 'MENTIONS' | 'NARROWER', name?: string) =>
      page('definition', leaf(i), { ...(name && { name }), links: { LINKS_TO: ['x'], [kind]: ['hub'] } });
    const image = imageReads(store, NO_CALCULATORS);
    const kept = async () => {
      const [concept] = await query<{ related: string[] | null }>(
        "MATCH (c:Concept {slug: 'hub'}) RETURN c.related AS related",
      );
      for (const first of [1, 20, 21, 100]) {
        const asked = ['hub', leaf(7), 'x'];
        expect(await storeReads(store).related(asked, first)).toEqual(await image.related(asked, first));
      }
      return concept?.related ?? null;
    };
    const steps: [string, () => Promise<unknown>][] = [
      ['becomes one', () => write(store, [hub(leaves(0, 50), leaves(50, 300))])],
      ['is linked to', () => write(store, [linking(299, 'RELATED'), linking(120, 'NARROWER'), linking(7, 'MENTIONS')])],
      [
        'is linked to by others',
        () => write(store, [linking(298, 'RELATED'), page('area', 'far', { links: { HAS_PART: ['hub'] } })]),
      ],
      ['has a namesake', () => write(store, [linking(200, 'MENTIONS', 'Hubs')])],
      ['has a namesake that it has no link to', () => write(store, [page('term', 'other', { name: 'hub' })])],
      ['has one namesake less', () => write(store, [linking(200, 'MENTIONS', 'Another')])],
      ['loses a link that counted', () => write(store, [linking(299, 'MENTIONS')])],
      ['is another itself', () => write(store, [hub(leaves(20, 60), leaves(60, 310), 'Hub and Spoke')])],
      ['loses a page that linked to it', () => store.removePages([linking(120, 'NARROWER').url], context())],
    ];
    for (const [step, make] of steps) {
      await make();
      await store.lock('ingest', 'test', 300);
      expect([step, (await kept())?.length]).toEqual([step, 20]);
    }
    await write(store, [hub(leaves(20, 60), leaves(60, 120))]);
    expect(await kept()).toBeNull();
  });

  it('keeps the neighbours of every concept once a run has ended, until its links are others', async () => {
    const chain = (from: number) =>
      Array.from({ length: 5 }, (_, i) =>
        page('definition', `t${from + i}`, { links: { RELATED: [`t${from + i + 1}`] } }),
      );
    const kept = async () =>
      await query<object>(
        'MATCH (c:Concept) RETURN c.slug AS slug, c.related AS related, c:Unranked AS isLeft ORDER BY slug',
      );
    await write(store, chain(0));
    expect(await kept()).toEqual(
      ['t0', 't1', 't2', 't3', 't4', 't5'].map((slug) => ({ slug, related: null, isLeft: true })),
    );
    await store.lock('ingest', 'test', 300);
    await store.endRun('test');
    const links = [['t1'], ['t2', 't0'], ['t3', 't1'], ['t4', 't2'], ['t5', 't3'], ['t4']];
    expect(await kept()).toEqual(links.map((related, i) => ({ slug: `t${i}`, related, isLeft: false })));
    await write(store, [page('definition', 't4', { links: { RELATED: ['t0'] } })]);
    const moved = ['t0', 't4', 't5'];
    expect(await query('MATCH (c:Unranked) RETURN c.slug AS slug ORDER BY slug')).toEqual(
      ['t0', 't4'].map((slug) => ({ slug })),
    );
    for (const first of [1, 20, 21]) {
      expect(await storeReads(store).related(moved, first)).toEqual(
        await imageReads(store, NO_CALCULATORS).related(moved, first),
      );
    }
    await expect(store.endRun('somebody else')).rejects.toThrow('took over the lock');
  });

  it('writes new pages by few statements, and sends none for nothing', async () => {
    const connection = await connect(SERVER, OPTIONS, prepareGraph);
    const sent: { statement: string; parameters: Parameters }[] = [];
    const watched = storeOver({
      ...connection,
      write: (work, patience) =>
        connection.write(
          (run) =>
            work((statement, parameters = {}) => {
              sent.push({ statement, parameters });
              return run(statement, parameters);
            }),
          patience,
        ),
    });
    const step = async (make: () => Promise<unknown>) => {
      await watched.lock('ingest', 'test', 300);
      sent.length = 0;
      await make();
      for (const { statement, parameters } of sent) {
        for (const value of Object.values(parameters)) expect([statement, value]).not.toEqual([statement, []]);
      }
      return sent.length;
    };
    const pages = Array.from({ length: 9 }, (_, i) =>
      page('definition', `t${i}`, { links: { RELATED: [`t${i + 1}`], MENTIONS: [`stub-${i}`] } }),
    );
    // Three reads of which pages exist, three of their content, eight writes, and the lock.
    expect(await step(() => watched.replacePages(pages, context()))).toBe(15);
    expect(await step(() => watched.replacePages(pages, context()))).toBe(3);
    const again = pages.map((one) => ({ ...one, title: 'Another title' }));
    await step(() => watched.replacePages(again, context()));
    await step(() => watched.removePages([again[0]?.url as string], context()));
    await step(() => watched.replacePages(pages, context()));
    await connection.close();
  });

  it('reads changes anew where a batch was written meanwhile, which they might show in part', async () => {
    await write(store, [page('definition', 'a')]);
    const connection = await connect(SERVER, OPTIONS, prepareGraph);
    let reads = 0;
    const watched = storeOver({
      ...connection,
      async read<Row>(statement: string, parameters?: Parameters) {
        const rows = await connection.read<Row>(statement, parameters);
        if (reads++ === 0) await write(store, [page('definition', 'b')]);
        return reads === 1 ? rows.map((row) => ({ ...row, now: 2 })) : rows;
      },
    });
    const { items, state } = await watched.changes({ after: null, first: 10 });
    expect(items.map(({ version, page: outline }) => `${version} ${outline?.concept}`)).toEqual(['1 a', '2 b']);
    expect([state.version, reads]).toEqual([2, 2]);
    await connection.close();
  });

  it('tells the names of all concepts, some at a time', async () => {
    const slugs = Array.from({ length: 7 }, (_, i) => `term-${i}`);
    await write(store, [page('definition', 'hub', { alternateNames: ['Centre'], links: { RELATED: slugs } })]);
    const names: ConceptNames[] = [];
    for (;;) {
      const some: ConceptNames[] = (await store.reads?.names({ first: 3, after: names.at(-1)?.slug ?? null })) ?? [];
      if (some.length === 0) break;
      names.push(...some);
    }
    const wanted = await namesIn(storeReads(store));
    expect(names).toEqual(
      wanted.map(({ slug, name, alternateNames, relationCount }) => ({ slug, name, alternateNames, relationCount })),
    );
    expect(names[0]).toEqual({ slug: 'hub', name: 'Hub', alternateNames: ['Centre'], relationCount: 7 });
  });

  it('gives plain numbers, strings, lists and null', async () => {
    await write(store, [page('definition', 'a', { resource: 3, publishedAt: '2026-01-01T00:00:00.000Z' })]);
    const [read] = await storeReads(store).pages(['https://glossary.example/definition/a/resource/3/']);
    expect(read).toMatchObject({
      resource: 3,
      publishedAt: '2026-01-01T00:00:00.000Z',
      author: null,
      truncated: false,
    });
    const statistics = await storeReads(store).statistics();
    expect(Object.values(statistics).map((value) => typeof value)).toEqual([
      ...['number', 'number', 'number', 'number', 'number'],
      'string',
    ]);
    // Integers are stored as such, not as floats like JavaScript's numbers.
    expect(await query('MATCH (p:Page) RETURN valueType(p.resource) AS type')).toEqual([{ type: 'INTEGER NOT NULL' }]);
  });

  it('has labels and relationship types from the closed list alone', async () => {
    const hostile = {
      ...page('definition', 'a', { links: { RELATED: ['`) DETACH DELETE (n) //'] } }),
      name: '`:Admin',
    };
    await write(store, [hostile], { attacher: ATTACHER });
    const labels = await query<{ label: string }>('MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label');
    expect(labels.map(({ label }) => label).sort()).toEqual([
      'Calculator',
      'Concept',
      'Graph',
      'Page',
      'Run',
      'Stub',
      'Unranked',
    ]);
    await expect(
      write(store, [page('definition', 'b', { links: { 'X]->() DELETE r //': ['a'] } as never })]),
    ).rejects.toThrow(TypeError);
  });

  it('links concepts that are alike in a chain that says why, and lets go of one that is renamed', async () => {
    const named = (slug: string, name: string) => page('definition', slug, { name });
    const chain = async () =>
      (
        await query<{ link: string }>(
          "MATCH (a)-[s:SIMILAR]->(b) RETURN a.slug + b.slug + ' ' + s.reason AS link ORDER BY link",
        )
      ).map(({ link }) => link);
    await write(store, [named('a', 'Margin Call'), named('c', 'Margin-Calls')]);
    expect(await chain()).toEqual(['ac hyphen, plural']);
    await write(store, [named('b', 'margin call')]);
    expect(await chain()).toEqual(['ab same name', 'bc hyphen, plural']);
    await write(store, [named('b', 'Other'), named('c', 'Margin Calls')]);
    expect(await chain()).toEqual(['ac plural']);
    await store.lock('ingest', 'test', 30);
    await store.removePages(['https://glossary.example/definition/c/'], context());
    expect(await chain()).toEqual([]);
  });

  it('tells of each run which pages it changed, also of one that is gone and of one that came back', async () => {
    const one = page('definition', 'a');
    const run = (id: string) => ({ run: { id, at: '2026-01-01T00:00:00.000Z', source: 'pages' } });
    const history = () =>
      query(
        "MATCH (r:Run)-[c:CHANGED]->(p) RETURN r.id + ' ' + toLower(c.kind) + ' ' + labels(p)[0] AS what ORDER BY what",
      );
    await write(store, [one], run('1'));
    await store.lock('ingest', 'test', 30);
    await store.removePages([one.url], context(run('2')));
    expect(await history()).toEqual([{ what: '1 added RemovedPage' }, { what: '2 removed RemovedPage' }]);
    await write(store, [one], run('3'));
    const whole = [{ what: '1 added Page' }, { what: '2 removed Page' }, { what: '3 added Page' }];
    expect(await history()).toEqual(whole);
    await write(store, [{ ...one, title: 'Written once more' }], run('3'));
    expect(await history()).toEqual(whole);
    expect(await query("MATCH (r:Run {id: '3'}) RETURN r.added AS added, r.changed AS changed")).toEqual([
      { added: 1, changed: 0 },
    ]);
  });

  it('is reached by routing too, and a read sees what was written before it', async () => {
    const routed = await openNeo4j(SERVER.replace(/^bolt/, 'neo4j'));
    for (let i = 0; i < 5; i++) {
      await write(routed, [page('definition', `page-${i}`)]);
      expect(await storeReads(routed).concepts([`page-${i}`])).toMatchObject([{ slug: `page-${i}` }]);
    }
    await routed.close();
  });

  it('gives a lock that many ask for at once to one of them', async () => {
    const other = await openNeo4j();
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? store : other).lock(`race ${round}`, `owner ${i}`, 30)),
      );
      expect(answers.filter((holder) => holder === null).length).toBe(1);
    }
    await other.close();
  });

  it('finds what somebody broke by hand', async () => {
    await write(store, [page('definition', 'a', { meaning: 'One.', links: { RELATED: ['b'] } })]);
    await query('MATCH (c:Concept {slug: "b"}) REMOVE c:Stub SET c.relationCount = 7, c.linkCounts = [3]');
    await query('MATCH (c:Concept {slug: "a"}) REMOVE c.nameWords');
    await write(store, [page('definition', 'c', { meaning: 'Two words.' })]);
    await query('MATCH (c:Concept {slug: "c"}) SET c.meaningWords = "two other"');
    expect(await store.checkIntegrity()).toEqual([
      'b: concept is a stub with a page, or not a stub but without one',
      'b: concept has the wrong number of relations',
      'b: concept has the wrong link texts',
      'a: concept is missing from the full-text index',
      'b: concept is missing from the full-text index',
      'c: concept has other words in the full-text index than on its pages',
    ]);
  });
});
