/** Our own ingest reads our own pages back as the graph that they were made from. */
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from '@jest/globals';
import { exportCommand } from '../../src/cli/export.ts';
import { ingestCommand } from '../../src/cli/ingest.ts';
import { pageLine } from '../../src/export/ndjson.ts';
import type { PageContent } from '../../src/model/types.ts';
import { ended } from '../cli/in-process.ts';
import { fillWithGlossary } from '../support/glossary.ts';
import { page, SITE } from '../support/pages.ts';
import { temporaryFolder } from '../support/program.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
let service: TestService;
afterEach(() => service.stop());

const NOWHERE = 'http://localhost:4000/';

/** The result of crawling the service's pages: the lines of the graph, and all warnings. */
async function readBack(name: string) {
  const store = `file:${join(folder.path, name)}`;
  const crawl = { store, allowPrivate: true, delay: 0 };
  const { status, stdout, stderr } = await ended(() => ingestCommand([`${service.url}/`], crawl));
  const exported = await ended(() => exportCommand({ store, format: 'ndjson', site: NOWHERE }));
  const warned = stderr.split('\n').filter((line) => /: [A-Z_]+: /.test(line));
  return { status, totals: stdout.trim(), warned, lines: exported.stdout.trimEnd().split('\n') };
}

it('is all of the bundled glossary, with nothing lost and nothing more', async () => {
  service = await startTestService();
  const pages = await fillWithGlossary(service.store);
  await until(async () => {
    const { body } = await service.query('{ statistics { pages } }');
    return (body.data as { statistics: { pages: number } }).statistics.pages === pages;
  });
  const lines = (await (await fetch(`${service.url}/export/graph.ndjson`)).text()).trimEnd().split('\n');
  expect(lines).toHaveLength(pages);
  const { status, totals, warned, lines: back } = await readBack('bundled.db');
  expect([status, totals, warned]).toEqual([0, `${pages} pages: ${pages} added`, []]);
  expect(back).toEqual(lines);
});

const told = {
  author: 'A. Author',
  publishedAt: '2026-01-02T03:04:05Z',
  modifiedAt: '2026-02-03T04:05:06Z',
  image: { url: `${SITE}/part.png`, width: 640, height: 360, alt: null },
};
const url = (kind: string, slug: string) => `${SITE}/${kind}/${slug}/`;

it('is all that a page can say in its own words, by links and in its head', async () => {
  const pages: PageContent[] = [
    page('area', 'credit', {
      ...told,
      image: { ...told.image, alt: 'A chain of banks' },
      publisher: 'Desk',
      section: 'Areas',
      alternateNames: ['Lending'],
      meaning: 'What is lent.',
      body: ['A loan may be called; a repo may not.'],
      facets: { Risk: 'It is not paid back.\n\nA repo is.', Price: 'Interest & fees < 5 %.' },
      links: {
        LINKS_TO: [
          { to: 'repo', anchor: 'repo', url: url('term', 'repo') },
          { to: 'repo', anchor: 'repo', url: url('term', 'repo') },
        ],
        HAS_PART: [
          { to: 'repo', gloss: 'A secured loan.', url: url('term', 'repo'), ...told },
          { to: 'itô', anchor: 'Itô', url: url('definition', 'itô') },
        ],
      },
    }),
    page('area', 'credit', { resource: 2, meaning: 'What is lent.', links: {} }),
    page('definition', 'itô', {
      name: 'Itô',
      body: ['What is lent is owed.', 'Nothing is free.'],
      links: {
        RELATED: [{ to: 'repo', url: url('term', 'repo') }],
        MENTIONS: [{ to: 'credit', facet: 'Risk', gloss: 'Not paid back.', url: url('area', 'credit'), ...told }],
        RECOMMENDS: [{ to: 'repo', gloss: 'A secured loan.', url: url('term', 'repo') }],
      },
    }),
    page('term', 'repo', {
      meaning: 'A secured loan.',
      body: ['See credit, then credit & carry.', 'Or read on.'],
      links: {
        LINKS_TO: [{ to: 'credit', anchor: 'credit & carry', url: url('area', 'credit') }],
        // No page of this one was ingested.
        RELATED: [{ to: 'unknown', url: url('term', 'unknown') }],
      },
    }),
  ];
  service = await startTestService(pages);
  const { status, warned, lines } = await readBack('all.db');
  expect([status, warned]).toEqual([0, []]);
  expect(lines).toEqual(
    pages
      .map(pageLine)
      .map((line) => line.trimEnd())
      .sort(),
  );
  const stub = await fetch(`${service.url}/page/glossary.example/term/unknown/`, { redirect: 'manual' });
  expect([stub.status, stub.headers.get('location')]).toEqual([302, '/concept/unknown/']);
});
