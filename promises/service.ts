/** A running service as promises see it: an address, a process, and the plain ways to ask it. */
import { type Child, type Ended, memoryOf, start } from './process.ts';
import { type Stopwatch, stopwatch } from './stopwatch.ts';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** From the request's first byte to the answer's last, by a stopwatch [ms]. */
  milliseconds: number;
}

export interface RunningService {
  /** Such as `http://127.0.0.1:4000`. */
  url: string;
  host: string;
  port: number;
  child: Child;
  /** How long it took to say where it is, by a stopwatch [ms]. */
  startedIn: number;
  /** Posts a body of JSON as it is. */
  send(body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Reply>;
  /** Asks GraphQL. */
  ask(query: string, variables?: object): Promise<Reply>;
  /** Asks anything else. */
  get(path: string, init?: RequestInit): Promise<Reply>;
  /** Memory held, bytes. */
  memory(): number;
  isUp(): boolean;
  /** Starts a watch on what it does from now on. */
  watch(): Stopwatch;
  /** Sends a signal and waits for the end; how long that took by a stopwatch, and how long it was held back [ms]. */
  end(signal?: NodeJS.Signals): Promise<Ended & { milliseconds: number; heldBack: number }>;
}

/** No answer takes longer where anything works at all. */
export const PATIENCE_MS = 60_000;

/** Starts a server that says `GraphQL <address>/graphql`. */
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
      // Once it has ended the system tells no more of it.
      const looking = setInterval(watch.heldBack, 100);
      child.process.kill(signal);
      const ended = await child.ended;
      clearInterval(looking);
      return { ...ended, milliseconds: watch.milliseconds(), heldBack: watch.heldBack() };
    },
  };
}
