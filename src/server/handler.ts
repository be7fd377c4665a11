/** What answers the requests of one address, and what it knows of who asks. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * One who asks, for as long as the answer is waited for.
 *
 * What is made for each request has methods and no getters: V8 gives every object literal with a getter a hidden class of
 * its own, which holds on to the getter, and so to the request, until the next full collection.
 */
export interface Asker {
  /** Names the request in the log. */
  id: string;
  /** Aborted once nobody waits for the answer any more. */
  signal(): AbortSignal;
  /** Has `tell` called once nobody waits any more, at once where nobody does: cheaper than a signal. */
  whenLeft(tell: () => void): void;
  /** Called once the request is read; throws where there is no room, and gives what to call at the end. */
  enter(): () => void;
}

export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
  asker: Asker,
) => Promise<void>;
