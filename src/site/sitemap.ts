/** `/sitemap.xml`: the address of every page for readers, in parts where there are many. */
import { type Ask, answerTo } from './ask.ts';
import { escaped } from './html.ts';
import { calculatorHref, conceptHref } from './layout.ts';
import { termsFrom } from './term-list.ts';

/** Addresses in one part: the protocol allows 50,000. */
const PART = 5_000;
const CALCULATORS = '{ calculators { slug } }';

/** @param after - where the part starts; the first one has the calculators too. */
export async function sitemap(origin: string, after: string | null, ask: Ask): Promise<string> {
  const paths: string[] = [];
  if (after === null) {
    const { calculators } = await answerTo<{ calculators: { slug: string }[] }>(ask, CALCULATORS);
    paths.push('/', '/concepts/', '/calculators/', ...calculators.map(({ slug }) => calculatorHref(slug)));
  }
  const { terms } = await termsFrom(after, PART, ask);
  paths.push(...terms.map(({ slug }) => conceptHref(slug)));
  const urls = paths.map((path) => `<url><loc>${escaped(origin + path)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
}
