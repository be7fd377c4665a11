/** The context passed to every resolver. */
import type { Answer, GraphReader } from '../graph/reader.ts';
import type { NameIndex } from '../search/names/name-index.ts';
import type { PastChange, Store } from '../store/store.ts';
import type { Work } from './work/work.ts';

export interface Context {
  /** Identifies the request in the log. */
  requestId: string;
  /** The request's work so far; once it is over, nothing more is done for the request. */
  work: Work;
  /** Aborted once the work is over: the client has left, or the request was refused. */
  signal(): AbortSignal;
  /** The graph as this request sees it throughout; waits for the first one. */
  graph(): Answer<GraphReader>;
  store(): Pick<Store, 'searchTexts' | 'searchGlosses' | 'pastChanges' | 'countPastChanges'>;
  /** Whether the store was used so far: its version may differ from the graph's. */
  asksStore(): boolean;
  /** The latest changes of a concept's pages; concurrent reads are batched. */
  histories(slug: string, first: number): Promise<readonly PastChange[]>;
  /** Every concept by its names; waits for the first index. */
  names(): Answer<NameIndex>;
}

/** Applies `read` to the graph, synchronously if the graph is available. */
export function fromGraph<T>({ graph }: Context, read: (graph: GraphReader) => Answer<T>): Answer<T> {
  return whenKnown(graph(), read);
}

/** Applies `next` to an answer, synchronously if it is not a promise. */
export function whenKnown<T, U>(answer: Answer<T>, next: (value: T) => Answer<U>): Answer<U> {
  return answer instanceof Promise ? answer.then(next) : next(answer);
}

/** Several answers in order, synchronously if none is a promise. */
export function allKnown<T>(answers: readonly Answer<T>[]): Answer<readonly T[]> {
  return answers.some((answer) => answer instanceof Promise) ? Promise.all(answers) : (answers as readonly T[]);
}
