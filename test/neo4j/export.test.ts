/** A graph exported as lines from one kind of store to the other and back loses nothing. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { EXPORT_NAMES } from '../../src/export/names.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { exportOf } from '../export/export-of.ts';
import { EXAMPLES } from '../ingest/documented-examples.ts';
import { describeWithFolder, describeWithNeo4j } from '../support/conditions.ts';
import { type Connections, connectToNeo4j } from '../support/connections.ts';
import { fillWithGlossary } from '../support/glossary.ts';
import { writeFiles } from '../support/markdown.ts';
import { ROOT, temporaryFolder } from '../support/program.ts';
import { exported, fill, fillFrom } from '../support/round-trip.ts';
import { contents } from '../support/writing.ts';

const FOREIGN = join(ROOT, '..', 'shared', 'pages', 'foreign');

describeWithNeo4j('NDJSON from SQLite to Neo4j and back', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let sqlite: Store;
  let neo4j: Connections;
  beforeEach(async () => {
    folder = temporaryFolder();
    sqlite = await openSqliteStore(':memory:');
    neo4j = await connectToNeo4j();
  });
  afterEach(async () => {
    await sqlite.close();
    await neo4j.dispose();
    folder.remove();
  });

  async function goAndReturn(): Promise<void> {
    const lines = await exported(sqlite);
    await fillFrom(neo4j.store, lines, folder.path);
    expect(await exported(neo4j.store)).toBe(lines);
    expect((await fillFrom(neo4j.store, lines, folder.path)).totals).toMatchObject({ added: 0, changed: 0 });
    const back = await openSqliteStore(':memory:');
    await fillFrom(back, await exported(neo4j.store), folder.path);
    expect(await exported(back)).toBe(lines);
    expect(await contents(back)).toEqual(await contents(sqlite));
    await back.close();
  }

  it('keeps the bundled glossary', async () => {
    await fillWithGlossary(sqlite);
    await goAndReturn();
  });

  it('keeps what came from sources of every kind', async () => {
    writeFiles(folder.path, Object.fromEntries(EXAMPLES.map(([name, source]) => [`in/${name}`, source])));
    await fill(sqlite, join(folder.path, 'in'), { base: 'https://desk.example/' });
    await goAndReturn();
  });

  it('is one graph on both, in every format, whether it is in memory or too large for that', async () => {
    writeFiles(folder.path, Object.fromEntries(EXAMPLES.map(([name, source]) => [`in/${name}`, source])));
    for (const store of [sqlite, neo4j.store]) {
      await fill(store, join(folder.path, 'in'), { attacher: attacherOf(CALCULATORS), base: 'https://desk.example/' });
    }
    for (const name of EXPORT_NAMES) {
      const text = await exportOf(name, sqlite);
      expect(await exportOf(name, neo4j.store)).toBe(text);
      expect(await exportOf(name, neo4j.store, 1)).toBe(text);
    }
    await expect(exportOf('csv', sqlite, 1)).rejects.toThrow('does not fit into');
  });

  describeWithFolder('and the foreign inputs', FOREIGN, () => {
    it('keeps them', async () => {
      await fill(sqlite, FOREIGN, { base: 'https://risk.example/' });
      await goAndReturn();
    });
  });
});
