/** Attacks below GraphQL: on HTTP parsing, and slow senders that never finish. */
import type { Socket } from 'node:net';
import { KNOWN } from '../graph.ts';
import { sleep } from '../process.ts';
import { must, type ServicePromise } from '../promise.ts';
import { answered } from '../replies.ts';
import type { RunningService } from '../service.ts';
import { exchange, open, posted, statusesIn } from './raw.ts';

const DRIPPING = 20;
const LONGEST_SENDING_MS = 17_000;
const HEAD = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
const BODY = '{"query":"{__typename}"}';
const honest = async (service: RunningService) =>
  answered(await service.ask(`{ concept(slug: "${KNOWN}") { name } }`), 'an honest request beside');

/** Requests that two servers in a chain could parse differently, or that are not HTTP at all. */
const CONFUSED: Readonly<Record<string, string>> = {
  'two lengths': `${HEAD}content-length: 5\r\ncontent-length: 24\r\n\r\n${BODY}`,
  'a length and chunks': `${HEAD}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n18\r\n${BODY}\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n`,
  'an unknown coding': `${HEAD}transfer-encoding: chunked, x\r\n\r\n0\r\n\r\n`,
  'a coding with a space before its colon': `${HEAD}transfer-encoding : chunked\r\n\r\n0\r\n\r\n`,
  'a size of a chunk that is none': `${HEAD}transfer-encoding: chunked\r\n\r\nxyz\r\n${BODY}\r\n0\r\n\r\n`,
  'a size of a chunk past all numbers': `${HEAD}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n${BODY}\r\n0\r\n\r\n`,
  'a negative length': `${HEAD}content-length: -1\r\n\r\n${BODY}`,
  'a NUL in a header': 'GET /graphql HTTP/1.1\r\nhost: x\r\nbad\0: y\r\n\r\n',
  'a bare line feed within a header': 'GET /graphql HTTP/1.1\r\nhost: x\r\nbad: y\rGET /smuggled HTTP/1.1\r\n\r\n',
  'headers of 100 kB': `GET /graphql HTTP/1.1\r\nhost: x\r\nbig: ${'x'.repeat(100_000)}\r\n\r\n`,
  'three thousand headers': `GET /graphql HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(3_000)}\r\n`,
  'no HTTP': '\u0016\u0003\u0001\u0002\0\u0001\0\u0001',
  'another version': 'GET / HTTP/9.9\r\nhost: x\r\n\r\n',
  'no host': 'GET /healthz HTTP/1.1\r\n\r\n',
};

export const ATTACKS: readonly ServicePromise[] = [
  {
    id: 'http.smuggling',
    threat: 'requests that two servers read differently, bad chunks, NUL, headers of 100 kB',
    expected: '400 or 431 and the connection closed; no second request is read',
    async holds({ service }) {
      for (const [what, bytes] of Object.entries(CONFUSED)) {
        const { text, isClosed } = await exchange(service, bytes);
        const statuses = statusesIn(text);
        must(
          statuses.length === 1 && [400, 431].includes(statuses[0] ?? 0),
          `${what}: ${statuses.join(', ') || 'nothing'}`,
        );
        must(isClosed, `${what}: the connection is still open`);
      }
      await honest(service);
      return `${Object.keys(CONFUSED).length} kinds`;
    },
  },
  {
    id: 'http.slowloris',
    threat: '20 senders that drip their headers, and 20 that drip their body',
    expected: 'closed within 17 s, honest requests answered meanwhile',
    async holds({ service }) {
      const watch = service.watch();
      const heads = await drip(service, 'GET /graphql HTTP/1.1\r\nhost: x\r\n', (i) => `x-${i}: y\r\n`);
      const bodies = await drip(service, `${HEAD}content-length: 900000\r\n\r\n`, () => ' ');
      const still = () => [...heads, ...bodies].filter((socket) => !socket.destroyed).length;
      while (still() > 0 && watch.milliseconds() < LONGEST_SENDING_MS + 1_000) {
        await honest(service);
        await sleep(250);
      }
      const seconds = Math.round(watch.milliseconds() / 1_000);
      const left = still();
      for (const socket of [...heads, ...bodies]) socket.destroy();
      must(left === 0, `${left} of ${2 * DRIPPING} are still connected after ${seconds} s`);
      return `all closed after ${seconds} s`;
    },
  },
  {
    id: 'http.connections',
    threat: '1,500 connections that say nothing',
    expected: 'honest requests are answered within 1 s, the memory grows by less than 50 MB',
    async holds({ service }) {
      const before = service.memory();
      const sockets = await Promise.all(Array.from({ length: 1_500 }, () => open(service).catch(() => null)));
      const { milliseconds } = await service.ask('{ __typename }');
      const grown = Math.round((service.memory() - before) / 2 ** 20);
      for (const socket of sockets) socket?.destroy();
      must(milliseconds < 1_000, `an honest request waited ${Math.round(milliseconds)} ms`);
      must(grown < 50, `${grown} MB more memory`);
      return `${Math.round(milliseconds)} ms, ${grown} MB`;
    },
  },
  {
    id: 'http.pipelining',
    threat: 'a thousand requests on one connection, 200 heavy ones on others, and the senders gone',
    expected: 'the work for them ends: others are answered within 5 s',
    async holds({ service }) {
      const socket = await open(service);
      socket.write(posted(`{ concept(slug: "${KNOWN}") { name } }`).repeat(1_000));
      await sleep(20);
      socket.destroy();
      for (let i = 0; i < 200; i++) {
        const gone = await open(service);
        gone.write(posted('{ concepts(first: 100) { nodes { slug related(first: 10) { slug } } } }'));
        gone.resetAndDestroy();
      }
      const watch = service.watch();
      const seconds = () => watch.milliseconds() / 1_000;
      while ((await service.ask('{ __typename }')).status !== 200) {
        must(seconds() < 5, 'others are refused 5 s after they have gone');
        await sleep(50);
      }
      await honest(service);
      return `others are answered after ${seconds().toFixed(1)} s`;
    },
  },
];

/** Connections that send `start` and then a few bytes every half second until closed. */
async function drip(service: RunningService, start: string, next: (i: number) => string): Promise<Socket[]> {
  const sockets = await Promise.all(Array.from({ length: DRIPPING }, () => open(service)));
  for (const socket of sockets) {
    let sent = 0;
    socket.write(start);
    const timer = setInterval(() => socket.write(next(sent++)), 500);
    socket.on('close', () => clearInterval(timer)).resume();
  }
  return sockets;
}
