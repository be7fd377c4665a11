/** `riskgraph serve`: runs the service until it is told to stop. */
import { UsageError } from '../errors.ts';
import { jsonLog } from '../log.ts';
import { manifestOf } from '../server/documents/manifest.ts';
import { startService } from '../server/server.ts';
import { startTelemetry } from '../server/telemetry.ts';
import { openStore } from '../store/open.ts';
import { untilToldToStop } from './ending.ts';
import { checkFolder } from './existing-store.ts';
import { prepareGraph, whenEmpty } from './graph-preparation.ts';
import { readJsonInput } from './json-input.ts';
import { halfOfTheHeap } from './options.ts';
import { notice } from './terminal.ts';
import { keepYoungGeneration } from './young-generation.ts';

export interface ServeFlags {
  store: string;
  host: string;
  port: number;
  /** Bytes. */
  memory?: number;
  /** Seconds. */
  timeLimit: number;
  demo?: boolean;
  logRequests?: boolean;
  telemetry?: boolean;
  /** Seconds. */
  maxAge: number;
  /** A manifest file. */
  documents?: string;
  onlyDocuments?: boolean;
  uncompressed?: boolean;
  uncompiled?: boolean;
  hideSchema?: boolean;
  /** Whether to offer tools for agents. */
  mcp?: boolean;
  /** Whether the schema is a subgraph of Apollo Federation. */
  federation?: boolean;
  publicUrl?: string;
}

/** The process always ends within this time after it was told to stop. */
const LONGEST_END_MS = 9_800;
/** How long the reader of standard error has for the last lines. */
const LAST_LINES_MS = 500;

/** Returns the exit status once the service has stopped. */
export async function serveCommand({
  store: url,
  host,
  port,
  memory = halfOfTheHeap(),
  timeLimit,
  demo = false,
  logRequests = false,
  maxAge,
  documents,
  onlyDocuments = false,
  uncompressed = false,
  uncompiled = false,
  hideSchema = false,
  mcp = false,
  federation = false,
  publicUrl,
  ...flags
}: ServeFlags): Promise<number> {
  const log = jsonLog();
  const stopRequest = untilToldToStop(process, log, () => process.exit(1));
  // Before it serves, the process can simply exit. As process 1 of a container it would ignore signals without a
  // listener.
  let isServing = false;
  void stopRequest.then((status) => {
    if (!isServing) process.exit(status());
  });
  if (onlyDocuments && documents === undefined) throw new UsageError('--only-documents requires --documents <file>');
  const manifest =
    documents === undefined ? new Map() : manifestOf(await readJsonInput(documents, '--documents'), documents);
  const youngGeneration = keepYoungGeneration();
  const telemetry = flags.telemetry ? await startTelemetry() : null;
  checkFolder(url);
  const store = await openStore(url);
  try {
    const preparation = await prepareGraph(store, { demo, log });
    // From the first request on, a signal must not cut off answers.
    isServing = true;
    const service = await startService({
      store,
      host,
      port,
      log,
      memory,
      readAhead: true,
      timeLimit: timeLimit * 1_000,
      logRequests,
      introspection: !hideSchema,
      maxAge,
      compile: !uncompiled,
      compress: !uncompressed,
      manifest,
      onlyManifest: onlyDocuments,
      telemetry,
      mcp,
      federation,
      publicUrl: publicUrl?.replace(/\/$/, '') ?? null,
    });
    youngGeneration.letGrow();
    notice(`Riskgraph  ${service.url}/`);
    notice(`GraphQL    ${service.url}/graphql`);
    notice(`Explorer   ${service.url}/explorer`);
    if (mcp) notice(`MCP        ${service.url}/mcp`);
    if (!demo) whenEmpty(store, () => notice(howToFill(url)));
    const status = await stopRequest;
    setTimeout(() => process.exit(status()), LONGEST_END_MS).unref();
    await Promise.all([service.stop(), preparation.end()]);
    return status();
  } finally {
    await store.close();
    // An unreachable trace collector is not a fault of the service.
    await telemetry?.stop().catch((error: Error) => log.warn(`the last spans were not sent: ${error.message}`));
    setTimeout(() => process.exit(), LAST_LINES_MS).unref();
  }
}

/** No other process can write to this one's memory. */
function howToFill(url: string): string {
  const byIngest =
    url === 'memory:' ? 'start with another --store' : 'fill it with npx riskgraph ingest <pages> and the same --store';
  return `The graph is empty: ${byIngest}, or start with --demo for the bundled glossary`;
}
