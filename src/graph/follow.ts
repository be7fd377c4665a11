/**
 * Keeps an image in step with a store, whoever writes to it: reads what changed and applies it. Readers use the
 * previous image meanwhile.
 */
import { StoreUnavailable } from '../errors.ts';
import type { Attacher } from '../model/graph.ts';
import type { ChangeCursor, Store } from '../store/store.ts';
import { isTurnOver, nextTurn } from '../turns.ts';
import { type GraphBuilder, graphBuilder } from './build/builder.ts';
import type { Image } from './image.ts';

export interface GraphFollower {
  /** The current image; null before the first is complete. */
  image(): Image | null;
  /**
   * Brings the image up to what the store holds now. Concurrent callers share one update.
   * @throws StoreUnavailable while the store is away, TooLarge if the image would exceed its bounds.
   */
  catchUp(): Promise<Image>;
}

/** The graph does not fit into the memory that it may use. */
export class TooLarge extends StoreUnavailable {
  constructor(bytes: number) {
    super(`the graph does not fit into the ${Math.round(bytes / 2 ** 20)} MB that --memory allows`);
    this.name = 'TooLarge';
  }
}

/** Pages read in one call: a few milliseconds of an embedded store. */
const PAGES = 100;

export interface FollowOptions {
  store: Pick<Store, 'state' | 'changes'>;
  attacher: Attacher;
  /** Most bytes that the image may take, by its own estimate. */
  mostBytes: number;
}

interface Followed {
  graph: string;
  builder: GraphBuilder;
  after: ChangeCursor | null;
  /** Whether it has made no image yet. */
  isFresh: boolean;
}

export function followGraph({ store, attacher, mostBytes }: FollowOptions): GraphFollower {
  let followed: Followed | null = null;
  let image: Image | null = null;
  /** The version that did not fit, so that it is not read again. */
  let refused: { graph: string; version: number } | null = null;
  let running: Promise<Image> | null = null;

  async function update(): Promise<Image> {
    const { graph, version } = await store.state();
    if (refused?.graph === graph && refused.version === version) throw new TooLarge(mostBytes);
    if (followed?.graph !== graph) followed = { graph, builder: graphBuilder(attacher), after: null, isFresh: true };
    else if (image?.graph === graph && image.version === version) return image;
    for (;;) {
      const { hasMore, state, next, ...changes } = await store.changes({ after: followed.after, first: PAGES });
      // Another graph may have replaced the one being read.
      if (state.graph !== followed.graph) return update();
      followed.builder.stage(changes);
      followed.after = next;
      if (followed.builder.bytes() > mostBytes) {
        const { isFresh } = followed;
        followed = null;
        // The estimate includes what pages said before they changed; without that, the graph may fit.
        if (!isFresh) return update();
        image = null;
        refused = { graph, version };
        throw new TooLarge(mostBytes);
      }
      if (!hasMore) {
        const begun = followed;
        // If the commit fails, everything staged is lost and the next call reads the graph anew.
        followed = null;
        image = await begun.builder.commit(state);
        followed = { ...begun, isFresh: false };
        return image;
      }
      if (isTurnOver()) await nextTurn();
    }
  }

  return {
    image: () => image,
    catchUp() {
      running ??= update().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
