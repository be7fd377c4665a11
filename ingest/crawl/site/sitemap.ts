/**
 * Sitemaps by sitemaps.org: lists of pages or of further sitemaps, in XML or with one address per line, plain or
 * gzipped.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Parser } from 'htmlparser2';

/** Maximum size of a sitemap [bytes], and maximum number of addresses in one. */
export const SITEMAP_SIZE = 50 * 2 ** 20;
const ADDRESSES = 50_000;

export interface Sitemap {
  pages: string[];
  /** Further sitemaps. */
  sitemaps: string[];
}

/** @throws Error if gzip data is truncated or expands beyond the maximum size. */
export async function readSitemap(bytes: Uint8Array): Promise<Sitemap> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isGzip ? await promisify(gunzip)(bytes, { maxOutputLength: SITEMAP_SIZE }) : bytes;
  const text = new TextDecoder().decode(plain);
  if (!text.trimStart().startsWith('<')) {
    return {
      pages: text
        .split(/\s+/)
        .filter((word) => /^https?:/i.test(word))
        .slice(0, ADDRESSES),
      sitemaps: [],
    };
  }
  const found: Sitemap = { pages: [], sitemaps: [] };
  const above: string[] = [];
  let address: string | null = null;
  const parser = new Parser(
    {
      onopentag(name) {
        above.push(name.replace(/^.*:/, ''));
        // Image entries have a `loc` too (`image:loc`), so check the parent.
        const isAddress = above.at(-1) === 'loc' && (above.at(-2) === 'url' || above.at(-2) === 'sitemap');
        if (isAddress) address = '';
      },
      ontext(part) {
        if (address !== null && address.length < 4096) address += part;
      },
      onclosetag() {
        above.pop();
        if (address === null) return;
        const list = above.at(-1) === 'url' ? found.pages : found.sitemaps;
        if (list.length < ADDRESSES) list.push(address.trim());
        address = null;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return found;
}
