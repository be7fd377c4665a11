/** Random pages, written and removed in steps: so few concepts that they interact in every way. */
import fc from 'fast-check';
import { STATEMENT_KINDS } from '../../src/model/types.ts';
import { page } from '../support/pages.ts';

// Characters beyond U+FFFF, where UTF-16 order differs from code point order, and just below.
const NAMES = ['Cascade', 'cascades', 'Itô', 'Ito', '𝛿-hedge', '﹅ mark', 'Zeta', 'ADL', 'Margin Call'];
export const SLUGS = ['a', 'b', 'c', 'd', 'e', '\u{1d6ff}', '\ufe45'];
const TEXTS = ['One.', 'Two.', 'Three.'];

const link = fc.record(
  {
    to: fc.constantFrom(...SLUGS),
    anchor: fc.constantFrom(...NAMES),
    facet: fc.constantFrom('Risk', 'Cost'),
    gloss: fc.constantFrom(...TEXTS),
    url: fc.constantFrom('https://one.example/term/a/', 'https://one.example/area/b/', 'https://two.example/x#a'),
    author: fc.constantFrom('A. Writer', 'B. Writer'),
    publishedAt: fc.constantFrom('2026-03-01T00:00:00Z', '2025-03-01T00:00:00Z'),
    image: fc.constantFrom(
      { url: 'https://one.example/a.jpg', width: 4, height: 3, alt: 'A' },
      { url: 'https://one.example/b.jpg', width: null, height: null, alt: null },
    ),
  },
  { requiredKeys: ['to'] },
);
const pages = fc
  .record({
    kind: fc.constantFrom('definition' as const, 'area' as const, 'term' as const),
    slug: fc.constantFrom(...SLUGS),
    name: fc.constantFrom(...NAMES),
    resource: fc.constantFrom(null, 1, 2),
    meaning: fc.option(fc.constantFrom(...TEXTS), { nil: undefined }),
    publishedAt: fc.constantFrom(null, '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'),
    links: fc.array(fc.tuple(fc.constantFrom(...STATEMENT_KINDS), link), { maxLength: 8 }),
    address: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ kind, slug, meaning, links, address, ...rest }) =>
    page(kind, slug, {
      ...rest,
      url: addressAt(address),
      ...(meaning === undefined ? {} : { meaning, body: ['A paragraph.'], facets: { Risk: 'A facet.' } }),
      links: Object.fromEntries(
        STATEMENT_KINDS.map((kind) => [
          kind,
          links.flatMap(([of, one]) => (of === kind && one.to !== slug ? [one] : [])),
        ]),
      ),
    }),
  );

/** Steps: each is a batch of pages to write, then addresses to remove; some of them end a run. */
export const steps = fc.array(
  fc.record({
    write: fc.array(pages, { maxLength: 6 }),
    remove: fc.array(fc.integer({ min: 0, max: 7 }).map(addressAt), { maxLength: 2 }),
    isEnd: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

function addressAt(number: number): string {
  return `https://glossary.example/${number}/`;
}
