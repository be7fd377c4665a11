/** What is exported: a graph at one version, and the store that its pages are in. */
import { batchedReader } from '../graph/batched-reader.ts';
import { followGraph, TooLarge } from '../graph/follow.ts';
import type { Image } from '../graph/image.ts';
import { imageReader } from '../graph/image-reader.ts';
import { storedTexts } from '../graph/read/texts.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Attacher } from '../model/graph.ts';
import type { GraphReads } from '../store/graph-reads.ts';
import type { GraphState, Store } from '../store/store.ts';

/** Names one version of one graph. */
export type GraphVersion = Pick<GraphState, 'graph' | 'version'>;

export interface ExportedGraph {
  version: GraphVersion;
  /** For a few reads: what it keeps of them goes with it. */
  reader(): GraphReader;
  /** Whether its readers show that version whatever becomes of the store. The texts of pages are the store's all the same. */
  isFixed: boolean;
}

export interface ExportSource {
  store: Pick<Store, 'readPages' | 'state'>;
  graph: ExportedGraph;
  /** Where the graph is served; `<site>concept/<slug>/` names a concept. Ends in a slash. */
  site: string;
}

/** Texts of pages that are kept between two batches: all of them are read once. */
const TEXT_BYTES = 1;

/**
 * The graph of a store: made in memory of its pages, or the one that the store keeps itself where that would be too large.
 *
 * @param mostBytes - what it may take in memory.
 * @throws TooLarge where it would be too large and the store keeps none.
 */
export async function graphIn(store: Store, attacher: Attacher, mostBytes: number): Promise<ExportedGraph> {
  try {
    return inMemory(await followGraph({ store, attacher, mostBytes }).catchUp(), store);
  } catch (error) {
    if (!(error instanceof TooLarge) || store.reads === null) throw error;
    return keptBy(store.reads, await store.state());
  }
}

/** The graph as it is in memory. */
export function inMemory(image: Image, store: Pick<Store, 'texts' | 'glosses'>): ExportedGraph {
  const reader = imageReader(image, storedTexts(store, TEXT_BYTES));
  return { version: image, reader: () => reader, isFixed: true };
}

/** The graph that a store keeps. */
export function keptBy(reads: GraphReads, version: GraphVersion): ExportedGraph {
  return { version, reader: () => batchedReader(reads), isFixed: false };
}
