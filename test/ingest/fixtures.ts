/** A small glossary: the same pages as Markdown and as HTML, written for these tests. */
import { type PageFormat, type ReadOptions, readPage } from '../../ingest/pages/read-page.ts';

export const SITE = 'https://glossary.example';

/** Reads a text as the page of a file whose path does not determine an address. */
export function read(text: string, options: Partial<ReadOptions> = {}) {
  return readPage(new TextEncoder().encode(text), { format: 'markdown', fallbackUrl: null, ...options });
}

/** A complete term page around `prose`. */
export function term(prose: string, { title = 'Margin Spiral ⎊ Term', slug = 'margin-spiral' } = {}): string {
  return `# ${title}\n\n## Essence\n\n${prose}\n\n---\n\n**Original URL:** ${SITE}/term/${slug}/\n`;
}

/** A complete area page around `sections`. */
export function area(sections: string, { name = 'Order Flow', slug = 'order-flow', blocks = [] as unknown[] } = {}) {
  const title = `# ${name} ⎊ Area ⎊ Example`;
  return `${title}\n\n---\n\n${sections}\n\n---\n\n${fences(blocks)}**Original URL:** ${SITE}/area/${slug}/\n`;
}

/** A complete definition page around `sections`. */
export function definition(sections: string, blocks: readonly unknown[] = []) {
  const head = '**Published:** 2026-03-04\n**Author:** Ada Example\n**Categories:** Definition';
  const start = `# Fire Sale ⎊ Definition\n\n${head}\n\n---\n\n${sections}\n\n---\n\n`;
  return `${start}${fences(blocks)}**Original URL:** ${SITE}/definition/fire-sale/\n`;
}

function fences(blocks: readonly unknown[]): string {
  if (blocks.length === 0) return '';
  return `## Raw Schema Data\n\n${blocks.map((block) => `\`\`\`json\n${asJson(block)}\n\`\`\`\n\n`).join('')}---\n\n`;
}

function asJson(block: unknown): string {
  return typeof block === 'string' ? block : JSON.stringify(block, null, 2);
}

/** The codes of the warnings, in order. */
export function codes({ warnings }: { warnings: readonly { code: string }[] }): string[] {
  return warnings.map(({ code }) => code);
}

export const ARTICLE = {
  '@context': 'https://schema.org',
  '@type': 'Article',
  headline: 'Fire Sale ⎊ Definition',
  description: 'Meaning ⎊ A forced sale far below worth &amp; cost. ⎊ Definition',
  url: `${SITE}/definition/fire-sale/`,
  author: { '@type': 'Person', name: 'Ada Example' },
  datePublished: '2026-03-04T10:20:30+00:00',
  dateModified: '2026-03-05T01:00:00+02:00',
};
export const MENTIONS = {
  '@type': 'WebPage',
  '@id': `${SITE}/definition/fire-sale/`,
  mentions: [
    {
      '@type': 'DefinedTerm',
      name: 'Itô Calculus',
      url: `${SITE}/area/ito-calculus/`,
      description: 'Model ⎊ Itô calculus follows paths that are nowhere smooth.',
    },
    {
      '@type': 'DefinedTerm',
      name: 'Order Flow',
      url: `${SITE}/area/order-flow/`,
      description: 'Flow ⎊ Order flow is who buys and who sells.',
    },
  ],
};

/** A definition page with every possible part. */
export const MARKDOWN = definition(
  `## Fire Sale

A *fire sale* happens when many owners must sell at once. Prices then fall below what patient buyers would pay.

It feeds on itself: each sale lowers the price of what others hold & pledged. See [order flow](${SITE}/area/order-flow/).

- [Margin Spiral](${SITE}/definition/margin-spiral/)

- [Cash (and) Carry](${SITE}/definition/cash-and-carry.md?from=list#top)

## Glossary

### [Itô Calculus](${SITE}/area/ito-calculus/)

Model ⎊ Itô calculus follows paths that are nowhere smooth.

### [Order Flow](${SITE}/area/order-flow/)

Flow ⎊ Order flow is who buys and who sells.

## Discover More

### [Price Impact](${SITE}/term/price-impact/)
![A picture [of] waves ⎊ and (more) waves](${SITE}/uploads/waves.webp)

Meaning ⎊ How far a trade moves the price against itself.`,
  [ARTICLE, MENTIONS],
);

/** The same page as a theme would publish it. */
export const HTML = `<!DOCTYPE html>
<html lang="en"><head><title>Fire Sale - Example</title>
<link rel="canonical" href="${SITE}/definition/fire-sale/">
<meta property="article:published_time" content="2026-03-04T10:20:30+00:00">
<meta name="author" content="Ada Example">
<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@graph': [ARTICLE, MENTIONS] })}</script>
<style>p { color: red }</style></head>
<body><header><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<main><article><header class="entry-header"><h1 class="entry-title">Fire Sale ⎊ Definition</h1>
<div class="entry-meta"><span class="posted-on">March 4, 2026</span></div></header>
<div class="entry-content"><h2>Fire Sale</h2>
<p>A <em>fire sale</em> happens when many owners must sell at once. Prices then fall
below what patient buyers would pay.</p>
<p>It feeds on itself: each sale lowers the price of what others hold &amp; pledged.
See&nbsp;<a href="/area/order-flow/">order flow</a>.</p>
<ul><li><a href="${SITE}/definition/margin-spiral/">Margin Spiral</a></li>
<li><p><a href="${SITE}/definition/cash-and-carry.md?from=list#top">Cash (and) Carry</a></p></li></ul>
<h2>Glossary</h2>
<h3><a href="${SITE}/area/ito-calculus/">It&ocirc; Calculus</a></h3><p>Model &#9098; Itô calculus follows paths that are nowhere smooth.</p>
<h3><a href="${SITE}/area/order-flow/">Order Flow</a></h3><p>Flow ⎊ Order flow is who buys and who sells.</p>
<h2>Discover More</h2>
<a href="${SITE}/term/price-impact/"><h3>Price Impact</h3></a><figure><img src="/uploads/waves.webp" alt="A picture"><figcaption>Waves of a picture.</figcaption></figure>
<p>Meaning ⎊ How far a trade moves the price against itself.</p>
</div></article></main>
<aside><h2>Popular</h2><p>Not on this page.</p></aside>
<footer><p>All rights reserved.</p></footer><script>var a = "</p>";</script></body></html>
`;

export const FORMATS: [[PageFormat, string], [PageFormat, string]] = [
  ['markdown', MARKDOWN],
  ['html', HTML],
];
