/** `/sitemap.xml`: the address of every page for readers, in parts where there are many. */
import { type Ask, answerTo } from './ask.ts';
import { escaped } from './html.ts';
import { calculatorHref, conceptHref } from './layout.ts';

/** Addresses in one part: the protocol allows 50,000. */
const PART = 5_000;
const AT_ONCE = 100;
const QUERY = `query ($after: String) { concepts(first: ${AT_ONCE}, after: $after, filter: {isStub: false}) {
  pageInfo { hasNextPage endCursor } nodes { slug }
} }`;
const CALCULATORS = '{ calculators { slug } }';

interface List {
  concepts: { pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: { slug: string }[] };
}

/** @param after - where the part starts; the first one has the calculators too. */
export async function sitemap(origin: string, after: string | null, ask: Ask): Promise<string> {
  const paths: string[] = [];
  if (after === null) {
    const { calculators } = await answerTo<{ calculators: { slug: string }[] }>(ask, CALCULATORS);
    paths.push('/', '/concepts/', '/calculators/', ...calculators.map(({ slug }) => calculatorHref(slug)));
  }
  let next = after;
  let count = 0;
  do {
    const { concepts }: List = await answerTo<List>(ask, QUERY, { after: next });
    paths.push(...concepts.nodes.map(({ slug }) => conceptHref(slug)));
    count += concepts.nodes.length;
    next = concepts.pageInfo.hasNextPage ? concepts.pageInfo.endCursor : null;
  } while (next !== null && count < PART);
  const urls = paths.map((path) => `<url><loc>${escaped(origin + path)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
}
