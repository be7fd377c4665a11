import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { duplicatesCommand } from '../../src/cli/duplicates.ts';
import { openStore } from '../../src/store/open.ts';
import { follow } from '../support/documented.ts';
import { page } from '../support/pages.ts';
import { run, temporaryFolder } from '../support/program.ts';
import { write } from '../support/writing.ts';
import { ended } from './in-process.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
const url = `file:${join(folder.path, 'names.db')}`;

beforeAll(async () => {
  const store = await openStore(url);
  const linking = { RELATED: ['margin-calls', 'cascade'] };
  await write(store, [
    page('definition', 'margin-call', { name: 'Margin Call', links: linking }),
    page('definition', 'margin-call-2', { name: 'Margin-Call', links: { RELATED: ['cascade'] } }),
    page('definition', 'cascade', { name: 'Cascade', links: { RELATED: ['margin-call', 'margin-calls'] } }),
    page('definition', 'ito', { name: 'Itô' }),
    page('definition', 'ito-again', { name: 'Ito' }),
  ]);
  await store.close();
});

it('lists concepts that are alike, the one with a page and most relations first, with the reason', async () => {
  const { status, stdout, stderr } = await ended(() => duplicatesCommand({ store: url }));
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.split('\n')).toEqual([
    'Itô (ito), 0 relations',
    '  Ito (ito-again), 0 relations: accent',
    'Margin Call (margin-call), 3 relations',
    '  Margin-Call (margin-call-2), 1 relation: hyphen, number in the slug',
    '  Margin Calls (margin-calls), no page, 2 relations: plural',
    '',
  ]);
});

it('prints the same as JSON', async () => {
  const { stdout } = await ended(() => duplicatesCommand({ store: url, json: true }));
  expect((JSON.parse(stdout) as unknown[])[1]).toEqual({
    ...{ slug: 'margin-call', name: 'Margin Call', isStub: false, relations: 3 },
    similar: [
      {
        ...{ slug: 'margin-call-2', name: 'Margin-Call', isStub: false, relations: 1 },
        reasons: ['HYPHEN', 'SLUG_NUMBER'],
      },
      { slug: 'margin-calls', name: 'Margin Calls', isStub: true, relations: 2, reasons: ['PLURAL'] },
    ],
  });
});

it('says so where no two are alike, and where there is no store', async () => {
  await (await openStore(`file:${join(folder.path, 'empty.db')}`)).close();
  expect(await run(['duplicates', '--store', 'file:empty.db'], { cwd: folder.path })).toEqual({
    status: 0,
    stdout: 'no concepts have similar names\n',
    stderr: '',
  });
  expect(await run(['duplicates', '--store', 'file:none.db'], { cwd: folder.path })).toEqual({
    status: 1,
    stdout: '',
    stderr: 'none.db does not exist: name a store with --store\n',
  });
});

it('prints what its documentation shows', async () => {
  const shown = await follow('duplicates.md', folder.path);
  expect(shown).toHaveLength(1);
  for (const { printed, documented } of shown) expect(printed).toBe(documented);
});
