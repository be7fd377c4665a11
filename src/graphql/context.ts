/** What every resolver is given. */
import type { Answer, GraphReader } from '../graph/reader.ts';
import type { NameIndex } from '../search/names/name-index.ts';
import type { PastChange, Store } from '../store/store.ts';
import type { Work } from './work/work.ts';

export interface Context {
  /** Names the request in the log. */
  requestId: string;
  /** What the request does, counted; nothing more is done for it once it is over. */
  work: Work;
  /** Aborted once the work is over: nobody waits for the answer any more, or it was refused. */
  signal(): AbortSignal;
  /** The graph as this request sees it, from beginning to end: the first one is waited for. */
  graph(): Answer<GraphReader>;
  store(): Pick<Store, 'searchTexts' | 'searchGlosses' | 'pastChanges' | 'countPastChanges'>;
  /** Whether the store was asked so far: what it says may be of another version than the graph. */
  asksStore(): boolean;
  /** The latest changes of a concept's pages; what is asked for together is read together. */
  histories(slug: string, first: number): Promise<readonly PastChange[]>;
  /** Every concept by its names; the first index is waited for. */
  names(): Answer<NameIndex>;
}

/** What `read` finds in the graph: at once where the graph is at hand. */
export function fromGraph<T>({ graph }: Context, read: (graph: GraphReader) => Answer<T>): Answer<T> {
  return whenKnown(graph(), read);
}

/** What `next` makes of an answer. */
export function whenKnown<T, U>(answer: Answer<T>, next: (value: T) => Answer<U>): Answer<U> {
  return answer instanceof Promise ? answer.then(next) : next(answer);
}

/** Answers to several questions, in their order: at once where all of them are. */
export function allKnown<T>(answers: readonly Answer<T>[]): Answer<readonly T[]> {
  return answers.some((answer) => answer instanceof Promise) ? Promise.all(answers) : (answers as readonly T[]);
}
