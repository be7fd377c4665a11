/**
 * The current graph that the service answers from, whoever changes it: the image in memory, or a store that keeps the
 * graph itself, until the image is ready or if it would be too large. Changes by another process show within two
 * seconds.
 */
import { attacherOf } from '../calculators/attach.ts';
import { CALCULATORS } from '../calculators/registry.ts';
import { Overloaded, StoreUnavailable } from '../errors.ts';
import { type ExportedGraph, inMemory, keptBy } from '../export/source.ts';
import { batchedReader } from '../graph/batched-reader.ts';
import { followGraph, TooLarge } from '../graph/follow.ts';
import type { ConceptRecord, Image, PageRecord } from '../graph/image.ts';
import { imageReader } from '../graph/image-reader.ts';
import { type StoredTexts, storedTexts } from '../graph/read/texts.ts';
import type { Answer, GraphReader } from '../graph/reader.ts';
import type { Log } from '../log.ts';
import type { ConceptNames } from '../model/graph.ts';
import { followNames, type NamesSource } from '../search/names/follow-names.ts';
import type { NameIndex } from '../search/names/name-index.ts';
import type { GraphReads } from '../store/graph-reads.ts';
import type { Store } from '../store/store.ts';

const POLL_MS = 1_000;
/** Most bytes of page texts kept in memory. */
const TEXT_BYTES = 32 * 2 ** 20;
/** Concepts whose names are read in one call from a store that keeps the graph. */
const NAMES = 500;

export interface GraphSource {
  /**
   * A reader for one request, which sees one version; waits for the first image if nothing else can answer.
   * @param guard - wraps the store as the request may see it.
   */
  reader(guard?: <Reads extends object>(reads: Reads) => Reads): Answer<GraphReader>;
  names(): Answer<NameIndex>;
  /** The graph to export, as the store has it now. */
  exported(): Promise<ExportedGraph>;
  /** The objects that answers are made from now, replaced when they change; null while they are not in memory. */
  state(): readonly [GraphReader, NameIndex] | null;
  stop(): void;
}

export interface GraphSourceOptions {
  store: Store;
  log: Log;
  /** Most bytes that the image may take. */
  memory: number;
  /** Whether to read texts ahead of requests. */
  readAhead: boolean;
  /** Called with each new version that is served. */
  onVersion(version: number): void;
}

export function graphSource({ store, log, memory, readAhead, onVersion }: GraphSourceOptions): GraphSource {
  const { reads } = store;
  const follower = followGraph({ store, attacher: attacherOf(CALCULATORS), mostBytes: memory });
  const names = followNames((error) => log.error(error));
  let served: { image: Image; texts: StoredTexts; reader: GraphReader } | null = null;
  let isTooLarge = false;
  /** The texts that were last read ahead. */
  let ahead: StoredTexts | null = null;
  let isStopped = false;

  async function update(): Promise<GraphReader> {
    const isFirst = served === null;
    const image = await follower.catchUp();
    // Answers that waited for the first image go first: its names are indexed with the next poll, or when needed.
    if (!isFirst) {
      names.follow(namesIn(image));
      readTextsAhead();
    }
    if (served?.image === image) return served.reader;
    // Another graph numbers its pages and versions anew.
    const texts = served?.image.graph === image.graph ? served.texts : storedTexts(store, TEXT_BYTES);
    served = { image, texts, reader: imageReader(image, texts) };
    onVersion(image.version);
    return served.reader;
  }

  /** Best-linked concepts first. Errors are ignored here: a request that needs the text reports them. */
  function readTextsAhead(): void {
    if (!readAhead || served === null || served.texts === ahead) return;
    const { image, texts } = served;
    ahead = texts;
    texts.readAhead(pagesByLinks(image), () => !isStopped).catch(() => {});
  }

  async function look(): Promise<void> {
    try {
      if (!isTooLarge || reads === null) {
        await update();
        return;
      }
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      if (!isTooLarge)
        log.warn(
          `${error.message}: ${reads === null ? 'a service over SQLite needs a larger --memory' : 'Neo4j is queried instead'}`,
        );
      isTooLarge = true;
      served = null;
      if (reads === null) return;
    }
    const kept = await namesKept();
    names.follow(kept);
    onVersion(kept.graphVersion);
  }

  async function namesKept(): Promise<NamesSource & { graphVersion: number }> {
    const { graph, version } = await store.state();
    return {
      graphVersion: version,
      version: `${graph} ${version}`,
      rows: async () => (reads === null ? [] : readNames(reads)),
    };
  }

  /** The error of the last poll; null if it had none. */
  let met: string | null = null;
  const poll = () => {
    look().then(
      () => {
        met = null;
      },
      (error: unknown) => {
        // Requests that need the store report that it is away. A fault of ours would go unnoticed, because requests are
        // still answered from the previous graph.
        const isOfStore = error instanceof StoreUnavailable || error instanceof Overloaded;
        if (!isOfStore && met !== String(error)) log.error(error);
        met = String(error);
      },
    );
  };
  poll();
  const timer = setInterval(poll, POLL_MS);
  timer.unref();

  return {
    reader: (guard = (store) => store) =>
      // Reads from the image finish at once, so there is nothing to guard when a client leaves.
      reads === null ? (served?.reader ?? update()) : guard(served?.reader ?? batchedReader(reads, guard)),
    names() {
      const image = follower.image();
      return names.current() ?? (image === null ? firstNames() : names.first(namesIn(image)));
    },
    async exported() {
      if (served === null && reads !== null) return keptBy(reads, await store.state());
      // Texts come from the store, so an image of an earlier version could not be exported with them.
      return inMemory(await follower.catchUp(), store);
    },
    state() {
      const index = names.current();
      return served === null || index === null ? null : [served.reader, index];
    },
    stop() {
      isStopped = true;
      clearInterval(timer);
      names.stop();
    },
  };

  async function firstNames(): Promise<NameIndex> {
    return names.first(reads === null ? namesIn(await follower.catchUp()) : await namesKept());
  }
}

function* pagesByLinks({ concepts, orders }: Image): Iterable<PageRecord> {
  for (const id of orders.RELATIONS_DESC) yield* concepts[id]?.pages ?? [];
}

function namesIn({ graph, namesVersion, concepts, orders }: Image): NamesSource {
  const rows = async () => Array.from(orders.NAME_ASC, (id) => concepts[id] as ConceptRecord);
  return { version: `${graph} ${namesVersion}`, rows };
}

async function readNames(reads: GraphReads): Promise<ConceptNames[]> {
  const rows: ConceptNames[] = [];
  for (;;) {
    const page = await reads.names({ first: NAMES, after: rows.at(-1)?.slug ?? null });
    rows.push(...page);
    if (page.length < NAMES) return rows;
  }
}
