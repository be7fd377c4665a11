/** Caches answers while the graph stays the same, within bounded memory. */
import { LRUCache } from 'lru-cache';

/** Everything that answers are made from; each object is replaced when it changes. */
export type GraphState = readonly [graph: object, names: object];

export interface KeptAnswers {
  /** The answer to a question, if it was made in exactly this state. */
  find(question: string, state: GraphState): Buffer | null;
  keep(question: string, state: GraphState, answer: Buffer): void;
  /** Estimated bytes of what is kept. */
  bytes(): number;
}

const KEPT_BYTES = 16_000_000;
/** Largest answer kept [bytes]: a few large ones would leave no room for the others. */
const LARGEST = 500_000;
/** Overhead of an entry besides its question and answer. */
const ENTRY_BYTES = 300;

export function keptAnswers(most = KEPT_BYTES): KeptAnswers {
  const kept = new LRUCache<string, Buffer>({
    maxSize: most,
    maxEntrySize: LARGEST,
    sizeCalculation: (answer, question) => answer.length + 2 * question.length + ENTRY_BYTES,
  });
  // Weak, so that the cache does not keep an outdated graph in memory.
  let parts: readonly WeakRef<object>[] = [];

  function isOf(state: GraphState): boolean {
    return parts.length > 0 && parts.every((part, i) => part.deref() === state[i]);
  }

  return {
    find: (question, state) => (isOf(state) ? (kept.get(question) ?? null) : null),
    keep(question, state, answer) {
      if (!isOf(state)) {
        kept.clear();
        parts = state.map((part) => new WeakRef(part));
      }
      // Small buffers are slices of a shared pool, which they would keep alive.
      const own = Buffer.allocUnsafeSlow(answer.length);
      answer.copy(own);
      kept.set(question, own);
    },
    bytes: () => kept.calculatedSize,
  };
}
