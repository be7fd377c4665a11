/** A TCP proxy for fault tests: it forwards bytes, swallows them, resets connections, or is down; and it counts. */
import { createServer, type Server, type Socket, connect as tcpConnect } from 'node:net';
import { aMoment } from './until.ts';

export interface TcpProxy {
  readonly port: number;
  /** Starts listening, at first and after `down`. */
  up(): Promise<void>;
  /** Stops listening and resets every connection. */
  down(): Promise<void>;
  /** Resets every connection. */
  reset(): void;
  /**
   * Resets every connection once this many more bytes of answers have come back. Bytes rather than chunks, since the
   * number of chunks depends on the machine's other load.
   */
  resetAfter(bytes: number): void;
  /** On each of this many new connections, the first answer arrives in two chunks. */
  splitHandshakes(connections: number): void;
  /** While true, bytes go in and never come out. */
  swallow(silent: boolean): void;
  /** Swallows all further bytes on current connections; new ones are forwarded. */
  freeze(): void;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Connections currently open. */
  readonly open: number;
  /** Chunks received from clients so far. */
  readonly asked: number;
  /** Bytes of answers forwarded so far. */
  readonly answered: number;
  /** Whether a reset by `resetAfter` is still pending. */
  readonly isToReset: boolean;
}

/** A proxy for `target`, a URL with host and port; initially down. */
export function proxyTo(target: string): TcpProxy {
  const { hostname, port: targetPort } = new URL(target);
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  const frozen = new Set<Socket>();
  let silent = false;
  let accepted = 0;
  let asked = 0;
  let answered = 0;
  let left = Number.POSITIVE_INFINITY;
  let toSplit = 0;
  let port = 0;
  let server: Server | undefined;

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const reset = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    get port() {
      return port;
    },
    up() {
      const listener = createServer((client) => {
        const upstream = tcpConnect(Number(targetPort || 7687), hostname);
        keep(client);
        keep(upstream);
        clients.add(client);
        accepted++;
        let isWhole = toSplit === 0;
        if (toSplit > 0) toSplit--;
        const isSilent = () => silent || frozen.has(client);
        client.on('data', (bytes) => {
          asked++;
          if (!isSilent()) upstream.write(bytes);
        });
        upstream.on('data', async (bytes) => {
          if (!isWhole) {
            isWhole = true;
            client.write(bytes.subarray(0, 5));
            await aMoment();
            client.write(bytes.subarray(5));
            return;
          }
          const passed = bytes.subarray(0, left);
          if (!isSilent()) client.write(passed);
          answered += passed.length;
          left -= passed.length;
          if (left > 0) return;
          left = Number.POSITIVE_INFINITY;
          reset();
        });
        client.on('close', () => {
          clients.delete(client);
          upstream.destroy();
        });
        upstream.on('close', () => client.destroy());
      });
      server = listener;
      return new Promise((listening, failed) => {
        listener.once('error', failed).listen(port, '127.0.0.1', () => {
          port = (listener.address() as { port: number }).port;
          listening();
        });
      });
    },
    down() {
      const closed = new Promise<void>((done) => (server ? server.close(() => done()) : done()));
      server = undefined;
      reset();
      return closed;
    },
    reset,
    resetAfter(bytes) {
      left = bytes;
    },
    splitHandshakes(connections) {
      toSplit = connections;
    },
    freeze() {
      for (const socket of sockets) frozen.add(socket);
    },
    get accepted() {
      return accepted;
    },
    get open() {
      return clients.size;
    },
    get asked() {
      return asked;
    },
    get answered() {
      return answered;
    },
    get isToReset() {
      return left !== Number.POSITIVE_INFINITY;
    },
    swallow(value) {
      silent = value;
    },
  };
}
