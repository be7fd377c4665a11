/** A TCP proxy for tests of faults: it passes bytes on, swallows them, resets connections, or is not there. */
import { createServer, type Server, type Socket, connect as tcpConnect } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Starts to listen, at first and after `down`. */
  up(): Promise<void>;
  /** Stops to listen and resets every connection. */
  down(): Promise<void>;
  /** Resets every connection. */
  reset(): void;
  /** While true, bytes go in and never come out. */
  swallow(silent: boolean): void;
}

/** A proxy in front of `target`, a URL with host and port; it is down. */
export function proxyTo(target: string): TcpProxy {
  const { hostname, port: targetPort } = new URL(target);
  const sockets = new Set<Socket>();
  let silent = false;
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
        client.on('data', (bytes) => silent || upstream.write(bytes)).on('close', () => upstream.destroy());
        upstream.on('data', (bytes) => silent || client.write(bytes)).on('close', () => client.destroy());
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
    swallow(value) {
      silent = value;
    },
  };
}
