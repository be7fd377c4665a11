/** A page's metadata, and what it says about the pages that it links to. */
import { describe, expect, it } from '@jest/globals';
import { ARTICLE, area, codes, definition, read, SITE } from '../fixtures.ts';

const html = (head: string) =>
  `<!doctype html><html><head><link rel="canonical" href="${SITE}/definition/fire-sale/">${head}</head>
   <body><main><h1>Fire Sale</h1><p>Sales.</p></main></body></html>`;
const markdown = (fields: string) => `---\n${fields}\n---\n\n# Fire Sale\n\nSales.\n`;
const PLACE = `${SITE}/definition/fire-sale/`;

describe('a picture for cards', () => {
  const image = (text: string, format: 'markdown' | 'html' = 'markdown') =>
    read(text, { format, fallbackUrl: PLACE }).page.image;
  const inJsonLd = (field: object) => image(definition('## Fire Sale\n\nSales.', [{ ...ARTICLE, ...field }]));

  it.each<[string, object, object | null]>([
    ['an address', { image: `${SITE}/a.jpg` }, { url: `${SITE}/a.jpg`, width: null, height: null, alt: null }],
    ['a relative one', { image: '/a b.jpg' }, { url: `${SITE}/a%20b.jpg`, width: null, height: null, alt: null }],
    ['a list', { image: [{ '@type': 'ImageObject' }, `${SITE}/a.jpg`] }, { url: `${SITE}/a.jpg`, width: null }],
    [
      'a node with sizes',
      { image: { '@type': 'ImageObject', contentUrl: `${SITE}/a.jpg`, width: 640, height: '360px' } },
      { url: `${SITE}/a.jpg`, width: 640, height: 360 },
    ],
    [
      'sizes that are nodes',
      { image: { url: `${SITE}/a.jpg`, width: { '@type': 'QuantitativeValue', value: 640 }, height: { value: '4' } } },
      { url: `${SITE}/a.jpg`, width: 640, height: 4 },
    ],
    ['a caption, which is generated', { image: { url: `${SITE}/a.jpg`, caption: 'Waves.' } }, { alt: null }],
    [
      'sizes that are none',
      { image: { url: `${SITE}/a.jpg`, width: -4, height: 'tall' } },
      { width: null, height: null },
    ],
    ['a thumbnail', { thumbnailUrl: `${SITE}/t.jpg` }, { url: `${SITE}/t.jpg` }],
    ['a program', { image: 'javascript:alert(1)' }, null],
    ['its bytes', { image: 'data:image/png;base64,AAAA' }, null],
  ])('is read from JSON-LD: %s', (_, field, wanted) => {
    if (wanted === null) expect(inJsonLd(field)).toBeNull();
    else expect(inJsonLd(field)).toMatchObject(wanted);
  });

  it('is read from the head of HTML, completed by what JSON-LD says of the same', () => {
    const meta = (name: string, content: string) => `<meta property="${name}" content="${content}">`;
    const own = meta('og:image', '/i.jpg') + meta('og:image:width', '640') + meta('og:image:height', '360');
    const alt = meta('og:image:alt', 'A falling staircase');
    expect(image(html(own + alt), 'html')).toEqual({
      ...{ url: `${SITE}/i.jpg`, width: 640, height: 360, alt: 'A falling staircase' },
    });
    const script = `<script type="application/ld+json">${JSON.stringify({ ...ARTICLE, image: `${SITE}/i.jpg` })}</script>`;
    expect(image(html(own + alt + script), 'html')).toMatchObject({ width: 640, alt: 'A falling staircase' });
    const described = 'A dark object glows. It stands for the many ways in which prices fall, and then for some more.';
    expect(image(html(own + meta('og:image:alt', described)), 'html')).toMatchObject({ width: 640, alt: null });
    expect(image(html('<meta name="twitter:image" content="https://cdn.example/t.png">'), 'html')).toMatchObject({
      url: 'https://cdn.example/t.png',
    });
  });

  it.each([
    ['image: /i.jpg', { url: `${SITE}/i.jpg` }],
    ['images: [a.jpg, b.jpg]', { url: `${SITE}/definition/fire-sale/a.jpg` }],
    ['image:\n  path: /i.jpg\n  alt: Stairs\n  width: 640\n  height: 360', { width: 640, height: 360, alt: 'Stairs' }],
    ['cover:\n  image: https://cdn.example/c.png\n  alt: Stairs', { url: 'https://cdn.example/c.png', alt: 'Stairs' }],
    ['featured_image: /i.jpg\nfeatured_image_alt: Stairs', { url: `${SITE}/i.jpg`, alt: 'Stairs' }],
    ['thumbnail: /i.jpg', { url: `${SITE}/i.jpg` }],
  ])('is read from front matter: %s', (fields, wanted) => {
    expect(image(markdown(fields))).toMatchObject(wanted);
  });
});

describe('publisher and section', () => {
  const told = (text: string, format: 'markdown' | 'html' = 'markdown') => {
    const { publisher, section } = read(text, { format, fallbackUrl: PLACE }).page;
    return [publisher, section];
  };

  it('are read from JSON-LD, the head of HTML and front matter', () => {
    const article = { ...ARTICLE, publisher: { name: 'The Desk' }, articleSection: ['Crises', 'More'] };
    expect(told(definition('## Fire Sale\n\nSales.', [article]))).toEqual(['The Desk', 'Crises']);
    expect(
      told(
        html('<meta property="og:site_name" content="The Desk"><meta property="article:section" content="Crises">'),
        'html',
      ),
    ).toEqual(['The Desk', 'Crises']);
    expect(told(markdown('publisher: The Desk\ncategories: [Crises, More]'))).toEqual(['The Desk', 'Crises']);
    expect(told(definition('## Fire Sale\n\nSales.', []))).toEqual([null, null]);
  });

  it('may be named by a reference into the same graph', () => {
    const graph = {
      '@graph': [
        { ...ARTICLE, publisher: { '@id': '#org' } },
        { '@id': '#org', '@type': 'Organization', name: 'The Desk' },
      ],
    };
    expect(told(definition('## Fire Sale\n\nSales.', [graph]))).toEqual(['The Desk', null]);
  });
});

describe('the description of an area', () => {
  const described = (
    description: string,
    sections = '## What is the Risk of Order Flow?\n\nIt may turn. It may stop.',
  ) => read(area(sections, { blocks: [{ '@type': 'CollectionPage', description }] })).page.definitions;

  it('is its meaning, unless it is an excerpt of a text of the page', () => {
    expect(described('Who buys and who sells.')[0]).toEqual({
      ...{ kind: 'MEANING', facet: null, text: 'Who buys and who sells.' },
    });
    expect(described('Meaning ⎊ Who buys.')[0]?.text).toBe('Who buys.');
    expect(described('It may turn.').map(({ kind }) => kind)).toEqual(['FACET']);
  });

  it('is one more facet where it is set out as one that the page has not', () => {
    expect(described('Risk ⎊ It may turn.')).toEqual([
      { kind: 'FACET', facet: 'Risk', text: 'It may turn. It may stop.' },
    ]);
    expect(described('Scale ⎊ It is large.')).toEqual([
      { kind: 'FACET', facet: 'Risk', text: 'It may turn. It may stop.' },
      { kind: 'FACET', facet: 'Scale', text: 'It is large.' },
    ]);
  });
});

describe('a link', () => {
  it('tells where it leads, and an entry of a collection who wrote the page, when, and what it looks like', () => {
    const part = {
      ...{ '@type': 'Article', url: `${SITE}/term/depth/?utm=1`, headline: 'Depth' },
      ...{ author: [{ '@id': '#a' }], datePublished: '2026-02-03T10:00:00+02:00', dateModified: 'last week' },
      image: { url: '/i.jpg', width: 4, height: 3, caption: 'Waves.' },
    };
    const blocks = [
      { '@type': 'CollectionPage', hasPart: [part] },
      { '@type': 'Person', '@id': '#a', name: 'A. Writer' },
    ];
    const text = `## What is the Risk of Order Flow?\n\nSee [tape](${SITE}/term/tape.md).\n\n## [Depth](${SITE}/term/depth/)\n\nWhat waits.`;
    const result = read(area(text, { blocks }));
    expect(codes(result)).toEqual([]);
    expect(result.page.statements.map(({ kind, link }) => [kind, link])).toEqual([
      ['LINKS_TO', { url: `${SITE}/term/tape/`, author: null, publishedAt: null, modifiedAt: null, image: null }],
      [
        'HAS_PART',
        {
          url: `${SITE}/term/depth/`,
          author: 'A. Writer',
          publishedAt: '2026-02-03T08:00:00Z',
          modifiedAt: null,
          image: { url: `${SITE}/i.jpg`, width: 4, height: 3, alt: null },
        },
      ],
    ]);
  });
});
