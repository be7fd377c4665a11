import { expect, it } from '@jest/globals';
import { followGraph, TooLarge } from '../../src/graph/follow.ts';
import { conceptOf } from '../../src/graph/image.ts';
import type { Attacher } from '../../src/model/graph.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { page } from '../support/pages.ts';
import { NO_CALCULATORS, write } from '../support/writing.ts';

const edition = (n: number) =>
  Array.from({ length: 5 }, (_, i) =>
    page('term', `t${i}`, {
      links: { MENTIONS: [{ to: 'hub', gloss: `Edition ${n} of ${i}. ${'So it is. '.repeat(50)}` }] },
    }),
  );

it('A graph that changes again and again takes no more than it holds', async () => {
  const store = await openSqliteStore(':memory:');
  const follower = followGraph({ store, attacher: NO_CALCULATORS, mostBytes: 40_000 });
  for (let n = 0; n < 20; n++) {
    await write(store, edition(n));
    const image = await follower.catchUp();
    expect(conceptOf(image, 'hub')?.meaning).toMatch(new RegExp(`^Edition ${n} of`));
  }
  await store.close();
});

it('A graph that could not be made is read again, and nothing of it is missing', async () => {
  const store = await openSqliteStore(':memory:');
  await write(store, edition(0));
  let isBroken = true;
  const attacher: Attacher = {
    ...NO_CALCULATORS,
    attachmentsOf() {
      if (isBroken) throw new TypeError('a fault of ours');
      return [];
    },
  };
  const follower = followGraph({ store, attacher, mostBytes: Number.POSITIVE_INFINITY });
  await expect(follower.catchUp()).rejects.toThrow('a fault of ours');
  isBroken = false;
  expect((await follower.catchUp()).statistics).toMatchObject({ pages: 5, concepts: 6 });
  isBroken = true;
  await write(store, [page('term', 'late')]);
  await expect(follower.catchUp()).rejects.toThrow('a fault of ours');
  isBroken = false;
  expect((await follower.catchUp()).statistics).toMatchObject({ pages: 6, concepts: 7 });
  await store.close();
});

it('A graph that is too large is read again once it has changed, and not before', async () => {
  const store = await openSqliteStore(':memory:');
  let reads = 0;
  const changes: typeof store.changes = (...query) => {
    reads++;
    return store.changes(...query);
  };
  const follower = followGraph({ store: { ...store, changes }, attacher: NO_CALCULATORS, mostBytes: 10_000 });
  await write(store, edition(0));
  for (const expected of [1, 1]) {
    await expect(follower.catchUp()).rejects.toThrow(TooLarge);
    expect(reads).toBe(expected);
  }
  await write(store, edition(1));
  await expect(follower.catchUp()).rejects.toThrow(TooLarge);
  expect(reads).toBe(2);
  await store.close();
});
