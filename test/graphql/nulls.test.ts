/** null means the default for every optional argument and input field. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { AnalysisName } from '../../src/analyses/analysis.ts';
import { nodeId } from '../../src/graphql/ids.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { wholeQuery } from '../analyses/query.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

const schema = createSchema();
const fieldsOf = (name: string) => {
  const type = schema.getType(name);
  return isObjectType(type) ? Object.values(type.getFields()) : [];
};

const PAGES = [
  page('definition', 'margin-call', {
    meaning: 'A demand for more collateral.',
    links: { RELATED: ['leverage'], MENTIONS: ['collateral'] },
  }),
  page('area', 'leverage', { facets: { Mitigation: 'Hold more cash and collateral.' } }),
];
/** Values of required arguments. */
const GIVEN: Record<string, unknown> = {
  id: nodeId('Concept', 'margin-call'),
  ids: [nodeId('Concept', 'leverage')],
  slug: 'margin-call',
  slugs: ['margin-call', 'leverage'],
  text: 'a margin call',
  query: 'collateral',
  prefix: 'marg',
  from: 'margin-call',
  to: 'leverage',
};

let service: TestService;
beforeAll(async () => {
  service = await startTestService(PAGES);
});
afterAll(() => service.stop());

/** The field selected on its parent, with its optional arguments as null or omitted. */
function asked(field: GraphQLField<unknown, unknown>, within: (selection: string) => string, isNull: boolean): string {
  const given = field.args.flatMap(({ name, ...argument }) => {
    if (isRequiredArgument({ name, ...argument }))
      return [`${name}: ${JSON.stringify(field.name === 'runCalculator' ? 'price-impact' : GIVEN[name])}`];
    return isNull ? [`${name}: null`] : [];
  });
  const type = getNamedType(field.type);
  const leaves = isObjectType(type)
    ? Object.values(type.getFields()).filter((leaf) => isLeafType(getNamedType(leaf.type)) && leaf.args.length === 0)
    : [];
  const selection = isLeafType(type) ? '' : `{ __typename ${leaves.map(({ name }) => name).join(' ')} }`;
  return within(`${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`} ${selection}`);
}

const HOLDERS: Record<string, (selection: string) => string> = {
  Query: (selection) => `{ ${selection} }`,
  Concept: (selection) => `{ concept(slug: "margin-call") { ${selection} } }`,
  Calculator: (selection) => `{ calculator(slug: "price-impact") { ${selection} } }`,
};

describe('null is the default', () => {
  const optional = Object.keys(HOLDERS).flatMap((holder) =>
    fieldsOf(holder)
      .filter((field) => field.args.length > 0 && !field.args.some(({ name }) => name === 'input'))
      .filter((field) => field.args.some((argument) => !isRequiredArgument(argument)))
      .map((field) => [`${holder}.${field.name}`, holder, field] as const),
  );

  it('of all that has optional arguments is asked here', () => {
    const holders = Object.values(schema.getTypeMap()).filter(
      (type) =>
        isObjectType(type) &&
        !type.name.startsWith('__') &&
        type.name !== 'Calculate' &&
        Object.values(type.getFields()).some(({ args }) => args.some((argument) => !isRequiredArgument(argument))),
    );
    expect(holders.map(({ name }) => name).sort()).toEqual(Object.keys(HOLDERS).sort());
  });

  it.each(optional)('for the arguments of %s', async (_, holder, field) => {
    const within = HOLDERS[holder] as (selection: string) => string;
    const answer = await service.query(asked(field, within, true));
    expect(answer.body.errors).toBeUndefined();
    expect(answer).toEqual(await service.query(asked(field, within, false)));
  });
});

describe('null is the default in analyses', () => {
  const axis = { path: 'orderQuantity', from: 1000, to: 2000 };
  const REQUESTS: Record<string, object> = {
    sweep: { calculator: 'price-impact', axes: [axis], outputs: ['priceImpact'] },
    solve: {
      calculator: 'price-impact',
      unknown: axis,
      target: { output: 'priceImpact', comparison: 'AT_MOST', value: 0.0007 },
    },
    sensitivities: { calculator: 'price-impact' },
    simulate: {
      calculator: 'price-impact',
      distributions: [{ path: 'dailyVolatility', kind: 'UNIFORM', from: 0.01, to: 0.02 }],
    },
    compare: {
      calculator: 'price-impact',
      scenarios: [{ name: 'more', changes: [{ path: 'orderQuantity', value: 2e5 }] }],
    },
    chain: {
      steps: [
        { id: 'first', calculator: 'price-impact' },
        {
          id: 'second',
          calculator: 'sell-off-feedback',
          bind: [{ from: 'first.priceImpact', to: 'shock' }],
        },
      ],
    },
  };

  /** The input with null added for every further field. */
  function withNulls(type: GraphQLInputType, value: unknown): unknown {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return value;
    if (Array.isArray(value)) return value.map((entry) => withNulls(named, entry));
    const given = value as Record<string, unknown>;
    const entries = Object.values(named.getFields()).flatMap((field): [string, unknown][] => {
      if (Object.hasOwn(given, field.name)) return [[field.name, withNulls(field.type, given[field.name])]];
      return isRequiredInputField(field) ? [] : [[field.name, null]];
    });
    return Object.fromEntries(entries);
  }

  it.each(Object.keys(REQUESTS))('for the input of %s', async (name) => {
    const root = fieldsOf('Query').find((field) => field.name === name);
    const input = root?.args[0]?.type as GraphQLInputType;
    const query = wholeQuery(schema, name as AnalysisName);
    const answer = await service.query(query, { input: withNulls(input, REQUESTS[name]) });
    expect(answer.body.errors).toBeUndefined();
    expect(answer).toEqual(await service.query(query, { input: REQUESTS[name] }));
  });
});
