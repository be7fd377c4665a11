/** The handler of one path, and what it knows about the client. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * A client, for as long as it waits for the answer.
 *
 * Objects made per request have methods and no getters: V8 gives every object literal with a getter a hidden class of
 * its own, which retains the getter, and so the request, until the next full collection.
 */
export interface Asker {
  /** Identifies the request in the log. */
  id: string;
  /** Aborted once the client no longer waits for the answer. */
  signal(): AbortSignal;
  /** Calls `listener` once the client has left, at once if it already has; cheaper than a signal. */
  whenLeft(listener: () => void): void;
  /** Call it once the request is read. Throws if the service is full; returns a function to call at the end. */
  enter(): () => void;
}

export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
  asker: Asker,
) => Promise<void>;
