/** Kills an ingest at various points, and checks what the store then holds; the same for every store. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from '@jest/globals';
import type { Store } from '../../src/store/store.ts';
import { manyPages, writeFiles } from './markdown.ts';
import { ROOT, start } from './program.ts';
import { contents } from './writing.ts';

/** .ci/run sets ten, `npm run test:promises` fifty. */
export const KILLS = Number(process.env.KILLS ?? 3);

export interface KilledStore {
  /** How many pages to ingest; a batch has 200. */
  pages: number;
  /** The address of an empty store; `name` is new each time. */
  address(name: string): Promise<string>;
  open(name: string): Promise<Store>;
  env?: Record<string, string>;
}

/** Works in `folder`: each killed run leaves only whole pages, and a rerun reaches the graph of an undisturbed run. */
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
  const preload = { NODE_OPTIONS: `--import=${counter}`, COUNT_IN: counted };
  const eventsCounted = () => Number(readFileSync(counted, 'utf8'));
  const whole = await program(['ingest', 'pages'], await store.address('undisturbed'), preload);
  expect(whole).toMatchObject({ status: 0 });
  const undisturbed = await graphOf('undisturbed');
  let events = eventsCounted();
  expect(events).toBeGreaterThan(KILLS);

  /** Kills an ingest into an empty store after `share` of its operations; resolves to the last number and the store. */
  const kill = async (share: number): Promise<{ at: number; name: string; address: string }> => {
    const at = Math.round(events * share);
    const name = `killed-${at}-of-${events}`;
    const address = await store.address(name);
    const { status } = await program(['ingest', 'pages'], address, { ...preload, KILL_AT: String(at) });
    if (status === null) return { at, name, address };
    // A slower run renews its lock more often: this one had fewer operations and ended before the kill.
    expect([at, status]).toEqual([at, 0]);
    expect(eventsCounted()).toBeLessThan(at);
    events = eventsCounted();
    return kill(share);
  };

  for (let i = 1; i <= KILLS; i++) {
    const { at, name, address: killed } = await kill(i / (KILLS + 1));
    const again = await program(['ingest', 'pages'], killed);
    expect([at, again.status, again.stderr]).toEqual([at, 0, '']);
    expect(await graphOf(name)).toEqual(undisturbed);
    expect(await program(['verify'], killed)).toMatchObject({ status: 0, stdout: `${store.pages} pages, all sound\n` });
  }
}
