/** A graph server that a command queries, with a clock under the test's control. */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withAnswering } from '../../src/cli/answering-graph.ts';
import { letClockRun, passes, stopClock } from '../support/clock.ts';

/** Seconds: a service goes on without the graph before the first, a command still waits after the second. */
const OF_A_SERVICE = 10;
const OF_A_COMMAND = 25;

describe('a Neo4j server that accepts connections and does not answer yet', () => {
  let server: Server;
  let sockets: Socket[];
  let store: string;
  beforeEach(async () => {
    sockets = [];
    server = createServer((socket) => {
      socket.on('error', () => {});
      sockets.push(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    store = `bolt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    letClockRun();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Whether it has stopped waiting after that many seconds. */
  async function goesOnAfter(seconds: number, isCommand: boolean): Promise<boolean> {
    stopClock();
    let isOver = false;
    const log = { info() {}, warn() {}, error() {} };
    const ended = withAnswering({ store }, { log, isCommand }, async () => {
      isOver = true;
    }).catch(() => {});
    while (sockets.length === 0) await setImmediate();
    for (let second = 0; second < seconds; second++) await passes(1_000);
    const answer = isOver;
    for (let minute = 0; !isOver && minute < 60; minute++) await passes(60_000);
    letClockRun();
    await ended;
    return answer;
  }

  it('is waited for by a command', async () => {
    expect(await goesOnAfter(OF_A_COMMAND, true)).toBe(false);
  });

  it('holds up nothing that answers requests for long', async () => {
    expect(await goesOnAfter(OF_A_SERVICE, false)).toBe(true);
  });
});
