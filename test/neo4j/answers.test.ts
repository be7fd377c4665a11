/**
 * The same pages give byte-identical answers from every reader: the image over SQLite, the image over Neo4j, and Neo4j
 * itself. Ingest does the same on both stores.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { CONCEPT_ORDERS } from '../../src/model/graph.ts';
import { type Service, startService } from '../../src/server/server.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { endedAtLast } from '../support/ended-at-last.ts';
import { fillWithGlossary } from '../support/glossary.ts';
import { definitionPage, manyPages, writeFiles } from '../support/markdown.ts';
import { OPTIONS, openNeo4j, query, SERVER, wipe } from '../support/neo4j-server.ts';
import { ROOT, run, temporaryFolder } from '../support/program.ts';
import { until } from '../support/until.ts';
import { context } from '../support/writing.ts';
import { SLUGS as RANDOM_SLUGS, steps } from './random-steps.ts';

const CONCEPT = `fragment concept on Concept {
  id slug name alternateNames meaning isStub calculators { slug }
  definitions(first: 100) { kind text facet page { id url } }
  related(first: 10) { slug name }
  pages { url kind resource title author publishedAt modifiedAt }
}`;
const EDGES =
  'totalCount pageInfo { hasNextPage endCursor } edges { cursor direction concept { slug } node { id kind from { slug } pages { url } } } concepts { slug }';
const GLOSSARY_SLUGS = ['liquidation-cascade', 'leverage', 'market-panic-selling', 'anatomy-of-a-sell-off', 'nothing'];

const STEP = 'kind from { slug } to { slug } pages { url }';
const PATH = `length concepts { slug name } steps { ${STEP} }`;
const SUBGRAPH = `nodes { distance concept { slug name } } relations { ${STEP} } truncated`;
const NEARBY = 'nearbyCalculators(first: 5) { calculator { slug } concept { slug name } distance }';

/** Paths over the glossary: from one end to the other, and one that does not exist. */
const GLOSSARY_ENDS = [
  { from: 'leverage', to: 'anatomy-of-a-sell-off' },
  { from: 'anatomy-of-a-sell-off', to: 'leverage', kinds: ['MENTIONS', 'LINKS_TO', 'RECOMMENDS'] },
  { from: 'contagion', to: 'market-panic-selling', maxHops: 8, kinds: ['RELATED'] },
  { from: 'leverage', to: 'leverage' },
  { from: 'leverage', to: 'nothing' },
];

/** Every root and field that reads the graph, with the arguments that affect what is read. */
function queriesOver(slugs: readonly string[], ends: readonly object[]): [string, object][] {
  const around = [
    { slugs: slugs.slice(0, 1) },
    { slugs, depth: 2, limit: 500 },
    { slugs, depth: 3, limit: 40 },
    { slugs: [slugs[1], slugs[1]], depth: 3, limit: 500, kinds: ['SIMILAR', 'HAS_PART', 'MENTIONS'] },
    { slugs, depth: 0, limit: 2 },
  ];
  return [
    ...slugs.map((slug): [string, object] => [
      `query($slug: String!) { concept(slug: $slug) { ...concept } } ${CONCEPT}`,
      { slug },
    ]),
    ...['OUTGOING', 'INCOMING', 'BOTH'].map((direction): [string, object] => [
      `query($direction: Direction, $slugs: [String!]!) { conceptsBySlug(slugs: $slugs) {
        relations(direction: $direction, first: 30) { ${EDGES} } } }`,
      { direction, slugs },
    ]),
    [
      `query($slugs: [String!]!) { conceptsBySlug(slugs: $slugs) {
        relations(kinds: [MENTIONS, HAS_PART, SIMILAR], direction: BOTH, first: 3) { ${EDGES} } } }`,
      { slugs },
    ],
    [
      `query($slugs: [String!]!) { conceptsBySlug(slugs: $slugs) { slug meaning
        related(first: 8) { slug name related(first: 8) { slug name meaning relations { totalCount } } } } }`,
      { slugs },
    ],
    ...CONCEPT_ORDERS.map((orderBy): [string, object] => [
      `query($orderBy: ConceptOrder) { concepts(orderBy: $orderBy, first: 100) {
        totalCount pageInfo { endCursor } edges { cursor node { slug relations { totalCount } } } } }`,
      { orderBy },
    ]),
    ['{ concepts(filter: { kinds: [AREA, TERM], hasCalculator: true }) { totalCount nodes { slug } } }', {}],
    ['{ concepts(filter: { isStub: true }) { totalCount nodes { slug name } } }', {}],
    ['{ calculators { slug concepts(first: 50) { slug } parameters { name concept { name } } } }', {}],
    ['{ statistics { concepts stubs pages definitions relations calculators } }', {}],
    ...ends.map((one): [string, object] => [
      `query($from: String!, $to: String!, $maxHops: Int, $kinds: [RelationKind!]) {
        path(from: $from, to: $to, maxHops: $maxHops, kinds: $kinds) { ${PATH} } }`,
      one,
    ]),
    ...around.map((one): [string, object] => [
      `query($slugs: [String!]!, $depth: Int, $limit: Int, $kinds: [RelationKind!]) {
        neighbourhood(slugs: $slugs, depth: $depth, limit: $limit, kinds: $kinds) { ${SUBGRAPH} } }`,
      one,
    ]),
    [`query($slugs: [String!]!) { conceptsBySlug(slugs: $slugs) { ${NEARBY} } }`, { slugs }],
    [`{ concepts(first: 50, filter: { hasCalculator: false }) { nodes { ${NEARBY} } } }`, {}],
    ['{ suggest(prefix: "liqudation") { concept { slug } match { field text ranges { start end } } } }', {}],
    ['{ suggest(prefix: "c") { concept { slug } match { field text ranges { start end } } } }', {}],
    ['{ lookup(text: "margin calls") { outcome concept { slug } candidates { concept { slug } } } }', {}],
    ['{ annotate(text: "A margin call forces deleveraging.") { start end text concept { slug } } }', {}],
  ];
}

type Services = Record<'over SQLite' | 'over Neo4j' | 'of Neo4j', Service>;

/** A service over each reader, each of which has loaded the current graph. */
async function startServices(neo4j: Store, sqlite: Store): Promise<Services> {
  const base = { host: '127.0.0.1', port: 0, log: { info() {}, warn() {}, error() {} } };
  const start = async (options: { store: Store; memory?: number }) => {
    const service = await startService({ ...base, ...options });
    endedAtLast(() => service.stop());
    return service;
  };
  const services = {
    'over SQLite': await start({ store: sqlite }),
    'over Neo4j': await start({ store: neo4j }),
    'of Neo4j': await start({ store: neo4j, memory: -1 }),
  };
  const { version } = await neo4j.state();
  const shown = async () => await (await fetch(`${services['over Neo4j'].url}/metrics`)).text();
  await until(async () => (await shown()).includes(`riskgraph_graph_version ${version}\n`));
  return services;
}

/** The raw answer of each service. */
async function answers(services: Services, query: string, variables: object): Promise<Record<keyof Services, string>> {
  const all = Object.entries(services).map(async ([name, { url }]) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return [name, await response.text()] as const;
  });
  return Object.fromEntries(await Promise.all(all)) as Record<keyof Services, string>;
}

function expectAlike(given: Record<keyof Services, string>): void {
  const wanted = given['over SQLite'];
  expect(wanted).not.toContain('"errors"');
  expect(given).toEqual({ 'over SQLite': wanted, 'over Neo4j': wanted, 'of Neo4j': wanted });
}

describeWithNeo4j('a service over each reader', () => {
  describe('of the bundled glossary', () => {
    let services: Services;
    let stores: Store[] = [];

    beforeAll(async () => {
      await wipe();
      const neo4j = await openNeo4j();
      const sqlite = await openSqliteStore(':memory:');
      stores = [neo4j, sqlite];
      for (const store of stores) expect(await fillWithGlossary(store)).toBeGreaterThan(80);
      services = await startServices(neo4j, sqlite);
    });
    afterAll(async () => {
      for (const service of Object.values(services ?? {})) await service.stop();
      for (const store of stores) await store.close();
    });

    it.each(queriesOver(GLOSSARY_SLUGS, GLOSSARY_ENDS))('answers %s alike', async (query, variables) => {
      expectAlike(await answers(services, query, variables));
    });

    it('is explored in the README’s way: a concept among its neighbours', async () => {
      const [, cypher = ''] = /^```cypher\n(.*?)^```$/ms.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
      expect(await query(cypher)).not.toHaveLength(0);
    });
  });

  it('answers alike whatever pages were written and removed', async () => {
    const ends = RANDOM_SLUGS.flatMap((from, i) => RANDOM_SLUGS.slice(i + 1).map((to) => ({ from, to })));
    const used = context({ attacher: attacherOf(CALCULATORS) });
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        await wipe();
        const neo4j = await openNeo4j();
        const sqlite = await openSqliteStore(':memory:');
        for (const store of [neo4j, sqlite]) {
          await store.lock('ingest', 'test', 30);
          for (const { write, remove } of all) {
            await store.replacePages(write, used);
            await store.removePages(remove, used);
          }
        }
        const services = await startServices(neo4j, sqlite);
        for (const [query, variables] of queriesOver(RANDOM_SLUGS, ends)) {
          expectAlike(await answers(services, query, variables));
        }
        for (const service of Object.values(services)) await service.stop();
        for (const store of [neo4j, sqlite]) await store.close();
      }),
      { seed: 2, numRuns: 6, endOnFailure: true },
    );
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
    expect(await riskgraph('verify')).toEqual({ status: 0, stdout: '1 page, all sound\n', stderr: '' });
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
