/** Compression of answers: what a client takes, read in one way for all of them, and how it is made. */
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

export type Encoding = 'br' | 'gzip';

/** Of those that a client likes alike the first: Brotli is smaller at the same cost. */
export const ENCODINGS: readonly Encoding[] = ['br', 'gzip'];
/** Smaller bodies fit into one packet as they are [bytes]. */
export const COMPRESSED_FROM = 1_024;

/** Headers that are remembered, and how long these may be. */
const KNOWN = 100;
const KNOWN_LENGTH = 200;
const known = new LRUCache<string, { encoding: Encoding | null }>({ max: KNOWN });

/** What the client would rather have than the bytes as they are; null where it would not. */
export function encodingFor({ headers }: IncomingMessage, offered = ENCODINGS): Encoding | null {
  const accepted = headers['accept-encoding']?.toString() ?? '';
  // Whoever says nothing may be unable to decode anything.
  if (accepted === '') return null;
  if (accepted.length > KNOWN_LENGTH) return negotiated(accepted, offered);
  const key = `${offered} ${accepted}`;
  const before = known.get(key);
  if (before !== undefined) return before.encoding;
  const encoding = negotiated(accepted, offered);
  known.set(key, { encoding });
  return encoding;
}

/** Its types do not know yet that a server may prefer. */
interface PreferringNegotiator {
  encoding(available: readonly string[], options: { preferred: readonly string[] }): string | undefined;
}

function negotiated(accepted: string, offered: readonly Encoding[]): Encoding | null {
  const negotiator: PreferringNegotiator = new Negotiator({ headers: { 'accept-encoding': accepted } });
  const chosen = negotiator.encoding([...offered, 'identity'], { preferred: offered });
  return offered.find((one) => one === chosen) ?? null;
}

/** The tag of a body as it is compressed; each encoding is a representation of its own. */
export function tagIn(encoding: Encoding | null, tag: string): string {
  return encoding === null ? tag : tag.replace(/"$/, `-${encoding}"`);
}

/** How hard to try: `once` for what is compressed once and sent often, `quick` for what is made for one request. */
export type Effort = 'once' | 'quick';

const GZIP_LEVEL = { once: 9, quick: 4 };
const BROTLI_QUALITY = { once: 9, quick: 3 };

/** In a thread: the event loop is not held. */
export function compressed(body: Buffer, encoding: Encoding, effort: Effort): Promise<Buffer> {
  if (encoding === 'gzip') return zipped(body, { level: GZIP_LEVEL[effort] });
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotli(body, {
    params: { [BROTLI_PARAM_QUALITY]: BROTLI_QUALITY[effort], [BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}

/** What was compressed by Brotli, as it was. */
export const unpacked = promisify(brotliDecompress) as (body: Buffer) => Promise<Buffer>;

const zipped = promisify(gzip) as (body: Buffer, options: object) => Promise<Buffer>;
const brotli = promisify(brotliCompress) as (body: Buffer, options: object) => Promise<Buffer>;
