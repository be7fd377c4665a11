/** Compression of answers: which encoding a client accepts, negotiated in one place, and the compression itself. */
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

export type Encoding = 'br' | 'gzip';

/** By preference, where the client has none: Brotli is smaller at the same cost. */
export const ENCODINGS: readonly Encoding[] = ['br', 'gzip'];
/** Smaller bodies fit into one packet uncompressed [bytes]. */
export const COMPRESSED_FROM = 1_024;

/** How many `accept-encoding` headers to remember, and the longest of them. */
const KNOWN = 100;
const KNOWN_LENGTH = 200;
const known = new LRUCache<string, { encoding: Encoding | null }>({ max: KNOWN });

/** The encoding that the client prefers to an uncompressed body; null if none. */
export function encodingFor({ headers }: IncomingMessage, offered = ENCODINGS): Encoding | null {
  const accepted = headers['accept-encoding']?.toString() ?? '';
  // Without the header, the client may be unable to decode anything.
  if (accepted === '') return null;
  if (accepted.length > KNOWN_LENGTH) return negotiated(accepted, offered);
  const key = `${offered} ${accepted}`;
  const before = known.get(key);
  if (before !== undefined) return before.encoding;
  const encoding = negotiated(accepted, offered);
  known.set(key, { encoding });
  return encoding;
}

/** The same for one body: null also if compression would save no packet. */
export function encodingOf(body: Buffer, request: IncomingMessage): Encoding | null {
  return body.length < COMPRESSED_FROM ? null : encodingFor(request);
}

/** The package's types lack this option. */
interface PreferringNegotiator {
  encoding(available: readonly string[], options: { preferred: readonly string[] }): string | undefined;
}

function negotiated(accepted: string, offered: readonly Encoding[]): Encoding | null {
  const negotiator: PreferringNegotiator = new Negotiator({ headers: { 'accept-encoding': accepted } });
  const chosen = negotiator.encoding([...offered, 'identity'], { preferred: offered });
  return offered.find((one) => one === chosen) ?? null;
}

/** The entity tag of a compressed body: each encoding is a representation of its own. */
export function tagIn(encoding: Encoding | null, tag: string): string {
  return encoding === null ? tag : tag.replace(/"$/, `-${encoding}"`);
}

/** `once` for a body compressed once and sent often, `quick` for one made for a single request. */
export type Effort = 'once' | 'quick';

const GZIP_LEVEL = { once: 9, quick: 4 };
const BROTLI_QUALITY = { once: 9, quick: 3 };

/** Compresses in libuv's thread pool, without blocking the event loop. */
export function compressed(body: Buffer, encoding: Encoding, effort: Effort): Promise<Buffer> {
  if (encoding === 'gzip') return zipped(body, { level: GZIP_LEVEL[effort] });
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotli(body, {
    params: { [BROTLI_PARAM_QUALITY]: BROTLI_QUALITY[effort], [BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}

/** Decompresses Brotli. */
export const unpacked = promisify(brotliDecompress) as (body: Buffer) => Promise<Buffer>;

const zipped = promisify(gzip) as (body: Buffer, options: object) => Promise<Buffer>;
const brotli = promisify(brotliCompress) as (body: Buffer, options: object) => Promise<Buffer>;
