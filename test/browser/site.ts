/** Somebody else's site, with a policy that allows the service and nothing else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Site {
  /** Its origin. */
  address: string;
  /** What it answers, by path. */
  pages: Map<string, string>;
  stop(): void;
}

/** @param service - the origin that its pages may load from. */
export async function startSite(service: string): Promise<Site> {
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

/** A page with the scripts of both elements. */
export function pageWith(service: string, body: string, { root = 'lang="en"', head = '' } = {}): string {
  const scripts = ['term-card', 'term-lookup'].map(
    (name) => `<script type="module" src="${service}/widget/${name}.js"></script>`,
  );
  return `<!doctype html><html ${root}>${head}<meta name="viewport" content="width=device-width"><title>Site</title>${scripts.join('')}<main><h1>Site</h1>${body}</main></html>`;
}
