/** A concept with 100,000 relations: what is asked of it and past it is answered within the time that a read has. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { type Service, startService } from '../../src/server/server.ts';
import { openNeo4jStore } from '../../src/store/neo4j/neo4j-store.ts';
import type { Store } from '../../src/store/store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { OPTIONS, query, SERVER, wipe } from '../support/neo4j-server.ts';
import { page } from '../support/pages.ts';
import { write } from '../support/writing.ts';

jest.setTimeout(180_000);

const LEAVES = 50_000;
const leaf = (i: number) => `leaf-${String(i).padStart(5, '0')}`;

/** Written past the store, which takes minutes for so many pages: each leaf lists the hub, which mentions each leaf. */
const FILL = `
  MATCH (hub:Concept {slug: 'hub'}) UNWIND range(0, $leaves - 1) AS i CALL (hub, i) {
    MERGE (leaf:Concept {slug: 'leaf-' + right('0000' + toString(i), 5)})
    ON CREATE SET leaf:Stub, leaf.name = leaf.slug, leaf.nameKey = leaf.slug, leaf.sortName = leaf.slug,
      leaf.alternateNames = [], leaf.relationCount = 2
    CREATE (leaf)-[:RELATED {page: 'https://glossary.example/' + i, position: 0}]->(hub)
    CREATE (hub)-[:MENTIONS {page: 'https://glossary.example/hub', position: i}]->(leaf)
  } IN TRANSACTIONS OF 5000 ROWS`;

describeWithNeo4j('A hub of 100,000 relations in Neo4j', () => {
  let store: Store;
  let service: Service;

  beforeAll(async () => {
    await wipe();
    store = await openNeo4jStore(SERVER, OPTIONS);
    const pub = Array.from({ length: 2_000 }, (_, i) => leaf(40_000 + i));
    const pages = [
      page('area', 'pub', { links: { RELATED: pub, LINKS_TO: ['hub'] } }),
      page('definition', 'liquidation-cascade', { links: { LINKS_TO: [leaf(30_000)] } }),
    ];
    await write(store, pages, { attacher: attacherOf(CALCULATORS) });
    await query(FILL, { leaves: LEAVES });
    service = await startService({ store, host: '127.0.0.1', port: 0, log: { info() {}, warn() {}, error() {} } });
  });
  afterAll(async () => {
    await service.stop();
    await store.close();
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
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: document }),
    });
    expect(await response.json()).toEqual({ data });
  });
});
