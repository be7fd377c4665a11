/** A copy cut anywhere keeps its complete parts and says nothing that the whole page does not say. */
import { describe, expect, it } from '@jest/globals';
import { type PageFormat, PageRejected, readPage } from '../../../ingest/pages/read-page.ts';
import type { PageContent } from '../../../src/model/types.ts';
import { area, FORMATS, read, SITE, term } from '../fixtures.ts';

const META = '**Published:** 2026-03-04\n**Author:** Ada Example\n\n---';
const TERM =
  term(`**Loss Spiral (LS)** is a [spiral](${SITE}/area/spiral/). It rose 3.5 times, e.g. in spring. It ended.

![A spiral [of] stairs ⎊ and more](${SITE}/uploads/stairs.jpg)

> Quoted **[Order](${SITE}/area/order/) flow**. It flows.

- One item. It goes on.
- [Depth](${SITE}/term/depth/)`).replace('## Essence', `${META}\n\n## Essence`);
const AREA = area(
  `## What is the Risk of Order Flow?

It may turn. It may stop!

It may go on.

## [Tape](${SITE}/definition/tape/)

Meaning ⎊ The list of trades. It is long. ⎊ Term

## [Bare](${SITE}/term/bare/)`,
  {
    blocks: [
      {
        '@type': 'CollectionPage',
        url: `${SITE}/area/order-flow/`,
        hasPart: [{ url: `${SITE}/term/late/`, description: 'Late.' }],
      },
    ],
  },
);
const PAGES: [string, PageFormat, string][] = [
  ...FORMATS.map(([format, text]): [string, PageFormat, string] => [`definition as ${format}`, format, text]),
  ['term', 'markdown', TERM],
  ['area', 'markdown', AREA],
];

/** Whether a text is one of the whole page's, or complete sentences from the start of one. */
function isKept(text: string, whole: readonly (string | null)[]): boolean {
  const isSentence = (full: string) =>
    full.startsWith(text) && /[.!?]$/.test(text) && /^(?:\s|$)/.test(full.slice(text.length));
  return whole.some((full) => full !== null && (full === text || isSentence(full)));
}

function expectWithin(cut: PageContent, whole: PageContent): void {
  const texts = whole.definitions.map(({ text }) => text);
  const strange = cut.definitions.filter(({ text }) => !isKept(text, texts));
  const link = (statement: PageContent['statements'][number]) =>
    `${statement.kind} ${statement.target} ${statement.anchor}`;
  const links = new Set(whole.statements.map(link));
  const glosses = whole.statements.map(({ gloss }) => gloss);
  const half = cut.statements.filter(
    (found) => !links.has(link(found)) || (found.gloss !== null && !isKept(found.gloss, glosses)),
  );
  expect({ strange, half, url: cut.url }).toEqual({ strange: [], half: [], url: whole.url });
  const names = [whole.name, ...whole.alternateNames];
  expect(names).toEqual(expect.arrayContaining([cut.name, ...cut.alternateNames]));
}

describe.each(PAGES)('a %s cut at every byte', (_, format, text) => {
  const bytes = new TextEncoder().encode(text);
  const whole = readPage(bytes, { format, fallbackUrl: null }).page;

  it('is read or refused, and never says more or other than the whole page', () => {
    let kept = 0;
    for (let length = 0; length < bytes.length; length += 1) {
      try {
        const { page } = readPage(bytes.subarray(0, length), { format, fallbackUrl: whole.url });
        expectWithin(page, whole);
        kept += 1;
      } catch (error) {
        if (!(error instanceof PageRejected)) throw error;
        expect(error.code).toBe('NOT_A_PAGE');
      }
    }
    expect(kept).toBeGreaterThan(bytes.length / 4);
  });

  it('is known to be cut, up to the address that ends it', () => {
    // From the export's first JSON-LD block with an address on, nothing shows that the rest is missing.
    const end = format === 'html' ? text.indexOf('</html>') : text.search(/## Raw Schema Data|\*\*Original URL/);
    const untold: number[] = [];
    for (let length = text.search(/<h2>|\n## /); length < end; length += 1) {
      const { page, warnings } = read(text.slice(0, length), { format, fallbackUrl: whole.url });
      if (!page.truncated || warnings[0]?.code !== 'TRUNCATED') untold.push(length);
    }
    expect(untold).toEqual([]);
  });
});

describe('a cut copy', () => {
  it('takes from its head what its body was cut in', () => {
    const [, [, html]] = FORMATS;
    const { page } = read(html.slice(0, html.indexOf('follows paths that', html.indexOf('<body>'))), {
      format: 'html',
    });
    expect(page.truncated).toBe(true);
    expect(page.statements.filter(({ kind }) => kind === 'MENTIONS').map(({ gloss }) => gloss)).toEqual([
      'Itô calculus follows paths that are nowhere smooth.',
      'Order flow is who buys and who sells.',
    ]);
  });

  it('is one whose JSON-LD ends with the breadcrumb', () => {
    const block = { '@type': 'BreadcrumbList', itemListElement: [{ item: `${SITE}/term/a/` }] };
    expect(read(`# A ⎊ Term\n\n## A\n\nText.\n\n\`\`\`json\n${JSON.stringify(block)}\n\`\`\`\n`).page.truncated).toBe(
      true,
    );
  });

  it('keeps a block of JSON-LD that only its fence is missing behind', () => {
    const block = JSON.stringify({ '@type': 'Article', url: `${SITE}/term/a/` });
    const { page, warnings } = read(`# A ⎊ Term\n\n\`\`\`json\n${block}`);
    expect(page).toMatchObject({ url: `${SITE}/term/a/`, truncated: true });
    expect(warnings).toHaveLength(1);
  });

  it('has no half title', () => {
    const { page, warnings } = read('# Margin Sp', { fallbackUrl: `${SITE}/term/margin-spiral/` });
    expect(page.name).toBe('Margin Spiral');
    expect(warnings.map(({ code }) => code)).toEqual(['TRUNCATED', 'NO_TITLE']);
  });
});
