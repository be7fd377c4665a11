import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { openStore } from '../../src/store/open.ts';
import { follow } from '../support/documented.ts';
import { run, temporaryFolder } from '../support/program.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const past = async () => {
  const store = await openStore(`file:${join(folder.path, 'data/riskgraph.db')}`);
  const { items } = await store.pastChanges({ since: null, first: 100, after: null });
  await store.close();
  return items;
};
const ingest = (...more: string[]) =>
  run(['ingest', 'glossary', '--base', 'https://desk.example/', ...more], { cwd: folder.path });

it('is foretold as the documentation shows, and reported', async () => {
  const shown = await follow('changes.md', folder.path);
  expect(shown).toHaveLength(2);
  for (const { printed, documented } of shown) expect(printed).toBe(documented);

  await ingest('--dry-run', '--report', 'report.json');
  const report = JSON.parse(readFileSync(join(folder.path, 'report.json'), 'utf8'));
  expect(report.pages).toMatchObject([
    {
      ...{ status: 'changed', url: 'https://desk.example/definition/margin-call/' },
      fields: [
        { field: 'meaning', before: 'A demand for collateral.', after: "A broker's demand for more collateral." },
      ],
    },
  ]);
  expect((await past()).map(({ kind, run: { source } }) => [kind, source])).toEqual([['ADDED', 'glossary']]);
  expect((await ingest()).stdout).toBe('1 page: 1 changed\n');
  expect((await past()).map(({ kind }) => kind)).toEqual(['CHANGED', 'ADDED']);
});

it('is kept as long as --history says', async () => {
  rmSync(join(folder.path, 'glossary/definition/margin-call.md'));
  await follow('changes.md', folder.path);
  expect(await ingest('--history', 'many')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('It must be a whole number from 0 to 9999999.'),
  });
  await ingest('--history', '1');
  expect((await past()).map(({ kind }) => kind)).toEqual(['CHANGED']);
});
