import { expect, it } from '@jest/globals';
import {
  buildSchema,
  graphql,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  specifiedScalarTypes,
  validateSchema,
} from 'graphql';
import { createSchema, typeDefinitions } from '../../src/graphql/schema.ts';

it('The SDL is valid by itself, and with its resolvers', () => {
  expect(() => buildSchema(typeDefinitions())).not.toThrow();
  const schema = createSchema();
  expect(validateSchema(schema)).toEqual([]);
  const query = schema.getQueryType();
  const fields = isObjectType(query) ? Object.values(query.getFields()) : [];
  expect(fields.filter(({ resolve }) => resolve === undefined)).toEqual([]);
});

it('The schema says what it is, and each of its scalars what specifies it', () => {
  for (const schema of [createSchema(), buildSchema(typeDefinitions())]) {
    expect(schema.description).toMatch(/^A knowledge graph of linked market-risk terms/);
    const own = Object.values(schema.getTypeMap()).filter(
      (type) => isScalarType(type) && !specifiedScalarTypes.some(({ name }) => name === type.name),
    );
    expect(own.map((type) => [type.name, isScalarType(type) && type.specifiedByURL]).sort()).toEqual([
      ['DateTime', 'https://www.rfc-editor.org/rfc/rfc3339'],
      ['JSON', 'https://www.rfc-editor.org/rfc/rfc8259'],
      ['URL', 'https://url.spec.whatwg.org/'],
    ]);
  }
});

it('The schema describes each type, field, argument, value and directive', () => {
  const schema = createSchema();
  const described: [name: string, description: unknown][] = [];
  const add = (owner: string, parts: readonly Described[]) => {
    for (const { name, description } of parts) described.push([owner + name, description]);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    add('', [type]);
    if (isEnumType(type)) add(`${type.name}.`, type.getValues());
    if (isInputObjectType(type)) add(`${type.name}.`, Object.values(type.getFields()));
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      add(`${type.name}.`, [field]);
      add(`${type.name}.${field.name} `, field.args);
    }
  }
  for (const directive of schema.getDirectives()) {
    add('@', [directive]);
    add(`@${directive.name} `, directive.args);
  }
  // The library's own types of introspection have arguments without one.
  const undescribed = described.filter(([name, description]) => !name.startsWith('__') && !description);
  expect(undescribed.map(([name]) => name)).toEqual([]);
});

it('A word in JSON within a document is the text that it would be in variables', async () => {
  const source = (direction: string, contract: string) => `{
    runCalculator(slug: "liquidation-cascade", parameters: { direction: ${direction} }) { parameters }
    sweep(input: {
      calculator: "liquidation-cascade"
      parameters: { contractType: ${contract} }
      axes: [{ path: "openInterest", values: [1000] }]
    }) { axes { unit } }
  }`;
  const asked = (text: string) => graphql({ schema: createSchema(), source: text });
  const { data, errors } = await asked(source('UP', 'INVERSE'));
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    runCalculator: { parameters: { direction: 'up' } },
    sweep: { axes: [{ unit: 'quote' }] },
  });
  expect((await asked(source('"up"', '"inverse"'))).data).toEqual(data);
});

interface Described {
  name: string;
  description?: string | null | undefined;
}
