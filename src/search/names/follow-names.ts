/**
 * Keeps the name index up to date: rebuilds it whenever the graph's version changes, whoever changes it. The current
 * index serves until the next is ready. With a constantly changing graph, builds take at most half of the time.
 */
import { setTimeout } from 'node:timers/promises';
import type { ConceptNames } from '../../model/graph.ts';
import { buildNameIndex, type NameIndex } from './name-index.ts';

/** The names of all concepts at one version of the graph. */
export interface NamesSource {
  version: string;
  rows(): Promise<readonly ConceptNames[]>;
}

export interface NamesFollower {
  /** The latest index; null before the first is built. */
  current(): NameIndex | null;
  /** The latest index; waits for the first one. @throws what `rows` throws, if none was built yet. */
  first(source: NamesSource): Promise<NameIndex>;
  /** Announces the current version; if the index is of another one, it is rebuilt in the background. */
  follow(source: NamesSource): void;
  stop(): void;
}

/**
 * @param onFault - gets the error that ends a background build; the next `follow`, even with the same version, retries.
 */
export function followNames(onFault: (error: unknown) => void): NamesFollower {
  let index: NameIndex | null = null;
  let indexed: string | null = null;
  let latest: NamesSource | null = null;
  let first: Promise<NameIndex> | null = null;
  let isFollowing = false;
  const ended = new AbortController();

  async function build({ version, rows }: NamesSource): Promise<NameIndex> {
    const built = await buildNameIndex(await rows());
    index = built;
    indexed = version;
    return built;
  }

  /** Callers that come before the first index is ready share one build. */
  function firstIndex(source: NamesSource): Promise<NameIndex> {
    first ??= build(source).finally(() => {
      first = null;
    });
    return first;
  }

  async function catchUp(): Promise<void> {
    while (latest !== null && indexed !== latest.version && !ended.signal.aborted) {
      const began = performance.now();
      await (index === null ? firstIndex(latest) : build(latest));
      await setTimeout(performance.now() - began, undefined, { ref: false, signal: ended.signal });
    }
  }

  return {
    current: () => index,
    first: async (source) => index ?? firstIndex(source),
    follow(source) {
      latest = source;
      if (isFollowing || indexed === source.version) return;
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
