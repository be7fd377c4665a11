/**
 * The work of one request: counted while it is done, in turns, and ended once it passes a limit or its client has left.
 *
 * Work that has ended goes no further: whoever asks on its behalf gets a promise that is never settled, and all of it
 * is garbage once nobody waits for the answer.
 */
import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { Overloaded } from '../../errors.ts';
import { LIMITS, refusal } from '../limits.ts';
import { type Charge, LIGHT } from './charge.ts';
import type { HeavyQueue, Place } from './heavy-queue.ts';
import { type TurnQueue, VALUE } from './turn-queue.ts';

/** Why the work of a request ended before its answer: nobody waits for it. */
export class ClientLeft extends Error {
  constructor() {
    super('the client left before its answer was made');
    this.name = 'ClientLeft';
  }
}

export interface Work {
  /** Aborted when the work ends before its answer. */
  signal(): AbortSignal;
  /** Rejected when the work ends before its answer: with a GraphQLError to answer with, or ClientLeft. */
  ended: Promise<never>;
  isOver(): boolean;
  /** What those wait for who ask on behalf of work that is over. */
  never(): Promise<never>;
  /** Waits until there is room for what the request may make; undefined where there is. */
  admit(charge: Charge): Promise<void> | undefined;
  /** Counts work to be done now; a promise of its turn where the present one is over. */
  turn(units: number): Promise<void> | undefined;
  /** Counts runs of calculators that a field is about to order. */
  ordered(runs: number, info: GraphQLResolveInfo): void;
  /** Counts objects made for a field. */
  made(objects: number, info: GraphQLResolveInfo): void;
  /** Counts bytes of the answer written for a field. */
  wrote(bytes: number, info: GraphQLResolveInfo): void;
  /** Bytes of the answer so far. */
  bytes(): number;
  /** The answer is made and has so many bytes: its place goes to the next. */
  answered(bytes: number): void;
  /** Ends the work where it is not done, and gives back all its room. */
  leave(): void;
}

export interface Rooms {
  turns: TurnQueue;
  heavy: HeavyQueue;
}

/** @param whenLeft - has it called once nobody waits for the answer any more. */
export function startWork({ turns, heavy }: Rooms, whenLeft: (tell: () => void) => void): Work {
  const flow = turns.flow();
  let abort: AbortController | null = null;
  let reasonOfEnd: GraphQLError | ClientLeft | null = null;
  let fail: (reason: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Nobody listens any more once the answer is made.
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

  /** Takes room in steps: asking for each value would cost more than the value. */
  function makeRoom(): boolean {
    const more = Math.max(LIGHT.bytes, bytes - room);
    if (place !== null && !place.grow(more)) return false;
    place ??= heavy.grow(more);
    if (place === null) return false;
    room += more;
    return true;
  }

  /** Made for those who ask: it takes longer to make than most requests to check. */
  function signal(): AbortSignal {
    if (abort === null) {
      abort = new AbortController();
      if (reasonOfEnd !== null) abort.abort(reasonOfEnd);
    }
    return abort.signal;
  }

  const giveUp = () => {
    // So does an error.
    if (!isAnswered && reasonOfEnd === null) end(new ClientLeft());
  };
  whenLeft(giveUp);

  return {
    signal,
    ended,
    isOver: () => reasonOfEnd !== null,
    never,
    admit(charge) {
      // Introspection was counted just now, which takes as long as to execute it: each gets a turn of its own.
      turns.add(charge.introspected * VALUE);
      const turn = flow.turn(charge.introspected * VALUE);
      return charge.nodes <= LIGHT.nodes && charge.bytes <= LIGHT.bytes ? turn : enterHeavy(charge, turn);
    },
    turn: (units) => flow.turn(units),
    ordered(count, info) {
      runs += count;
      // Threads make them: whoever waits for these keeps nobody from the event loop.
      place?.leavePlace();
      if (runs <= LIMITS.runs) return;
      end(
        refusal(
          'QUERY_TOO_EXPENSIVE',
          `the analyses of a query may take ${LIMITS.runs} runs, but these may take more: ask for fewer of ${fieldOf(info)}`,
        ),
      );
    },
    made(count, info) {
      objects += count;
      if (objects <= LIMITS.objectsMade) return;
      end(
        refusal(
          'QUERY_TOO_EXPENSIVE',
          `an answer may have ${LIMITS.objectsMade} objects, but there are more: ask for fewer of ${fieldOf(info)}`,
        ),
      );
    },
    wrote(count, info) {
      // Nobody would give back the room that is taken now.
      if (reasonOfEnd !== null) return;
      turns.add(VALUE);
      bytes += count;
      if (bytes > LIMITS.answerBytes) end(tooLarge(fieldOf(info)));
      else if (bytes > room && !makeRoom())
        end(overloaded('too many large answers at once, try again or ask for less'));
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

/** @param field - where most of it is, such as `concepts.nodes.definitions.text`. */
export function tooLarge(field: string): GraphQLError {
  return refusal(
    'TOO_LARGE_ANSWER',
    `an answer may have ${LIMITS.answerBytes} bytes, but this one would have more: ask for less of ${field}`,
  );
}

function overloaded(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'OVERLOADED', http: { status: 503 } } });
}

/** Response names from the root on, without places in lists. */
function fieldOf({ path }: GraphQLResolveInfo): string {
  const names: string[] = [];
  for (let at: typeof path | undefined = path; at !== undefined; at = at.prev) {
    if (typeof at.key === 'string') names.unshift(at.key);
  }
  return names.join('.');
}
