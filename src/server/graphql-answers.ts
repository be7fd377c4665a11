/** Sends GraphQL answers: with an entity tag if caches may keep them, compressed if the client accepts it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HTTPGraphQLHead } from '@apollo/server';
import { compressed, type Encoding, encodingOf, tagIn } from './encodings.ts';
import { entityTag, isNamedBy } from './entity-tags.ts';

export interface Answer {
  bytes: Buffer;
  head: HTTPGraphQLHead;
  /** Whether it has data and no error. */
  isWhole: boolean;
  /** Cache of its compressed forms; null if they are not cached. */
  kept: KeptForms | null;
}

export interface KeptForms {
  find(encoding: Encoding): Buffer | null;
  keep(encoding: Encoding, body: Buffer): void;
}

export interface SendingOptions {
  /** How long caches may keep the answer to a GET [s]; 0 makes them revalidate each time. */
  maxAge: number;
  /** Whether to compress answers for clients that accept it. */
  compress: boolean;
}

/** Answers compressed at the same time; further ones are sent uncompressed rather than wait. */
const AT_ONCE = 4;

export interface Sender {
  /** Resolves to true once all of it is sent. */
  send(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<true>;
}

export function answerSender({ maxAge, compress }: SendingOptions): Sender {
  const cacheControl = maxAge > 0 ? `public, max-age=${maxAge}` : 'public, no-cache';
  const vary = compress ? 'accept, accept-encoding' : 'accept';
  let compressing = 0;

  /** Null if too many are being compressed already. */
  async function form({ bytes, kept }: Answer, encoding: Encoding): Promise<Buffer | null> {
    const known = kept?.find(encoding) ?? null;
    if (known !== null || compressing === AT_ONCE) return known;
    compressing++;
    try {
      const made = await compressed(bytes, encoding, 'quick');
      kept?.keep(encoding, made);
      return made;
    } finally {
      compressing--;
    }
  }

  return {
    async send(request, response, answer) {
      const { bytes, head, isWhole } = answer;
      response.statusCode = head.status ?? 200;
      for (const [name, value] of head.headers) response.setHeader(name, value);
      const isCacheable = request.method === 'GET' && isWhole;
      const encoding = compress ? encodingOf(bytes, request) : null;
      if (isCacheable || encoding !== null) response.setHeader('vary', vary);
      const tag = isCacheable ? entityTag(bytes) : '';
      if (isCacheable) {
        response.setHeader('cache-control', cacheControl);
        const own = tagIn(encoding, tag);
        if (isNamedBy(request.headers['if-none-match'], own)) {
          response.setHeader('etag', own);
          response.statusCode = 304;
          return ended(response, undefined);
        }
      }
      const body = encoding === null ? null : await form(answer, encoding);
      if (isCacheable) response.setHeader('etag', tagIn(body === null ? null : encoding, tag));
      if (body === null || encoding === null) return ended(response, bytes);
      response.setHeader('content-encoding', encoding);
      response.setHeader('content-length', body.length);
      return ended(response, body);
    },
  };
}

function ended(response: ServerResponse, body: Buffer | undefined): Promise<true> {
  return new Promise((resolve, reject) => {
    response.once('close', () => resolve(true)).once('error', reject);
    response.end(body);
    if (response.destroyed) resolve(true);
  });
}
