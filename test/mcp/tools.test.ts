/** The tools for agents, called with the protocol's own client. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { type Run, runCalculator } from '../../src/calculators/run/run.ts';
import type { ObjectSchema } from '../../src/mcp/json-schema.ts';
import type { Parameter } from '../../src/mcp/parameters-schema.ts';
import { parametersSchema } from '../../src/mcp/parameters-schema.ts';
import { type Answering, startAnswering } from '../../src/server/answering.ts';
import { toolsOver } from '../../src/server/mcp-endpoint.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { fillWithGlossary } from '../support/glossary.ts';

let store: Store;
let answering: Answering;
let client: Client;

beforeAll(async () => {
  const log = { info() {}, warn() {}, error() {} };
  store = await openSqliteStore(':memory:');
  await fillWithGlossary(store);
  answering = await startAnswering({ store, log });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await toolsOver(answering, log)().connect(ours);
  client = new Client({ name: 'test', version: '1' });
  await client.connect(theirs);
});

afterAll(async () => {
  await client.close();
  answering.stopFollowing();
  await answering.close();
  await store.close();
});

interface Named {
  slug: string;
}

interface Described {
  calculator: { parametersSchema: ObjectSchema };
}

interface Result {
  isError?: boolean;
  content: { type: string; text: string }[];
  structuredContent?: Record<string, unknown>;
}

const call = async (name: string, given: Record<string, unknown> = {}) =>
  (await client.callTool({ name, arguments: given })) as unknown as Result;

/** The result of a call that must succeed: the same in both forms. */
async function answer<Data>(name: string, given?: Record<string, unknown>): Promise<Data> {
  const { isError, content, structuredContent } = await call(name, given);
  expect([isError, content.map(({ type }) => type)]).toEqual([undefined, ['text']]);
  expect(JSON.parse(content[0]?.text ?? '')).toEqual(structuredContent);
  return structuredContent as Data;
}

async function refusal(name: string, given: Record<string, unknown>): Promise<string> {
  const { isError, content } = await call(name, given);
  expect(isError).toBe(true);
  return content.map(({ text }) => text).join('\n');
}

describe('the tools', () => {
  it('describe themselves by valid JSON Schemas, each argument in words', async () => {
    const { tools } = await client.listTools();
    const ajv = new Ajv2020({ strict: true, strictTypes: false });
    for (const { name, inputSchema, description, annotations } of tools) {
      expect([name, ajv.validateSchema(inputSchema)]).toEqual([name, true]);
      expect(description?.length).toBeGreaterThan(40);
      expect(annotations?.readOnlyHint).toBe(true);
      for (const [argument, schema] of Object.entries(inputSchema.properties ?? {}))
        expect([name, argument, 'description' in schema]).toEqual([name, argument, true]);
    }
    expect(tools.find(({ name }) => name === 'path_between_terms')?.inputSchema).toMatchObject({
      required: ['from', 'to'],
      properties: { from: { type: 'string', maxLength: 256 }, maxHops: { minimum: 1, maximum: 8, default: 6 } },
    });
    expect(tools.find(({ name }) => name === 'solve_for_parameter')?.inputSchema).toMatchObject({
      required: ['calculator', 'unknown', 'target'],
      properties: { target: { properties: { comparison: { enum: ['AT_MOST', 'AT_LEAST', 'EQUALS'] } } } },
    });
  });

  it('say of an unknown name which terms are near it or part of it, or that there are none', async () => {
    const looked = async (text: string) => {
      const { lookup } = await answer<{
        lookup: { outcome: string; candidates: { concept: Named }[]; advice: string };
      }>('look_up_term', { text });
      const { outcome, candidates, advice } = lookup;
      return [outcome, candidates.map(({ concept }) => concept.slug), advice];
    };
    expect(await looked('margn call')).toEqual([
      'NOT_FOUND',
      expect.arrayContaining(['margin-call']),
      'no term has this name; the candidates have names similar to it or contained in it',
    ]);
    expect(await looked('maintenance margin rate')).toEqual([
      'NOT_FOUND',
      ['maintenance-margin'],
      'no term has this name; the candidates have names similar to it or contained in it',
    ]);
    expect(await looked('Drawdown')).toEqual([
      'NOT_FOUND',
      [],
      'no term has this name or a similar one; search_terms also searches the texts',
    ]);
  });

  it('find, read and connect terms', async () => {
    const { lookup } = await answer<{ lookup: { outcome: string; concept: Named } }>('look_up_term', {
      text: 'Margin Calls',
    });
    expect([lookup.outcome, lookup.concept.slug]).toEqual(['FOUND', 'margin-call']);
    const { concept } = await answer<{ concept: { definitions: unknown[] } }>('read_term', { slug: 'margin-call' });
    expect(concept.definitions.length).toBeGreaterThan(2);
    const { search } = await answer<{ search: { edges: { node: Named }[] } }>('search_terms', {
      query: 'who pays when a trader goes bankrupt?',
    });
    expect(search.edges[0]?.node.slug).toBe('insurance-fund'); // as in the README
    const { annotate } = await answer<{ annotate: { start: number }[] }>('annotate_text', {
      text: 'Margin calls beget margin calls.',
    });
    expect(annotate.map(({ start }) => start)).toEqual([0]);
    const ends = { from: 'margin-call', to: 'contagion' };
    const { path } = await answer<{ path: { concepts: Named[] } }>('path_between_terms', ends);
    expect([path.concepts[0]?.slug, path.concepts.at(-1)?.slug]).toEqual([ends.from, ends.to]);
    const { concept: near } = await answer<{ concept: { related: Named[] } }>('related_terms', {
      slug: 'margin-call',
      first: 2,
    });
    expect(near.related).toHaveLength(2);
    const { episodes } = await answer<{ episodes: { calculator: Named }[] }>('list_episodes', {
      calculator: 'price-impact',
    });
    expect(new Set(episodes.map(({ calculator }) => calculator.slug))).toEqual(new Set(['price-impact']));
  });

  it('answer which leverage survives a fall of 20 %', async () => {
    const { search } = await answer<{ search: { edges: { node: { calculators: Named[] } }[] } }>('search_terms', {
      query: 'liquidation cascade',
    });
    const slug = search.edges[0]?.node.calculators[0]?.slug ?? '';
    const { calculator } = await answer<Described>('describe_calculator', { slug });
    const { shock, positions } = calculator.parametersSchema.properties;
    expect([shock?.type, Object.keys(positions?.items?.properties ?? {})]).toEqual([
      'number',
      expect.arrayContaining(['leverage', 'quantity', 'entryPrice']),
    ]);
    const { solve } = await answer<{ solve: { outcome: string; value: number } }>('solve_for_parameter', {
      calculator: slug,
      parameters: { shock: 0.2, positions: [{ quantity: 10, entryPrice: 100 }] },
      unknown: { path: 'positions[0].leverage', from: 1, to: 50 },
      target: { output: 'liquidatedCount', comparison: 'AT_MOST', value: 0 },
    });
    expect(solve.outcome).toBe('FOUND');
    // A long of leverage L is liquidated below P (1 - 1/L) / (1 - m), with m = 0.005.
    expect(solve.value).toBeCloseTo(1 / (1 - 0.8 * 0.995), 6);
  });

  it('run every model, with the answer of one run in process', async () => {
    for (const calculator of CALCULATORS) {
      const { slug, presets } = calculator;
      const { parameters } = presets[0];
      const { runCalculator: ran } = await answer<{ runCalculator: Run }>('run_calculator', { slug, parameters });
      expect([slug, ran.outputs]).toEqual([slug, runCalculator(calculator, parameters).outputs]);
    }
  });

  it('take a calculator as calculator, which their schemas say, or as slug', async () => {
    const { tools } = await client.listTools();
    for (const name of ['describe_calculator', 'run_calculator', 'solve_for_parameter'])
      expect(tools.find((tool) => tool.name === name)?.inputSchema.required).toContain('calculator');
    for (const name of ['describe_calculator', 'run_calculator']) {
      const [one, other] = await Promise.all(
        ['calculator', 'slug'].map((key) => call(name, { [key]: 'price-impact' })),
      );
      expect([name, one?.isError, one]).toEqual([name, undefined, other]);
    }
    expect(await refusal('run_calculator', { calculator: 'price-impact', slug: 'debtrank' })).toMatch(
      /^run_calculator has no argument slug;/,
    );
  });

  it('tell what is wrong in words that a model can act upon', async () => {
    expect(await refusal('run_calculator', { slug: 'price-impact', parameters: { shock: 1 } })).toMatch(
      /^shock: UNKNOWN_PARAMETER: /,
    );
    expect(await refusal('run_calculator', { slug: 'nothing' })).toMatch(/^slug: UNKNOWN_VALUE: /);
    expect(await refusal('look_up_term', { name: 'VaR' })).toBe('look_up_term has no argument name; it takes text');
    expect(await refusal('look_up_term', {})).toMatch(/\$text.*required/);
    for (const tool of ['read_term', 'related_terms'])
      expect(await refusal(tool, { slug: 'margin-cal' })).toMatch(
        /^slug: no term has this slug; .*\bmargin-call\b.*\?$/,
      );
    expect(await refusal('read_term', { slug: 'nope' })).toBe(
      'slug: no term has this slug; use look_up_term or search_terms to find the right one',
    );
    const from = 'margin-call';
    expect(await refusal('path_between_terms', { from, to: 'contagon' })).toMatch(
      /^to: no term has this slug; .*\bcontagion\b/,
    );
    expect(await refusal('path_between_terms', { from: 'xqzw', to: 'vvkk' })).toMatch(/^from: .*\nto: .*$/);
    expect(await refusal('path_between_terms', { from, to: 'contagion', maxHops: 1 })).toMatch(
      /more than maxHops relations apart$/,
    );
    expect(await refusal('search_terms', { query: 'x', first: 1_000 })).toMatch(/first/);
    await expect(call('drop_tables')).rejects.toThrow('there is no tool drop_tables');
  });
});

describe("a calculator's schema", () => {
  it('takes its presets, and refuses what is out of bounds or unknown', async () => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true });
    for (const { slug, presets } of CALCULATORS) {
      const { calculator } = await answer<Described>('describe_calculator', { slug });
      const validate = ajv.compile(calculator.parametersSchema);
      for (const { name, parameters } of presets) {
        validate(parameters);
        expect([slug, name, validate.errors]).toEqual([slug, name, null]);
      }
      expect(validate({ ...presets[0].parameters, nonsense: 1 })).toBe(false);
    }
  });

  it('excludes bounds that are excluded, and takes null where that has a meaning', () => {
    const base = {
      unit: 'x',
      description: 'A.',
      required: false,
      note: null,
      minimumLength: null,
      maximumLength: null,
    };
    const number = {
      ...base,
      name: 'a',
      type: 'NUMBER',
      nullable: true,
      default: 2,
      minimum: 0,
      minimumExcluded: true,
      maximum: 5,
      maximumExcluded: false,
      values: null,
    } satisfies Parameter;
    expect(parametersSchema([number]).properties).toEqual({
      a: { type: ['number', 'null'], description: 'A. [x]', exclusiveMinimum: 0, maximum: 5, default: 2 },
    });
  });
});
