/** A concept with 100,000 relations: reads of it, and through it, touch only part of them, as counted by the server. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import neo4j, { type Driver, type ProfiledPlan } from 'neo4j-driver';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { type Service, startService } from '../../src/server/server.ts';
import { type Connection, connect, type Parameters, withIntegers } from '../../src/store/neo4j/connection.ts';
import { storeOver } from '../../src/store/neo4j/neo4j-store.ts';
import { prepareGraph } from '../../src/store/neo4j/prepare.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { OPTIONS, query, SERVER, wipe } from '../support/neo4j-server.ts';
import { page } from '../support/pages.ts';
import { write } from '../support/writing.ts';

jest.setTimeout(600_000);

const LEAVES = 50_000;
/** Database hits: each relation of the hub may be touched a few times; from each of its neighbours it would be 10¹⁰. */
const MOST_HITS = 15 * 2 * LEAVES;
const leaf = (i: number) => `leaf-${String(i).padStart(5, '0')}`;

/** Written directly, since the store would take minutes: each leaf lists the hub, which mentions each leaf. */
const FILL = `
  MATCH (hub:Concept {slug: 'hub'}) UNWIND range(0, $leaves - 1) AS i CALL (hub, i) {
    MERGE (leaf:Concept {slug: 'leaf-' + right('0000' + toString(i), 5)})
    ON CREATE SET leaf:Stub, leaf.name = leaf.slug, leaf.likeness = leaf.slug, leaf.sortName = leaf.slug,
      leaf.alternateNames = [], leaf.relationCount = 2
    CREATE (leaf)-[:RELATED {page: 'https://glossary.example/' + i, position: 0}]->(hub)
    CREATE (hub)-[:MENTIONS {page: 'https://glossary.example/hub', position: i}]->(leaf)
  } IN TRANSACTIONS OF 5000 ROWS`;

describeWithNeo4j('A hub of 100,000 relations in Neo4j', () => {
  let driver: Driver;
  let connection: Connection;
  let service: Service;
  let hits = 0;

  /** Reads like the connection, without a time limit, and counts the server's database hits. */
  const profiled = async <Row>(statement: string, parameters: Parameters = {}): Promise<Row[]> => {
    const { records, summary } = await driver.executeQuery(`PROFILE ${statement}`, withIntegers(parameters) as object);
    const count = (plan: ProfiledPlan): number =>
      plan.dbHits + plan.children.reduce((sum, child) => sum + count(child), 0);
    if (summary.profile !== false) hits += count(summary.profile);
    return records.map((record) => record.toObject() as Row);
  };

  beforeAll(async () => {
    await wipe();
    driver = neo4j.driver(SERVER, neo4j.auth.basic(OPTIONS.username, OPTIONS.password), {
      disableLosslessIntegers: true,
    });
    connection = await connect(SERVER, OPTIONS, prepareGraph);
    const pub = Array.from({ length: 2_000 }, (_, i) => leaf(40_000 + i));
    const pages = [
      page('area', 'pub', { links: { RELATED: pub, LINKS_TO: ['hub'] } }),
      page('definition', 'liquidation-cascade', { links: { LINKS_TO: [leaf(30_000)] } }),
    ];
    await write(storeOver(connection), pages, { attacher: attacherOf(CALCULATORS) });
    await query(FILL, { leaves: LEAVES });
    const store = storeOver({ ...connection, read: profiled });
    const log = { info() {}, warn() {}, error() {} };
    service = await startService({ store, host: '127.0.0.1', port: 0, log, memory: -1 });
  });
  afterAll(async () => {
    await service.stop();
    await connection.close();
    await driver.close();
    await wipe();
  });

  const PATH = (from: string, to: string) => `{ path(from: "${from}", to: "${to}") { concepts { slug } } }`;
  const path = (...slugs: string[]) => ({ path: { concepts: slugs.map((slug) => ({ slug })) } });
  const NEARBY = (slug: string) => `{ concept(slug: "${slug}") { nearbyCalculators(first: 1) { distance } } }`;

  it.each<[string, object]>([
    [PATH('hub', leaf(49_999)), path('hub', leaf(49_999))],
    [PATH(leaf(3), 'hub'), path(leaf(3), 'hub')],
    [PATH(leaf(49_000), leaf(3)), path(leaf(49_000), 'hub', leaf(3))],
    [PATH('hub', 'liquidation-cascade'), path('hub', leaf(30_000), 'liquidation-cascade')],
    [PATH('hub', 'pub'), path('hub', 'pub')],
    [PATH('pub', leaf(9)), path('pub', 'hub', leaf(9))],
    ['{ neighbourhood(slugs: ["hub"], depth: 3, limit: 500) { truncated } }', { neighbourhood: { truncated: true } }],
    [NEARBY(leaf(30_000)), { concept: { nearbyCalculators: [{ distance: 1 }] } }],
    [NEARBY(leaf(9)), { concept: { nearbyCalculators: [] } }],
    ['{ concept(slug: "hub") { related(first: 1) { slug } } }', { concept: { related: [{ slug: leaf(0) }] } }],
  ])('is no hindrance to %s', async (document, data) => {
    const before = hits;
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: document }),
    });
    expect(await response.json()).toEqual({ data });
    expect(hits - before).toBeLessThan(MOST_HITS);
  });
});
