/** A running service as promises see it: an address, a process, and the plain ways to ask it. */
import { type Child, type Ended, heldBack, memoryOf, start } from './process.ts';

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** From the request's first byte to the answer's last, less what the machine held the service back meanwhile, ms. */
  milliseconds: number;
}

export interface RunningService {
  /** Such as `http://127.0.0.1:4000`. */
  url: string;
  host: string;
  port: number;
  child: Child;
  /** Posts a body of JSON as it is. */
  send(body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Reply>;
  /** Asks GraphQL. */
  ask(query: string, variables?: object): Promise<Reply>;
  /** Asks anything else. */
  get(path: string, init?: RequestInit): Promise<Reply>;
  /** Memory held, bytes. */
  memory(): number;
  isUp(): boolean;
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
}

/** No answer takes longer where anything works at all. */
const PATIENCE_MS = 60_000;

/** Starts a server that says `GraphQL <address>/graphql`. */
export async function launch(
  command: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<RunningService> {
  const child = start(command, options);
  const [, address = ''] = await child.says(/^GraphQL +(\S+)\/graphql$/m);
  return serviceAt(address, child);
}

function serviceAt(url: string, child: Child): RunningService {
  const { hostname, port } = new URL(url);
  const pid = child.process.pid ?? 0;
  const get = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const now = () => performance.now() - heldBack(pid);
    const began = now();
    const response = await fetch(url + path, { signal: AbortSignal.timeout(PATIENCE_MS), ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, milliseconds: now() - began };
  };
  const send: RunningService['send'] = (body, headers = {}) =>
    get('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return {
    url,
    host: hostname,
    port: Number(port),
    child,
    get,
    send,
    ask: (query, variables) => send(JSON.stringify({ query, variables })),
    memory: () => memoryOf(pid),
    isUp: () => child.process.exitCode === null && child.process.signalCode === null,
    async end(signal = 'SIGTERM') {
      child.process.kill(signal);
      return child.ended;
    },
  };
}
