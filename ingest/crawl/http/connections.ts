/** A single HTTP request: only to permitted addresses, and within the caller's limits on time and size. */
import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request as overHttp } from 'node:http';
import { Agent as HttpsAgent, request as overHttps } from 'node:https';
import { isIP } from 'node:net';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isPublic } from './public-address.ts';

/** A response; the body is empty unless the status is 200. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** With its content encoding undone. */
  body: Uint8Array;
}

/** The request is refused for good: trying again would not help. */
export class Refused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Refused';
  }
}

/** The response is larger than the caller's limit. */
export class AnswerTooLarge extends Error {
  constructor(largest: number) {
    super(`is larger than ${largest} bytes, the maximum that is read`);
    this.name = 'AnswerTooLarge';
  }
}

export interface Request {
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** Maximum bytes to read, before and after decoding, given the response headers. */
  largest: (headers: IncomingHttpHeaders) => number;
  /** Whether a longer response is truncated at that limit rather than refused. */
  isCut?: boolean;
  /** Called with the number of bytes that have just arrived from the network, before decoding. */
  onBytes?: (count: number) => void;
}

export interface Connections {
  /** @throws Refused, AnswerTooLarge, and any network or decoding error. */
  get(url: URL, request: Request): Promise<Answer>;
  close(): void;
}

type Resolver = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Bytes of an unwanted body to drain so that its connection can be reused; a longer body closes the connection. */
const UNREAD = 65_536;
const DECODERS: Readonly<Record<string, () => ReturnType<typeof createGunzip>>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * @param isPrivateAllowed - whether non-public addresses may be requested.
 * @param resolve - resolves host names; the DNS lookup of the system by default.
 */
export function openConnections(isPrivateAllowed: boolean, resolve: Resolver = lookup): Connections {
  const options = { keepAlive: true, maxSockets: 1 };
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
  const check = (address: string, host: string) => {
    if (isPrivateAllowed || isPublic(address)) return;
    const which = address === host ? host : `${host} at ${address}`;
    throw new Refused(`${which} is not a public address; use --allow-private to crawl it`);
  };
  // Connect to the very addresses that were checked: a second lookup of the name could return others (DNS rebinding).
  const checkedLookup = (host: string, wanted: LookupOptions, done: (...result: never[]) => void) => {
    const answer = done as unknown as (error: Error | null, result?: unknown, family?: number) => void;
    resolve(host, { ...wanted, all: true }, (error, addresses) => {
      if (error !== null) return answer(error);
      try {
        for (const { address } of addresses) check(address, host);
      } catch (refusal) {
        return answer(refusal as Error);
      }
      const [first] = addresses;
      if (wanted.all) answer(null, addresses);
      else answer(null, first?.address, first?.family);
    });
  };

  function open(url: URL, { headers, signal }: Request): Promise<IncomingMessage> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return new Promise((resolve, reject) => {
      if (isIP(host) !== 0) check(host, host);
      const [ask, agent] = url.protocol === 'https:' ? [overHttps, agents['https:']] : [overHttp, agents['http:']];
      ask(url, { agent, headers, signal, lookup: checkedLookup as never }, resolve)
        .on('error', reject)
        .end();
    });
  }

  return {
    async get(url, request) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Refused(`${url.protocol} is not supported`);
      if (url.username !== '' || url.password !== '') throw new Refused('an address with a password is not fetched');
      const response = await open(url, request);
      const { statusCode: status = 0, headers } = response;
      return { status, headers, body: status === 200 ? await read(response, request) : await leave(response) };
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

async function read(response: IncomingMessage, request: Request): Promise<Uint8Array> {
  const most = request.largest(response.headers);
  const { isCut = false } = request;
  try {
    if (!isCut && Number(response.headers['content-length'] ?? 0) > most) throw new AnswerTooLarge(most);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of decoded(response, received(response, most, request))) {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= most) continue;
      if (!isCut) throw new AnswerTooLarge(most);
      return Buffer.concat(chunks).subarray(0, most);
    }
    return Buffer.concat(chunks);
  } finally {
    // A connection whose response was read to the end can be reused.
    if (!response.complete) response.destroy();
  }
}

async function* received(response: IncomingMessage, most: number, { isCut, onBytes }: Request) {
  let size = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    onBytes?.(chunk.length);
    if (size > most && !isCut) throw new AnswerTooLarge(most);
    yield chunk;
    if (size > most) return;
  }
}

function decoded({ headers }: IncomingMessage, bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const coding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding === 'identity' || coding === '') return bytes;
  const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding]?.() : undefined;
  if (decoder === undefined) throw new Refused(`is encoded as ${coding.slice(0, 40)}, which was not requested`);
  return pipeline(bytes, decoder, () => {}); // errors surface while the decoder is read
}

/** Drains the body so that the connection can be reused, or closes the connection if the body is long. */
async function leave(response: IncomingMessage): Promise<Uint8Array> {
  let left = UNREAD;
  for await (const chunk of response) {
    left -= (chunk as Uint8Array).length;
    if (left < 0) break; // leaving the loop destroys the response
  }
  return new Uint8Array();
}
