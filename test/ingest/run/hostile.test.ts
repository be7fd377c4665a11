/** Malicious or senseless input takes bounded time and ends in a page or a refusal. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type PageFormat, PageRejected, readPage } from '../../../ingest/pages/read-page.ts';
import { stepsOf } from '../../support/steps.ts';
import { FORMATS, MARKDOWN, read, SITE } from '../fixtures.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const FALLBACK = `${SITE}/area/order-flow/`;

/** The refusal's code; null if the page was read. */
function refusal(bytes: Uint8Array, format: PageFormat = 'markdown'): string | null {
  try {
    readPage(bytes, { format, fallbackUrl: FALLBACK });
    return null;
  } catch (error) {
    if (error instanceof PageRejected) return error.code;
    throw error;
  }
}

describe('bytes', () => {
  it.each([
    ['a NUL byte', encode('# A\0'), 'NOT_TEXT'],
    ['bytes of no encoding', Uint8Array.of(0x23, 0x20, 0xe9, 0x81, 0x02), 'NOT_TEXT'],
    ['UTF-16 without a mark', Uint8Array.of(0x23, 0x00, 0x20, 0x00, 0x41, 0x00), 'NOT_TEXT'],
    ['half a character in the middle', Uint8Array.of(0x23, 0x20, 0xe2, 0x8e, 0x20), 'NOT_TEXT'],
    ['more than 2 MiB', encode(`# A\n${' '.repeat(2 * 1024 * 1024)}`), 'TOO_LARGE'],
  ])('are refused for %s', (_, bytes, code) => {
    expect(refusal(bytes)).toBe(code);
    expect(refusal(bytes, 'html')).toBe(code);
  });

  it('that end within a character are a cut copy', () => {
    const { page } = readPage(encode('# A ⎊ Term\n\n## A\n\nIt is. Itô').subarray(0, -1), {
      format: 'markdown',
      fallbackUrl: FALLBACK,
    });
    expect(page).toMatchObject({ truncated: true, definitions: [{ kind: 'BODY', text: 'It is.' }] });
  });

  it('at random are read or refused', () => {
    const piece = fc.constantFrom(
      ...[
        '# ',
        '## ',
        '\n',
        '\n\n',
        '[a](',
        '/term/x/',
        ')',
        ']',
        '![',
        '**',
        '- ',
        '> ',
        '```json\n',
        '```\n',
        '{"a":',
        '⎊ ',
      ],
      ...[
        '<h1>',
        '</h1>',
        '<p>',
        '<a href="',
        '">',
        '</a>',
        '<script type="application/ld+json">',
        '</script>',
        '<html>',
        '<li>',
      ],
      ...[
        '&amp;',
        '&#x0;',
        '\u0000',
        '\u001b[',
        '|',
        '**Original URL:** ',
        SITE,
        'What is the ',
        ' of ',
        '?',
        '.',
        ' ',
      ],
    );
    const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      text.map((parts) => encode(`# A\n${parts.join('')}`)),
    );
    fc.assert(
      fc.property(
        bytes,
        fc.constantFrom<PageFormat>('markdown', 'html'),
        (input, format) => void refusal(input, format),
      ),
      { numRuns: 1500 },
    );
  });

  it('changed at random in a whole page are read or refused', () => {
    const change = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 127 })), { maxLength: 20 });
    fc.assert(
      fc.property(fc.constantFrom(...FORMATS), change, ([format, text], changes) => {
        const bytes = encode(text);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        refusal(bytes, format);
      }),
      { numRuns: 300 },
    );
  });
});

describe('HTML', () => {
  it.each([300, 100_000])('nested %d deep is refused and ends nothing', (depth) => {
    const open = '<div>'.repeat(depth);
    expect(refusal(encode(`<html><h1>A</h1>${open}`), 'html')).toBe('TOO_DEEP');
    expect(refusal(encode(`<html><h1>A</h1>${open}a${'</div>'.repeat(depth)}</html>`), 'html')).toBe('TOO_DEEP');
  });

  it('of more elements than a page has is refused as too large, not too deep', () => {
    expect(refusal(encode(`<html><h1>A</h1>${'<p>a</p>'.repeat(60_000)}</html>`), 'html')).toBe('TOO_LARGE');
  });

  it('is no program: scripts and styles are dropped, texts stay texts', () => {
    const html = `<html><h1>A</h1><h2>B</h2><p onclick="x()">One<script>alert(1)</script> &lt;img src=x&gt;</p></html>`;
    expect(read(html, { format: 'html', fallbackUrl: `${SITE}/term/a/` }).page.definitions[0]?.text).toBe(
      'One <img src=x>',
    );
  });
});

/** Runs that take quadratic time with an ambiguous pattern, or with a search that restarts. */
const RUNS = [
  ...[
    '[',
    '](',
    '[a](',
    '![',
    '[a](u ',
    '[a](<',
    '[a](b"',
    '[a](u)',
    '[[a](u)',
    '[a](((',
    '![a](u)',
    '[![',
    '*',
    '**a ',
    '_a_ ',
  ],
  ...[
    '`',
    '``',
    '`` `',
    '<',
    '<a ',
    '</',
    '<!--',
    '&',
    '&#',
    '\\',
    '⎊ ',
    ' of ',
    '.',
    '. ',
    '.)',
    'A.',
    '- a\n',
    '> ',
    '#',
    '|a|\n',
  ],
  ...[
    '---\n',
    '```\n',
    '"',
    '{',
    '\u00a0',
    '  ',
    '\r',
    '\t',
    '<b>',
    '<p>',
    '</p>',
    '<li>',
    '<a href="x">',
    '<a href=',
    '<h2>',
  ],
  ...[
    '$',
    '$a ',
    '~~',
    '==',
    '[[',
    '[[a|',
    ']]',
    '[a][',
    '[^a]',
    '[a]: b\n',
    '<sup>',
    '<a href=x>',
    '<script>\n',
    '<!--\n',
  ],
  ...['<!-- -->', '<![CDATA[', '<svg/>', '<script>', '\u001b[', '\u001b]', '**Published:** ', '## [a](/term/b/)\n\n'],
];

/** Pages with a run in each place that has its own patterns. */
function pagesAround(run: string): [PageFormat, string][] {
  const json = JSON.stringify(run);
  return [
    ['markdown', `# A ⎊ Term\n\n## B\n\n${run}\n\n**Original URL:** ${SITE}/term/a/\n`],
    ['markdown', `# A ⎊ Term\n\n## B\n\n${run}`],
    ['markdown', `# ${run}\n\n## ${run}\n\nText.`],
    [
      'markdown',
      `# A\n\n## What is the ${run} of ${run}?\n\nText.\n\n\`\`\`json\n{"@type":"Article","headline":${json}}\n\`\`\`\n`,
    ],
    ['markdown', `# A\n\n\`\`\`json\n${run}\n\`\`\`\n\n\`\`\`json\n{"a":"${run}\n\`\`\`\n`],
    ['html', `<html><h1>A</h1><div>${run}</div></html>`],
    ['html', run],
  ];
}

/** Steps per UTF-16 unit over some pages. */
async function stepsAUnit(pages: readonly [PageFormat, string][]): Promise<number> {
  const steps = await stepsOf(() => {
    for (const [format, text] of pages) refusal(encode(text), format);
  });
  return steps / pages.reduce((units, [, text]) => units + text.length, 0);
}

/** Rescanning a run from each of its positions takes thousands. */
const FEW = 100;

describe('the steps for a run', () => {
  it.each(RUNS)('of 30 kB are a few a unit: %j', async (run) => {
    expect(await stepsAUnit(pagesAround(run.repeat(30_000 / run.length)))).toBeLessThan(FEW);
  });

  it.each([...['[a](', '**a ', '- a\n', '|a|\n', '## [a](/term/b/)\n\n', '<p>', '"']])(
    'of 300 kB are a few a unit: %j',
    async (run) => {
      const text = `# A\n\n## B\n\n${run.repeat(300_000 / encode(run).length)}`;
      expect(
        await stepsAUnit([
          ['markdown', text],
          ['html', text],
        ]),
      ).toBeLessThan(FEW);
    },
  );
});

describe('names that every object has', () => {
  it('are names like any other', () => {
    const text = MARKDOWN.replaceAll('order-flow', 'constructor').replaceAll('margin-spiral', '__proto__');
    const { page, warnings } = read(text);
    expect(warnings).toEqual([]);
    expect(page.statements.map(({ target }) => target)).toEqual(expect.arrayContaining(['constructor', '__proto__']));
  });
});
