/**
 * How many pages a second go into Neo4j, new and replaced: the synthetic glossary in batches of 200.
 *
 *   node ../shared/bench/generate-glossary.mjs --out data
 *   NEO4J_URI=bolt://127.0.0.1:7687 npx tsx bench/neo4j-ingest.ts data/graph.jsonl [pages]
 *
 * The database is emptied first.
 */
import { readFileSync } from 'node:fs';
import neo4j from 'neo4j-driver';
import type { PageContent, Statement } from '../src/model/types.ts';
import { openNeo4jStore } from '../src/store/neo4j/neo4j-store.ts';

const BATCH = 200;
const SITE = 'https://term.example.com';

interface Line {
  slug: string;
  name: string;
  kind: 'definition' | 'area' | 'term';
  meaning: string;
  paragraphs: string[];
  published: string;
  related: string[];
  discover: string[];
  mentions: string[];
}

const [path, limit] = process.argv.slice(2);
const uri = process.env.NEO4J_URI;
if (path === undefined || uri === undefined) {
  console.error('usage: NEO4J_URI=bolt://… tsx bench/neo4j-ingest.ts graph.jsonl [pages]');
  process.exit(1);
}
const options = {
  username: process.env.NEO4J_USERNAME ?? 'neo4j',
  password: process.env.NEO4J_PASSWORD ?? 'riskgraph',
};
const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
const concepts = lines.map((line) => JSON.parse(line) as Line);
const bySlug = new Map(concepts.map((concept) => [concept.slug, concept]));
const pages = concepts.slice(0, Number(limit ?? concepts.length)).map(pageOf);

await empty();
const store = await openNeo4jStore(uri, options);
await measure('new', pages);
await measure('equal', pages);
await measure(
  'replaced',
  pages.map((page) => ({ ...page, author: 'Somebody' })),
);
await store.close();

async function measure(title: string, all: readonly PageContent[]): Promise<void> {
  const context = {
    owner: 'bench',
    run: { id: title, at: new Date().toISOString() },
    attacher: { digest: 'none', calculators: [], attachmentsOf: () => [] },
  };
  const start = performance.now();
  const times: number[] = [];
  for (let i = 0; i < all.length; i += BATCH) {
    const before = performance.now();
    await store.lock('ingest', context.owner, 300);
    await store.replacePages(all.slice(i, i + BATCH), context);
    times.push(performance.now() - before);
  }
  const seconds = (performance.now() - start) / 1000;
  const quarter = times.slice(-Math.ceil(times.length / 4));
  const last = (BATCH * quarter.length * 1000) / quarter.reduce((sum, time) => sum + time, 0);
  console.log(`${title}: ${Math.round(all.length / seconds)} pages/s, ${Math.round(last)} in the last quarter`);
}

function pageOf(concept: Line): PageContent {
  const { slug, kind, name, meaning, paragraphs } = concept;
  const link = (target: string): Pick<Statement, 'target' | 'anchor'> => ({
    target,
    anchor: bySlug.get(target)?.name ?? target,
  });
  return {
    url: `${SITE}/${kind}/${slug}/`,
    kind: kind.toUpperCase() as Uppercase<typeof kind>,
    site: SITE,
    concept: slug,
    resource: null,
    title: `${name} ⎊ ${kind}`,
    author: null,
    publishedAt: new Date(concept.published).toISOString(),
    modifiedAt: null,
    truncated: false,
    name,
    alternateNames: [],
    definitions: [
      { kind: 'MEANING', facet: null, text: meaning },
      ...paragraphs.map((text) => ({ kind: 'BODY' as const, facet: null, text })),
    ],
    statements: [
      ...concept.related.map((to) => ({ kind: 'RELATED' as const, ...link(to), facet: null, gloss: null })),
      ...concept.discover.map((to) => ({
        kind: 'RECOMMENDS' as const,
        ...link(to),
        facet: null,
        gloss: bySlug.get(to)?.meaning ?? null,
      })),
      ...concept.mentions.map((to) => ({
        kind: 'MENTIONS' as const,
        ...link(to),
        facet: 'Risk',
        gloss: bySlug.get(to)?.paragraphs[0]?.split('. ')[0] ?? null,
      })),
    ],
  };
}

async function empty(): Promise<void> {
  const driver = neo4j.driver(uri as string, neo4j.auth.basic(options.username, options.password));
  const session = driver.session();
  await session.run('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS');
  await session.close();
  await driver.close();
}
