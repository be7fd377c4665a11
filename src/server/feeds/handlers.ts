/** The endpoints of the feeds, which answer GET and HEAD, compressed, and 304 if the client has the current one. */
import type { Store } from '../../store/store.ts';
import { compressed, encodingOf, tagIn } from '../encodings.ts';
import { entityTag, isNamedBy } from '../entity-tags.ts';
import type { Handler } from '../handler.ts';
import { originOf } from '../origin.ts';
import { ATOM_TYPE, atom } from './atom.ts';
import { type Feed, readFeed } from './feed.ts';
import { JSON_FEED_TYPE, jsonFeed } from './json-feed.ts';

/** @param publicUrl - where readers reach the service; null means the address of the request. */
export function feedHandlers(
  store: Pick<Store, 'state' | 'pastChanges' | 'wholePages'>,
  publicUrl: string | null,
): Map<string, Handler> {
  const handler =
    (type: string, write: (feed: Feed, site: string) => string): Handler =>
    async (request, response, _, { enter }) => {
      const leave = enter();
      response.once('close', leave);
      const body = Buffer.from(write(await readFeed(store), publicUrl ?? originOf(request) ?? ''));
      const encoding = encodingOf(body, request);
      const etag = tagIn(encoding, entityTag(body));
      response.setHeader('etag', etag);
      response.setHeader('cache-control', 'no-cache');
      response.setHeader('vary', 'accept-encoding');
      response.setHeader('access-control-allow-origin', '*');
      if (isNamedBy(request.headers['if-none-match'], etag)) {
        response.statusCode = 304;
        response.end();
        return;
      }
      const sent = encoding === null ? body : await compressed(body, encoding, 'quick');
      if (encoding !== null) response.setHeader('content-encoding', encoding);
      response.setHeader('content-type', type);
      response.setHeader('content-length', sent.length);
      response.end(sent);
    };
  return new Map([
    ['/changes.atom', handler(ATOM_TYPE, atom)],
    ['/changes.json', handler(JSON_FEED_TYPE, jsonFeed)],
  ]);
}
