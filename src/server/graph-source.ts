/**
 * The graph that the service answers from, as it stands, whoever changes it: the image in memory, and where the store
 * keeps a graph itself, that one until the image is ready and where the image would be too large. What another process
 * ingests shows within two seconds.
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
/** Texts of pages that are kept. */
const TEXT_BYTES = 32 * 2 ** 20;
/** Concepts whose names are read at once from a store that keeps the graph. */
const NAMES = 500;

export interface GraphSource {
  /**
   * For one request, which it shows one version: the first image is waited for where nothing else can answer.
   * @param guard - what has to be waited for as the request may see it.
   */
  reader(guard?: <Reads extends object>(reads: Reads) => Reads): Answer<GraphReader>;
  names(): Answer<NameIndex>;
  /** The graph to be exported, as the store has it now. */
  exported(): Promise<ExportedGraph>;
  /** What answers are made of at this moment, another object each once it changes; null while it is not in memory. */
  state(): readonly [GraphReader, NameIndex] | null;
  stop(): void;
}

export interface GraphSourceOptions {
  store: Store;
  log: Log;
  /** Bytes that the image may take. */
  memory: number;
  /** Whether texts are read before anybody asks for them. */
  readAhead: boolean;
  /** Gets the version each time that another one is served. */
  onVersion(version: number): void;
}

export function graphSource({ store, log, memory, readAhead, onVersion }: GraphSourceOptions): GraphSource {
  const { reads } = store;
  const follower = followGraph({ store, attacher: attacherOf(CALCULATORS), mostBytes: memory });
  const names = followNames((error) => log.error(error));
  let served: { image: Image; texts: StoredTexts; reader: GraphReader } | null = null;
  let isTooLarge = false;
  /** Whose texts were read ahead. */
  let ahead: StoredTexts | null = null;
  let isStopped = false;

  async function update(): Promise<GraphReader> {
    const isFirst = served === null;
    const image = await follower.catchUp();
    // The answers that waited for the first image come first: its names are looked at with the next poll, or when asked for.
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

  /** Those of the best linked concepts first. Where it fails, whoever asks for a text is told. */
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

  /** What the last look met; null where it met nothing. */
  let met: string | null = null;
  const poll = () => {
    look().then(
      () => {
        met = null;
      },
      (error: unknown) => {
        // A store that is away is reported by the requests that need it. A fault of ours shows nowhere else: they are
        // answered from the graph as it was.
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
      // The image answers at once: nothing of it is under way when a client leaves.
      reads === null ? (served?.reader ?? update()) : guard(served?.reader ?? batchedReader(reads, guard)),
    names() {
      const image = follower.image();
      return names.current() ?? (image === null ? firstNames() : names.first(namesIn(image)));
    },
    async exported() {
      if (served === null && reads !== null) return keptBy(reads, await store.state());
      // Texts are the store's: an image of an earlier version could not be exported with them.
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
