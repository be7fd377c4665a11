/** Answers of repeated documents, which are compiled, against those of a service that only executes. */
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, parse, type TypeNode } from 'graphql';
import { StoreUnavailable } from '../../src/errors.ts';
import { typeDefinitions } from '../../src/graphql/schema.ts';
import { heavyQueue } from '../../src/graphql/work/heavy-queue.ts';
import { turnQueue } from '../../src/graphql/work/turn-queue.ts';
import type { Store } from '../../src/store/store.ts';
import { knownDocuments } from '../support/known-documents.ts';
import { page } from '../support/pages.ts';
import { type RandomQuery, randomQuery } from '../support/random-queries.ts';
import { startTestService, type TestService } from '../support/service.ts';

/** Random queries per seed; .ci/run sets more. */
const RUNS = Number(process.env.COMPILED_RUNS ?? 150);
const SEEDS = [1, 2, 3, 4];
/** One in this many is also sent to the service that yields its turn at each step. */
const WAITING = 5;

const SLUGS = ['margin-call', 'leverage', 'liquidation-cascade', 'fire-sale', 'contagion', 'constructor', '__proto__'];
const WORDS = [...SLUGS, 'Margin Call', 'fire sal', 'a “quoted” \\ "name"', 'Q29uY2VwdDpsZXZlcmFnZQ', 'unknown-so-far'];
const PAGES = SLUGS.map((slug, i) =>
  page('definition', slug, {
    meaning: `What ${slug} means: "quotes", \\ and \u2028, \ud800 and 😀.`,
    body: [`A ${slug} follows from a margin call.`, '\u0000\u001f'],
    links: { RELATED: SLUGS.filter((_, j) => j !== i && (i + j) % 3 !== 0), LINKS_TO: ['unknown-so-far'] },
  }),
);
const schema = buildSchema(typeDefinitions());

interface Sent {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body: object;
}
/** Everything that a client sees of an answer, except the time. */
interface Seen {
  status: number | undefined;
  headers: (string | number)[];
  body: string;
}

const agent = new Agent({ keepAlive: true });

function ask({ url }: TestService, { method = 'POST', headers = {}, body }: Sent): Promise<Seen> {
  const search = new URLSearchParams(
    Object.entries(body).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  const sent = method === 'GET' ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/graphql${method === 'GET' ? `?${search}` : ''}`, {
      method,
      agent,
      headers: { 'x-request-id': 'one', ...(method === 'POST' && { 'content-type': 'application/json' }), ...headers },
    });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const { rawHeaders } = answer;
        const date = rawHeaders.findIndex((name) => name.toLowerCase() === 'date');
        resolve({
          status: answer.statusCode,
          headers: rawHeaders.toSpliced(date, 2),
          body: Buffer.concat(parts).toString('latin1'),
        });
      });
    });
    asked.end(sent);
  });
}

describe('a document that comes again', () => {
  /** The second one makes answers wait for their turn again and again. */
  let compiling: TestService[];
  let executing: TestService;
  let isAway = false;
  /** Number of searches that the store has failed. */
  let searchesAway = 0;

  /** A store that is unavailable when a test says so. */
  const sometimesAway = (store: Store): Store =>
    new Proxy(store, {
      get(target, name: keyof Store) {
        const method: unknown = target[name];
        if (typeof method !== 'function') return method;
        const isRead = ['texts', 'glosses', 'searchTexts', 'searchGlosses'].includes(name);
        return (...given: unknown[]) => {
          if (!isAway || !isRead) return method.apply(target, given);
          if (name === 'searchTexts') searchesAway++;
          return Promise.reject(new StoreUnavailable('it is away'));
        };
      },
    });

  beforeAll(async () => {
    const rooms = { turns: turnQueue(5), heavy: heavyQueue() };
    // Random runs may never end.
    const timeLimit = 2_000;
    compiling = [
      await startTestService(PAGES, sometimesAway, { timeLimit }),
      await startTestService(PAGES, sometimesAway, { timeLimit, rooms }),
    ];
    executing = await startTestService(PAGES, sometimesAway, { timeLimit, compile: false });
  });
  afterAll(async () => {
    agent.destroy();
    for (const service of [...compiling, executing]) await service.stop();
  });

  /** How far a run gets within its time limit, beside unfinished others, is not tested here. */
  const isLate = ({ body }: Seen) => /"(?:TIMEOUT|OVERLOADED)"/.test(body);

  /** Sends it three times: it is executed, compiled, and served from the cache. */
  async function expectAlike(sent: Sent, times = 3, services = compiling): Promise<Seen> {
    const wanted = await ask(executing, sent);
    if (isLate(wanted)) return wanted;
    for (const service of services) {
      for (let time = 0; time < times; time++) {
        const seen = await ask(service, sent);
        if (!isLate(seen)) expect({ sent, ...seen }).toEqual({ sent, ...wanted });
      }
    }
    return wanted;
  }

  const counts = async () => {
    const texts = await Promise.all(compiling.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
    return texts.map((text) => Number(/^riskgraph_graphql_compiled_total (\d+)$/m.exec(text)?.[1]));
  };

  const TERM = `query Term($slug: String!, $first: Int = 2, $long: Boolean!) {
    concept(slug: $slug) { name definitions(first: $first) @include(if: $long) { text page { url } } }
  }
  query Other($slug: String!) { concept(slug: $slug) { slug } }`;
  const term = (slug: string, more: object = {}) => ({
    query: TERM,
    operationName: 'Term',
    variables: { slug, long: true },
    ...more,
  });

  // The first request to read these texts.
  it('is executed where something goes wrong: the store is away', async () => {
    const search = 'query($q: String!) { search(query: $q) { nodes { name } } }';
    await expectAlike({ body: term('fire-sale') });
    await expectAlike({ body: { query: search, variables: { q: 'margin' } } });
    const before = [...compiling, executing].map(({ errors }) => errors.length);
    isAway = true;
    try {
      const texts = await expectAlike({ body: term('contagion') }, 1);
      expect(texts.body).toContain('"code":"SERVICE_UNAVAILABLE"');
      const found = await expectAlike({ body: { query: search, variables: { q: 'leverage' } } }, 1);
      expect(found.body).toContain('"code":"SERVICE_UNAVAILABLE"');
      expect(searchesAway).toBe([executing, ...compiling].length);
    } finally {
      isAway = false;
    }
    // Each error is logged once, however often it was tried.
    expect([...compiling, executing].map(({ errors }, i) => errors.length - (before[i] ?? 0))).toEqual([2, 2, 2]);
  });

  it('has the bytes and headers of executing it: all queries of the project', async () => {
    const before = await counts();
    const documents = knownDocuments(schema);
    expect(documents.length).toBeGreaterThan(100);
    for (const query of documents) {
      for (const { name, variables } of operations(query)) {
        await expectAlike({ body: { query, variables, ...(name !== null && { operationName: name }) } });
      }
    }
    const after = await counts();
    for (const [i, count] of after.entries()) expect(count - (before[i] ?? 0)).toBeGreaterThan(60);
    expect(compiling.map(({ errors }) => errors)).toEqual([executing.errors, executing.errors]);
  });

  it.each(SEEDS)(
    `has the bytes and headers of executing it: ${RUNS} queries at random from seed %i, each with other variables too`,
    async (seed) => {
      const before = await counts();
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (draw) => {
          const query = randomQuery(draw, schema, WORDS);
          const { document, variables } = query;
          const services = sent++ % WAITING === 0 ? compiling : compiling.slice(0, 1);
          const { status } = await expectAlike({ body: { query: document, variables } }, 3, services);
          if (status !== 200) return;
          const others = changed(query, draw(fc.nat, 1_000));
          await expectAlike({ body: { query: document, variables: others } }, 1, services);
        }),
        { numRuns: RUNS, seed },
      );
      const [first = 0, second = 0] = (await counts()).map((count, i) => count - (before[i] ?? 0));
      expect(first).toBeGreaterThan(RUNS / 4);
      expect(second).toBeGreaterThan(RUNS / 4 / WAITING);
    },
  );

  const WITH_ACCEPT = (accept: string) => ({ headers: { accept }, body: term('leverage') });

  it.each<[string, Sent]>([
    ['another operation of the document', { body: term('leverage', { operationName: 'Other' }) }],
    ['no operation of it', { body: term('leverage', { operationName: 'Third' }) }],
    ['none where there are two', { body: term('leverage', { operationName: null }) }],
    ['an empty name of one', { body: term('leverage', { operationName: '' }) }],
    ['its fields left out', { body: term('leverage', { variables: { slug: 'leverage', long: false } }) }],
    ['a variable missing', { body: term('leverage', { variables: { slug: 'leverage' } }) }],
    [
      'an argument past its range',
      { body: term('leverage', { variables: { slug: 'leverage', long: true, first: 101 } }) },
    ],
    ['an argument past its length', { body: term('x'.repeat(257)) }],
    ['variables that are no object', { body: term('leverage', { variables: [] }) }],
    ['variables as a text', { body: term('leverage', { variables: '{}' }) }],
    ['a name that is no text', { body: term('leverage', { operationName: 1 }) }],
    ['its cost', { body: term('leverage', { extensions: { cost: true } }) }],
    ['extensions that mean nothing', { body: term('leverage', { extensions: {} }) }],
    ['members that mean nothing', { body: term('leverage', { id: 1 }) }],
    ['GET', { method: 'GET', body: term('leverage') }],
    ['GET with a type', { method: 'GET', headers: { 'content-type': 'text/plain' }, body: term('leverage') }],
    ['GET and variables that are no JSON', { method: 'GET', body: term('leverage', { variables: 'x' }) }],
    ['GET and variables that are null', { method: 'GET', body: term('leverage', { variables: 'null' }) }],
    ['GET and an empty name', { method: 'GET', body: term('leverage', { operationName: '' }) }],
    ['no media type in particular', WITH_ACCEPT('*/*')],
    ['the media type of GraphQL', WITH_ACCEPT('application/graphql-response+json')],
    ['JSON in a list', WITH_ACCEPT('text/html, application/json;q=0.5, application/graphql-response+json;q=0.4')],
    ['a media type that there is none of', WITH_ACCEPT('text/plain')],
  ])('is answered as it would be executed: %s', async (_, sent) => {
    await expectAlike({ body: term('margin-call') });
    await expectAlike({ ...sent, body: term('margin-call') });
    await expectAlike(sent);
  });
});

/** A document's operations, each with valid variables. */
function operations(query: string): { name: string | null; variables: Record<string, unknown> }[] {
  return parse(query).definitions.flatMap((node) =>
    node.kind === 'OperationDefinition'
      ? {
          name: node.name?.value ?? null,
          variables: Object.fromEntries(
            (node.variableDefinitions ?? []).map(({ variable, type }) => [variable.name.value, fitting(type)]),
          ),
        }
      : [],
  );
}

function fitting(type: TypeNode): unknown {
  if (type.kind === 'NonNullType') return fitting(type.type);
  if (type.kind === 'ListType') return [fitting(type.type)];
  const { value } = type.name;
  return value === 'Int' ? 3 : value === 'Float' ? 0.5 : value === 'Boolean' ? true : 'margin-call';
}

/** One variable is omitted, null, of another type, or out of range. */
function changed({ variables }: RandomQuery, draw: number): Record<string, unknown> {
  const names = Object.keys(variables);
  const name = names[draw % Math.max(1, names.length)];
  if (name === undefined) return { unused: draw };
  const others = [undefined, null, 10_000, -1, 'margin-call', true, [], 'x'.repeat(300)];
  return { ...variables, [name]: others[draw % others.length] };
}
