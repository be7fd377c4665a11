/** Kills an ingest at one point after the other, and looks at what the store holds then; the same for every store. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from '@jest/globals';
import type { Store } from '../../src/store/store.ts';
import { manyPages, writeFiles } from './markdown.ts';
import { ROOT, start } from './program.ts';
import { contents } from './writing.ts';

/** .ci/run asks for ten, `npm run test:promises` for fifty. */
export const KILLS = Number(process.env.KILLS ?? 3);

export interface KilledStore {
  /** How many are ingested; batches have 200. */
  pages: number;
  /** The address of an empty store; `name` is new each time. */
  address(name: string): Promise<string>;
  open(name: string): Promise<Store>;
  env?: Record<string, string>;
}

/** Runs in `folder`; each run that is killed leaves whole pages, and run again reaches the graph of an undisturbed one. */
export async function killAndRunAgain(folder: string, store: KilledStore): Promise<void> {
  writeFiles(join(folder, 'pages'), manyPages(store.pages));
  const counter = pathToFileURL(join(ROOT, 'test/support/killed-at.js')).href;
  const program = async (args: readonly string[], address: string, env: Record<string, string> = {}) =>
    start([...args, '--store', address], { cwd: folder, env: { ...store.env, ...env } }).ended;
  const graphOf = async (name: string) => {
    const opened = await store.open(name);
    try {
      expect(await opened.checkIntegrity()).toEqual([]);
      return await contents(opened);
    } finally {
      await opened.close();
    }
  };

  const counted = join(folder, 'count');
  const address = await store.address('undisturbed');
  const preload = { NODE_OPTIONS: `--import=${counter}` };
  expect(await program(['ingest', 'pages'], address, { ...preload, COUNT_IN: counted })).toMatchObject({ status: 0 });
  const undisturbed = await graphOf('undisturbed');
  const events = Number(readFileSync(counted, 'utf8'));
  expect(events).toBeGreaterThan(KILLS);

  for (let i = 1; i <= KILLS; i++) {
    const name = `killed-${i}`;
    const killed = await store.address(name);
    const at = Math.round((events * i) / (KILLS + 1));
    const dead = await program(['ingest', 'pages'], killed, { ...preload, KILL_AT: String(at) });
    expect([at, dead.status]).toEqual([at, null]);
    const again = await program(['ingest', 'pages'], killed);
    // Where it takes a while, it says how far it is.
    expect([at, again.status, again.stderr.replaceAll(/^(reading|writing) \d+ of \d+\n/gm, '')]).toEqual([at, 0, '']);
    expect(await graphOf(name)).toEqual(undisturbed);
    expect(await program(['verify'], killed)).toMatchObject({ status: 0, stdout: `${store.pages} pages, all sound\n` });
  }
}
