/**
 * The name index of the graph as it stands: built anew whenever the graph's version moves, whoever moves it. The one
 * at hand answers until the next is ready. A graph that changes all the time is followed for half of the time at most.
 */
import { setTimeout } from 'node:timers/promises';
import type { ConceptNames, Store } from '../store/store.ts';
import { buildNameIndex, type NameIndex } from './name-index.ts';

/** Concepts read at once. */
const PAGE = 500;

export interface NamesFollower {
  /**
   * The latest index; the first one is waited for.
   * @throws StoreUnavailable where none was built yet and the store is away.
   */
  current(): Promise<NameIndex>;
  /** Tells the graph's version: an index of another is built in the background. */
  follow(version: number): void;
  stop(): void;
}

/** @param onFault - gets what ends a build in the background; the next version told, the same again too, retries. */
export function followNames(store: Pick<Store, 'names' | 'version'>, onFault: (error: unknown) => void): NamesFollower {
  let index: NameIndex | null = null;
  let indexed: number | null = null;
  let latest: number | null = null;
  let first: Promise<NameIndex> | null = null;
  let isFollowing = false;
  const ended = new AbortController();

  async function build(): Promise<NameIndex> {
    const version = latest ?? (await store.version());
    const built = await buildNameIndex(await readNames(store));
    index = built;
    indexed = version;
    return built;
  }

  /** Callers that come before the first index is there wait for one build together. */
  function firstIndex(): Promise<NameIndex> {
    first ??= build().finally(() => {
      first = null;
    });
    return first;
  }

  async function catchUp(): Promise<void> {
    while (indexed !== latest && !ended.signal.aborted) {
      const began = performance.now();
      await (index === null ? firstIndex() : build());
      await setTimeout(performance.now() - began, undefined, { ref: false, signal: ended.signal });
    }
  }

  return {
    current: async () => index ?? firstIndex(),
    follow(version) {
      latest = version;
      if (isFollowing || indexed === version) return;
      isFollowing = true;
      catchUp()
        .catch((error) => {
          if (!ended.signal.aborted) onFault(error);
        })
        .finally(() => {
          isFollowing = false;
        });
    },
    stop: () => ended.abort(),
  };
}

async function readNames(store: Pick<Store, 'names'>): Promise<ConceptNames[]> {
  const rows: ConceptNames[] = [];
  for (;;) {
    const page = await store.names({ first: PAGE, after: rows.at(-1)?.slug ?? null });
    rows.push(...page);
    if (page.length < PAGE) return rows;
    await setTimeout(0);
  }
}
