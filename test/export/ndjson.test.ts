/** An NDJSON export, ingested again, gives the same graph, byte for byte. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ndjson, pageLine } from '../../src/export/ndjson.ts';
import { GraphChanged } from '../../src/export/one-version.ts';
import type { PageContent } from '../../src/model/types.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { EXAMPLES } from '../ingest/documented-examples.ts';
import { randomPage, WRITERS } from '../ingest/random-pages.ts';
import { describeWithFolder } from '../support/conditions.ts';
import { fillWithGlossary } from '../support/glossary.ts';
import { writeFiles } from '../support/markdown.ts';
import { page } from '../support/pages.ts';
import { ROOT, temporaryFolder } from '../support/program.ts';
import { exported, fill, fillFrom } from '../support/round-trip.ts';
import { contents, write } from '../support/writing.ts';

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let other: Store;
beforeEach(async () => {
  folder = temporaryFolder();
  store = await openSqliteStore(':memory:');
  other = await openSqliteStore(':memory:');
});
afterEach(async () => {
  await store.close();
  await other.close();
  folder.remove();
});

/** Copies the graph from `store` to `other` and checks that it is the same there. */
async function takeOver(): Promise<string> {
  const lines = await exported(store);
  const { totals } = await fillFrom(other, lines, folder.path);
  expect(totals).toEqual({ added: (await store.state()).pages, changed: 0, unchanged: 0, rejected: 0, removed: 0 });
  expect(await exported(other)).toBe(lines);
  expect(await contents(other)).toEqual(await contents(store));
  return lines;
}

describe('NDJSON', () => {
  it('is the bundled glossary, out and in again, whatever the order of its lines', async () => {
    await fillWithGlossary(store);
    const lines = await takeOver();
    expect((await fillFrom(other, lines, folder.path)).totals).toMatchObject({ added: 0, changed: 0, rejected: 0 });
    const third = await openSqliteStore(':memory:');
    await fillFrom(third, lines.split('\n').reverse().join('\r\n'), folder.path);
    expect(await exported(third)).toBe(lines);
    await third.close();
  });

  it('is what came from sources of every kind', async () => {
    writeFiles(folder.path, Object.fromEntries(EXAMPLES.map(([name, source]) => [`in/${name}`, source])));
    const { totals } = await fill(store, join(folder.path, 'in'), { base: 'https://desk.example/' });
    expect(totals.added).toBeGreaterThan(10);
    expect(totals.rejected).toBe(0);
    await takeOver();
  });

  it('is whatever pages at random say', async () => {
    const pages = fc.array(randomPage, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(pages, fc.constantFrom('markdown' as const, 'html' as const), async (all, format) => {
        const [from, to, place] = [
          await openSqliteStore(':memory:'),
          await openSqliteStore(':memory:'),
          temporaryFolder(),
        ];
        const names = all.map((one, i) => [`in/${i}.${format === 'html' ? 'html' : 'md'}`, WRITERS[format](one)]);
        writeFiles(place.path, Object.fromEntries(names));
        await fill(from, join(place.path, 'in'));
        const lines = await exported(from);
        if (lines !== '') await fillFrom(to, lines, place.path);
        expect(await exported(to)).toBe(lines);
        await from.close();
        await to.close();
        place.remove();
      }),
      { numRuns: 60 },
    );
  });

  it('has every field that a page has', () => {
    const whole: Required<PageContent> = page('term', 'x', { meaning: 'M.', links: { RELATED: ['y'] } });
    const line = JSON.parse(pageLine(whole)) as PageContent;
    expect(line).toEqual(whole);
  });

  it('ends, rather than showing two versions of a graph as one', async () => {
    await write(
      store,
      Array.from({ length: 120 }, (_, i) => page('term', `t-${i}`)),
    );
    const pieces = ndjson(store, await store.state());
    await pieces.next();
    await write(store, [page('term', 'another')]);
    await expect(pieces.next()).rejects.toThrow(GraphChanged);
  });
});

describeWithFolder('NDJSON of the foreign inputs', join(ROOT, '..', 'shared', 'pages', 'foreign'), () => {
  it('is all that they say', async () => {
    const foreign = join(ROOT, '..', 'shared', 'pages', 'foreign');
    await fill(store, foreign, { base: 'https://risk.example/' });
    expect((await store.state()).pages).toBeGreaterThan(10);
    await takeOver();
  });

  it('is all that the published pages say', async () => {
    await fill(store, join(ROOT, '..', 'shared', 'pages', 'real'), { base: 'https://term.greeks.live/' });
    expect((await store.state()).pages).toBeGreaterThan(1);
    await takeOver();
  });
});
