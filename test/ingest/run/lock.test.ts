import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withIngestLock } from '../../../ingest/run/lock.ts';
import { hasEnded, thisProcess } from '../../../ingest/run/process-identity.ts';
import { UsageError } from '../../../src/errors.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';

const onLinux = existsSync('/proc/self/ns/pid') ? it : it.skip;
const [boot = '', namespace = '', , start = ''] = thisProcess().split('/');

describe('The ingest lock', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openSqliteStore(':memory:', () => 0);
  });
  afterEach(() => store.close());
  const heldBy = (identity: string) => store.lock('ingest', `desk process 7 ${identity}/x`, 30);

  it('is held while the work is done, and given back whatever comes of it', async () => {
    const failing = withIngestLock(store, async (owner) => {
      expect((await store.lock('ingest', 'other', 30))?.owner).toBe(owner);
      throw new Error('no page');
    });
    await expect(failing).rejects.toThrow('no page');
    expect(await store.lock('ingest', 'other', 30)).toBeNull();
  });

  it('that another run has is refused, saying whose it is, since when, and how long to wait if it was killed', async () => {
    await heldBy('');
    const refused = withIngestLock(store, async () => {});
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(
      /^another ingest is running: desk process 7, since 20\d\d-\S+Z\. If it was killed, try again in 30 s$/,
    );
  });

  onLinux('of a process that was killed is taken over at once', async () => {
    const child = spawn('cat'); // waits for input that never comes
    await once(child, 'spawn');
    const began = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
    await heldBy(`${boot}/${namespace}/${child.pid}/${began}`);
    await expect(withIngestLock(store, async () => {})).rejects.toThrow(/another ingest is running/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await withIngestLock(store, async () => 'done')).toBe('done');
  });

  onLinux(
    'is not taken from a process of another container, or of another machine, whatever its name and number',
    async () => {
      for (const identity of [
        `${boot}/pid:[1]/999999999/1`,
        `another-start/${namespace}/999999999/1`,
        `//999999999/1`,
      ]) {
        expect(hasEnded(identity)).toBe(false);
      }
      await heldBy(`${boot}/pid:[1]/999999999/1`);
      await expect(withIngestLock(store, async () => {})).rejects.toThrow(/another ingest is running/);
    },
  );

  onLinux('is not held by a process that only has the number of one that ended', () => {
    expect(hasEnded(thisProcess())).toBe(false);
    expect(hasEnded(`${boot}/${namespace}/${process.pid}/${Number(start) - 1}`)).toBe(true);
    expect(hasEnded(`${boot}/${namespace}/999999999/1`)).toBe(true);
  });
});
