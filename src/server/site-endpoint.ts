/** The pages for readers over HTTP: compressed, and with entity tags, so that browsers need not load one twice. */
import { canonicalAddress } from '../model/address.ts';
import { NoAnswer } from '../site/ask.ts';
import { siteAnswer } from '../site/site.ts';
import { sitemaps } from '../site/sitemap.ts';
import type { FindPage } from '../site/whole-page.ts';
import type { Store } from '../store/store.ts';
import { refusalOf } from './answers.ts';
import { compressed, encodingOf } from './encodings.ts';
import { entityTag, isNamedBy } from './entity-tags.ts';
import type { GraphqlEndpoint } from './graphql-endpoint.ts';
import type { Handler } from './handler.ts';
import { givenOrigin } from './origin.ts';
import { pageHeaders } from './static-files.ts';

/** @param publicUrl - where readers reach the service; null means the address of the request. */
export function siteHandler(
  { ask }: GraphqlEndpoint,
  store: Pick<Store, 'wholePages'>,
  publicUrl: string | null,
): Handler {
  const findPage: FindPage = async (url) => {
    const [page = null] = await store.wholePages([canonicalAddress(url)?.url ?? url]).catch((error: unknown) => {
      const refusal = refusalOf(error);
      throw refusal === null ? error : new NoAnswer(refusal.message);
    });
    return page;
  };
  const sitemap = sitemaps();
  return async (request, response, search, asker) => {
    const leave = asker.enter();
    try {
      const { status, type, text, location } = await siteAnswer({
        path: (request.url ?? '').split('?', 1)[0] ?? '',
        search: new URLSearchParams(search),
        origin: publicUrl ?? givenOrigin(request),
        ask: (question) => ask(question, asker),
        findPage,
        sitemap,
      });
      if (asker.signal().aborted) return;
      const body = Buffer.from(text);
      const tag = entityTag(body);
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
      const encoding = encodingOf(body, request);
      if (encoding === null) {
        response.end(body);
        return;
      }
      response.setHeader('content-encoding', encoding);
      response.end(await compressed(body, encoding, 'quick'));
    } finally {
      leave();
    }
  };
}
