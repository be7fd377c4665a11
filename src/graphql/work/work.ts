/**
 * The work of one request: counted while it is done, in turns, and ended once it exceeds a limit or its client has
 * left.
 *
 * Work that has ended goes no further: calls on its behalf get a promise that never settles, and everything becomes
 * garbage once nothing references the answer.
 */
import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { Overloaded } from '../../errors.ts';
import { LIMITS, refusal } from '../limits.ts';
import { type Charge, LIGHT } from './charge.ts';
import type { HeavyQueue, Place } from './heavy-queue.ts';
import { type TurnQueue, VALUE } from './turn-queue.ts';

/** The client left before its answer was made, which ended the work. */
export class ClientLeft extends Error {
  constructor() {
    super('the client disconnected before the answer was ready');
    this.name = 'ClientLeft';
  }
}

export interface Work {
  /** Aborted if the work ends before its answer. */
  signal(): AbortSignal;
  /** Rejects if the work ends before its answer: with a GraphQLError to answer with, or ClientLeft. */
  ended: Promise<never>;
  isOver(): boolean;
  /** A promise that never settles, for calls on behalf of work that is over. */
  never(): Promise<never>;
  /** Waits for room for what the request may produce; undefined if there is room. */
  admit(charge: Charge): Promise<void> | undefined;
  /** Counts work about to be done; returns a promise of its turn if the current one is over. */
  turn(units: number): Promise<void> | undefined;
  /** Counts calculator runs that a field is about to start. */
  ordered(runs: number, info: GraphQLResolveInfo): void;
  /** Counts objects made for a field. */
  made(objects: number, info: GraphQLResolveInfo): void;
  /** Counts bytes of the answer written for a field. */
  wrote(bytes: number, info: GraphQLResolveInfo): void;
  /** Bytes of the answer so far. */
  bytes(): number;
  /** Reports that the answer is made and its size in bytes; its place goes to the next request. */
  answered(bytes: number): void;
  /** Ends unfinished work, and gives back all its room. */
  leave(): void;
}

export interface Rooms {
  turns: TurnQueue;
  heavy: HeavyQueue;
}

/** @param whenLeft - registers a function to call once the client has left. */
export function startWork({ turns, heavy }: Rooms, whenLeft: (listener: () => void) => void): Work {
  const flow = turns.flow();
  let abort: AbortController | null = null;
  let reasonOfEnd: GraphQLError | ClientLeft | null = null;
  let fail: (reason: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Nothing awaits it once the answer is made.
  ended.catch(() => {});
  let place: Place | null = null;
  let isAnswered = false;
  let runs = 0;
  let objects = 0;
  let bytes = 0;
  let room = LIGHT.bytes;

  const never = () => new Promise<never>(() => {});

  async function enterHeavy(charge: Charge, turn: Promise<void> | undefined): Promise<void> {
    await turn;
    try {
      place = await heavy.enter(charge, signal());
    } catch (error) {
      if (error instanceof Overloaded) end(overloaded(error.message));
      return never();
    }
    room = Math.max(room, charge.bytes);
    if (reasonOfEnd !== null) place.leave();
  }

  function end(reason: GraphQLError | ClientLeft): void {
    if (reasonOfEnd !== null || isAnswered) return;
    reasonOfEnd = reason;
    abort?.abort(reason);
    fail(reason);
    flow.end();
    place?.leave();
  }

  /** Takes room in steps, because asking for each value would cost more than the value. */
  function makeRoom(): boolean {
    const more = Math.max(LIGHT.bytes, bytes - room);
    if (place !== null && !place.grow(more)) return false;
    place ??= heavy.grow(more);
    if (place === null) return false;
    room += more;
    return true;
  }

  /** Made on demand, because creating one takes longer than most requests take to check. */
  function signal(): AbortSignal {
    if (abort === null) {
      abort = new AbortController();
      if (reasonOfEnd !== null) abort.abort(reasonOfEnd);
    }
    return abort.signal;
  }

  const giveUp = () => {
    // Once there is an answer or an error, it no longer matters that the client leaves.
    if (!isAnswered && reasonOfEnd === null) end(new ClientLeft());
  };
  whenLeft(giveUp);

  return {
    signal,
    ended,
    isOver: () => reasonOfEnd !== null,
    never,
    admit(charge) {
      // Introspection was just counted, which takes as long as executing it, so each gets a turn of its own.
      turns.add(charge.introspected * VALUE);
      const turn = flow.turn(charge.introspected * VALUE);
      return charge.nodes <= LIGHT.nodes && charge.bytes <= LIGHT.bytes ? turn : enterHeavy(charge, turn);
    },
    turn: (units) => flow.turn(units),
    ordered(count, info) {
      runs += count;
      // Worker threads do the runs, so waiting for them keeps no other request from the event loop.
      place?.leavePlace();
      if (runs <= LIMITS.runs) return;
      end(
        refusal(
          'QUERY_TOO_EXPENSIVE',
          `the analyses of a query may take at most ${LIMITS.runs} runs, but these could take more: request fewer of ${fieldOf(info)}`,
        ),
      );
    },
    made(count, info) {
      objects += count;
      if (objects <= LIMITS.objectsMade) return;
      end(
        refusal(
          'QUERY_TOO_EXPENSIVE',
          `an answer may have at most ${LIMITS.objectsMade} objects, but this one would have more: request fewer of ${fieldOf(info)}`,
        ),
      );
    },
    wrote(count, info) {
      // After the end nothing would give back the room taken now.
      if (reasonOfEnd !== null) return;
      turns.add(VALUE);
      bytes += count;
      if (bytes > LIMITS.answerBytes) end(tooLarge(fieldOf(info)));
      else if (bytes > room && !makeRoom())
        end(overloaded('too many large answers at once, try again or request less'));
    },
    bytes: () => bytes,
    answered(size) {
      isAnswered = true;
      place?.leavePlace();
      place?.shrink(size);
    },
    leave() {
      giveUp();
      place?.leave();
    },
  };
}

/** @param field - the path to the largest part, such as `concepts.nodes.definitions.text`. */
export function tooLarge(field: string): GraphQLError {
  return refusal(
    'TOO_LARGE_ANSWER',
    `an answer may have at most ${LIMITS.answerBytes} bytes, but this one would have more: request less of ${field}`,
  );
}

function overloaded(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'OVERLOADED', http: { status: 503 } } });
}

/** Response names from the root, without list indexes. */
function fieldOf({ path }: GraphQLResolveInfo): string {
  const names: string[] = [];
  for (let at: typeof path | undefined = path; at !== undefined; at = at.prev) {
    if (typeof at.key === 'string') names.unshift(at.key);
  }
  return names.join('.');
}
