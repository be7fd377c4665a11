/** A crawl into Neo4j, even if killed in between, gives the same graph as one into SQLite. */
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { manyPages } from '../support/markdown.ts';
import { OPTIONS, openNeo4j, SERVER, wipe } from '../support/neo4j-server.ts';
import { start, temporaryFolder } from '../support/program.ts';
import { startSite } from '../support/site.ts';
import { contents } from '../support/writing.ts';

describeWithNeo4j('a crawl into Neo4j', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it('goes on where it was killed, and removes what is gone', async () => {
    await wipe();
    const site = await startSite();
    for (const [name, text] of Object.entries(manyPages(60))) site.answers.set(`/${name}`, text);
    site.answers.set('/', '<a href="/definition/term-0/">Term 0</a>');
    const crawl = (store: string) =>
      start(
        [
          'ingest',
          `${site.origin}/`,
          '--base',
          'https://glossary.example/',
          '--allow-private',
          '--delay',
          '0',
          '--store',
          store,
        ],
        { cwd: folder.path, env: { NEO4J_USERNAME: OPTIONS.username, NEO4J_PASSWORD: OPTIONS.password } },
      );
    const graphIn = async (opening: Promise<Store>) => {
      const store = await opening;
      return contents(store).finally(() => store.close());
    };
    const equal = async () =>
      expect(await graphIn(openNeo4j())).toEqual(await graphIn(openSqliteStore(join(folder.path, 'graph.db'))));

    const killed = crawl(SERVER);
    site.onRequest = () => {
      if (site.asked.length === 30) killed.child.kill('SIGKILL');
    };
    expect((await killed.ended).status).toBeNull();
    expect(await crawl(SERVER).ended).toMatchObject({ status: 0, stdout: '60 pages: 60 added\n', stderr: '' });
    expect(await crawl('file:graph.db').ended).toMatchObject({ status: 0, stdout: '60 pages: 60 added\n', stderr: '' });
    await equal();

    site.answers.delete('/definition/term-7.md');
    for (const store of [SERVER, 'file:graph.db']) {
      expect((await crawl(store).ended).stdout).toBe('60 pages: 60 unchanged\n');
      expect((await crawl(store).ended).stdout).toBe('60 pages: 59 unchanged, 1 removed\n');
    }
    await equal();
    await site.close();
  });
});
