/**
 * `riskgraph mcp`: serves the tools for agents on standard input and output, until the input has ended and is answered.
 */
import { jsonLog } from '../log.ts';
import { standardStreams } from '../mcp/standard-streams.ts';
import { toolsOver } from '../server/mcp-endpoint.ts';
import { type GraphFlags, withAnswering } from './answering-graph.ts';
import { untilToldToStop } from './ending.ts';
import { EMPTY_GRAPH, whenEmpty } from './graph-preparation.ts';
import { keepYoungGeneration } from './young-generation.ts';

interface Flags extends GraphFlags {
  /** Seconds. */
  timeLimit: number;
}

/** Returns the exit status. */
export async function mcpCommand({ timeLimit, ...flags }: Flags): Promise<number> {
  const log = jsonLog();
  keepYoungGeneration();
  return withAnswering(flags, { log, timeLimit: timeLimit * 1_000 }, async (answering, store) => {
    whenEmpty(store, () => log.warn(EMPTY_GRAPH));
    const stopRequest = untilToldToStop(process, log, () => process.exit(1));
    const server = toolsOver(answering, log)();
    const streams = standardStreams(process.stdin, process.stdout);
    await server.connect(streams);
    const status = await Promise.race([stopRequest, streams.done.then(() => () => 0)]);
    await server.close();
    return status();
  });
}
