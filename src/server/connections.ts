/**
 * The connections of a server, and an orderly end for them: every request that was sent is read, and no answer is cut
 * off.
 *
 * Node's own `close` destroys each connection that has no request at that moment, even if a request has arrived but is
 * not read yet, or an answer is still being sent.
 */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { whatHasComeIsRead } from '../turns.ts';

/** Calls `look` repeatedly, with at least one round of the event loop between; returns a function that ends it. */
export type Pulse = (look: () => void) => () => void;

/** The backlog of connections that Node asks the operating system for. */
const MOST_WAITING = 511;
const LOOK_EVERY_MS = 50;
/** Half of the time in the `retry-after` of a refusal. */
const REST_MS = 500;
const byTheClock: Pulse = (look) => {
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(timer);
};

export interface Connections {
  /**
   * Stops reading from a connection for a while once `answer` is sent on it: a client that was told to come back later
   * but asks again at once would take time from the requests admitted.
   */
  restAfter(answer: ServerResponse): void;
  /**
   * Ends a connection that was idle for its timeout, after making sure that nothing has arrived meanwhile. A client
   * waiting for an answer in progress also takes no bytes, and is not cut off.
   */
  endIdle(socket: Socket): Promise<void>;
  /**
   * Accepts no new connections, answers the requests that were sent, and resolves once every connection has ended;
   * those left after `patience` [ms] are cut off.
   */
  close(patience: number): Promise<void>;
}

interface State {
  /** Answers not fully sent. */
  answers: Set<ServerResponse>;
  /** Bytes that had been read when the last answer was sent. */
  readThen: number;
  wasIdle: boolean;
  /** Set while reading is paused. */
  rest: NodeJS.Timeout | null;
}

/** Node closes the current answer of a connection, but not those queued behind it; their `close` would never come. */
function closeAll(answers: Iterable<ServerResponse>): void {
  for (const answer of answers) {
    answer.destroy();
    answer.emit('close');
  }
}

/** Call it before `server` listens, so that no connection is missed. */
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

  /**
   * Node accepts one connection per round: a round that brings none means none was waiting. The bound ends it in a
   * flood.
   */
  async function acceptThoseWaiting(): Promise<void> {
    await setImmediate();
    for (let before = -1, turns = 0; before !== accepted && turns < MOST_WAITING; turns++) {
      before = accepted;
      await setImmediate();
    }
  }

  /** Ends the connections with no activity since the last look; whatever arrived before that has been read. */
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
        // Node resumes reading by itself after an answer.
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
