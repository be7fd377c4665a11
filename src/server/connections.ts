/**
 * The connections of a server, and how they end: nothing that was sent goes unread, and no answer is cut.
 *
 * Node's own `close` destroys each connection without a request at that moment, also one whose request has come but has
 * not been read, and one whose answer is not yet gone.
 */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { whatHasComeIsRead } from '../turns.ts';

/** Calls `look` again and again, with a turn of the event loop between at the least; answers what ends that. */
export type Pulse = (look: () => void) => () => void;

/** Node asks the system to let no more wait to be accepted. */
const MOST_WAITING = 511;
const LOOK_EVERY_MS = 50;
/** Half of the time that a refusal asks for. */
const REST_MS = 500;
const byTheClock: Pulse = (look) => {
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(timer);
};

export interface Connections {
  /**
   * Reads nothing more for a while, once an answer is gone, from the connection that it goes to: whoever was told to
   * come again later and asks on at once would take the time of those who were let in.
   */
  restAfter(answer: ServerResponse): void;
  /**
   * Ends a connection on which nothing has happened for its time, once it is sure that nothing has come meanwhile.
   * Whoever waits for an answer in the making takes nothing either, and is not cut off.
   */
  endIdle(socket: Socket): Promise<void>;
  /**
   * Takes no new connections, answers the requests that were sent, and resolves once every connection has ended; those
   * that have not after `patience` [ms] are cut.
   */
  close(patience: number): Promise<void>;
}

interface State {
  /** Answers whose bytes are not all gone. */
  answers: Set<ServerResponse>;
  /** What had been read when the last answer was gone. */
  readThen: number;
  wasIdle: boolean;
  /** Set while nothing is read. */
  rest: NodeJS.Timeout | null;
}

/** Node closes the answer that a connection had got to, but not those behind it: whoever waits for them waits for ever. */
function closeAll(answers: Iterable<ServerResponse>): void {
  for (const answer of answers) {
    answer.destroy();
    answer.emit('close');
  }
}

/** Follows the connections of `server`, from before it listens. */
export function followConnections(server: Server, pulse: Pulse = byTheClock): Connections {
  const states = new Map<Socket, State>();
  let accepted = 0;
  let isClosing = false;

  server.on('connection', (socket: Socket) => {
    accepted++;
    const state: State = { answers: new Set(), readThen: 0, wasIdle: false, rest: null };
    states.set(socket, state);
    socket.once('close', () => {
      states.delete(socket);
      process.nextTick(closeAll, state.answers);
    });
  });
  server.prependListener('request', ({ socket }, response) => {
    const state = states.get(socket);
    if (state === undefined) return;
    if (isClosing) response.setHeader('connection', 'close');
    state.answers.add(response);
    response.once('close', () => {
      state.answers.delete(response);
      state.readThen = socket.bytesRead;
    });
  });

  /** Node takes one connection a turn: when a turn brings none, none was waiting. Under a flood the bound ends it. */
  async function acceptThoseWaiting(): Promise<void> {
    await setImmediate();
    for (let before = -1, turns = 0; before !== accepted && turns < MOST_WAITING; turns++) {
      before = accepted;
      await setImmediate();
    }
  }

  /** Ends the connections on which nothing has happened since the last look: what came before that has been read. */
  function look(): void {
    for (const [socket, state] of states) {
      const isIdle = state.answers.size === 0 && socket.bytesRead === state.readThen;
      if (isIdle && state.wasIdle) socket.destroySoon();
      state.wasIdle = isIdle;
    }
  }

  function endRest(socket: Socket, state: State): void {
    if (state.rest === null) return;
    clearTimeout(state.rest);
    state.rest = null;
    socket.resume();
  }

  return {
    restAfter(answer) {
      const { socket } = answer.req;
      const state = states.get(socket);
      if (state === undefined) return;
      answer.once('close', async () => {
        // Node reads on by itself after an answer.
        await setImmediate();
        if (isClosing || state.rest !== null || socket.destroyed) return;
        socket.pause();
        state.rest = setTimeout(endRest, REST_MS, socket, state);
      });
    },
    async endIdle(socket) {
      if (socket.writableLength === 0) {
        const { bytesRead } = socket;
        await whatHasComeIsRead();
        if (socket.bytesRead > bytesRead || (states.get(socket)?.answers.size ?? 0) > 0) return;
      }
      socket.destroy();
    },
    async close(patience) {
      isClosing = true;
      for (const [socket, state] of states) {
        endRest(socket, state);
        for (const answer of state.answers) if (!answer.headersSent) answer.setHeader('connection', 'close');
      }
      await acceptThoseWaiting();
      server.closeIdleConnections = () => {};
      const stopLooking = pulse(look);
      const cutting = setTimeout(() => server.closeAllConnections(), patience);
      await new Promise((resolve) => server.close(resolve));
      stopLooking();
      clearTimeout(cutting);
    },
  };
}
