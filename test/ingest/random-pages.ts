/** Random glossary pages, each written in every format that ingest reads. */
import fc, { type Arbitrary } from 'fast-check';
import type { PageFormat } from '../../ingest/pages/read-page.ts';
import { HOSTILE_STRINGS } from '../support/hostile-strings.ts';
import { SITE } from './fixtures.ts';

type Piece = { text: string; link: string | null };
type Block = { kind: 'paragraph' | 'list' | 'quote'; items: readonly (readonly Piece[])[] };
type Section = { level: number; heading: Piece; blocks: readonly Block[] };

export interface RandomPage {
  kind: string;
  slug: string;
  title: string;
  sections: readonly Section[];
  /** The content of its JSON-LD blocks: partly schema.org, partly arbitrary JSON. */
  jsonLd: readonly unknown[];
}

const SLUGS = ['margin-spiral', 'order-flow', 'fire-sale', 'itô-calculus', 'constructor', '__proto__', 'a', '7'];
const slug = fc.constantFrom(...SLUGS);
const kind = fc.constantFrom('definition', 'area', 'term');
const address = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(kind, slug).map(([folder, name]) => `${SITE}/${folder}/${name}/`) },
  { weight: 1, arbitrary: fc.tuple(kind, slug).map(([folder, name]) => `/${folder}/${name}.md?x=1#y`) },
  { weight: 1, arbitrary: fc.constantFrom('javascript:alert(1)', 'https://elsewhere.example/', '//x', '', '#top') },
);
const words = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('Price falls.', 'It sells, e.g. at 3.5. It ends.', 'Loss (LS)', 'Flow ⎊ More'),
  },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_STRINGS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const piece: Arbitrary<Piece> = fc.record({ text: words, link: fc.option(address, { freq: 2 }) });
const block: Arbitrary<Block> = fc.record({
  kind: fc.constantFrom('paragraph', 'list', 'quote'),
  items: fc.array(fc.array(piece, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
});
const heading: Arbitrary<Piece> = fc.oneof(
  piece,
  fc.constantFrom('Glossary', 'Discover More', 'Raw Schema Data', 'What is the Risk of Order Flow?').map((text) => {
    return { text, link: null };
  }),
);
const FIELDS = [
  '@type',
  '@id',
  '@graph',
  'url',
  'headline',
  'description',
  'author',
  'name',
  'text',
  'mentions',
  'hasPart',
  'mainEntity',
  'acceptedAnswer',
  'itemListElement',
  'item',
  'datePublished',
  'dateModified',
  '__proto__',
  'constructor',
];
const TYPES = [
  'Article',
  'WebPage',
  'CollectionPage',
  'FAQPage',
  'BreadcrumbList',
  'https://schema.org/Question',
  'DefinedTerm',
];
const { node: jsonLd } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(words, address, fc.constantFrom<unknown>(...TYPES, null, true, 0, -1, 1e308, '2026-02-30', '2026-01-01')),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('node'), { maxKeys: 6 }),
  ),
}));

export const randomPage: Arbitrary<RandomPage> = fc.record({
  kind,
  slug,
  title: words,
  sections: fc.array(
    fc.record({ level: fc.integer({ min: 2, max: 4 }), heading, blocks: fc.array(block, { maxLength: 3 }) }),
    { maxLength: 4 },
  ),
  jsonLd: fc.array(jsonLd, { maxLength: 2 }),
});

/** The page's own address. */
export function addressOf({ kind, slug }: RandomPage): string {
  return `${SITE}/${kind}/${slug}/`;
}

export const WRITERS: Readonly<Record<PageFormat, (page: RandomPage) => string>> = {
  markdown(page) {
    const inline = (pieces: readonly Piece[]) =>
      pieces.map(({ text, link }) => (link === null ? text : `[${text}](${link})`)).join(' ');
    const blocks = ({ kind, items }: Block) =>
      items.map((item) => ({ paragraph: '', list: '- ', quote: '> ' })[kind] + inline(item)).join('\n\n');
    const sections = page.sections.map(({ level, heading, blocks: all }) =>
      [`${'#'.repeat(level)} ${inline([heading])}`, ...all.map(blocks)].join('\n\n'),
    );
    const fences = page.jsonLd.map((value) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``);
    const parts = [`# ${page.title} ⎊ ${page.kind}`, '---', ...sections, '---', '## Raw Schema Data', ...fences];
    return [...parts, '---', `**Original URL:** ${addressOf(page)}\n`].join('\n\n');
  },
  html(page) {
    const inline = (pieces: readonly Piece[]) =>
      pieces.map(({ text, link }) => (link === null ? text : `<a href="${link}">${text}</a>`)).join(' ');
    const TAGS = { paragraph: ['', 'p'], list: ['ul', 'li'], quote: ['', 'blockquote'] };
    const blocks = ({ kind, items }: Block) => {
      const [around, tag] = TAGS[kind];
      const inside = items.map((item) => `<${tag}>${inline(item)}</${tag}>`).join('\n');
      return around === '' ? inside : `<${around}>${inside}</${around}>`;
    };
    const sections = page.sections.map(
      ({ level, heading, blocks: all }) => `<h${level}>${inline([heading])}</h${level}>${all.map(blocks).join('\n')}`,
    );
    const scripts = page.jsonLd.map((value) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`);
    const head = `<link rel="canonical" href="${addressOf(page)}">${scripts.join('')}`;
    const body = `<main><h1>${page.title} ⎊ ${page.kind}</h1>${sections.join('\n')}</main>`;
    return `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>\n`;
  },
};
