/** Random pages, whole, cut or damaged: each is read, warned about or refused as documented, and nothing is made up. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type PageFormat, PageRejected, readPage } from '../../../ingest/pages/read-page.ts';
import { ingest } from '../../../ingest/run/run.ts';
import { canonicalAddress } from '../../../src/model/address.ts';
import { pageHash } from '../../../src/model/page-hash.ts';
import type { PageContent } from '../../../src/model/types.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { contents, NO_CALCULATORS } from '../../support/writing.ts';
import { addressOf, type RandomPage, randomPage, WRITERS } from '../random-pages.ts';

/** .ci/run sets more. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 300);

const EXTENSIONS: Readonly<Record<PageFormat, string>> = { markdown: 'md', html: 'html' };
const format = fc.constantFrom(...(Object.keys(WRITERS) as PageFormat[]));
const REJECTIONS = ['NOT_A_PAGE', 'NO_ADDRESS', 'UNREADABLE', 'TOO_LARGE', 'TOO_DEEP', 'NOT_TEXT'];
const WARNINGS = ['TRUNCATED', 'BAD_JSON_LD', 'CONTRADICTION', 'BAD_LINK', 'NO_TITLE', 'LEFT_OUT'];
const ONE_LINE = /^[^\p{Cc}\u2028\u2029]{1,1000}$/u;

const bytesOf = (page: RandomPage, as: PageFormat) => new TextEncoder().encode(WRITERS[as](page));

/** The page in some bytes, or null if it is refused; checks that every outcome is a documented one. */
function readAsDocumented(bytes: Uint8Array, as: PageFormat, fallbackUrl: string | null): PageContent | null {
  try {
    const { page, warnings } = readPage(bytes, { format: as, fallbackUrl });
    for (const { code, message } of warnings) {
      expect(WARNINGS).toContain(code);
      expect(message).toMatch(ONE_LINE);
    }
    // Twenty of each kind, plus one that counts the rest.
    expect(warnings.length).toBeLessThanOrEqual(21 * WARNINGS.length);
    expectSound(page, bytes.length);
    return page;
  } catch (error) {
    if (!(error instanceof PageRejected)) throw error;
    expect(REJECTIONS).toContain(error.code);
    expect(error.message).toMatch(ONE_LINE);
    return null;
  }
}

function expectSound(page: PageContent, size: number): void {
  expect(canonicalAddress(page.url)?.url).toBe(page.url);
  for (const { target, anchor, gloss } of page.statements) {
    expect(canonicalAddress(`${page.site}/term/${encodeURIComponent(target)}/`)?.slug).toBe(target);
    expect(target).not.toBe(page.concept);
    for (const text of [anchor, gloss]) expect(text ?? 'none').toMatch(/^[^\p{Cc}]+$/u);
  }
  // Each paragraph of a facet is a line.
  for (const { text } of page.definitions) expect(text).toMatch(/^(?:[^\p{Cc}]|\n)+$/u);
  // Each text of a page is kept in one or two places; a page that grew while being read might never end.
  const kept = [...page.definitions.map(({ text }) => text), ...page.statements.map(({ gloss }) => gloss ?? '')];
  expect(kept.join('').length).toBeLessThanOrEqual(4 * size);
}

describe('a page at random', () => {
  it('is read as documented, the same each time, and cut anywhere leads nowhere else', () => {
    fc.assert(
      fc.property(randomPage, format, fc.double({ min: 0, max: 1, noNaN: true }), (page, as, share) => {
        const bytes = bytesOf(page, as);
        const whole = readAsDocumented(bytes, as, addressOf(page));
        const again = readAsDocumented(bytes, as, addressOf(page));
        expect(again).toEqual(whole);
        const cut = readAsDocumented(bytes.subarray(0, Math.floor(share * bytes.length)), as, addressOf(page));
        if (whole === null || cut === null) return;
        expect(pageHash(whole)).toBe(pageHash(again as PageContent));
        // Half an address is a different address: a page must not gain a neighbour that it never named.
        const named = new Set(whole.statements.map(({ target }) => target));
        expect(cut.statements.map(({ target }) => target).filter((target) => !named.has(target))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('is read or refused as documented however it is damaged', () => {
    const damage = fc.record({
      at: fc.nat(),
      removed: fc.nat(20),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 6 }),
        fc
          .constantFrom(
            '[',
            '](',
            '```json\n',
            '<a href="',
            '</script>',
            '<!--',
            '{"@type":',
            '# ',
            '\u0000',
            '&#x0;',
            '<svg>',
            '\\',
          )
          .map((text) => new TextEncoder().encode(text)),
      ),
    });
    fc.assert(
      fc.property(
        randomPage,
        format,
        format,
        fc.array(damage, { minLength: 1, maxLength: 5 }),
        (page, as, taken, all) => {
          let bytes = bytesOf(page, as);
          for (const { at, removed, put } of all) {
            const from = at % (bytes.length + 1);
            bytes = Uint8Array.from([...bytes.subarray(0, from), ...put, ...bytes.subarray(from + removed)]);
          }
          // A file's extension may not match its format.
          readAsDocumented(bytes, taken, all.length % 2 === 0 ? addressOf(page) : null);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('is stored, or named with its reason, beside all others; read again, nothing changes', async () => {
    const file = fc.tuple(randomPage, format, fc.double({ min: 0, max: 3, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 12 }), async (files) => {
        const folder = mkdtempSync(join(tmpdir(), 'riskgraph-'));
        const store = await openSqliteStore(':memory:');
        try {
          for (const [i, [page, as, share]] of files.entries()) {
            const bytes = bytesOf(page, as);
            writeFileSync(
              join(folder, `${i}.${EXTENSIONS[as]}`),
              bytes.subarray(0, Math.ceil(Math.min(share, 1) * bytes.length)),
            );
          }
          const options = {
            store,
            attacher: NO_CALCULATORS,
            locations: [folder],
            base: null,
            prune: false,
            dryRun: false,
          };
          const { pages } = await ingest(options);
          expect(pages.length).toBe(files.length);
          for (const { status, url, warnings, error } of pages) {
            expect(error === undefined).toBe(status !== 'rejected');
            const isDuplicate = warnings.some(({ code }) => code === 'DUPLICATE_ADDRESS');
            if (status === 'rejected') expect(REJECTIONS).toContain(error?.code);
            else if (!isDuplicate) expect(status).toBe('added');
            if (url !== null) expect((await store.pageStates([url]))[0]).not.toBeNull();
          }
          const before = await contents(store);
          const { totals } = await ingest(options);
          expect(totals).toMatchObject({ added: 0, changed: 0, removed: 0 });
          expect(await contents(store)).toEqual(before);
          expect(await store.checkIntegrity()).toEqual([]);
        } finally {
          await store.close();
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: Math.ceil(RUNS / 20) },
    );
  }, 600_000);
});
