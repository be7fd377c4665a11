/** The most expensive legal request of each root: what it produces, holds, and does in one event loop turn. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../src/graphql/limits.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { heavyQueue } from '../../src/graphql/work/heavy-queue.ts';
import { type Flow, TURN, type TurnQueue, turnQueue } from '../../src/graphql/work/turn-queue.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { dearest, rootsOf } from './dearest-request.ts';

/** Concepts with long texts, each related to sixty others. The key is also a calculator's slug. */
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

/** The most that is handed over at once: part of a list, with values for the maximum number of aliases. */
const ONE_STEP = 2_000;

const CODES = [
  ...['TOO_LARGE_ANSWER', 'QUERY_TOO_EXPENSIVE', 'DOCUMENT_TOO_COMPLEX', 'BAD_USER_INPUT'],
  // With many analyses at once.
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
      // The search for the request blocked the event loop, so the previous connection may have timed out.
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
