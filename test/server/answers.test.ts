/** Answers that no client reads, and work whose client has gone. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/errors.ts';
import { type HeavyQueue, heavyQueue, ROOM } from '../../src/graphql/work/heavy-queue.ts';
import { turnQueue } from '../../src/graphql/work/turn-queue.ts';
import type { Store } from '../../src/store/store.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

let service: TestService;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await service.stop();
});

/** Sends a query on its own connection, without reading the answer. */
async function send(query: string): Promise<Socket> {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket.on('error', () => {}); // the server cuts it off
  await once(socket, 'connect');
  socket.pause();
  const body = JSON.stringify({ query });
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
}

const LONG = 'x'.repeat(4_000);
const LARGE = `{ concept(slug: "a") { definitions(first: 100) { ${Array.from({ length: 12 }, (_, i) => `t${i}: text`).join(' ')} } } }`;
/** About 4.8 MB per query. */
const LARGE_PAGES = [page('definition', 'a', { body: Array(100).fill(LONG) })];

describe('a service whose clients do not read', () => {
  it('holds no more than the room there is, and gives it to the next once they are cut off', async () => {
    const heavy = heavyQueue();
    let most = 0;
    const enter: HeavyQueue['enter'] = async (...given) => {
      const place = await heavy.enter(...given);
      const grow = (bytes: number) => {
        const isGiven = place.grow(bytes);
        most = Math.max(most, heavy.held().bytes);
        return isGiven;
      };
      return { ...place, grow };
    };
    service = await startTestService(LARGE_PAGES, (store) => store, {
      readerTimeout: 500,
      rooms: { turns: turnQueue(), heavy: { ...heavy, enter } },
    });
    for (let i = 0; i < 40; i++) await send(LARGE);
    await until(() => most > 10_000_000);
    await until(() => heavy.held().bytes === 0 && heavy.held().waiting === 0);
    expect(most).toBeLessThanOrEqual(ROOM.bytes);
    const { status } = await service.query('{ concept(slug: "a") { name } }');
    expect(status).toBe(200);
  });
});

describe('an idle connection', () => {
  it.each([
    ['whose request was answered', true],
    ['that sends nothing', false],
  ])('%s is ended', async (_, asks) => {
    service = await startTestService([page('definition', 'a', { body: ['Haircut.'] })], (store) => store, {
      readerTimeout: 500,
    });
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.on('error', () => {}); // the server cuts it off
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes;
    });
    if (asks) socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    await closed;
    expect(answer.startsWith('HTTP/1.1 200')).toBe(asks);
  });
});

describe('an answer past its size', () => {
  it('is not made to the end, and the field is named', async () => {
    service = await startTestService([page('definition', 'a', { body: Array(100).fill('x'.repeat(60_000)) })]);
    const { status, body } = await service.query('{ concept(slug: "a") { definitions(first: 100) { text } } }');
    expect([status, body.errors?.[0]?.extensions.code, 'data' in body]).toEqual([400, 'TOO_LARGE_ANSWER', false]);
    expect(body.errors?.[0]?.message).toContain('concept.definitions.text');
    expect(service.errors).toEqual([]);
  });
});

describe('a client that leaves', () => {
  it('ends its work: nothing more is asked of the store', async () => {
    let [isAsked, letGo] = [() => {}, () => {}];
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    service = await startTestService([page('definition', 'a', { body: ['Haircut.'] })], (store) => {
      const searchTexts: Store['searchTexts'] = async (...query) => {
        isAsked();
        await gate;
        return store.searchTexts(...query);
      };
      const get = (target: Store, name: keyof Store) => (name === 'searchTexts' ? searchTexts : target[name]);
      return new Proxy(store, { get });
    });
    const socket = await send('{ search(query: "haircut") { edges { match { text } } } }');
    const metric = async () => {
      const text = await (await fetch(`${service.url}/metrics`)).text();
      return Number(/^riskgraph_http_requests_in_flight (\d+)$/m.exec(text)?.[1]);
    };
    await asked;
    service.calls.length = 0;
    socket.destroy();
    // Its only store call is still pending.
    expect(await metric()).toBe(1);
    letGo();
    await until(async () => (await metric()) === 0);
    expect(service.calls).toEqual(['searchTexts']);
    expect(service.errors).toEqual([]);
  });
});

describe('the errors of fields', () => {
  it('stand as the fields do, whichever failed first', async () => {
    const pages = [page('definition', 'a', { body: ['Haircut.'] })];
    let isAsked = () => {};
    let fail = () => {};
    const failing = (store: Store): Store =>
      new Proxy(store, {
        get: (target, name: keyof Store) =>
          name === 'searchTexts'
            ? () =>
                new Promise((_, reject) => {
                  fail = () => reject(new StoreUnavailable('away'));
                  isAsked();
                })
            : target[name],
      });
    service = await startTestService(pages, failing);
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const answer = service.query(`{
      late: search(query: "haircut") { nodes { slug } }
      soon: runCalculator(slug: "nowhere") { outputs }
    }`);
    await asked;
    await setImmediate();
    fail();
    const { errors } = (await answer).body;
    expect(errors?.map(({ path }) => path)).toEqual([['late'], ['soon']]);
  });
});
