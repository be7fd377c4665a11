/** Servers that were started and have answered. */
import { setTimeout } from 'node:timers/promises';
import type { Program } from '../programs.ts';
import { bodyOf, type Client, clientOf } from './client.ts';
import { PAGE, QUERIES, type Query } from './queries.ts';
import type { Ground, Server } from './servers.ts';

export interface Contender {
  server: Server;
  program: Program;
  client: Client;
  /** From the start of the process to the first answer, ms. */
  start: number;
  /** Resident memory at the first answer, bytes. */
  memory: number;
  /** CPU of the server so far, and of Neo4j where it asks that, µs. */
  cpu(): Promise<number>;
  /** Where each page of the list of all concepts starts. */
  cursors: readonly (string | null)[];
}

/** Pages of the list that are asked for. */
const PAGES = 100;
/** Between two tries to get a first answer, ms. */
const PAUSE = 5;
const TRIES = 10_000;

export async function enter(server: Server, ground: Ground): Promise<Contender> {
  const program = await server.start(ground);
  const [, address = ''] = await program.says(/^GraphQL\s+(\S+)$/m);
  const client = clientOf(address);
  await firstAnswer(client, firstBody(server, ground));
  const start = performance.now() - program.startedAt;
  const { memory } = await program.usage();
  const cpu = async () => (await program.usage()).cpu + (server.isOverNeo4j ? (ground.neo4j?.cpu() ?? 0) : 0);
  const pages = Math.min(PAGES, Math.ceil(ground.glossary.concepts.length / PAGE));
  const { dialect } = server;
  const cursors = dialect ? Array.from({ length: pages }, (_, i) => dialect.cursor(i)) : await walk(client, pages);
  return { server, program, client, start, memory, cpu, cursors };
}

function firstBody({ dialect }: Server, { glossary }: Ground): string {
  const [query] = QUERIES as [Query];
  return bodyOf(dialect?.documents[query.id] ?? query.document, { slug: glossary.concepts[0]?.slug });
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
