/** One page in two formats gives the same content. */
import { describe, expect, it } from '@jest/globals';
import { FORMATS, HTML, MARKDOWN, read, SITE } from '../fixtures.ts';

function at(path: string) {
  return { url: SITE + path, author: null, publishedAt: null, modifiedAt: null, image: null };
}

const CONTENT = {
  url: `${SITE}/definition/fire-sale/`,
  kind: 'DEFINITION',
  site: SITE,
  concept: 'fire-sale',
  resource: null,
  title: 'Fire Sale ⎊ Definition',
  author: 'Ada Example',
  publishedAt: '2026-03-04T10:20:30Z',
  // 2026-03-05T01:00 at UTC+2.
  modifiedAt: '2026-03-04T23:00:00Z',
  publisher: null,
  section: null,
  image: null,
  truncated: false,
  name: 'Fire Sale',
  alternateNames: [],
  definitions: [
    { kind: 'MEANING', facet: null, text: 'A forced sale far below worth & cost.' },
    {
      kind: 'BODY',
      facet: null,
      text: 'A fire sale happens when many owners must sell at once. Prices then fall below what patient buyers would pay.',
    },
    {
      kind: 'BODY',
      facet: null,
      text: 'It feeds on itself: each sale lowers the price of what others hold & pledged. See order flow.',
    },
  ],
  statements: [
    {
      kind: 'LINKS_TO',
      target: 'order-flow',
      anchor: 'order flow',
      facet: null,
      gloss: null,
      link: at('/area/order-flow/'),
    },
    {
      kind: 'RELATED',
      target: 'margin-spiral',
      anchor: 'Margin Spiral',
      facet: null,
      gloss: null,
      link: at('/definition/margin-spiral/'),
    },
    {
      kind: 'RELATED',
      target: 'cash-and-carry',
      anchor: 'Cash (and) Carry',
      facet: null,
      gloss: null,
      link: at('/definition/cash-and-carry/'),
    },
    {
      kind: 'MENTIONS',
      target: 'ito-calculus',
      anchor: 'Itô Calculus',
      facet: 'Model',
      gloss: 'Itô calculus follows paths that are nowhere smooth.',
      link: at('/area/ito-calculus/'),
    },
    {
      kind: 'MENTIONS',
      target: 'order-flow',
      anchor: 'Order Flow',
      facet: 'Flow',
      gloss: 'Order flow is who buys and who sells.',
      link: at('/area/order-flow/'),
    },
    {
      kind: 'RECOMMENDS',
      target: 'price-impact',
      anchor: 'Price Impact',
      facet: null,
      gloss: 'How far a trade moves the price against itself.',
      link: at('/term/price-impact/'),
    },
  ],
};

describe('the formats of a page', () => {
  it.each(FORMATS)('give the same content: %s', (format, text) => {
    expect(read(text, { format })).toEqual({ page: CONTENT, warnings: [] });
  });

  it('are read alike with carriage returns, a byte order mark, and non-breaking spaces', () => {
    const text = `\uFEFF${MARKDOWN.replaceAll('\n', '\r\n').replace('must sell', 'must\u00a0sell')}`;
    expect(read(text)).toEqual({ page: CONTENT, warnings: [] });
  });

  it('are both read where the export was turned into HTML with its fields and code', () => {
    const html = `<h1>Fire Sale ⎊ Definition</h1>
      <p><strong>Published:</strong> 2026-03-04<br><strong>Author:</strong> Ada Example<br><strong>Categories:</strong> Definition</p><hr>
      <h2>Fire Sale</h2><p>Sales at any price.</p><h2>Raw Schema Data</h2>
      <pre><code class="language-json">{"@context":"https://schema.org","@type":"Article","description":"Meaning ⎊ A sale."}</code></pre>
      <p><strong>Original URL:</strong> <a href="${SITE}/definition/fire-sale/">${SITE}/definition/fire-sale/</a></p>`;
    const { page, warnings } = read(html, { format: 'html' });
    expect(warnings).toEqual([]);
    expect(page.author).toBe('Ada Example');
    expect(page.publishedAt).toBe('2026-03-04T00:00:00Z');
    expect(page.definitions.map(({ text }) => text)).toEqual(['A sale.', 'Sales at any price.']);
  });

  it('are HTML also where text stands outside paragraphs, and lists nest', () => {
    const html = `<html><body><h1>Margin Spiral</h1><h2>Essence</h2>Bare text first.<div>Then a <b>block</b>.</div>
      <ul><li>One<ul><li>Two</li></ul></li></ul><table><tr><td>a</td><td>b</td></tr></table></body></html>`;
    const { page } = read(html, { format: 'html', fallbackUrl: `${SITE}/term/margin-spiral/` });
    expect(page.definitions.map(({ text }) => text)).toEqual([
      'Bare text first.',
      'Then a block.',
      'One',
      'Two',
      'a | b',
    ]);
  });

  it('take a title that a theme sets above the content', () => {
    const html = `<html><body><header><h1>Price Impact ⎊ Term</h1></header><main><p>It costs.</p></main></body></html>`;
    expect(read(html, { format: 'html', fallbackUrl: `${SITE}/term/price-impact/` }).page.name).toBe('Price Impact');
  });

  it('are told apart by the caller: neither is guessed', () => {
    expect(() => read(HTML)).toThrow(expect.objectContaining({ code: 'NOT_A_PAGE' }));
  });
});
