/** Servers that have started and answered. */
import { setTimeout } from 'node:timers/promises';
import type { GlossaryConcept } from '../glossary/concepts.ts';
import type { Program } from '../programs.ts';
import { bodyOf, type Client, clientOf } from './client.ts';
import type { Dialect } from './dialects.ts';
import { PAGE, QUERIES, type Query } from './queries.ts';
import type { Ground, Server } from './servers.ts';

/** A server that has answered. */
export interface Answering {
  program: Program;
  client: Client;
  dialect: Dialect | null;
  /** From the start of the process to the first answer, ms. */
  start: number;
  /** Resident memory at the first answer, bytes. */
  memory: number;
  /** Where each page of the list of all concepts starts. */
  cursors: readonly (string | null)[];
}

export interface Contender extends Answering {
  server: Server;
  /** CPU time so far [µs] of the server, plus that of Neo4j if the server uses it. */
  cpu(): Promise<number>;
}

/** Pages of the list that are requested. */
const PAGES = 100;
/** Pause between attempts at a first answer [ms]. */
const PAUSE = 5;
const TRIES = 10_000;

export async function enter(server: Server, ground: Ground): Promise<Contender> {
  const program = await server.start(ground);
  const cpu = async () => (await program.usage()).cpu + (server.isOverNeo4j ? (ground.neo4j?.cpu() ?? 0) : 0);
  return { ...(await untilItAnswers(program, ground.glossary.concepts, server.dialect ?? null)), server, cpu };
}

/** Waits for the first answer of a newly started server. */
export async function untilItAnswers(
  program: Program,
  concepts: readonly GlossaryConcept[],
  dialect: Dialect | null,
): Promise<Answering> {
  const [, address = ''] = await program.says(/^GraphQL\s+(\S+)$/m);
  const client = clientOf(address);
  const [query] = QUERIES as [Query];
  await firstAnswer(client, bodyOf(dialect?.documents[query.id] ?? query.document, { slug: concepts[0]?.slug }));
  const start = performance.now() - program.startedAt;
  const { memory } = await program.usage();
  const pages = Math.min(PAGES, Math.ceil(concepts.length / PAGE));
  const cursors = dialect ? Array.from({ length: pages }, (_, i) => dialect.cursor(i)) : await walk(client, pages);
  return { program, client, dialect, start, memory, cursors };
}

/** A server may listen before it is ready. */
async function firstAnswer(client: Client, body: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await client.send(body);
      return;
    } catch (error) {
      if (tries === TRIES) throw error;
      await setTimeout(PAUSE);
    }
  }
}

const WALK = `query Walk($after: String) { concepts(first: ${PAGE}, after: $after) { pageInfo { endCursor } } }`;

/** Where each page of the list starts. */
async function walk(client: Client, pages: number): Promise<(string | null)[]> {
  const cursors: (string | null)[] = [null];
  while (cursors.length < pages) {
    const answer = JSON.parse(await client.send(bodyOf(WALK, { after: cursors.at(-1) }))) as {
      data: { concepts: { pageInfo: { endCursor: string } } };
    };
    cursors.push(answer.data.concepts.pageInfo.endCursor);
  }
  return cursors;
}
