/** `riskgraph mcp`: the tools for agents on standard input and output, until the input has ended and is answered. */
import { jsonLog } from '../log.ts';
import { standardStreams } from '../mcp/standard-streams.ts';
import { startAnswering } from '../server/answering.ts';
import { toolsOver } from '../server/mcp-endpoint.ts';
import { openStore } from '../store/open.ts';
import { untilToldToStop } from './ending.ts';
import { checkFolder, checkThere } from './existing-store.ts';
import { prepareGraph, whenEmpty } from './graph-preparation.ts';
import { halfOfTheHeap } from './options.ts';
import { keepYoungGeneration } from './young-generation.ts';

interface Flags {
  store: string;
  /** Bytes. */
  memory?: number;
  /** Seconds. */
  timeLimit: number;
  demo?: boolean;
}

/** Answers the exit status. */
export async function mcpCommand({
  store: url,
  memory = halfOfTheHeap(),
  timeLimit,
  demo = false,
}: Flags): Promise<number> {
  const log = jsonLog();
  keepYoungGeneration();
  if (demo) checkFolder(url);
  else checkThere(url);
  const store = await openStore(url);
  try {
    const preparation = await prepareGraph(store, { demo, log });
    whenEmpty(store, () => log.warn('the graph is empty: ingest pages first, or start with --demo'));
    const answering = await startAnswering({ store, log, memory, timeLimit: timeLimit * 1_000 });
    const told = untilToldToStop(process, log, () => process.exit(1));
    const server = toolsOver(answering, log)();
    const streams = standardStreams(process.stdin, process.stdout);
    await server.connect(streams);
    const status = await Promise.race([told, streams.done.then(() => () => 0)]);
    answering.stopFollowing();
    await Promise.all([server.close(), preparation.end()]);
    await answering.close();
    return status();
  } finally {
    await store.close();
  }
}
