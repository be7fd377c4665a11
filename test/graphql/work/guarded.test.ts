import { describe, expect, it } from '@jest/globals';
import { Overloaded } from '../../../src/errors.ts';
import { guarded, storeCalls } from '../../../src/graphql/work/guarded.ts';

describe('A store as one request sees it', () => {
  let isOver = false;
  const work = { isOver: () => isOver, never: () => new Promise<never>(() => {}) };
  const calls = storeCalls();
  const asked: unknown[] = [];
  const store = guarded(
    {
      async texts(keys: readonly string[], first: number) {
        asked.push([keys, first]);
        if (keys.length === 0) throw new Overloaded('too much to do');
        return keys.slice(0, first);
      },
    },
    work,
    calls,
  );

  it('is asked once for what it could not answer, however often the request asks', async () => {
    for (let i = 0; i < 2; i++) expect(await store.texts(['a', 'b'], 1)).toEqual(['a']);
    for (let i = 0; i < 3; i++) await expect(store.texts([], 1)).rejects.toThrow(Overloaded);
    await expect(store.texts([], 2)).rejects.toThrow(Overloaded);
    expect(asked).toEqual([...[1, 1].map((first) => [['a', 'b'], first]), [[], 1], [[], 2]]);
  });

  it('has ended its calls before it may be closed, and is asked nothing once the work is over', async () => {
    await calls.none();
    isOver = true;
    const before = asked.length;
    void store.texts(['c'], 1);
    expect(asked).toHaveLength(before);
  });
});
