/** Answers that need not be made again while the graph stays as it is, within bounded memory. */
import { LRUCache } from 'lru-cache';

/** All that answers are made of, each another object once it changes. */
export type GraphState = readonly [graph: object, names: object];

export interface KeptAnswers {
  /** The answer to a question, where it was made in this very state. */
  find(question: string, state: GraphState): Buffer | null;
  keep(question: string, state: GraphState, answer: Buffer): void;
  /** Bytes of what is kept, as reckoned. */
  bytes(): number;
}

const KEPT_BYTES = 16_000_000;
/** Of one answer: a few large ones would leave no room for the others. */
const LARGEST = 500_000;
/** What an entry takes beside its question and answer. */
const ENTRY_BYTES = 300;

export function keptAnswers(most = KEPT_BYTES): KeptAnswers {
  const kept = new LRUCache<string, Buffer>({
    maxSize: most,
    maxEntrySize: LARGEST,
    sizeCalculation: (answer, question) => answer.length + 2 * question.length + ENTRY_BYTES,
  });
  // A graph that is served no more is not held in memory for its answers' sake.
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
      // Small buffers are pieces of larger ones, which they would keep as well.
      const own = Buffer.allocUnsafeSlow(answer.length);
      answer.copy(own);
      kept.set(question, own);
    },
    bytes: () => kept.calculatedSize,
  };
}
