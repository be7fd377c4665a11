/** A service whose Neo4j server is away, cut off, silent or slow: a real server behind a TCP proxy. */
import { proxyTo, type TcpProxy } from '../../test/support/proxy.ts';
import { KNOWN } from '../graph.ts';
import { after, load, ROUNDS } from '../load/asking.ts';
import { RISKGRAPH, sleep } from '../process.ts';
import { Broken, must, NotTried, type ServicePromise } from '../promise.ts';
import { bodyOf, codesOf, quickest, within } from '../replies.ts';
import { launch, type Reply, type RunningService } from '../service.ts';

const CONCEPT = `{ concept(slug: "${KNOWN}") { slug name meaning related { slug } } }`;
const STORELESS = '{ calculate { sellOffFeedback(input: {shock: 0.1}) { finalPrice } } }';
const AWAY = ['SERVICE_UNAVAILABLE', 'TIMEOUT'];

async function throughProxy(
  work: (service: RunningService, proxy: TcpProxy) => Promise<string>,
  isUp = true,
): Promise<string> {
  const server = process.env.NEO4J_URI;
  if (server === undefined) throw new NotTried('NEO4J_URI names no server');
  const proxy = proxyTo(server);
  await proxy.up();
  if (!isUp) await proxy.down();
  let service: RunningService | undefined;
  try {
    // A graph in memory would not need the server.
    const serve = ['serve', '--store', `bolt://127.0.0.1:${proxy.port}`, '--memory', '0', '--port', '0'];
    service = await launch([...RISKGRAPH, ...serve], {
      env: {
        NEO4J_USERNAME: process.env.NEO4J_USERNAME ?? 'neo4j',
        NEO4J_PASSWORD: process.env.NEO4J_PASSWORD ?? 'riskgraph',
      },
    });
    return await work(service, proxy);
  } finally {
    await service?.end('SIGKILL');
    await proxy.down();
  }
}

/** The concept in the answer; null if the answer says that the store is away. */
function conceptIn(reply: Reply, away: readonly string[] = AWAY): string | null {
  const codes = codesOf(reply);
  must(
    codes.every((code) => away.includes(code)),
    `${reply.status} ${reply.text.slice(0, 200)}`,
  );
  return codes.length > 0 ? null : JSON.stringify(bodyOf(reply).data);
}

/** The concept, from a server that may still be warming up. */
async function wholeConcept(service: RunningService): Promise<string> {
  for (let tries = 0; tries < 20; tries++) {
    const concept = conceptIn(await service.ask(CONCEPT));
    if (concept !== null) return concept;
    await sleep(500);
  }
  throw new Broken('the store is away before anything befell it');
}

/** Waits until the service answers again, within `most` seconds; resolves to the time taken. */
async function recovery(service: RunningService, most: number): Promise<string> {
  const watch = service.watch();
  for (;;) {
    const isBack = conceptIn(await service.ask(CONCEPT)) !== null;
    const seconds = watch.milliseconds() / 1_000;
    must(seconds < most, `${isBack ? 'back' : 'not back'} after ${seconds.toFixed(1)} s`);
    if (isBack) return `back after ${seconds.toFixed(1)} s`;
    await sleep(50);
  }
}

export const NEO4J: readonly ServicePromise[] = [
  {
    id: 'neo4j.away-at-start',
    threat: 'the server is not there when the service starts',
    expected:
      'up within 5 s; alive, not ready; calculators answer; the rest says so, soon at once; back by itself within 10 s',
    holds: () =>
      throughProxy(async (service, proxy) => {
        const seconds = service.startedIn / 1_000;
        must(seconds < 5, `up after ${seconds.toFixed(1)} s`);
        const [alive, ready, free] = [
          await service.get('/healthz'),
          await service.get('/readyz'),
          await service.ask(STORELESS),
        ];
        must(alive.status === 200 && ready.status === 503, `healthz ${alive.status}, readyz ${ready.status}`);
        must(codesOf(free).length === 0, free.text);
        let least = Number.POSITIVE_INFINITY;
        for (let i = 0; i < 5; i++) {
          const reply = await service.ask(CONCEPT);
          must(
            conceptIn(reply) === null && reply.milliseconds < 5_500,
            `${reply.milliseconds} ms: ${reply.text.slice(0, 100)}`,
          );
          least = Math.min(least, reply.milliseconds);
        }
        must(least < 50, `never refused at once: ${Math.round(least)} ms`);
        await proxy.up();
        const back = await recovery(service, 10);
        must((await service.get('/readyz')).status === 200, 'it answers, and says that it is not ready');
        return `up after ${seconds.toFixed(1)} s, ${back}`;
      }, false),
  },
  {
    id: 'neo4j.cut',
    threat: 'every connection is reset in the middle of 20 requests, five times',
    expected: 'each is answered whole or says that the store is away; back within 10 s',
    holds: () =>
      throughProxy(async (service, proxy) => {
        const whole = await wholeConcept(service);
        let away = 0;
        for (let round = 0; round < 5; round++) {
          const asked = Array.from({ length: 20 }, (_, i) =>
            service.ask(CONCEPT.replace('{ concept', `{ a${i}: __typename concept`)),
          );
          await sleep(round * 4);
          proxy.reset();
          for (const [i, reply] of (await Promise.all(asked)).entries()) {
            const came = conceptIn(reply)?.replace(`"a${i}":"Query",`, '') ?? null;
            if (came === null) away++;
            else must(came === whole, `in part: ${came.slice(0, 200)}`);
            must(reply.milliseconds < 6_000, `${Math.round(reply.milliseconds)} ms`);
          }
          await recovery(service, 10);
        }
        return `${100 - away} answered, ${away} refused`;
      }),
  },
  {
    id: 'neo4j.silent',
    threat: 'the server takes every byte and answers nothing',
    expected: 'TIMEOUT within 6 s, then refused at once; what needs no store within 1 s; back within 10 s',
    holds: () =>
      throughProxy(async (service, proxy) => {
        await wholeConcept(service);
        proxy.swallow(true);
        const hanging = Array.from({ length: 60 }, () => service.ask(CONCEPT));
        const free = await quickest(1_000, () => service.ask(STORELESS));
        must(codesOf(free).length === 0, 'calculators failed');
        within(free, 1_000, 'what needs no store');
        // Fifty requests can run; one without a slot within 2 s is OVERLOADED before the server counts as silent.
        for (const reply of await Promise.all(hanging))
          must(
            conceptIn(reply, [...AWAY, 'OVERLOADED']) === null && reply.milliseconds < 6_000,
            `${Math.round(reply.milliseconds)} ms ${reply.text.slice(0, 100)}`,
          );
        const next = await quickest(50, () => service.ask(CONCEPT));
        within(next, 50, 'the next');
        proxy.swallow(false);
        return `refused in ${Math.round(next.milliseconds)} ms, ${await recovery(service, 10)}`;
      }),
  },
  {
    id: 'neo4j.restart',
    threat: 'the server is away for three seconds under load',
    expected: 'nothing in part, back by itself within 10 s',
    holds: () =>
      throughProxy(async (service, proxy) => {
        const whole = await wholeConcept(service);
        const enough = after(6);
        const asking = load(
          8,
          async () => {
            const reply = await service.ask(CONCEPT);
            const came = conceptIn(reply);
            if (came !== null) must(came === whole, `in part: ${came.slice(0, 200)}`);
            return reply;
          },
          enough,
        );
        await sleep(1_000);
        await proxy.down();
        await sleep(3_000);
        await proxy.up();
        const { replies, lost } = await asking;
        must(lost === 0, `${lost} came to nothing, or in part`);
        return `${replies.length} requests, ${await recovery(service, 10)}`;
      }),
  },
  {
    id: 'neo4j.overload',
    threat: '40 heavy queries at a time, which are late, beside light ones',
    expected: 'overload is no outage: no light one is told that the store is away',
    holds: () =>
      throughProxy(async (service) => {
        const heavy =
          '{ concepts(first: 100, orderBy: RELATIONS_DESC) { nodes { related(first: 48) { slug relations(first: 1) { totalCount } } } } }';
        // A server that gets no processor for seconds looks as if it were away, so there are several attempts.
        for (let round = 1; ; round++) {
          await wholeConcept(service);
          const enough = after(8);
          const innocent: string[] = [];
          await Promise.all([
            load(40, () => service.ask(heavy), enough),
            load(
              1,
              async () => {
                await sleep(200);
                const reply = await service.ask(CONCEPT);
                innocent.push(codesOf(reply)[0] ?? 'answered');
                return reply;
              },
              enough,
            ),
          ]);
          const told = innocent.filter((code) => code !== 'answered');
          if (told.length === 0) return `${innocent.length} light ones answered`;
          must(
            round < ROUNDS,
            `${told.length} of ${innocent.length} were told ${[...new Set(told)].join(', ')}, in round ${round}`,
          );
        }
      }),
  },
];
