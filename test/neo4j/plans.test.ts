import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import neo4j, { type Driver, type Plan } from 'neo4j-driver';
import { batchedReader } from '../../src/graph/batched-reader.ts';
import type { GraphReader } from '../../src/graph/reader.ts';
import { CONCEPT_ORDERS } from '../../src/model/graph.ts';
import { STATEMENT_KINDS } from '../../src/model/types.ts';
import type { GraphReads } from '../../src/store/graph-reads.ts';
import { type Connection, connect, type Parameters } from '../../src/store/neo4j/connection.ts';
import { storeOver } from '../../src/store/neo4j/neo4j-store.ts';
import { prepareGraph } from '../../src/store/neo4j/prepare.ts';
import { SCHEMA } from '../../src/store/neo4j/schema.ts';
import type { Store } from '../../src/store/store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { endedAtLast } from '../support/ended-at-last.ts';
import { OPTIONS, query, SERVER, wipe } from '../support/neo4j-server.ts';
import { page } from '../support/pages.ts';
import { context, write } from '../support/writing.ts';

jest.setTimeout(600_000);

/** Plan operators that scan all nodes or relationships of a kind. */
const SCANS = /AllNodesScan|ByLabelScan|RelationshipTypeScan|AllRelationshipsScan|IndexScan/;
/** Also those that join everything with everything. */
const WALKS = new RegExp(`${SCANS.source}|CartesianProduct`);
/** Meant to be scanned completely: the concepts that a run has yet to rank, and the runs, which are few. */
const WALKED = /MATCH \(me:Unranked\)|MATCH \((?:last|r):Run\)/;
/** Store methods that do not read, or are meant to read everything. */
const NO_READS = [
  ...['replacePages', 'removePages', 'keepReadings', 'endRun', 'attachCalculators', 'lock', 'unlock', 'fault', 'close'],
  ...['reads', 'together'],
  'checkIntegrity', // reads everything by design
];

describeWithNeo4j('Plans', () => {
  let connection: Connection;
  let driver: Driver;

  beforeAll(async () => {
    await wipe();
    connection = await connect(SERVER, OPTIONS, prepareGraph);
    driver = neo4j.driver(SERVER, neo4j.auth.basic(OPTIONS.username, OPTIONS.password));
  });
  afterAll(async () => {
    await driver.close();
    await connection.close();
  });

  /** The operators in a statement's plan. */
  async function operatorsOf(statement: string, parameters: Parameters): Promise<string[]> {
    const { summary } = await driver.executeQuery(`EXPLAIN ${statement}`, parameters);
    const walk = (plan: Plan): string[] => [plan.operatorType, ...plan.children.flatMap(walk)];
    return summary.plan === false ? [] : walk(summary.plan);
  }

  /** Empties the graph and makes its indexes anew, so that the server takes them for empty until it samples them. */
  async function withNewIndexes(): Promise<void> {
    await wipe();
    for (const name of Object.keys(SCHEMA)) {
      await query(`DROP CONSTRAINT ${name} IF EXISTS`);
      await query(`DROP INDEX ${name} IF EXISTS`);
    }
    const own = await connect(SERVER, OPTIONS, prepareGraph);
    await own.close();
  }

  /** Calls every read in every form; resolves to each one's statement count, and those whose plan scans the graph. */
  async function explainAll() {
    const walking: string[] = [];
    const called = new Map<string, number>();
    let statements = 0;
    const store = storeOver({
      ...connection,
      async read(statement, parameters = {}) {
        statements++;
        const operators = await operatorsOf(statement, parameters);
        expect(operators.length).toBeGreaterThan(0);
        for (const operator of operators) if (WALKS.test(operator)) walking.push(`${operator} in ${statement}`);
        return connection.read(statement, parameters);
      },
    });
    const reads = store.reads as GraphReads;
    const read = async (name: keyof Store | keyof GraphReads, call: () => Promise<unknown>) => {
      statements = 0;
      await call();
      called.set(name, Math.max(called.get(name) ?? 0, statements));
    };
    const slugs = ['term-1', 'term-2', 'none'];
    const cursor = { kind: 'RELATED' as const, place: 1, direction: 'OUTGOING' as const, slug: 'term-9' };

    await read('concepts', () => reads.concepts(slugs));
    await read('whereToRead', () => reads.whereToRead(slugs));
    for (const kinds of [null, ['AREA' as const]]) {
      for (const hasCalculator of [null, true]) {
        for (const isStub of [null, false]) {
          const filter = { kinds, hasCalculator, isStub };
          await read('relationCounts', () => reads.relationCounts(slugs, filter));
          await read('countConcepts', () => reads.countConcepts(filter));
          for (const order of CONCEPT_ORDERS) {
            const sortedBy = order === 'RELATIONS_DESC' ? 3 : order === 'PUBLISHED_DESC' ? null : 'term 5';
            for (const after of [null, { slug: 'term-5', sortedBy }]) {
              await read('listConcepts', () => reads.listConcepts({ filter, order, first: 10, after }));
            }
          }
        }
      }
    }
    for (const kinds of [null, ['GLOSS' as const], ['MEANING' as const, 'FACET' as const]]) {
      await read('definitions', () => reads.definitions(slugs, { kinds, first: 5 }));
    }
    for (const kinds of [null, ['SIMILAR' as const], ['RELATED' as const, 'MENTIONS' as const], []]) {
      await read('links', () => reads.links(slugs, { kinds, first: 5 }));
      await read('relationsAmong', () => reads.relationsAmong(slugs, { kinds, first: 5 }));
      for (const direction of ['OUTGOING', 'INCOMING', 'BOTH'] as const) {
        await read('countRelations', () => reads.countRelations(slugs, { kinds, direction }));
        for (const after of [null, cursor]) {
          await read('relations', () => reads.relations(slugs, { kinds, direction, first: 5, after }));
        }
      }
    }
    for (const has of ['EVERY', 'ANY'] as const) {
      await read('searchTexts', () => store.searchTexts(['term', 'sentence'], has));
    }
    await read('searchGlosses', () => store.searchGlosses(['sentence']));
    const relations = STATEMENT_KINDS.map((kind) => ({ from: 'term-1', to: 'term-2', kind }));
    await read('relationPages', () => reads.relationPages(relations));
    await read('related', () => reads.related(slugs, 8));
    await read('pages', () => reads.pages(['https://glossary.example/definition/term-1/']));
    await read('pagesOf', () => reads.pagesOf(slugs, 5));
    await read('calculatorsOf', () => reads.calculatorsOf(slugs));
    await read('conceptsOf', () => reads.conceptsOf(['cascade', 'none'], 5));
    await read('statistics', () => reads.statistics());
    await read('state', () => store.state());
    for (const after of [null, { version: 1, url: 'https://glossary.example/definition/term-1/', statement: 0 }]) {
      await read('changes', () => store.changes({ after, first: 5 }));
    }
    await read('texts', () => store.texts([{ url: 'https://glossary.example/definition/term-1/', version: 1 }]));
    await read('glosses', () =>
      store.glosses([{ url: 'https://glossary.example/definition/term-1/', version: 1, position: 2 }]),
    );
    await read('pageStates', () => store.pageStates(['https://glossary.example/definition/term-1/']));
    await read('readings', () => store.readings(['none']));
    await read('names', () => reads.names({ first: 5, after: 'term-1' }));
    await read('wholePages', () =>
      store.wholePages(['https://glossary.example/definition/term-1/', 'https://none.example/']),
    );
    const past = { at: '2026-01-01T00:00:00.000Z', run: 'run-1', url: 'https://glossary.example/definition/term-1/' };
    for (const since of [null, past.at]) {
      await read('countPastChanges', () => store.countPastChanges(since));
      for (const after of [null, past]) await read('pastChanges', () => store.pastChanges({ since, first: 5, after }));
    }
    await read('histories', () => store.histories(slugs, 5));
    for (const after of [null, 'https://glossary.example/definition/term-1/']) {
      await read('pageUrls', () => store.pageUrls({ site: 'https://glossary.example', first: 5, after }));
      await read('readPages', () => store.readPages({ first: 5, after }));
    }
    const forgotten = [...Object.keys(store), ...Object.keys(reads)].filter(
      (name) => !called.has(name) && !NO_READS.includes(name),
    );
    return { walking, called, forgotten };
  }

  it('start at an index and walk nothing whole, on an empty graph and on a filled one', async () => {
    const onEmpty = await explainAll();
    expect(onEmpty.walking).toEqual([]);

    const pages = Array.from({ length: 400 }, (_, i) => {
      const to = (step: number) => `term-${(i * step + step) % 500}`;
      return page(i % 5 === 0 ? 'area' : 'definition', `term-${i}`, {
        meaning: `Meaning ${i}.`,
        body: ['A paragraph.'],
        links: { RELATED: [to(3), to(7)], MENTIONS: [{ to: to(11), facet: 'Risk', gloss: 'A sentence.' }] },
      });
    });
    await write(storeOver(connection), pages, {
      attacher: {
        digest: 'digest',
        calculators: [{ slug: 'cascade', title: 'Cascade' }],
        attachmentsOf: (slug) =>
          slug.endsWith('1') ? [{ calculator: 'cascade', by: 'listed', phrase: null, place: 0 }] : [],
      },
    });
    await query('CALL db.clearQueryCaches()');
    const onFilled = await explainAll();
    expect(onFilled.walking).toEqual([]);
    expect(onFilled.forgotten).toEqual([]);
    // One statement per call, whatever the number of keys.
    expect([...onFilled.called].filter(([, statements]) => statements !== 1)).toEqual([]);
  });

  /** The statements of writes that meet every kind of change, each with the parameters of its first use. */
  async function statementsOfWrites(): Promise<Map<string, Parameters>> {
    await wipe();
    const own = await connect(SERVER, OPTIONS, prepareGraph);
    endedAtLast(() => own.close());
    const statements = new Map<string, Parameters>();
    const store = storeOver({
      ...own,
      write: (work, patience) =>
        own.write(
          (run) =>
            work((statement, parameters = {}) => {
              if (!statements.has(statement)) statements.set(statement, parameters);
              return run(statement, parameters);
            }),
          patience,
        ),
    });
    const a = (meaning: string) =>
      page('definition', 'a', {
        meaning,
        links: { RELATED: ['b', 'c'], MENTIONS: [{ to: 'd', gloss: `${meaning} of d.` }] },
      });
    const hub = (more: string[]) =>
      page('area', 'hub', { links: { RELATED: [...Array.from({ length: 300 }, (_, i) => `spoke-${i}`), ...more] } });
    await write(store, [a('One.'), page('term', 'b', { name: 'As', links: { LINKS_TO: ['a'] } }), hub([])]);
    await write(store, [a('Two.'), hub(['b'])]);
    await store.lock('ingest', 'test', 300);
    await store.endRun('test');
    await store.removePages([a('Two.').url], context());
    return statements;
  }

  /** The statements whose plan scans the graph, besides those meant to. */
  async function scanning(statements: ReadonlyMap<string, Parameters>): Promise<string[]> {
    const found: string[] = [];
    for (const [statement, parameters] of statements) {
      if (WALKED.test(statement)) continue;
      const scans = (await operatorsOf(statement, parameters)).filter((one) => SCANS.test(one));
      if (scans.length > 0) found.push(`${scans} in ${statement}`);
    }
    return found;
  }

  it('start at keys where they write, too: on an empty graph and on one whose indexes the server has not sampled', async () => {
    const statements = await statementsOfWrites();
    expect(statements.size).toBeGreaterThan(35);
    await withNewIndexes();
    expect(await scanning(statements)).toEqual([]);

    // The first plan of a statement serves all later ones, and a first ingest makes them in this state.
    await query(`UNWIND range(0, 1999) AS i CREATE (c:Concept {slug: 'slug ' + i})
      WITH i, c WHERE i % 10 = 0 CREATE (c)<-[:DESCRIBES]-(:Page {url: 'page ' + i})`);
    await query(`UNWIND range(0, 1999) AS i MATCH (from:Concept {slug: 'slug ' + i})
      MATCH (to:Concept {slug: 'slug ' + i % 30}) CREATE (from)-[:MENTIONS {gloss: 'A sentence.'}]->(to)`);
    await query('CALL db.clearQueryCaches()');
    expect(await scanning(statements)).toEqual([]);
  });

  it('go together where one request makes them in the same turn, a statement a level', async () => {
    await write(storeOver(connection), [page('definition', 'x', { body: ['X.'], links: { RELATED: ['y', 'z'] } })]);
    const statements: string[] = [];
    const { reads } = storeOver({
      ...connection,
      async read(statement, parameters) {
        statements.push(statement);
        expect((await operatorsOf(statement, parameters ?? {})).filter((one) => WALKS.test(one))).toEqual([]);
        return connection.read(statement, parameters);
      },
    });
    const level = (graph: GraphReader, slug: string) =>
      Promise.all([
        graph.concept(slug),
        graph.definitions(slug, { kinds: null, first: 5 }),
        graph.related(slug, 8),
        graph.pagesOf(slug, 1),
        graph.countRelations(slug, { kinds: null, direction: 'BOTH' }),
        graph.whereToRead(slug),
      ]);
    const graph = batchedReader(reads as GraphReads);
    const [x, definitions, related, pages, count] = await level(graph, 'x');
    expect(statements.length).toBe(1);
    expect([x?.name, definitions.length, pages.length, count]).toEqual(['X', 1, 1, 2]);
    expect(related.map(({ slug }) => slug)).toEqual(['y', 'z']);
    await Promise.all(related.map(({ slug }) => level(graph, slug)));
    expect(statements.length).toBe(2);
    // The same reads in another order give the same statement, whose plan the server has cached.
    const other = batchedReader(reads as GraphReads);
    await Promise.all([other.related('x', 8), other.pagesOf('x', 1)]);
    await Promise.all([other.pagesOf('y', 1), other.related('y', 8)]);
    expect(statements[3]).toBe(statements[2]);
  });
});
