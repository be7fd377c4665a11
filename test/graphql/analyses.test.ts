/** Analyses over GraphQL: each root stands alone, is charged in advance, and ends with its time limit or its client. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'graphql';
import { checkOperation } from '../../src/graphql/limits/check.ts';
import { LIMITS } from '../../src/graphql/limits.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { LIGHT } from '../../src/graphql/work/charge.ts';
import { heavyQueue } from '../../src/graphql/work/heavy-queue.ts';
import { turnQueue } from '../../src/graphql/work/turn-queue.ts';
import { WORST_INPUTS } from '../calculators/worst-inputs.ts';
import { letClockRun, passes, stopClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const SHOCKS = { calculator: 'sell-off-feedback', axes: [{ path: 'shock', from: 0.01, to: 0.2, steps: 20 }] };
const SWEEP = 'query ($input: SweepInput!) { sweep(input: $input) { okCount statuses outputs { values } } }';
/** A sweep whose runs never end, from the third on. */
const ENDLESS = {
  calculator: 'debtrank',
  parameters: WORST_INPUTS.debtrank?.parameters(),
  axes: [{ path: 'maxIterations', values: [1, 2, 100_000, 99_999] }],
  outputs: ['rounds'],
};

/** The largest allowed sweep. */
const LARGE = { axes: [{ path: 'maxIterations', from: 97_501, to: 100_000, steps: 2_500 }], outputs: null };

let service: TestService;
afterEach(async () => {
  letClockRun();
  await service.stop();
  expect(service.errors).toEqual([]);
});

describe('a root', () => {
  it('is null with its problems where it is refused, and its siblings stand', async () => {
    service = await startTestService();
    const { status, body } = await service.query(
      `query ($input: SweepInput!) {
        good: sweep(input: $input) { calculator { slug } okCount }
        bad: sweep(input: { calculator: "sell-off-feedback", axes: [{ path: "shock", values: [] }] }) { okCount }
        unknown: sweep(input: { calculator: "nothing", axes: [] }) { okCount }
        calculate { sellOffFeedback { rounds } }
      }`,
      { input: SHOCKS },
    );
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      good: { calculator: { slug: 'sell-off-feedback' }, okCount: 20 },
      bad: null,
      unknown: null,
      calculate: { sellOffFeedback: { rounds: expect.any(Number) } },
    });
    const faults = (body.errors ?? []).map(({ path, extensions }) => [path, extensions.code, extensions.problems?.[0]]);
    expect(faults).toEqual([
      [['bad'], 'BAD_USER_INPUT', { parameter: 'axes[0].values', code: 'EMPTY', message: expect.any(String) }],
      [['unknown'], 'BAD_USER_INPUT', { parameter: 'calculator', code: 'UNKNOWN_VALUE', message: expect.any(String) }],
    ]);
  });

  it('takes null for a default', async () => {
    service = await startTestService();
    const axes = [{ ...SHOCKS.axes[0], apply: null, scale: null, steps: null, values: null }];
    const input = { ...SHOCKS, parameters: null, outputs: null, jumps: null, axes };
    const { body } = await service.query(SWEEP, { input });
    expect(body.errors).toBeUndefined();
    expect(body.data?.sweep).toMatchObject({ okCount: 21 });
  });
});

describe('the charge', () => {
  const schema = createSchema();
  const charge = (document: string, variables: Record<string, unknown>) => {
    const parsed = parse(document);
    const [operation] = parsed.definitions;
    return checkOperation(schema, parsed, operation as never, variables);
  };
  const grid = (steps: number, outputs: number) => ({
    calculator: 'sell-off-feedback',
    axes: [{ path: 'shock', from: 0.01, to: 0.2, steps }],
    outputs: Array.from({ length: outputs }, () => 'totalDecline'),
  });

  it('knows the size of an answer before anything runs', () => {
    const bytes = (steps: number, outputs: number) => charge(SWEEP, { input: grid(steps, outputs) })?.bytes ?? 0;
    // A status and one value per output for each cell, at most 20 bytes each.
    expect(bytes(2_500, 20)).toBeGreaterThan(2_500 * 20 * 20);
    expect(bytes(2_500, 20)).toBeLessThan(2_500 * 20 * 24);
    expect(bytes(100, 3)).toBeLessThan(LIGHT.bytes);
    const many = Array.from({ length: 5 }, (_, i) => `s${i}: sweep(input: $input) { outputs { values } }`);
    expect(() => charge(`query ($input: SweepInput!) { ${many.join(' ')} }`, { input: grid(2_500, 20) })).toThrow(
      /^an answer may have at most 5000000 bytes, .* request less of s0\.outputs\.values$/,
    );
  });

  it('is counted alike where a fragment is shared by analyses of other sizes', () => {
    const document = `query ($small: SweepInput!, $large: SweepInput!) {
      small: sweep(input: $small) { ...cells } large: sweep(input: $large) { ...cells }
    } fragment cells on Sweep { statuses }`;
    const bytes = charge(document, { small: grid(10, 1), large: grid(2_000, 1) })?.bytes ?? 0;
    expect(bytes).toBeGreaterThan(2_010 * 20);
    expect(bytes).toBeLessThan(2_010 * 21);
  });

  it('refuses a request that orders more runs than one may, whatever each of its roots takes', async () => {
    service = await startTestService();
    const runs = Array.from({ length: 9 }, (_, i) => `s${i}: sweep(input: $input) { okCount }`);
    const { status, body } = await service.query(`query ($input: SweepInput!) { ${runs.join(' ')} }`, {
      input: grid(2_500, 1),
    });
    expect([status, body.errors?.[0]]).toMatchObject([
      400,
      {
        // Which one is the ninth to order its runs depends on the scheduling of turns.
        message: expect.stringMatching(
          `^the analyses of a query may take at most ${LIMITS.runs} runs, but these could take more: request fewer of s\\d$`,
        ),
        extensions: { code: 'QUERY_TOO_EXPENSIVE' },
      },
    ]);
  });
});

describe('an analysis', () => {
  it('takes no place of heavy requests while threads are at work on it, whatever the size of its answer', async () => {
    const heavy = heavyQueue();
    service = await startTestService([], (store) => store, { rooms: { turns: turnQueue(), heavy } });
    const leaving = new AbortController();
    // There are two slots for requests that keep the event loop busy.
    const waiting = Array.from({ length: 3 }, () =>
      fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: SWEEP, variables: { input: { ...ENDLESS, ...LARGE } } }),
        signal: leaving.signal,
      }).catch(() => null),
    );
    await until(() => heavy.held().bytes > 3 * LIGHT.bytes);
    expect(heavy.held()).toMatchObject({ places: 0, waiting: 0 });
    leaving.abort();
    await Promise.all(waiting);
    await until(() => heavy.held().bytes === 0);
  });

  it('tells what was not done once its time is up, also where a run in it has to be stopped', async () => {
    service = await startTestService([], (store) => store, { timeLimit: 2_000 });
    const { body } = await service.query(SWEEP, { input: ENDLESS });
    expect(body.errors).toBeUndefined();
    expect(body.data?.sweep).toMatchObject({
      statuses: [expect.any(String), expect.any(String), 'TIMEOUT', 'TIMEOUT'],
    });
  });

  it('ends when its client leaves, and the next has its thread', async () => {
    stopClock();
    service = await startTestService([], (store) => store, { timeLimit: 2_000 });
    const timers = jest.getTimerCount();
    const leaving = new AbortController();
    const left = fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: SWEEP, variables: { input: ENDLESS } }),
      signal: leaving.signal,
    });
    const failed = expect(left).rejects.toThrow('aborted');
    await until(() => jest.getTimerCount() > timers); // it is running
    leaving.abort();
    await failed;
    let isAnswered = false;
    const next = service.query(SWEEP, { input: SHOCKS }).finally(() => {
      isAnswered = true;
    });
    let passed = 0;
    await until(async () => {
      if (jest.getTimerCount() > timers && passed < 500) {
        passed += 100;
        await passes(100);
      }
      return isAnswered;
    });
    // Less than the time of the sweep whose client has gone.
    expect((await next).body.data?.sweep).toMatchObject({ okCount: 20 });
  });
});
