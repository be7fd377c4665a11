/** A site on this machine that answers as a test says, and counts what it is asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { endedAtLast } from './ended-at-last.ts';

/** An answer: a text, or all of it; a function does with a request what it likes. */
export type SiteAnswer =
  | string
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Site {
  /** `http://127.0.0.1:<port>`. */
  origin: string;
  /** What each path answers; all others are not there. May be changed at any time. */
  answers: Map<string, SiteAnswer>;
  /** Paths in the order in which they were asked for. */
  asked: string[];
  requests: IncomingMessage['headers'][];
  /** Is told of each request before it is answered. */
  onRequest: () => void;
  /** How often a path was asked for. */
  count(path: string): number;
  /** The most requests that were answered at one time. */
  atOnce(): number;
  forget(): void;
  close(): Promise<void>;
}

export async function startSite(answers: Readonly<Record<string, SiteAnswer>> = {}): Promise<Site> {
  const sockets = new Set<Socket>();
  let open = 0;
  let atOnce = 0;
  const site: Site = {
    origin: '',
    answers: new Map(Object.entries(answers)),
    asked: [],
    requests: [],
    onRequest: () => {},
    count: (path) => site.asked.filter((asked) => asked === path).length,
    atOnce: () => atOnce,
    forget() {
      site.asked.length = 0;
      site.requests.length = 0;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  const server = createServer((request, response) => {
    open++;
    atOnce = Math.max(atOnce, open);
    response.on('close', () => {
      open--;
    });
    const path = request.url ?? '';
    site.asked.push(path);
    site.requests.push(request.headers);
    site.onRequest();
    const answer = site.answers.get(path) ?? { status: 404, body: 'not found' };
    if (typeof answer === 'function') return answer(request, response);
    const { status = 200, headers = {}, body = '' } = typeof answer === 'string' ? { body: answer } : answer;
    response.writeHead(status, { 'content-type': typeOf(path), ...headers }).end(body);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endedAtLast(site.close);
  site.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return site;
}

function typeOf(path: string): string {
  if (path.endsWith('.md')) return 'text/markdown; charset=utf-8';
  if (path.endsWith('.xml')) return 'application/xml';
  return path.endsWith('.txt') ? 'text/plain' : 'text/html; charset=utf-8';
}
