/** Malformed and hostile request bodies. */
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { KNOWN } from '../graph.ts';
import { must, type ServicePromise } from '../promise.ts';
import { answered, quickest, refused, within } from '../replies.ts';
import type { RunningService } from '../service.ts';

const MB = 2 ** 20;
const QUERY = JSON.stringify({ query: '{ __typename }' });

export const BODIES: readonly ServicePromise[] = [
  {
    id: 'bodies.malformed',
    threat: 'malformed, empty or non-object JSON, fields of wrong types',
    expected: '400 BAD_REQUEST within 50 ms',
    async holds(subject) {
      const bodies = ['nonsense', '', 'null', '1', '"x"', '{', '{"query":1}', '{"query":["{__typename}"]}', '{}'];
      const wrong = ['{"query":"{__typename}","variables":[]}', '{"query":"{__typename}","operationName":{}}'];
      for (const body of [...bodies, ...wrong]) {
        const reply = await quickest(50, () => subject.service.send(body));
        refused(subject, reply, 400, 'BAD_REQUEST');
        within(reply, 50, body);
      }
      answered(await subject.service.send(QUERY));
      return `${bodies.length + wrong.length} bodies`;
    },
  },
  {
    id: 'bodies.large',
    threat: 'a body of 50 MB, sent whole, in chunks, or declared as 10 GB',
    expected: '413 before it is read on, the connection closed, less than 20 MB of memory; 900 kB of variables pass',
    async holds({ service }) {
      const before = service.memory();
      const whole = await sendLarge(service, { 'content-length': String(50 * MB) });
      const chunked = await sendLarge(service, {});
      const declared = await sendLarge(service, { 'content-length': '10000000000' }, 0);
      must(
        [whole, chunked, declared].every((status) => status === 413 || status === 'closed'),
        `came ${whole} whole, ${chunked} in chunks, ${declared} declared`,
      );
      const grown = (service.memory() - before) / MB;
      must(grown < 20, `${Math.round(grown)} MB more memory`);
      answered(
        await service.send(JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(900_000) } })),
        'variables of 900 kB',
      );
      return `${Math.max(0, Math.round(grown))} MB more memory`;
    },
  },
  {
    id: 'bodies.compressed',
    threat: 'a gzip bomb of 200 MB',
    expected: '415: no body is unpacked',
    async holds(subject) {
      const bomb = new Uint8Array(await promisify(gzip)(Buffer.alloc(200 * MB, 0x20)));
      const reply = await subject.service.send(bomb, { 'content-encoding': 'gzip' });
      refused(subject, reply, 415, 'UNSUPPORTED_MEDIA_TYPE');
      return `${Math.round(bomb.length / 1024)} kB of bomb`;
    },
  },
  {
    id: 'bodies.charset',
    threat: 'another charset, or bytes that are no UTF-8',
    expected: '415 or 400',
    async holds(subject) {
      for (const charset of ['utf-7', 'utf-16', 'iso-8859-1', 'x']) {
        refused(
          subject,
          await subject.service.send(QUERY, { 'content-type': `application/json; charset=${charset}` }),
          [400, 415],
        );
      }
      const broken = new Uint8Array([...new TextEncoder().encode('{"query":"{__typename #'), 0xff, 0x22, 0x7d]);
      refused(subject, await subject.service.send(broken), 400, 'BAD_REQUEST');
      return 'five encodings';
    },
  },
  {
    id: 'bodies.nested',
    threat: 'lists within lists, 400,000 deep: as variables, as parameters of a calculator or an analysis',
    expected: '400 BAD_REQUEST, and others are answered',
    async holds(subject) {
      const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
      const parameters = `{"exposures":${deep}}`;
      const sweep = `{"calculator":"debtrank","parameters":${parameters},"axes":[{"path":"maxIterations","values":[1]}]}`;
      const asked: [query: string, variable: string][] = [
        ['query($v: [String!]!) { conceptsBySlug(slugs: $v) { slug } }', deep],
        ['query($v: JSON) { runCalculator(slug: "debtrank", parameters: $v) { outputs } }', parameters],
        ['query($v: SweepInput!) { sweep(input: $v) { okCount } }', sweep],
      ];
      for (const [query, variable] of asked) {
        const body = `{"query":${JSON.stringify(query)},"variables":{"v":${variable}}}`;
        refused(subject, await subject.service.send(body), 400, 'BAD_REQUEST');
        answered(await subject.service.send(QUERY));
      }
      return `${asked.length} requests`;
    },
  },
  {
    id: 'bodies.batches',
    threat: 'batches of 2 and 100 requests',
    expected: '400',
    async holds(subject) {
      for (const count of [2, 100]) {
        refused(
          subject,
          await subject.service.send(`[${Array.from({ length: count }, () => QUERY)}]`),
          400,
          'BAD_REQUEST',
        );
      }
      return 'two batches';
    },
  },
  {
    id: 'bodies.persisted',
    threat: 'a query is registered under the hash of another one',
    expected: 'persisted queries are off, or kept under their own hash alone',
    async holds({ service }) {
      const query = `{ concept(slug: "${KNOWN}") { name } }`;
      const sha256Hash = createHash('sha256').update(query).digest('hex');
      const persisted = (extra: object) =>
        service.send(JSON.stringify({ ...extra, extensions: { persistedQuery: { version: 1, sha256Hash } } }));
      await persisted({ query: '{ __typename }' });
      const { text } = await persisted({});
      must(!text.includes('__typename'), `the hash was answered with another query: ${text.slice(0, 80)}`);
      return 'another query is not kept';
    },
  },
];

/** Posts up to 50 MB without waiting; resolves to the status, `closed` if the service closed, 0 on timeout. */
function sendLarge(
  service: RunningService,
  headers: Record<string, string>,
  most = 50 * MB,
): Promise<number | 'closed'> {
  return new Promise((resolve) => {
    const sending = request(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      timeout: 20_000,
    });
    const end = (status: number | 'closed') => {
      resolve(status);
      sending.destroy();
    };
    sending.on('response', ({ statusCode = 0 }) => end(statusCode));
    sending.on('error', () => end('closed'));
    sending.on('timeout', () => end(0));
    let sent = 0;
    const more = () => {
      while (sent < most && !sending.destroyed) {
        sent += 65_536;
        if (!sending.write(Buffer.alloc(65_536, 0x20))) return void sending.once('drain', more);
      }
      if (most === 0) sending.flushHeaders();
      else if (!sending.destroyed) sending.end();
    };
    more();
  });
}
