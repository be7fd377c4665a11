/** A local site whose answers a test sets, and which counts its requests. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { endedAtLast } from './ended-at-last.ts';

/** An answer: a body, or a full response; a function handles the request itself. */
export type SiteAnswer =
  | string
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Site {
  /** `http://127.0.0.1:<port>`. */
  origin: string;
  /** The answers by path; any other path is 404. May be changed at any time. */
  answers: Map<string, SiteAnswer>;
  /** Requested paths, in order. */
  asked: string[];
  requests: IncomingMessage['headers'][];
  /** Called for each request before it is answered. */
  onRequest: () => void;
  /** How many times a path was requested. */
  count(path: string): number;
  /** The most requests in flight at once. */
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
