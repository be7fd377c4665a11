/** Sitemaps of glossaries of any size, by the protocol of sitemaps.org. */
import { describe, expect, it } from '@jest/globals';
import { readSitemap } from '../../ingest/crawl/site/sitemap.ts';
import type { Ask } from '../../src/site/ask.ts';
import { sitemaps } from '../../src/site/sitemap.ts';

const ORIGIN = 'https://terms.example';

/** A service with that many terms, which counts its list queries. */
function serviceOf(count: number) {
  const asked = { lists: 0 };
  const state = { lastIngestAt: '2026-01-02T03:04:05Z' };
  const ask: Ask = async ({ query, variables }) => {
    if (query.includes('calculators')) {
      return {
        data: {
          calculators: [{ slug: 'debtrank' }],
          episodes: [{ slug: 'ltcm-1998' }],
          statistics: { ...state, concepts: count },
        },
      };
    }
    asked.lists++;
    const from = Number(variables.after ?? 0);
    const to = Math.min(count, from + 100);
    const nodes = Array.from({ length: to - from }, (_, i) => ({ slug: `term-${from + i}`, name: '' }));
    const pageInfo = { hasNextPage: to < count, endCursor: String(to) };
    return { data: { concepts: { totalCount: count, pageInfo, nodes } } };
  };
  return { ask, asked, state };
}

/** What a crawl finds: the addresses of the sitemaps, and all pages in them. */
async function followed(count: number) {
  const { ask } = serviceOf(count);
  const sitemap = sitemaps();
  const files: { pages: string[]; sitemaps: string[] }[] = [];
  const queue = ['/sitemap.xml'];
  for (const path of queue) {
    const text = await sitemap(ORIGIN, new URL(path, ORIGIN).searchParams.get('after'), ask);
    const read = await readSitemap(Buffer.from(text));
    files.push(read);
    queue.push(...read.sitemaps.map((url) => url.slice(ORIGIN.length)));
  }
  return { files, pages: files.flatMap(({ pages }) => pages) };
}

const FIXED = ['/', '/concepts/', '/calculators/', '/calculators/debtrank/', '/episodes/', '/episodes/ltcm-1998/'];
const everyPage = (count: number) =>
  [...FIXED, ...Array.from({ length: count }, (_, i) => `/concept/term-${i}/`)].map((path) => ORIGIN + path);

describe('a sitemap', () => {
  it.each([0, 1, 10_000])('of %i terms is one file', async (count) => {
    const { files, pages } = await followed(count);
    expect(files).toHaveLength(1);
    expect(pages).toEqual(everyPage(count));
  });

  it.each([10_001, 23_456])('of %i terms is an index of parts that have each page once', async (count) => {
    const { files, pages } = await followed(count);
    expect(files).toHaveLength(1 + Math.ceil(count / 10_000));
    expect(files[0]?.pages).toEqual([]);
    expect(Math.max(...files.map((file) => file.pages.length))).toBeLessThanOrEqual(50_000);
    expect(pages).toEqual(everyPage(count));
  });

  it('looks for where its parts start once for each state of the graph', async () => {
    const { ask, asked, state } = serviceOf(20_001);
    const sitemap = sitemaps();
    const first = await sitemap(ORIGIN, null, ask);
    const lists = asked.lists;
    expect(await sitemap(ORIGIN, null, ask)).toBe(first);
    expect(asked.lists).toBe(lists);
    state.lastIngestAt = '2026-01-02T03:04:06Z';
    await sitemap(ORIGIN, null, ask);
    expect(asked.lists).toBe(2 * lists);
  });
});
