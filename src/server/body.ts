/** Reads a request's body as JSON within the limits; refuses as early as possible, without reading on. */
import type { IncomingMessage } from 'node:http';
import { LIMITS } from '../graphql/limits.ts';
import { levelsOf, MOST_LEVELS } from '../json-levels.ts';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** A request refused before GraphQL sees it. */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'HttpRefusal';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/**
 * The parsed body of a POST.
 * @throws HttpRefusal 415 for anything but plain UTF-8 JSON, 413 above the size limit, 400 if it nests too deep or does
 *   not parse.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  checkType(request);
  if (Number(request.headers['content-length'] ?? 0) > LIMITS.bodyBytes) throw tooLarge();
  const bytes = await readBytes(request);
  let text: string;
  try {
    text = UTF_8.decode(bytes);
  } catch {
    throw new HttpRefusal(400, 'BAD_REQUEST', 'the body is not UTF-8');
  }
  checkLevels(text, 'the body');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new HttpRefusal(400, 'BAD_REQUEST', 'the body is not JSON');
  }
}

/** @throws HttpRefusal 400 if JSON nests too deep. */
export function checkLevels(json: string, what: string): void {
  if (levelsOf(json) <= MOST_LEVELS) return;
  throw new HttpRefusal(400, 'BAD_REQUEST', `${what} nests deeper than ${MOST_LEVELS} levels`);
}

function checkType({ headers }: IncomingMessage): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') {
    throw new HttpRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'a POST must have content-type: application/json');
  }
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) {
    throw new HttpRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'the body must be UTF-8');
  }
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    throw new HttpRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'compressed bodies are not supported');
  }
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LIMITS.bodyBytes) {
        request.pause();
        reject(tooLarge());
      } else {
        chunks.push(chunk);
      }
    });
    // Most bodies come in one chunk.
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', () => reject(new HttpRefusal(400, 'BAD_REQUEST', 'the body ended early')));
  });
}

function tooLarge(): HttpRefusal {
  return new HttpRefusal(413, 'PAYLOAD_TOO_LARGE', `the body is larger than ${LIMITS.bodyBytes} bytes`, {
    connection: 'close',
  });
}
