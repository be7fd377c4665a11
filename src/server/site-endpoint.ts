/** The pages for readers over HTTP: compressed, with a tag by which a browser need not load one again. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { siteAnswer } from '../site/site.ts';
import { HttpRefusal } from './body.ts';
import { entityTag, isNamedBy } from './entity-tags.ts';
import type { Asker, GraphqlEndpoint } from './graphql-endpoint.ts';
import { acceptsGzip, pageHeaders } from './static-files.ts';

/** A host as a browser sends it, with its port. */
const HOST = /^[\w.-]+(?::\d+)?$|^\[[\da-f:]+\](?::\d+)?$/i;

/** @param publicUrl - where readers reach the service; null where they do so at the address that they ask for. */
export function siteHandler({ ask }: GraphqlEndpoint, publicUrl: string | null) {
  return async (request: IncomingMessage, response: ServerResponse, search: string, asker: Asker): Promise<void> => {
    const leave = asker.enter();
    try {
      const { status, type, text, location } = await siteAnswer({
        path: (request.url ?? '').split('?', 1)[0] ?? '',
        search: new URLSearchParams(search),
        origin: publicUrl ?? `http://${hostOf(request)}`,
        ask: (question) => ask(question, asker),
      });
      if (asker.signal.aborted) return;
      const tag = entityTag(Buffer.from(text));
      for (const [name, value] of Object.entries(pageHeaders())) response.setHeader(name, value);
      response.setHeader('vary', 'accept-encoding');
      if (location !== undefined) response.setHeader('location', location);
      response.statusCode = status;
      if (status === 200) {
        response.setHeader('cache-control', 'no-cache');
        // Weak: compressed or not, it is the same page.
        response.setHeader('etag', `W/${tag}`);
        if (isNamedBy(request.headers['if-none-match'], tag)) {
          response.statusCode = 304;
          response.end();
          return;
        }
      }
      if (status === 503) response.setHeader('retry-after', '5');
      response.setHeader('content-type', type);
      if (!acceptsGzip(request)) {
        response.end(text);
        return;
      }
      response.setHeader('content-encoding', 'gzip');
      response.end(await promisify(gzip)(text));
    } finally {
      leave();
    }
  };
}

function hostOf({ headers: { host = '' } }: IncomingMessage): string {
  if (!HOST.test(host)) throw new HttpRefusal(400, 'BAD_REQUEST', 'the host header is no host');
  return host;
}
