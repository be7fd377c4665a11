/** A third-party site whose content security policy allows the service and nothing else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { type Browsing, startBrowsing, type Visit } from './browsing.ts';

interface Site {
  /** Its origin. */
  address: string;
  /** Its pages, by path. */
  pages: Map<string, string>;
  stop(): void;
}

/** @param service - the origin that its pages may load from. */
async function startSite(service: string): Promise<Site> {
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src ${service}; connect-src ${service}; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`,
    );
    response.end(pages.get(request.url ?? '') ?? '');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, pages, stop: () => server.close() };
}

/** Starts a browser and such a site before the tests of a suite, and stops them afterwards. */
export function siteInBrowser() {
  let browsing: Browsing;
  let site: Site;
  beforeAll(async () => {
    browsing = await startBrowsing();
    site = await startSite(browsing.url);
  });
  afterAll(async () => {
    site?.stop();
    await browsing?.stop();
  });
  return {
    browsing: () => browsing,
    site: () => site,
    /** Opens a page of the site with the scripts of both elements and `body`. */
    visit(body: string, options: BrowserContextOptions = {}, around: Around = {}): Promise<Visit> {
      site.pages.set('/', pageWith(browsing.url, body, around));
      return browsing.open(site.address, options);
    },
  };
}

interface Around {
  /** Attributes of <html>. */
  root?: string;
  /** Further content of <head>. */
  head?: string;
}

/** A page with the scripts of both elements. */
function pageWith(service: string, body: string, { root = 'lang="en"', head = '' }: Around = {}): string {
  const scripts = ['term-card', 'term-lookup'].map(
    (name) => `<script type="module" src="${service}/widget/${name}.js"></script>`,
  );
  return `<!doctype html><html ${root}>${head}<meta name="viewport" content="width=device-width"><title>Site</title>${scripts.join('')}<main><h1>Site</h1>${body}</main></html>`;
}
