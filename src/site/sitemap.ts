/**
 * `/sitemap.xml`: the addresses of all terms, calculators and documented crashes; if they exceed one file, an index of
 * parts, each named by where its list of terms starts.
 */
import { type Ask, answerTo } from './ask.ts';
import { escaped } from './html.ts';
import { calculatorHref, conceptHref, episodeHref } from './layout.ts';
import { startsOfTerms, termsFrom } from './term-list.ts';

/** Terms per part: the protocol allows 50,000 addresses and 50 MB, and an address may have 4,096 characters. */
const PART = 10_000;
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const FIXED = '{ calculators { slug } episodes { slug } statistics { lastIngestAt concepts } }';

interface Fixed {
  calculators: { slug: string }[];
  episodes: { slug: string }[];
  statistics: object;
}

/**
 * @param after - where a part starts: empty for the first one, which also has the pages other than terms; null for the
 *   whole.
 */
export type Sitemap = (origin: string, after: string | null, ask: Ask) => Promise<string>;

/** Sitemaps of one service; the starts of the parts are computed once per state of the graph. */
export function sitemaps(part = PART): Sitemap {
  let known: { state: string; starts: readonly string[] } | null = null;

  async function startsNow({ statistics }: Fixed, ask: Ask): Promise<readonly string[]> {
    const state = JSON.stringify(statistics);
    if (known?.state !== state) known = { state, starts: await startsOfTerms(part, ask) };
    return known.starts;
  }

  return async (origin, after, ask) => {
    const fixed = await answerTo<Fixed>(ask, FIXED);
    const starts = after === null ? await startsNow(fixed, ask) : [];
    if (starts.length > 0) {
      const entries = ['', ...starts].map((start) => `/sitemap.xml?${new URLSearchParams({ after: start })}`);
      return listed('sitemapindex', 'sitemap', origin, entries);
    }
    const { terms } = await termsFrom(after || null, part, ask);
    const paths = terms.map(({ slug }) => conceptHref(slug));
    if (!after) {
      const calculators = fixed.calculators.map(({ slug }) => calculatorHref(slug));
      const episodes = fixed.episodes.map(({ slug }) => episodeHref(slug));
      paths.unshift('/', '/concepts/', '/calculators/', ...calculators, '/episodes/', ...episodes);
    }
    return listed('urlset', 'url', origin, paths);
  };
}

function listed(list: string, entry: string, origin: string, paths: readonly string[]): string {
  const entries = paths.map((path) => `<${entry}><loc>${escaped(origin + path)}</loc></${entry}>`);
  return `${HEAD}
<${list} ${NAMESPACE}>
${entries.join('\n')}
</${list}>
`;
}
