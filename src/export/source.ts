/** What is exported: a graph at one version, and the store of its pages. */
import { batchedReader } from '../graph/batched-reader.ts';
import { followGraph, TooLarge } from '../graph/follow.ts';
import type { Image } from '../graph/image.ts';
import { imageReader } from '../graph/image-reader.ts';
import { storedTexts } from '../graph/read/texts.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Attacher } from '../model/graph.ts';
import type { GraphReads } from '../store/graph-reads.ts';
import type { GraphState, Store } from '../store/store.ts';

/** Identifies one version of one graph. */
export type GraphVersion = Pick<GraphState, 'graph' | 'version'>;

export interface ExportedGraph {
  version: GraphVersion;
  /** A reader for a few reads; its cache is freed with it. */
  reader(): GraphReader;
  /**
   * Whether its readers keep showing that version whatever happens to the store. Texts of pages still come from the
   * store.
   */
  isFixed: boolean;
}

export interface ExportSource {
  store: Pick<Store, 'readPages' | 'state'>;
  graph: ExportedGraph;
  /** Where the graph is served; `<site>concept/<slug>/` names a concept. Ends in a slash. */
  site: string;
}

/** Texts are read only once, so none are cached. */
const TEXT_BYTES = 1;

/**
 * The graph of a store: built in memory from its pages, or the store's own if that would be too large.
 *
 * @param mostBytes - most bytes that it may take in memory.
 * @throws TooLarge if it would take more and the store keeps no graph.
 */
export async function graphIn(store: Store, attacher: Attacher, mostBytes: number): Promise<ExportedGraph> {
  try {
    return inMemory(await followGraph({ store, attacher, mostBytes }).catchUp(), store);
  } catch (error) {
    if (!(error instanceof TooLarge) || store.reads === null) throw error;
    return keptBy(store.reads, await store.state());
  }
}

/** The graph in memory. */
export function inMemory(image: Image, store: Pick<Store, 'texts' | 'glosses'>): ExportedGraph {
  const reader = imageReader(image, storedTexts(store, TEXT_BYTES));
  return { version: image, reader: () => reader, isFixed: true };
}

/** The graph that the store keeps. */
export function keptBy(reads: GraphReads, version: GraphVersion): ExportedGraph {
  return { version, reader: () => batchedReader(reads), isFixed: false };
}
