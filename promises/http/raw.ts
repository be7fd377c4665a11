/** Sends raw bytes to a service, including those that no HTTP client would send. */
import { connect, type Socket } from 'node:net';
import type { RunningService } from '../service.ts';

type Address = Pick<RunningService, 'host' | 'port'>;

/** An open connection; errors close it. */
export function open({ host, port }: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    socket.once('error', reject).once('connect', () => {
      socket.removeListener('error', reject).on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}

export interface Exchange {
  text: string;
  /** Whether the other side has closed the connection. */
  isClosed: boolean;
}

/** Sends bytes on a new connection; resolves to what comes back until it closes, or within `patience` ms. */
export async function exchange(address: Address, bytes: string | Uint8Array, patience = 30_000): Promise<Exchange> {
  const socket = await open(address);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.write(bytes);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patience);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  const isClosed = socket.closed;
  socket.destroy();
  return { text, isClosed };
}

/** The status codes of all answers in a response text. */
export const statusesIn = (text: string): number[] =>
  [...text.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) => Number(status));

/** The raw bytes of a POST with a query. */
export function posted(query: string, headers = ''): string {
  const body = JSON.stringify({ query });
  return `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
}
