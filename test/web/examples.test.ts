/** The queries of the landing page, the explorer and the docs, run as a visitor would on the bundled glossary. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PageFormat, readPage } from '../../ingest/pages/read-page.ts';
import { findPageFiles } from '../../ingest/run/files.ts';
import { ROOT } from '../support/program.ts';
import { startTestService, type TestService } from '../support/service.ts';

const EXAMPLES = JSON.parse(readFileSync(join(ROOT, 'src', 'web', 'examples.json'), 'utf8')) as {
  name: string;
  query: string;
  variables?: string;
  isOnLandingPage?: boolean;
}[];

describe('the queries on the landing page and in the explorer', () => {
  let service: TestService;
  beforeAll(async () => {
    const files = await findPageFiles([join(ROOT, 'ingest', 'glossary')]);
    const pages = files.map(
      ({ path, format }) => readPage(readFileSync(path), { format: format as PageFormat, fallbackUrl: null }).page,
    );
    service = await startTestService(pages);
  });
  afterAll(() => service.stop());

  const answerOf = async (name: string) => {
    const { query = '', variables = '{}' } = EXAMPLES.find((example) => example.name === name) ?? {};
    const { status, body } = await service.query(query, JSON.parse(variables) as object);
    expect([status, body.errors]).toEqual([200, undefined]);
    return body.data;
  };

  it('are three on the landing page, each tested below', () => {
    const onLandingPage = EXAMPLES.filter((example) => example.isOnLandingPage);
    expect(onLandingPage.map(({ name }) => name)).toEqual(['term', 'path', 'cascade']);
  });

  it('have names, by which the explorer calls their tabs', () => {
    expect(EXAMPLES.map(({ query }) => /^query (\w+)/.exec(query)?.[1]?.toLowerCase())).toEqual(
      EXAMPLES.map(({ name }) => name),
    );
  });

  it('of the explorer find terms by what was typed, asked or written', async () => {
    expect(await answerOf('suggest')).toMatchObject({
      suggest: [{ concept: { slug: 'liquidation' } }, {}, {}, {}, {}],
    });
    // The README finds the same.
    expect(await answerOf('search')).toMatchObject({ search: { nodes: [{ slug: 'insurance-fund' }, {}, {}] } });
    expect(await answerOf('annotate')).toMatchObject({
      annotate: [{ concept: { slug: 'margin-call' } }, { concept: { slug: 'fire-sale' } }],
    });
  });

  it('of the explorer ask calculators what they take, and for numbers', async () => {
    const { calculator } = (await answerOf('parameters')) as { calculator: Record<string, unknown[]> };
    for (const part of ['parameters', 'outputs', 'presets']) expect(calculator[part]?.length).toBeGreaterThan(0);
    // Gain 10 × 0.02 × 2, and 1 / (1 - gain), by hand.
    expect(await answerOf('run')).toMatchObject({
      runCalculator: { outputs: { gain: expect.closeTo(0.4), linearAmplification: expect.closeTo(5 / 3) } },
    });
    // With 0.5 % maintenance margin: 1 / (1 - 0.8 × 0.995), by hand.
    expect(await answerOf('limit')).toMatchObject({
      solve: { outcome: 'FOUND', value: expect.closeTo(1 / (1 - 0.8 * 0.995), 6) },
    });
    const { sweep } = (await answerOf('curve')) as { sweep: { outputs: { values: number[] }[]; jumps: unknown[] } };
    expect(sweep.outputs[0]?.values).toHaveLength(21);
    expect(sweep.jumps.length).toBeGreaterThan(0);
    const { sensitivities } = (await answerOf('sensitivities')) as {
      sensitivities: { parameters: { path: string; effects: { elasticity: number }[] }[] };
    };
    const volume = sensitivities.parameters.find(({ path }) => path === 'dailyVolume');
    expect(volume?.effects[0]?.elasticity).toBeCloseTo(-0.5, 6); // the square-root law
  });

  it('show a term with texts and their pages, where it leads, and a calculator', async () => {
    expect(await answerOf('term')).toEqual({
      concept: {
        name: 'Margin Call',
        meaning: expect.stringContaining('collateral'),
        definitions: Array(4).fill({
          kind: expect.any(String),
          facet: null,
          text: expect.stringMatching(/\w/),
          page: { url: expect.stringMatching(/^https:/) },
        }),
        related: Array(5).fill({ slug: expect.any(String), name: expect.any(String) }),
        calculators: expect.arrayContaining([{ slug: 'liquidation-cascade', title: expect.any(String) }]),
      },
    });
  });

  it('lead from one term to another by steps that join, each stated by a page', async () => {
    const { path } = (await answerOf('path')) as {
      path: {
        length: number;
        concepts: { name: string }[];
        steps: { from: { name: string }; kind: string; to: { name: string }; pages: { url: string }[] }[];
      };
    };
    expect(path.length).toBeGreaterThan(1); // a path of one step is not worth showing
    expect([path.concepts[0]?.name, path.concepts[path.length]?.name]).toEqual(['Margin Call', 'Contagion']);
    for (const [i, { from, to, pages }] of path.steps.entries()) {
      expect(new Set([from.name, to.name])).toEqual(new Set([path.concepts[i]?.name, path.concepts[i + 1]?.name]));
      expect(pages.length).toBeGreaterThan(0);
    }
  });

  it('compute a cascade that carries a fall further than it began', async () => {
    const { calculate } = (await answerOf('cascade')) as {
      calculate: { liquidationCascade: { finalPrice: number; amplification: number; priceSeries: number[] } };
    };
    const { finalPrice, amplification, priceSeries } = calculate.liquidationCascade;
    expect(finalPrice).toBeCloseTo(89.4486, 4); // matches the command line for a shock of 0.1
    expect(amplification).toBeGreaterThan(1);
    expect(priceSeries.at(-1)).toBe(finalPrice);
  });

  it('are asked by a plain GET as the documentation says', async () => {
    const page = readFileSync(join(ROOT, 'src', 'web', 'docs.html'), 'utf8');
    const [query = ''] = /(?<=--data-urlencode 'query=)[^']+/.exec(page) ?? [];
    const address = `${service.url}/graphql?${new URLSearchParams({ query })}`;
    expect(await (await fetch(address)).json()).toEqual({
      data: { concept: { name: 'Margin Call', meaning: expect.stringContaining('collateral') } },
    });
  });

  it('are preceded in the documentation by ways to find terms, each of which the schema has', async () => {
    const page = readFileSync(join(ROOT, 'src', 'web', 'docs.html'), 'utf8');
    const [section = ''] = /(?<=id="finding">).*?(?=<\/section>)/s.exec(page) ?? [];
    const named = [...section.matchAll(/<th scope="row"><code>(\w+)</g)].map(([, name]) => name);
    expect(named).toEqual(['suggest', 'lookup', 'search', 'annotate', 'path', 'neighbourhood']);
    const { body } = await service.query('{ __type(name: "Query") { fields { name } } }');
    const fields = named.map((name) => ({ name }));
    expect(body.data).toEqual({ __type: { fields: expect.arrayContaining(fields) } });
  });

  it('are followed in the documentation by all analyses, two of them as queries that run, here and in the explorer', async () => {
    const page = readFileSync(join(ROOT, 'src', 'web', 'docs.html'), 'utf8');
    const [section = ''] = /(?<=id="analyses">).*?(?=<\/section>)/s.exec(page) ?? [];
    const named = [...section.matchAll(/<th scope="row"><code>(\w+)</g)].map(([, name]) => name);
    const schema = readdirSync(join(ROOT, 'schema', 'analyses')).map((file) => file.replace('.graphql', ''));
    expect(named.toSorted()).toEqual(schema.filter((name) => name !== 'common').toSorted());
    const queries = [...section.matchAll(/(?<=<pre><code>)[^<]+/g)].map(([query]) => query);
    const linked = [...section.matchAll(/(?<=href="\/explorer\?query=)[^"]+/g)].map(([query]) =>
      decodeURIComponent(query),
    );
    expect(linked).toEqual(queries);
    const [sweep, solve] = await Promise.all(queries.map(async (query) => (await service.query(query)).body));
    expect(sweep).toMatchObject({ data: { sweep: { jumps: expect.any(Array) } } });
    // By hand: 1 / (1 - 0.8 * 0.995).
    const value = expect.closeTo(1 / (1 - 0.8 * 0.995), 6);
    expect(solve).toMatchObject({ data: { solve: { outcome: 'FOUND', value, crossings: [{ kind: 'JUMP' }] } } });
  });

  it('are joined by one in the documentation that runs too', async () => {
    const page = readFileSync(join(ROOT, 'src', 'web', 'docs.html'), 'utf8');
    const [query = ''] = /(?<=<pre><code>)\{\n {2}path\(.*?(?=<\/code>)/s.exec(page) ?? [];
    const { status, body } = await service.query(query);
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(body.data).toMatchObject({
      path: { steps: expect.arrayContaining([expect.objectContaining({ kind: expect.any(String) })]) },
      neighbourhood: {
        nodes: expect.arrayContaining([{ concept: { name: 'Margin Call' }, distance: 0 }]),
        truncated: true,
      },
    });
  });
});
