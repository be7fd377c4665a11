/** The addresses of the feeds, which answer GET and HEAD, or 304 to whoever has them already. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Overloaded, StoreUnavailable } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import { HttpRefusal } from '../body.ts';
import { entityTag, isNamedBy } from '../entity-tags.ts';
import { ATOM_TYPE, atom } from './atom.ts';
import { type Feed, readFeed } from './feed.ts';
import { JSON_FEED_TYPE, jsonFeed } from './json-feed.ts';

/** What a request takes of the service while it is answered. */
interface Asker {
  enter(): () => void;
}

type Handler = (request: IncomingMessage, response: ServerResponse, search: string, asker: Asker) => Promise<void>;

/** @param publicUrl - where readers reach the service; null where they do so at the address that they ask for. */
export function feedHandlers(
  store: Pick<Store, 'state' | 'pastChanges' | 'wholePages'>,
  publicUrl: string | null,
): Map<string, Handler> {
  const handler =
    (type: string, write: (feed: Feed, site: string) => string): Handler =>
    async (request, response, _, { enter }) => {
      const leave = enter();
      response.once('close', leave);
      const body = Buffer.from(write(await readFeed(store).catch(refuseFault), publicUrl ?? siteOf(request)));
      const etag = entityTag(body);
      response.setHeader('etag', etag);
      response.setHeader('cache-control', 'no-cache');
      response.setHeader('access-control-allow-origin', '*');
      if (isNamedBy(request.headers['if-none-match'], etag)) {
        response.statusCode = 304;
        response.end();
        return;
      }
      response.setHeader('content-type', type);
      response.setHeader('content-length', body.length);
      response.end(body);
    };
  return new Map([
    ['/changes.atom', handler(ATOM_TYPE, atom)],
    ['/changes.json', handler(JSON_FEED_TYPE, jsonFeed)],
  ]);
}

/** @throws HttpRefusal */
function refuseFault(error: unknown): never {
  if (error instanceof Overloaded) throw new HttpRefusal(503, 'OVERLOADED', error.message, { 'retry-after': '1' });
  if (error instanceof StoreUnavailable) {
    throw new HttpRefusal(503, 'SERVICE_UNAVAILABLE', 'the store cannot be read, try again', { 'retry-after': '1' });
  }
  throw error;
}

/** Where the client reaches the service, as it says itself, or as the proxy before it does. */
function siteOf({ headers }: IncomingMessage): string {
  const { host = '' } = headers;
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return /^[\w.-]+(?::\d+)?$|^\[[\da-f:]+\](?::\d+)?$/i.test(host) ? `${scheme}://${host}` : '';
}
