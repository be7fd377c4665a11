/** The dearest legal request of each root: what it makes, holds, and does in one turn of the event loop. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../src/graphql/limits.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { heavyQueue } from '../../src/graphql/work/heavy-queue.ts';
import { type Flow, TURN, type TurnQueue, turnQueue } from '../../src/graphql/work/turn-queue.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { dearest, rootsOf } from './dearest-request.ts';

/** Concepts with long texts that relate to sixty others each. The key is the slug of a calculator as well. */
const KEY = 'liquidation-cascade';
const slugs = [KEY, ...Array.from({ length: 119 }, (_, i) => `c-${i}`)];
const PAGES = slugs.map((slug, i) =>
  page('definition', slug, {
    meaning: 'A meaning of some length. '.repeat(8),
    body: Array(8).fill('A paragraph of some length. '.repeat(12)),
    links: {
      RELATED: slugs.filter((other) => other !== slug).slice(0, 60),
      MENTIONS: [slugs[(i * 7 + 1) % slugs.length] ?? slug, KEY].filter((to) => to !== slug),
    },
  }),
);

/** What is handed over in one go at the most: a part of a list, with the values of as many aliases as there may be. */
const ONE_STEP = 2_000;

const CODES = [
  ...['TOO_LARGE_ANSWER', 'QUERY_TOO_EXPENSIVE', 'DOCUMENT_TOO_COMPLEX', 'BAD_USER_INPUT'],
  // Of many analyses at once.
  ...['OVERLOADED', 'TIMEOUT'],
];

function counted() {
  let units = 0;
  let most = 0;
  const turns = turnQueue(TURN, (begin) =>
    setImmediate(() => {
      most = Math.max(most, units);
      units = 0;
      begin();
    }),
  );
  const count = (more: number) => {
    units += more;
  };
  const queue: TurnQueue = {
    connected: turns.connected,
    arrived: turns.arrived,
    add(more) {
      count(more);
      turns.add(more);
    },
    enter: turns.enter,
    flow(): Flow {
      const flow = turns.flow();
      return {
        ...flow,
        turn(more) {
          const wait = flow.turn(more);
          if (wait === undefined) count(more);
          return wait?.then(() => count(more));
        },
      };
    },
  };
  return { queue, most: () => Math.max(most, units) };
}

describe('the dearest legal request', () => {
  const turns = counted();
  const heavy = heavyQueue();
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(PAGES, (store) => store, { rooms: { turns: turns.queue, heavy } });
  });
  afterAll(() => service.stop());

  const schema = createSchema();
  const cases = rootsOf(schema).flatMap((root) => [[root, 'nodes'] as const, [root, 'bytes'] as const]);
  it.each(cases)('of %s by %s is answered within bounds, or refused with a code', async (root, by) => {
    const { document, nodes, bytes } = dearest(schema, root, by, KEY);
    expect(nodes).toBeLessThanOrEqual(LIMITS.nodes);
    expect(bytes).toBeLessThanOrEqual(LIMITS.answerBytes);
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      // The search for the request kept the loop, and the connection of the last one may have timed out meanwhile.
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query: document }),
    });
    const answer = await response.text();
    const { errors = [] } = JSON.parse(answer) as { errors?: { extensions: { code: string } }[] };
    const codes = new Set(errors.map(({ extensions }) => extensions.code));
    for (const code of codes) {
      expect(CODES).toContain(code);
    }
    expect(Buffer.byteLength(answer)).toBeLessThanOrEqual(LIMITS.answerBytes);
    expect(turns.most()).toBeLessThanOrEqual(TURN + ONE_STEP);
    expect(service.errors).toEqual([]);
  });

  it('leaves no room taken', () => {
    expect(heavy.held()).toEqual({ places: 0, bytes: 0, waiting: 0 });
  });
});
