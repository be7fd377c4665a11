/** Overload: what becomes of accepted requests, and of memory. */
import { CONCEPT_FILES, HUB_SLUGS, KNOWN } from '../graph.ts';
import { open, posted } from '../http/raw.ts';
import { sleep } from '../process.ts';
import { must, type ServicePromise } from '../promise.ts';
import { answered, answeredOrRefused } from '../replies.ts';
import type { RunningService } from '../service.ts';
import { after, flood, type Load, load, probe, quantile, ROUNDS } from './asking.ts';

const MB = 2 ** 20;
const INNOCENT = `{ concept(slug: "${KNOWN}") { name related { slug } } }`;
/** Legal, and among the most expensive queries. */
const HEAVY: readonly [what: string, query: string, variables?: object][] = [
  ['relations of a hundred hubs', '{ concepts(first: 100) { nodes { slug related(first: 48) { slug name } } } }'],
  [
    'calculators near the neighbours of hubs',
    '{ concepts(first: 100, orderBy: RELATIONS_DESC) { nodes { related(first: 48) { nearbyCalculators(first: 1) { distance } } } } }',
  ],
  [
    'the neighbourhood of a hundred hubs',
    'query($s: [String!]!) { neighbourhood(slugs: $s, depth: 3, limit: 500) { nodes { concept { slug } } truncated } }',
    { s: HUB_SLUGS },
  ],
  [
    'texts of a hundred hubs',
    'query($s: [String!]!) { conceptsBySlug(slugs: $s) { definitions(first: 90) { text } } }',
    { s: HUB_SLUGS },
  ],
  [
    'searches for a word that all texts have',
    '{ a: search(query: "price", first: 100) { edges { match { text } } } b: search(query: "fall sell", first: 100) { edges { match { text } } } }',
  ],
  ['a formula of every calculator', '{ calculators { slug equationsMathml } }'],
];

const slugAt = (i: number) => CONCEPT_FILES[i % CONCEPT_FILES.length]?.slug;
/** The first of these with other concepts each time: cached answers would cost nothing. */
const relationsOfAHundred = (i: number) => ({
  query: 'query($s: [String!]!) { conceptsBySlug(slugs: $s) { slug related(first: 48) { slug name } } }',
  variables: {
    s: Array.from({ length: 100 }, (_, j) => slugAt(7 * i + (3 + 2 * (i % 97)) * j)),
  },
});

export const OVERLOAD: readonly ServicePromise[] = [
  {
    id: 'load.innocent',
    threat: '400 at once that ask for lists of lists, for ten seconds',
    expected:
      'what it takes is answered within 1 s (p99), the rest refused with 503 and Retry-After; an innocent one waits at most 1 s; less than 200 MB of memory',
    async holds({ launch }) {
      const service = await launch();
      answered(await service.ask(INNOCENT));
      const before = service.memory();
      for (let round = 1; ; round++) {
        const { figures, isSound, isInTime } = await flooded(service, before);
        must(isSound && (isInTime || round < ROUNDS), figures);
        if (isInTime) return figures;
      }
    },
  },
  {
    id: 'load.worst',
    threat: 'the dearest legal requests, four at a time, beside an innocent one',
    expected: 'answered or refused; the innocent one waits at most 250 ms; less than 150 MB of memory',
    async holds(subject) {
      const service = await subject.launch();
      answered(await service.ask(INNOCENT));
      const told: string[] = [];
      for (const [what, query, variables] of HEAVY) {
        const once = await service.ask(query, variables);
        if (once.status === 200 || subject.isOurs) answeredOrRefused(subject, once);
        const before = service.memory();
        const enough = after(3);
        const [heavy, innocent] = await Promise.all([
          load(4, () => service.ask(query, variables), enough),
          probe(service, INNOCENT, enough),
        ]);
        const waited = Math.round(Math.max(...innocent.replies.map(({ milliseconds }) => milliseconds)));
        const grown = Math.round((service.memory() - before) / MB);
        const isFine = waited <= 250 && grown <= 150 && heavy.lost + innocent.lost === 0;
        if (!isFine)
          told.push(
            `${what}: an innocent one waited ${waited} ms, ${grown} MB more, ${heavy.lost} lost ${heavy.why ?? ''}`,
          );
        if (!service.isUp()) break;
      }
      await service.end('SIGKILL');
      must(told.length === 0, told.join('; '));
      return `${HEAVY.length} kinds`;
    },
  },
  {
    id: 'load.readers',
    threat: '40 clients that ask for long answers and read nothing',
    expected: 'cut off once they took nothing for 15 s, the last within 45 s; less than 200 MB of memory',
    async holds({ launch }) {
      const service = await launch();
      answered(await service.ask(INNOCENT));
      const before = service.memory();
      const slugs = JSON.stringify(HUB_SLUGS);
      const query = `{ conceptsBySlug(slugs: ${slugs}) { definitions(first: 40) { text } } }`;
      const sockets = await Promise.all(Array.from({ length: 40 }, () => open(service)));
      for (const socket of sockets) {
        socket.pause();
        for (let i = 0; i < 5; i++) socket.write(posted(query));
      }
      let most = 0;
      const watch = service.watch();
      while (watch.milliseconds() < 42_000) {
        most = Math.max(most, service.memory() - before);
        answered(await service.ask(INNOCENT), 'an honest request beside them');
        await sleep(500);
      }
      // A paused socket notices its end only once it reads.
      const ends = sockets.map((socket) => endOf(socket));
      const cut = (await Promise.all(ends)).filter((isCut) => isCut).length;
      for (const socket of sockets) socket.destroy();
      await service.end('SIGKILL');
      const figures = `${cut} of 40 cut off, ${Math.round(most / MB)} MB more at most`;
      must(cut === 40 && most < 200 * MB, figures);
      return figures;
    },
  },
  {
    id: 'load.mixed',
    threat: 'readers, searchers, calculators, mistakes and attacks together, for as long as --minutes says',
    expected: 'no error of ours, and the memory of the last third is that of the second',
    async holds({ launch, length }) {
      const service = await launch();
      answered(await service.ask(INNOCENT));
      const word = (i: number) => CONCEPT_FILES[(i * 7_919) % CONCEPT_FILES.length] as (typeof CONCEPT_FILES)[0];
      const kinds: ((i: number) => [string, object?])[] = [
        (i) => [`{ concept(slug: "${word(i).slug}") { name meaning definitions { text } related { slug name } } }`],
        (i) => [
          'query($p: String!) { suggest(prefix: $p) { concept { slug name } } }',
          { p: word(i).name.slice(0, 3 + (i % 6)) },
        ],
        (i) => ['query($q: String!) { search(query: $q) { nodes { slug } } }', { q: `${word(i).name} fire sale` }],
        () => [
          'query($t: String!) { annotate(text: $t) { start concept { slug } } }',
          { t: `${word(3).paragraphs} ${word(4).meaning}` },
        ],
        (i) => [
          `{ concepts(first: 50) { nodes { slug relations(first: 5) { concepts { slug } } } } a${i}: __typename }`,
        ],
        (i) => [
          'query($s: [String!]!) { neighbourhood(slugs: $s, depth: 2, limit: 40) { nodes { concept { slug } } } }',
          { s: [word(i).slug] },
        ],
        (i) => [`{ concept(slug: "none-${i}") { nothing } }`],
        () => [`{ a { ${'b { '.repeat(40)}`],
        (i) => [`{ calculate { sellOffFeedback(input: {shock: ${(i % 90) / 100}}) { finalPrice rounds } } }`],
      ];
      const seconds = 60 * length.minutes;
      const enough = after(seconds);
      const memory: number[] = [];
      const watch = setInterval(() => memory.push(service.memory() / MB), (1_000 * seconds) / 60);
      const failed: string[] = [];
      const { replies, lost } = await load(
        16,
        async (i) => {
          const reply = await service.ask(...(kinds[i % kinds.length] as (typeof kinds)[0])(i));
          if (![200, 400].includes(reply.status)) failed.push(`${reply.status} ${reply.text.slice(0, 100)}`);
          return reply;
        },
        enough,
      );
      clearInterval(watch);
      await service.end();
      const third = (from: number) =>
        quantile(memory.slice(from * (memory.length / 3), (from + 1) * (memory.length / 3)), 0.5);
      const [second, last] = [third(1), third(2)];
      const figures = `${replies.length} requests in ${length.minutes} min, p99 ${Math.round(
        quantile(
          replies.map(({ milliseconds }) => milliseconds),
          0.99,
        ),
      )} ms, ${failed.length} failed${failed.length === 0 ? '' : ` (${failed[0]})`}, ${lost} lost; ${Math.round(second)} MB, then ${Math.round(last)} MB`;
      // V8's memory fluctuates by some tens of MB.
      must(failed.length + lost === 0 && last < 1.1 * second + 20, figures);
      return figures;
    },
  },
];

/** @param before - memory before the first flood [bytes]. */
async function flooded(service: RunningService, before: number) {
  const enough = after(10);
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, service.memory());
  }, 500);
  const [floods, innocent] = await Promise.all([
    flood(service, 400, relationsOfAHundred, enough),
    probe(service, INNOCENT, enough),
  ]);
  clearInterval(watch);
  const timesOf = ({ replies }: Load) =>
    replies.filter(({ status }) => status === 200).map(({ milliseconds }) => milliseconds);
  const taken = timesOf(floods);
  const grown = Math.round((most - before) / MB);
  const [slow, innocentSlow] = [taken, timesOf(innocent)].map((times) => Math.round(quantile(times, 0.99))) as [
    number,
    number,
  ];
  const lost = floods.lost + innocent.lost;
  const why = floods.why ?? innocent.why;
  const isPromised = floods.replies.every(
    ({ status, retryAfter }) => [200, 400].includes(status) || (status === 503 && retryAfter !== null),
  );
  return {
    figures: `${taken.length} answered (p99 ${slow} ms), ${floods.replies.length - taken.length} refused, ${lost} lost${why === undefined ? '' : ` (${why})`}; innocent p99 ${innocentSlow} ms; ${grown} MB more`,
    isSound: isPromised && lost === 0 && grown <= 200,
    isInTime: slow <= 1_000 && innocentSlow <= 1_000,
  };
}

/** Whether the server closes the connection once everything it sent has been read. */
function endOf(socket: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve(true);
    const timer = setTimeout(() => resolve(false), 3_000);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(true);
    });
    socket.resume();
  });
}
