/** A running service as the promises see it: an address, a process, and ways to query it. */
import { type Child, type Ended, memoryOf, start } from './process.ts';
import { type Stopwatch, stopwatch } from './stopwatch.ts';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** From the request's first byte to the answer's last [ms], by `stopwatch`. */
  milliseconds: number;
}

export interface RunningService {
  /** Such as `http://127.0.0.1:4000`. */
  url: string;
  host: string;
  port: number;
  child: Child;
  /** Time until it printed its address [ms], by `stopwatch`. */
  startedIn: number;
  /** Posts a JSON body as it is. */
  send(body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Reply>;
  /** Sends a GraphQL query. */
  ask(query: string, variables?: object): Promise<Reply>;
  /** Sends any other request. */
  get(path: string, init?: RequestInit): Promise<Reply>;
  /** Resident memory [bytes]. */
  memory(): number;
  isUp(): boolean;
  /** Starts a stopwatch on the service's process. */
  watch(): Stopwatch;
  /** Sends a signal and waits for the end; adds the time taken by `stopwatch`, and the time held back [ms]. */
  end(signal?: NodeJS.Signals): Promise<Ended & { milliseconds: number; heldBack: number }>;
}

/** If anything works at all, no answer takes longer. */
export const PATIENCE_MS = 60_000;

/** Starts a server that prints `GraphQL <address>/graphql`. */
export async function launch(
  command: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<RunningService> {
  const child = start(command, options);
  const watch = stopwatch(child.process.pid ?? 0);
  const [, address = ''] = await child.says(/^GraphQL +(\S+)\/graphql$/m);
  return serviceAt(address, child, watch.milliseconds());
}

function serviceAt(url: string, child: Child, startedIn: number): RunningService {
  const { hostname, port } = new URL(url);
  const pid = child.process.pid ?? 0;
  const get = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const watch = stopwatch(pid);
    const response = await fetch(url + path, { signal: AbortSignal.timeout(PATIENCE_MS), ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, milliseconds: watch.milliseconds() };
  };
  const send: RunningService['send'] = (body, headers = {}) =>
    get('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return {
    url,
    host: hostname,
    port: Number(port),
    child,
    startedIn,
    get,
    send,
    ask: (query, variables) => send(JSON.stringify({ query, variables })),
    memory: () => memoryOf(pid),
    isUp: () => child.process.exitCode === null && child.process.signalCode === null,
    watch: () => stopwatch(pid),
    async end(signal = 'SIGTERM') {
      const watch = stopwatch(pid);
      // The system has no figures for a process that has ended, so sample until then.
      const looking = setInterval(watch.heldBack, 100);
      child.process.kill(signal);
      const ended = await child.ended;
      clearInterval(looking);
      return { ...ended, milliseconds: watch.milliseconds(), heldBack: watch.heldBack() };
    },
  };
}
