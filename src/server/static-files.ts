/**
 * The files for browsers: only the pages and custom elements that the build lists in `dist/public.json`.
 *
 * Everything is read when the service starts, so a concurrent build never leaves a page with half its parts. Pages
 * carry a policy that allows scripts, styles and requests of this origin only and nothing inline; the explorer alone
 * allows inline styles, which its editor writes.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { getOrMake } from '../get-or-make.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { COMPRESSED_FROM, compressed, type Encoding, encodingFor, tagIn, unpacked } from './encodings.ts';
import { entityTag, isNamedBy } from './entity-tags.ts';

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.graphql', 'text/plain; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.woff2', 'font/woff2'],
  ['.svg', 'image/svg+xml'],
  ['.ttf', 'font/ttf'],
]);

const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'connect-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};
/** For pages with a form, which is sent to this origin. */
const FORMS = { 'form-action': "'self'" };
const TRUSTED_TYPES = { 'require-trusted-types-for': "'script'", 'trusted-types': "'none'" };
const EXPLORER = {
  'style-src': "'self' 'unsafe-inline'",
  'font-src': "'self' data:",
  'img-src': "'self' data:",
  'worker-src': "'self'",
};

interface Entry {
  path: string;
  file: string;
  isHashed: boolean;
}

export interface StaticFile {
  /** Answers GET and HEAD, and 304 if the client has the current version. */
  send(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** The files by path; none if nothing has been built. */
export function staticFiles(folder = join(PACKAGE_ROOT, 'dist')): Map<string, StaticFile> {
  const manifest = join(folder, 'public.json');
  if (!existsSync(manifest)) return new Map();
  const entries = JSON.parse(readFileSync(manifest, 'utf8')) as Entry[];
  return new Map(
    entries.map((entry) => [entry.path, staticFile(entry, readFileSync(join(folder, 'public', entry.file)))]),
  );
}

function staticFile({ path, file, isHashed }: Entry, bytes: Buffer): StaticFile {
  const tag = entityTag(bytes);
  const type = TYPES.get(extname(path)) ?? TYPES.get(extname(file)) ?? 'application/octet-stream';
  const isPacked = file.endsWith('.br');
  const isCompressible = isPacked || (bytes.length >= COMPRESSED_FROM && !type.startsWith('font/'));
  const headers = {
    ...headersFor(path, type, path === '/' ? FORMS : {}),
    ...(isCompressible && { vary: 'accept-encoding' }),
  };
  const forms = new Map<Encoding, Promise<Buffer>>(isPacked ? [['br', Promise.resolve(bytes)]] : []);
  // Clients that accept no compression are rare, so it is decompressed each time for them.
  const plain = async () => (isPacked ? unpacked(bytes) : bytes);
  const form = (encoding: Encoding) =>
    getOrMake(forms, encoding, () => {
      const made = plain().then((body) => compressed(body, encoding, 'once'));
      // A retry may succeed.
      made.catch(() => forms.delete(encoding));
      return made;
    });

  return {
    async send(request, response) {
      const encoding = isCompressible ? encodingFor(request) : null;
      const etag = tagIn(encoding, tag);
      response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      response.setHeader('etag', etag);
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (isNamedBy(request.headers['if-none-match'], etag)) {
        response.statusCode = 304;
        response.end();
        return;
      }
      const sent = await (encoding === null ? plain() : form(encoding));
      if (encoding !== null) response.setHeader('content-encoding', encoding);
      response.setHeader('content-type', type);
      response.setHeader('content-length', sent.length);
      response.end(sent);
    },
  };
}

/** The headers of a page made on request. */
export function pageHeaders(): Record<string, string> {
  return headersFor('', 'text/html', FORMS);
}

function headersFor(path: string, type: string, more: Record<string, string> = {}): Record<string, string> {
  const common = { 'referrer-policy': 'no-referrer' };
  // Pages of any origin may load the elements and read the schema.
  if (path.startsWith('/widget/') || path === '/schema.graphql') {
    return { ...common, 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
  }
  const own = { ...common, 'cross-origin-resource-policy': 'same-origin' };
  if (!type.startsWith('text/html')) return own;
  const policy = path === '/explorer' ? { ...POLICY, ...EXPLORER } : { ...POLICY, ...TRUSTED_TYPES, ...more };
  const words = Object.entries(policy).map(([directive, value]) => `${directive} ${value}`);
  return { ...own, 'content-security-policy': words.join('; '), 'cross-origin-opener-policy': 'same-origin' };
}
