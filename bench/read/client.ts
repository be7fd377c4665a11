/** A client with one connection that sends each request after the previous answer. */
import { Agent, request } from 'node:http';
import type { Variables } from './queries.ts';

export interface Client {
  /** Sends a body made by `bodyOf`. @throws Error with the answer if it has errors or is incomplete. */
  send(body: string): Promise<string>;
  close(): void;
}

export function bodyOf(document: string, variables: Variables): string {
  return JSON.stringify({ query: document, variables });
}

export function clientOf(address: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port, pathname } = new URL(address);
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return {
    send: (body) =>
      new Promise((done, failed) => {
        const length = Buffer.byteLength(body);
        const options = {
          agent,
          hostname,
          port,
          path: pathname,
          method: 'POST',
          headers: { ...headers, 'content-length': length },
        };
        const sent = request(options, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', failed);
          response.on('end', () => {
            const text = Buffer.concat(parts).toString();
            if (response.statusCode === 200 && !text.includes('"errors":')) done(text);
            else failed(new Error(`${address} answered ${response.statusCode} to ${body}: ${text.slice(0, 500)}`));
          });
        });
        sent.on('error', failed);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
