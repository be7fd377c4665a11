/** The same pages in both stores give the same answers, byte for byte, and ingest does the same on both. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type Service, startService } from '../../src/server/server.ts';
import { openNeo4jStore } from '../../src/store/neo4j/neo4j-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { CONCEPT_ORDERS, type Store } from '../../src/store/store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { fillWithGlossary } from '../support/glossary.ts';
import { definitionPage, manyPages, writeFiles } from '../support/markdown.ts';
import { OPTIONS, query, SERVER, wipe } from '../support/neo4j-server.ts';
import { ROOT, run, temporaryFolder } from '../support/program.ts';

jest.setTimeout(120_000);

const CONCEPT = `fragment concept on Concept {
  id slug name alternateNames meaning isStub calculators { slug }
  definitions(first: 100) { kind text facet page { id url } }
  related(first: 10) { slug name }
  pages { url kind resource title author publishedAt modifiedAt }
}`;
const EDGES =
  'totalCount pageInfo { hasNextPage endCursor } edges { cursor kind direction node { slug } pages { url } }';
const SLUGS = ['liquidation-cascade', 'leverage', 'market-panic-selling', 'anatomy-of-a-sell-off', 'nothing'];

const STEP = 'kind from { slug } to { slug } pages { url }';
const PATH = `length concepts { slug name } steps { ${STEP} }`;
const SUBGRAPH = `nodes { distance concept { slug name } } relations { ${STEP} } truncated`;
const NEARBY = 'nearbyCalculators(first: 5) { calculator { slug } concept { slug name } distance }';
/** Arguments of a path, of one from an end of the glossary to the other, and of one that there is not. */
const ENDS = [
  { from: 'leverage', to: 'anatomy-of-a-sell-off' },
  { from: 'anatomy-of-a-sell-off', to: 'leverage', kinds: ['MENTIONS', 'LINKS_TO', 'RECOMMENDS'] },
  { from: 'contagion', to: 'market-panic-selling', maxHops: 8, kinds: ['RELATED'] },
  { from: 'leverage', to: 'leverage' },
  { from: 'leverage', to: 'nothing' },
];
const AROUND = [
  { slugs: ['leverage'] },
  { slugs: SLUGS, depth: 2, limit: 500 },
  { slugs: SLUGS, depth: 3, limit: 40 },
  { slugs: ['contagion', 'contagion'], depth: 3, limit: 500, kinds: ['SIMILAR', 'HAS_PART', 'MENTIONS'] },
  { slugs: SLUGS, depth: 0, limit: 2 },
];

/** Every root and field that reads the graph, with the arguments that change what is read. */
const QUERIES: [string, object][] = [
  ...SLUGS.map((slug): [string, object] => [
    `query($slug: String!) { concept(slug: $slug) { ...concept } } ${CONCEPT}`,
    { slug },
  ]),
  ...['OUTGOING', 'INCOMING', 'BOTH'].map((direction): [string, object] => [
    `query($direction: Direction) { conceptsBySlug(slugs: ["leverage", "contagion"]) {
      relations(direction: $direction, first: 30) { ${EDGES} } } }`,
    { direction },
  ]),
  [
    `{ concept(slug: "leverage") { relations(kinds: [MENTIONS, HAS_PART, SIMILAR], direction: BOTH) { ${EDGES} } } }`,
    {},
  ],
  ...CONCEPT_ORDERS.map((orderBy): [string, object] => [
    `query($orderBy: ConceptOrder) { concepts(orderBy: $orderBy, first: 100) {
      totalCount pageInfo { endCursor } edges { cursor node { slug } } } }`,
    { orderBy },
  ]),
  ['{ concepts(filter: { kinds: [AREA, TERM], hasCalculator: true }) { totalCount nodes { slug } } }', {}],
  ['{ calculators { slug concepts(first: 50) { slug } parameters { name concept { name } } } }', {}],
  ['{ statistics { concepts stubs pages definitions relations calculators } }', {}],
  ...ENDS.map((ends): [string, object] => [
    `query($from: String!, $to: String!, $maxHops: Int, $kinds: [RelationKind!]) {
      path(from: $from, to: $to, maxHops: $maxHops, kinds: $kinds) { ${PATH} } }`,
    ends,
  ]),
  ...AROUND.map((around): [string, object] => [
    `query($slugs: [String!]!, $depth: Int, $limit: Int, $kinds: [RelationKind!]) {
      neighbourhood(slugs: $slugs, depth: $depth, limit: $limit, kinds: $kinds) { ${SUBGRAPH} } }`,
    around,
  ]),
  [`query($slugs: [String!]!) { conceptsBySlug(slugs: $slugs) { ${NEARBY} } }`, { slugs: SLUGS }],
  [`{ concepts(first: 50, filter: { hasCalculator: false }) { nodes { ${NEARBY} } } }`, {}],
  ['{ suggest(prefix: "liqudation") { concept { slug } match { field text ranges { start end } } } }', {}],
  ['{ lookup(text: "margin calls") { outcome concept { slug } candidates { concept { slug } } } }', {}],
  ['{ annotate(text: "A margin call forces deleveraging.") { start end text concept { slug } } }', {}],
];

describeWithNeo4j('the service on Neo4j', () => {
  const services: Service[] = [];
  const stores: Store[] = [];
  const log = { info() {}, warn() {}, error() {} };

  beforeAll(async () => {
    await wipe();
    for (const store of [await openNeo4jStore(SERVER, OPTIONS), await openSqliteStore(':memory:')]) {
      stores.push(store);
      expect(await fillWithGlossary(store)).toBeGreaterThan(80);
      services.push(await startService({ store, host: '127.0.0.1', port: 0, log }));
    }
  });
  afterAll(async () => {
    for (const service of services) await service.stop();
    for (const store of stores) await store.close();
  });

  it.each(QUERIES)('answers %s as the embedded store does', async (query, variables) => {
    const [onNeo4j, onSqlite] = await Promise.all(
      services.map(async ({ url }) => {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        });
        return await response.text();
      }),
    );
    expect(onSqlite).not.toContain('"errors"');
    expect(onNeo4j).toBe(onSqlite);
  });
});

describeWithNeo4j('the README’s way to explore the graph', () => {
  it('shows a concept among its neighbours', async () => {
    const [, cypher = ''] = /^```cypher\n(.*?)^```$/ms.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
    expect(await query(cypher)).not.toHaveLength(0);
  });
});

describeWithNeo4j('riskgraph ingest into Neo4j', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  const env = { NEO4J_USERNAME: OPTIONS.username, NEO4J_PASSWORD: OPTIONS.password };
  const riskgraph = (...args: string[]) => run([...args, '--store', SERVER], { cwd: folder.path, env });

  it('adds, says unchanged, replaces, prunes and verifies', async () => {
    await wipe();
    writeFiles(join(folder.path, 'pages'), manyPages(250));
    const first = await riskgraph('ingest', 'pages');
    expect([first.status, first.stdout.split('\n').at(-2)]).toEqual([0, '250 pages: 250 added']);
    const second = await riskgraph('ingest', 'pages');
    expect([second.status, second.stdout.split('\n').at(-2)]).toEqual([0, '250 pages: 250 unchanged']);
    writeFiles(join(folder.path, 'other'), { 'a.md': definitionPage({ slug: 'term-1', name: 'Another Name' }) });
    const third = await riskgraph('ingest', 'other', '--prune');
    expect(third.stdout.split('\n').at(-2)).toBe('250 pages: 1 changed, 249 removed');
    expect(await riskgraph('verify')).toEqual({ status: 0, stdout: '1 pages, all sound\n', stderr: '' });
  });

  it('takes the password from a file', async () => {
    writeFiles(folder.path, { password: `${OPTIONS.password}\n` });
    const secret = { ...env, NEO4J_PASSWORD: '', NEO4J_PASSWORD_FILE: join(folder.path, 'password') };
    const { status, stderr } = await run(['verify', '--store', SERVER], { cwd: folder.path, env: secret });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('is refused with one line where the password is wrong', async () => {
    const args = ['ingest', 'pages', '--store', SERVER];
    const { status, stderr } = await run(args, { cwd: folder.path, env: { ...env, NEO4J_PASSWORD: 'wrong-password' } });
    expect([status, stderr.trim().split('\n').length]).toEqual([1, 1]);
    expect(stderr).not.toContain('wrong-password');
  });
});
