/** The synthetic glossary as files, and stores filled from it with the product's own command. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { asLines, type GlossaryConcept, syntheticConcepts } from './glossary/concepts.ts';
import { writePages } from './glossary/pages.ts';
import { type Environment, runRiskgraph } from './programs.ts';

/** A folder to work in. */
export interface Workplace {
  path: string;
  /** Removes the folder unless the next run should reuse it. */
  leave(): Promise<void>;
}

/** @param wanted - a folder to keep; a temporary one if undefined. */
export async function workplace(wanted: string | undefined): Promise<Workplace> {
  if (wanted !== undefined) {
    await mkdir(wanted, { recursive: true });
    return { path: resolve(wanted), leave: async () => {} };
  }
  const path = await mkdtemp(join(tmpdir(), 'riskgraph-bench-'));
  return { path, leave: () => rm(path, { recursive: true, force: true }) };
}

export interface ReadGlossary {
  concepts: readonly GlossaryConcept[];
  /** File with one concept per line. */
  lines: string;
  /** Folder of their pages. */
  pages: string;
}

/** A glossary in which every concept has a definition page that states all of its 27 links. */
export async function readGlossary({ path }: Workplace, count: number): Promise<ReadGlossary> {
  const glossary = syntheticConcepts(count);
  for (const concept of glossary.concepts) concept.kind = 'definition';
  const lines = join(path, 'concepts.jsonl');
  await writeFile(lines, asLines(glossary.concepts));
  const pages = join(path, 'pages');
  await once(pages, (partial) => writePages(partial, glossary, 'all'));
  return { concepts: glossary.concepts, lines, pages };
}

/** Fills a SQLite file with pages; resolves to the store's address. */
export async function filledFile({ path }: Workplace, pages: string): Promise<string> {
  const file = join(path, 'riskgraph.db');
  await once(file, async (partial) => {
    await runRiskgraph(['ingest', pages, '--store', `file:${partial}`]);
  });
  return `file:${file}`;
}

/** Fills a Neo4j server with pages, unless a marker file in `path` says that an earlier run did. */
export async function fillNeo4j({ path }: Workplace, pages: string, environment: Environment): Promise<void> {
  await once(join(path, 'neo4j-filled'), async (partial) => {
    await runRiskgraph(['ingest', pages], environment);
    await writeFile(partial, '');
  });
}

/** Creates a file that does not exist yet, under a temporary name until it is complete. */
async function once(path: string, make: (partial: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  const partial = `${path}.part`;
  await rm(partial, { recursive: true, force: true });
  await make(partial);
  await rename(partial, path);
}
