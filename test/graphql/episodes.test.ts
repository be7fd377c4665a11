/** The documented crashes over HTTP: their figures, their models' results, and how the graph leads to them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphQLObjectType, graphql } from 'graphql';
import { runCalculator } from '../../src/calculators/run/run.ts';
import type { Episode } from '../../src/episodes/kit/episode.ts';
import { inputsOf, parametersOf } from '../../src/episodes/kit/inputs.ts';
import { EPISODES } from '../../src/episodes/registry.ts';
import { listSizeOf } from '../../src/graphql/limits/charges.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

const PAGES = [page('definition', 'flash-crash'), page('definition', 'price-impact'), page('definition', 'margin')];

describe('episodes', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(PAGES);
  });
  afterAll(() => service.stop());

  async function data(query: string): Promise<Record<string, unknown>> {
    const { status, body } = await service.query(query);
    expect([status, body.errors]).toEqual([200, undefined]);
    return body.data ?? {};
  }

  it('come oldest first, with every figure and its source', async () => {
    const { episodes } = (await data(`{ episodes { slug title date about lesson calculator { slug }
      inputs { path value unit standing source } observed { output value unit standing source note } } }`)) as {
      episodes: Record<string, unknown>[];
    };
    expect(episodes.map(({ slug }) => slug)).toEqual(EPISODES.map(({ slug }) => slug));
    const flashCrash = episodes.find(({ slug }) => slug === 'flash-crash-2010');
    expect(flashCrash).toMatchObject({
      date: '2010-05-06T00:00:00.000Z',
      calculator: { slug: 'price-impact' },
      inputs: expect.arrayContaining([
        expect.objectContaining({ path: 'dailyVolume', value: 2_397_639, unit: 'base/day', standing: 'SURE' }),
        expect.objectContaining({ path: 'impactExponent', value: 0.5, unit: '1', standing: 'ASSUMPTION' }),
      ]),
      observed: [expect.objectContaining({ output: 'priceImpact', value: 0.05, unit: 'fraction', standing: 'SURE' })],
    });
    const quake = episodes.find(({ slug }) => slug === 'quant-quake-2007') as { inputs: { path: string }[] };
    expect(quake.inputs.map(({ path }) => path)).toEqual([
      'collateral',
      'symbols[0].markPrice',
      'symbols[0].maintenanceMarginRate',
      'positions[0].symbol',
      'positions[0].entryPrice',
      'positions[0].size',
    ]);
  });

  it('give the run of their inputs, and set it against what was observed', async () => {
    const { episode } = await data(`{ episode(slug: "volmageddon-2018") {
      run { calculator { slug } parameters outputs warnings { code } }
      comparison { output observed model error relativeError hit } } }`);
    const expected = runCalculator(...inputOf('volmageddon-2018'));
    expect(episode).toMatchObject({
      run: { ...expected, calculator: { slug: 'leveraged-etf-rebalancing' } },
      comparison: [{ output: 'funds[0].navEnd', observed: 69.4e6, hit: true }],
    });
    const [{ model, error, relativeError }] = (episode as { comparison: [Record<string, number>] }).comparison;
    expect(model).toBeCloseTo(74.1e6, -2);
    expect(error).toBeCloseTo(4.7e6, -2);
    expect(relativeError).toBeCloseTo(0.0677, 4);
  });

  it('say of a model that misses that it does', async () => {
    const { episodes } = (await data(
      '{ episodes(calculator: "price-impact") { comparison { hit relativeError } } }',
    )) as {
      episodes: { comparison: { hit: boolean; relativeError: number }[] }[];
    };
    const compared = episodes.flatMap(({ comparison }) => comparison);
    expect(compared).toHaveLength(6);
    for (const { hit, relativeError } of compared) {
      expect(hit).toBe(false);
      expect(relativeError).toBeLessThan(-0.8);
    }
  });

  it('are those of one calculator, none for a slug that no calculator has, and all for null', async () => {
    const count = (argument: string) => data(`{ episodes${argument} { slug } }`).then(({ episodes }) => episodes);
    expect(await count('(calculator: "circuit-breaker")')).toEqual([{ slug: 'circuit-breaker-2020-03-09' }]);
    expect(await count('(calculator: "dance")')).toEqual([]);
    expect(await count('(calculator: null)')).toHaveLength(EPISODES.length);
  });

  it('are null where there is none of that slug', async () => {
    expect(await data('{ episode(slug: "dance") { slug } }')).toEqual({ episode: null });
  });

  it('are found from the concepts that they illustrate and the calculators that retell them, and lead back', async () => {
    const { concept, other, calculator } = await data(`{
      concept(slug: "flash-crash") { episodes { slug concepts { slug } } }
      other: concept(slug: "margin") { episodes { slug } }
      calculator(slug: "open-interest-collapse") { episodes { slug } } }`);
    // Two of its five concepts are in this graph.
    expect(concept).toEqual({
      episodes: [{ slug: 'flash-crash-2010', concepts: [{ slug: 'flash-crash' }, { slug: 'price-impact' }] }],
    });
    expect(other).toEqual({ episodes: [] });
    expect(calculator).toEqual({ episodes: [{ slug: 'bitcoin-2020-03-12' }, { slug: 'crypto-2025-10-10' }] });
  });

  it('need no store for their figures and runs', async () => {
    service.calls.length = 0;
    await data('{ episodes { slug inputs { path } comparison { model } calculator { episodes { slug } } } }');
    expect(service.calls).toEqual([]);
  });

  it('are charged for their runs before these start', async () => {
    const costOf = async (query: string) => (await service.query(query, {}, { cost: true })).body.extensions?.cost;
    // The episode, the cost of its run, and the run.
    expect(await costOf('{ episode(slug: "ltcm-1998") { run { outputs } } }')).toBe(1 + 20 + 1);
    expect(await costOf('{ episodes { run { outputs } } }')).toBe(EPISODES.length * (1 + 20 + 1));
  });

  it('and what they list are as many at most as the schema reckons with', () => {
    const schema = createSchema();
    const assumed = (type: string, field: string) => {
      const fields = (schema.getType(type) as GraphQLObjectType).getFields();
      return fields[field] && listSizeOf(fields[field])?.assumedSize;
    };
    const most = (counts: readonly number[]) => Math.max(...counts);
    const shared = (keysOf: (episode: Episode) => readonly string[]) => {
      const keys = EPISODES.flatMap(keysOf);
      return most(keys.map((key) => keys.filter((other) => other === key).length));
    };
    expect(assumed('Query', 'episodes')).toBe(EPISODES.length);
    expect(assumed('Concept', 'episodes')).toBe(shared(({ concepts }) => concepts));
    expect(assumed('Calculator', 'episodes')).toBe(shared(({ calculator }) => [calculator.slug]));
    expect(assumed('Episode', 'concepts')).toBe(most(EPISODES.map(({ concepts }) => concepts.length)));
    expect(assumed('Episode', 'inputs')).toBe(most(EPISODES.map((episode) => inputsOf(episode).length)));
    expect(assumed('Episode', 'observed')).toBe(most(EPISODES.map(({ observed }) => observed.length)));
  });
});

describe('a request', () => {
  it('runs each episode once, however often it asks for the run', async () => {
    const ran: string[] = [];
    const schema = createSchema((calculator, raw) => {
      ran.push(calculator.slug);
      return runCalculator(calculator, raw);
    });
    const fields = 'a: run { outputs } b: run { warnings { code } } comparison { model } c: comparison { error }';
    const { errors } = await graphql({ schema, source: `{ episode(slug: "ltcm-1998") { ${fields} } }` });
    expect([errors, ran]).toEqual([undefined, ['account-liquidation']]);
  });
});

function inputOf(slug: string): Parameters<typeof runCalculator> {
  const episode = EPISODES.find((one) => one.slug === slug) as Episode;
  return [episode.calculator, parametersOf(episode)];
}
