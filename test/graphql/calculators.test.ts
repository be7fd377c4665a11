/** Typed runs and metadata over the printed SDL, with graphql-js only: no store, no server. */
import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { describe, expect, it } from '@jest/globals';
import { type GraphQLObjectType, graphql, introspectionFromSchema, printSchema } from 'graphql';
import { catalogue } from '../../scripts/catalogue.ts';
import { registrySource } from '../../scripts/registry.ts';
import type { Fields } from '../../src/calculators/kit/input.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { InvalidInput } from '../../src/errors.ts';
import { calculatorSdl, fieldName, isRequired } from '../../src/graphql/calculator-sdl.ts';
import { calculateResolvers, calculatorResolvers, calculatorShelf } from '../../src/graphql/calculators.ts';
import { takeBothSpellings } from '../../src/graphql/enum-variables.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const schema = takeBothSpellings(
  makeExecutableSchema({
    typeDefs: [
      calculatorSdl(CALCULATORS),
      read('schema/limits.graphql'),
      'type Query { calculate: Calculate! }  type Warning { code: String! message: String! }',
    ],
    resolvers: [calculateResolvers(CALCULATORS), { Query: { calculate: () => ({}) } }],
  }),
  CALCULATORS,
);

async function calculate(field: string, variableValues?: Record<string, unknown>) {
  const source = variableValues === undefined ? `{ calculate { ${field} } }` : field;
  const { data, errors } = await graphql({ schema, source, variableValues });
  return { calculate: data?.calculate as Record<string, Record<string, unknown> | null>, errors };
}

describe('the printed files', () => {
  it('are those that npm run generate would print', () => {
    expect(read('schema/calculators.graphql')).toBe(calculatorSdl(CALCULATORS));
    expect(read('src/calculators/registry.ts')).toBe(registrySource(new URL('src/calculators', root).pathname));
    expect(read('docs/calculators.md')).toBe(catalogue(CALCULATORS));
  });

  it('name each type once, also where two lists have the same entries', () => {
    const names = [...read('schema/calculators.graphql').matchAll(/^(?:type|input|enum) (\w+)/gm)].map(
      ([, name]) => name,
    );
    expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
    expect(read('schema/calculators.graphql')).toContain('"One entry of bids or asks."');
  });

  it('have tables that no cell breaks, and formulas that GitHub takes', () => {
    const docs = read('docs/calculators.md');
    const rows = docs.split('\n').filter((line) => line.startsWith('| '));
    const cells = new Set(rows.map((row) => row.split(/(?<!\\)\|/).length - 2));
    expect(cells).toEqual(new Set([4, 6]));
    const formulas = [...docs.matchAll(/^```math\n(.*)\n```$/gm)].map(([, formula = '']) => formula);
    expect(formulas).toEqual([...CALCULATORS].flatMap(({ equations }) => equations));
    expect(formulas.filter((formula) => /\\(?:operatorname|mbox|phantom|def|newcommand)\b/.test(formula))).toEqual([]);
  });

  it('can be introspected and printed', () => {
    expect(introspectionFromSchema(schema).__schema.types.length).toBeGreaterThan(CALCULATORS.length);
    expect(printSchema(schema)).toContain('input: LiquidationCascadeInput = {direction: DOWN, ');
  });

  it('describe every field with its unit', () => {
    const results = Object.values((schema.getType('Calculate') as GraphQLObjectType).getFields());
    for (const { type } of results) {
      for (const field of Object.values((type as GraphQLObjectType).getFields())) {
        if (field.name !== 'warnings') expect(field.description).toMatch(/^[A-Z].* \[[\w/^*()]+\]$/s);
      }
    }
  });
});

describe('typed runs', () => {
  it('give what the same run by catalogue names gives, for every preset in either spelling', async () => {
    const shelf = calculatorShelf(CALCULATORS);
    for (const calculator of CALCULATORS) {
      const type = schema.getType('Calculate') as GraphQLObjectType;
      const field = type.getFields()[fieldName(calculator.slug)];
      const inputType = String(field?.args[0]?.type);
      const numeric =
        shelf
          .find(calculator.slug)
          ?.outputs.filter((output) => ['NUMBER', 'NUMBER_LIST', 'INTEGER'].includes(output.type)) ?? [];
      const names = numeric.map(({ name }) => name);
      for (const { parameters, input } of shelf.find(calculator.slug)?.presets ?? []) {
        const query = `query ($input: ${inputType}) { calculate { run: ${field?.name}(input: $input) { ${names.join(' ')} } } }`;
        const { outputs } = runCalculator(calculator, parameters);
        expect(runCalculator(calculator, input).outputs).toEqual(outputs);
        for (const given of [parameters, input]) {
          const { calculate: data, errors } = await calculate(query, { input: given });
          expect(errors).toBeUndefined();
          expect({ ...data.run }).toEqual(Object.fromEntries(names.map((name) => [name, outputs[name]])));
        }
      }
    }
  });

  it('take all defaults where the input is left out, empty or null', async () => {
    const runs = ['', '(input: {})', '(input: null)'].map(
      (given, i) => `r${i}: sellOffFeedback${given} { finalPrice status }`,
    );
    const { calculate: data, errors } = await calculate(runs.join(' '));
    expect(errors).toBeUndefined();
    const { finalPrice } = runCalculator(CALCULATORS.find(({ slug }) => slug === 'sell-off-feedback') as never).outputs;
    for (const run of Object.values(data)) expect(run).toEqual({ finalPrice, status: 'CONVERGED' });
  });

  it('take null for the default of every parameter that is not nullable, in entries of lists too', async () => {
    for (const calculator of CALCULATORS) {
      const field = (schema.getType('Calculate') as GraphQLObjectType).getFields()[fieldName(calculator.slug)];
      const query = `query ($input: ${String(field?.args[0]?.type)}) { calculate { run: ${field?.name}(input: $input) { warnings { code } } } }`;
      const { input } = calculatorShelf([calculator]).all[0]?.presets[0] ?? {};
      const { calculate: data, errors } = await calculate(query, { input: withNulls(calculator.parameters, input) });
      expect([calculator.slug, errors]).toEqual([calculator.slug, undefined]);
      expect(data).toEqual((await calculate(query, { input })).calculate);
    }
  });

  it('take the spelling of presets and answers in variables, and say what was meant by any other', async () => {
    const query =
      'query ($input: LiquidationCascadeInput) { calculate { liquidationCascade(input: $input) { status } } }';
    const position = { side: 'short', quantity: 1, entryPrice: 100, leverage: 20 };
    const { calculate: data } = await calculate(query, {
      input: { direction: 'up', shock: 0.1, positions: [position] },
    });
    expect(data).toEqual({ liquidationCascade: { status: 'ALL_LIQUIDATED' } });
    const { errors } = await calculate(query, { input: { direction: 'Up' } });
    expect(errors?.[0]?.message).toContain('Did you mean the enum value "UP"?');
  });

  it('keep a book of the caller free of the demo, and show which parts of a book belong together', async () => {
    const { calculate: data, errors } = await calculate(`
      own: liquidationCascade(input: { positions: [{ quantity: 3, entryPrice: 100, leverage: 20 }] }) { atRiskSize }
      none: liquidationCascade(input: { positions: [] }) { atRiskSize }
      demo: liquidationCascade { atRiskSize }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ own: { atRiskSize: 3 }, none: { atRiskSize: 0 }, demo: { atRiskSize: 400_000 } });
    const openInterest = calculatorShelf(CALCULATORS)
      .find('liquidation-cascade')
      ?.parameters.find(({ name }) => name === 'openInterest');
    expect(openInterest).toMatchObject({ default: 400_000, emptyOnce: ['positions'] });
    expect(openInterest?.note).toContain('By default 400000, but 0 once positions is given.');
  });

  it('spell enum values as constants, within entries too, and take those of defaults', async () => {
    const { calculate: data, errors } = await calculate(`
      up: liquidationCascade(input: { direction: UP, openInterest: 0, shock: 0.1, positions: [
        { side: SHORT, quantity: 1, entryPrice: 100, leverage: 20 }, { quantity: 1, entryPrice: 100, leverage: 2 }
      ] }) { status atRiskSize }
      rest: liquidationCascade(input: { shock: 0 }) { status }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ up: { status: 'ALL_LIQUIDATED', atRiskSize: 1 }, rest: { status: 'NO_LIQUIDATION' } });
  });

  it('leave the siblings of a refused run standing and say what was wrong', async () => {
    const { calculate: data, errors } = await calculate(
      'bad: sellOffFeedback(input: {shock: 2}) { rounds } good: sellOffFeedback { rounds }',
    );
    expect(data).toMatchObject({ bad: null, good: { rounds: expect.any(Number) } });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.path).toEqual(['calculate', 'bad']);
    expect(errors?.[0]?.originalError).toMatchObject({
      problems: [{ parameter: 'shock', code: 'OUT_OF_RANGE', message: 'must be below 1, but got 2' }],
    });
  });

  it('carry warnings', async () => {
    const { calculate: data } = await calculate(
      'run: sellOffFeedback(input: {holdings: 100000000, shock: 0.5}) { warnings { code message } }',
    );
    expect(data.run?.warnings).toEqual([
      { code: 'DIVERGES', message: expect.stringContaining('gain') },
      { code: 'PRICE_FLOOR', message: expect.any(String) },
    ]);
  });
});

/** The input with null added for every further parameter that has a default. */
function withNulls(fields: Fields, given: unknown): unknown {
  const names = Object.keys(fields).filter(
    (name) => fields[name]?.nullable !== true && !isRequired(fields[name] as never),
  );
  const entries = Object.entries(given as object).map(([name, value]) => {
    const field = fields[name];
    return [name, field?.type === 'OBJECT_LIST' ? (value as []).map((entry) => withNulls(field.fields, entry)) : value];
  });
  return { ...Object.fromEntries(names.map((name) => [name, null])), ...Object.fromEntries(entries) };
}

describe('runs by slug', () => {
  const { Query } = calculatorResolvers(CALCULATORS, calculatorShelf(CALCULATORS));

  it('give completed parameters, outputs and warnings with the calculator', async () => {
    const run = await Query.runCalculator(null, { slug: 'sell-off-feedback', parameters: { shock: 0 } });
    expect(run.calculator?.title).toContain('Sell-off');
    expect(run.parameters).toMatchObject({ shock: 0, maxRounds: 1000 });
    expect(run.outputs).toMatchObject({ amplification: null, status: 'converged' });
    expect(run.warnings).toEqual([]);
  });

  it.each([undefined, null])('take %p for all defaults', async (parameters) => {
    const run = await Query.runCalculator(null, { slug: 'sell-off-feedback', parameters });
    expect(run.parameters).toMatchObject({ shock: 0.05 });
  });

  it('take enum values in either spelling, and answer in the catalogue’s', async () => {
    for (const [direction, side] of [
      ['up', 'short'],
      ['UP', 'SHORT'],
    ]) {
      const positions = [{ side, quantity: 1, entryPrice: 100, leverage: 20 }];
      const run = await Query.runCalculator(null, {
        slug: 'liquidation-cascade',
        parameters: { direction, positions },
      });
      expect(run.parameters).toMatchObject({ direction: 'up', positions: [{ side: 'short' }] });
    }
  });

  it.each([
    [{ slug: 'liquidation-cascades' }, '. Did you mean liquidation-cascade?'],
    [{ slug: 'Liquidation and margin-call cascade' }, '. Did you mean liquidation-cascade?'],
    [{ slug: 'hawkes' }, '. Did you mean hawkes-clustering or hawkes-calibration?'],
    [{ slug: 'sell-off-feedback', parameters: { shok: 0.1 } }, '. Did you mean shock?'],
    [{ slug: 'price-impact', parameters: { model: 'powerlaw' } }, '. Did you mean powerLaw?'],
  ])('ask what was meant by %j', async (given, question) => {
    await expect(Query.runCalculator(null, given)).rejects.toThrow(question);
  });

  it.each(['sell-off', '__proto__', 'constructor', 'x'.repeat(500)])('refuse the unknown slug %s', async (slug) => {
    const error: unknown = await Query.runCalculator(null, { slug }).catch((refusal: unknown) => refusal);
    expect(error).toBeInstanceOf(InvalidInput);
    const [problem] = (error as InvalidInput).problems;
    expect(problem).toMatchObject({ parameter: 'slug', code: 'UNKNOWN_VALUE' });
    expect(problem?.message.length).toBeLessThan(120);
  });
});

describe('metadata', () => {
  const shelf = calculatorShelf(CALCULATORS);

  it('shows a parameter with its bounds, default and note', () => {
    const parameters = shelf.find('sell-off-feedback')?.parameters;
    expect(parameters?.find(({ name }) => name === 'shock')).toMatchObject({
      type: 'NUMBER',
      unit: 'fraction',
      required: false,
      nullable: false,
      default: 0.05,
      minimum: 0,
      minimumExcluded: false,
      maximum: 1,
      maximumExcluded: true,
      note: 'If not 0, at least 1e-12 in size.',
      minimumLength: null,
      values: null,
      fields: [],
    });
    expect(parameters?.find(({ name }) => name === 'referencePrice')).toMatchObject({
      minimum: 0,
      minimumExcluded: true,
    });
  });

  it('shows the fields of entries, values of enums, and lengths', () => {
    const positions = shelf.find('liquidation-cascade')?.parameters.find(({ name }) => name === 'positions');
    expect(positions).toMatchObject({ type: 'OBJECT_LIST', default: [], minimumLength: 0, maximumLength: 1000 });
    expect(positions?.fields.map(({ name, required, values }) => ({ name, required, values }))).toEqual([
      { name: 'side', required: false, values: ['long', 'short'] },
      { name: 'quantity', required: true, values: null },
      { name: 'entryPrice', required: true, values: null },
      { name: 'leverage', required: true, values: null },
      { name: 'maintenanceMarginRate', required: false, values: null },
    ]);
    expect(positions?.fields[1]?.note).toContain('In quote if contractType is inverse.');
  });

  it('has for each parameter a default that can be passed on', () => {
    for (const calculator of CALCULATORS) {
      const optional = shelf.find(calculator.slug)?.parameters.filter(({ required }) => !required) ?? [];
      const defaults = Object.fromEntries(optional.map((parameter) => [parameter.name, parameter.default]));
      const { parameters } = calculator.presets[0];
      expect(() => runCalculator(calculator, { ...defaults, ...parameters })).not.toThrow();
      for (const { nullable, default: value } of optional) expect(value !== null || nullable).toBe(true);
    }
  });
});
