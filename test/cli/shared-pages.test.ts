/** The program on the published pages: the store then holds exactly what reading them gives. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { type PageFormat, readPage } from '../../ingest/pages/read-page.ts';
import { findPageFiles } from '../../ingest/run/files.ts';
import type { Report } from '../../ingest/run/report.ts';
import { addressFromPath } from '../../src/model/address.ts';
import { byCodePoint } from '../../src/model/orders.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { describeWithFolder } from '../support/conditions.ts';
import { ROOT, run, temporaryFolder } from '../support/program.ts';

const PAGES = join(ROOT, '..', 'shared', 'pages');
const BASE = 'https://term.greeks.live/';

describeWithFolder('riskgraph ingest of the published pages', PAGES, () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it.each([['real'], ['skeletons']])('keeps all of %s, and says unchanged the second time', async (name) => {
    const pages = join(PAGES, name);
    const ingest = ['ingest', pages, '--base', BASE, '--store', `file:${name}.db`, '--report', `${name}.json`];
    expect((await run(ingest, { cwd: folder.path })).status).toBe(0);
    const expected = (await findPageFiles([pages])).map(({ path, source, format }) => {
      const fallbackUrl = addressFromPath(BASE, source)?.url ?? null;
      return readPage(readFileSync(path), { format: format as PageFormat, fallbackUrl }).page;
    });
    const store = await openSqliteStore(join(folder.path, `${name}.db`));
    const kept = await store.readPages({ first: 100, after: null });
    await store.close();
    expect(kept.map(({ page }) => page)).toEqual(expected.sort((a, b) => byCodePoint(a.url, b.url)));

    expect((await run(ingest, { cwd: folder.path })).status).toBe(0);
    const again = JSON.parse(readFileSync(join(folder.path, `${name}.json`), 'utf8')) as Report;
    expect(again.totals).toEqual({ added: 0, changed: 0, unchanged: expected.length, rejected: 0, removed: 0 });
  });
});
