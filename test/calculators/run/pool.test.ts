/** Slow runs in threads of the built program: same answers, bounded, and no effect on concurrent requests. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Calculator } from '../../../src/calculators/kit/definition.ts';
import { CALCULATORS, findCalculator } from '../../../src/calculators/registry.ts';
import { createPool, type Pool, type Terms } from '../../../src/calculators/run/pool.ts';
import { computeRun, runCalculator } from '../../../src/calculators/run/run.ts';
import { calculatorRunner, isSlow, RUN, type RunGiven } from '../../../src/calculators/run/runner.ts';
import { completeParameters } from '../../../src/calculators/run/validate.ts';
import { InvalidInput, Overloaded, RunTimeout } from '../../../src/errors.ts';
import { letClockRun, passes, stopClock, timesOfTurns } from '../../support/clock.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { until } from '../../support/until.ts';
import { soundInputs } from '../runs.ts';
import { WORST_INPUTS } from '../worst-inputs.ts';

const debtrank = findCalculator('debtrank');
const ENDLESS = WORST_INPUTS.debtrank?.parameters() ?? {};
const job = (calculator: Calculator, raw?: unknown) => ({
  task: RUN,
  given: { slug: calculator.slug, parameters: completeParameters(calculator, raw) },
});
const endless = job(debtrank, ENDLESS);
const sellOff = findCalculator('sell-off-feedback');
const quick = job(sellOff);
const terms = (advice = ''): Terms => ({ lane: 'run', what: 'the run', advice });

describe('a pool', () => {
  let pool: Pool;
  afterEach(() => pool.close());

  it('computes what this thread computes, bit for bit', async () => {
    pool = createPool({ size: 2, milliseconds: 120_000 });
    for (const calculator of CALCULATORS) {
      const jobs = soundInputs(calculator).map(({ parameters }) => job(calculator, parameters));
      // More at once would be refused.
      for (let from = 0; from < jobs.length; from += 30) {
        const some = jobs.slice(from, from + 30);
        expect(await Promise.all(some.map((one) => pool.run(one, terms())))).toStrictEqual(
          some.map(({ given }) => computeRun(calculator, given.parameters)),
        );
      }
    }
  });

  it('stops a run past its time, says so, and goes on with a new thread', async () => {
    stopClock();
    pool = createPool({ size: 1, milliseconds: 300 });
    await pool.run(quick, terms());
    const late = pool.run(endless, terms('lower maxIterations'));
    late.catch(() => {}); // it is checked below
    await passes(299);
    await expect(Promise.race([late, 'goes on'])).resolves.toBe('goes on');
    await passes(1);
    await expect(late).rejects.toThrow(RunTimeout);
    await expect(late).rejects.toThrow('the run was stopped after 0.3 s: lower maxIterations');
    expect(await pool.run(quick, terms())).toMatchObject({ outputs: runCalculator(sellOff).outputs });
  });

  it('refuses runs past its queue at once, and those that waited twice as long as a run may take', async () => {
    stopClock();
    pool = createPool({ size: 1, queue: 4, milliseconds: 300 }, join(import.meta.dirname, 'silent-worker.js'));
    const runs = Array.from({ length: 5 }, () => pool.run(quick, terms('less')));
    const ends = Promise.allSettled(runs);
    await expect(runs[4]).rejects.toThrow(Overloaded);
    for (let run = 0; run < 3; run++) {
      await until(() => jest.getTimerCount() === 1); // a thread has started and is working on it
      await passes(300);
    }
    const names = (await ends).map((end) => (end.status === 'rejected' ? (end.reason as Error).name : end.status));
    // The fourth waited for 0.9 s.
    expect(names).toEqual(['RunTimeout', 'RunTimeout', 'RunTimeout', 'Overloaded', 'Overloaded']);
  });

  it('fails alone what a thread cannot be sent, and goes on with the same thread', async () => {
    pool = createPool({ size: 1 });
    const { given } = quick;
    await expect(pool.run({ task: RUN, given: () => given }, terms())).rejects.toThrow('could not be cloned');
    const runs = [() => given, given, () => given, given].map((one) => pool.run({ task: RUN, given: one }, terms()));
    const ends = (await Promise.allSettled(runs)).map(({ status }) => status);
    expect(ends).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails what waits where its thread cannot start, and tries again for the next', async () => {
    pool = createPool({}, '/no/such/worker.js');
    for (let attempt = 0; attempt < 2; attempt++)
      await expect(pool.run(quick, terms())).rejects.toThrow('/no/such/worker.js');
  });

  it('ends its threads and refuses what is not done when it is closed', async () => {
    pool = createPool({ size: 1 });
    const runs = Promise.allSettled([pool.run(endless, terms()), pool.run(quick, terms())]);
    await pool.close();
    for (const end of await runs) expect(end).toMatchObject({ status: 'rejected', reason: expect.any(Overloaded) });
    await expect(pool.run(quick, terms())).rejects.toThrow(Overloaded);
  });
});

describe('a runner', () => {
  const threads: string[] = [];
  const pool: Pool = {
    run: async ({ given }) => {
      const { slug, parameters } = given as RunGiven;
      threads.push(slug);
      return computeRun(findCalculator(slug), parameters);
    },
    async close() {},
  };

  it('keeps every preset on the event loop', async () => {
    for (const calculator of CALCULATORS) {
      for (const { parameters } of calculator.presets) await calculatorRunner(pool).run(calculator, parameters);
    }
    expect(threads).toEqual([]);
  });

  it('sends to a thread what may take longer than the event loop can spare', () => {
    for (const slug of [
      'clearing-vector',
      'dealer-gamma-feedback',
      'debtrank',
      'defi-collateral-contagion',
      'diversification-failure',
      'fire-sale-contagion',
      'short-option-margin-spiral',
    ]) {
      const calculator = findCalculator(slug);
      const parameters = completeParameters(calculator, WORST_INPUTS[slug]?.parameters());
      expect([slug, isSlow(calculator, parameters)]).toEqual([slug, true]);
    }
  });

  it('refuses a bad input without a thread', async () => {
    await expect(calculatorRunner(pool).run(debtrank, { ...ENDLESS, equity: [] })).rejects.toThrow(InvalidInput);
    expect(threads).toEqual([]);
  });

  it('lets others in between the many runs of one request', async () => {
    const runner = calculatorRunner(pool);
    const times = await timesOfTurns((takes) => {
      const takesEightMs: Calculator = {
        ...sellOff,
        compute() {
          takes(8);
          return {};
        },
      };
      return Promise.all(Array.from({ length: 20 }, () => runner.run(takesEightMs)));
    });
    expect(Math.max(...times)).toBeCloseTo(8 + 8); // no run starts after 10 ms
  });
});

describe('a service', () => {
  let service: TestService;
  afterEach(() => {
    letClockRun();
    return service.stop();
  });

  const RUN = 'query ($parameters: JSON) { runCalculator(slug: "debtrank", parameters: $parameters) { outputs } }';
  const TYPED = 'query ($input: DebtrankInput!) { calculate { debtrank(input: $input) { rounds } } }';

  it('answers others beside endless runs, and stops these with TIMEOUT', async () => {
    stopClock();
    service = await startTestService([], (store) => store, { timeLimit: 2_000 });
    const timers = jest.getTimerCount();
    let ended = 0;
    const endings = Promise.all(
      [service.query(RUN, { parameters: ENDLESS }), service.query(TYPED, { input: ENDLESS })].map((answer) =>
        answer.finally(() => ended++),
      ),
    );
    for (let i = 0; i < 20; i++) {
      const { body } = await service.query('{ calculate { sellOffFeedback { rounds } } }');
      expect(body.errors).toBeUndefined();
    }
    expect(ended).toBe(0);
    await until(async () => {
      if (jest.getTimerCount() > timers) await passes(2_000); // one has a thread
      return ended === 2;
    });
    for (const { status, body } of await endings) {
      expect([status, body.errors?.[0]?.extensions.code]).toEqual([200, 'TIMEOUT']);
      expect(body.errors?.[0]?.message).toBe('the run was stopped after 2 s: shorten exposures or lower maxIterations');
    }
    expect(service.errors).toEqual([]);
  });

  it('refuses with OVERLOADED what is past the queue, and answers the quick', async () => {
    stopClock();
    service = await startTestService([], (store) => store, { timeLimit: 2_000 });
    const timers = jest.getTimerCount();
    const threads = availableParallelism() > 2 ? 2 : 1;
    const endless = Array.from({ length: threads }, () => service.query(RUN, { parameters: ENDLESS }));
    await until(() => jest.getTimerCount() === timers + threads); // each thread is working
    // 33 bodies of a full matrix at once would test body parsing instead: this network is sparse, and slow as well.
    const sparse = {
      exposures: Array.from({ length: 50 }, (_, i) =>
        Array.from({ length: 50 }, (_, j) => (i === j || i < 25 !== j < 25 ? 0 : (i < 25 ? 0.9999 : 0.99985) / 24)),
      ),
      equity: Array.from({ length: 50 }, () => 1),
      initialStress: Array.from({ length: 50 }, (_, i) => (i % 7) * 1e-7),
      tolerance: 1e-15,
      maxIterations: 100_000,
    };
    const waiting = Array.from({ length: 33 }, () => service.query(RUN, { parameters: sparse }));
    expect((await Promise.race(waiting)).body.errors?.[0]).toMatchObject({
      message: 'too many long runs at once, try again later',
      extensions: { code: 'OVERLOADED' },
    });
    expect((await service.query('{ calculate { sellOffFeedback { rounds } } }')).body.errors).toBeUndefined();
    await passes(2_000);
    for (const answer of await Promise.all(endless)) expect(answer.body.errors?.[0]?.extensions.code).toBe('TIMEOUT');
    const completed = waiting.map(async (answer) => {
      expect((await answer).body.errors).toBeUndefined();
    });
    await Promise.any(completed);
  });
});
