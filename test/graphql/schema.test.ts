import { expect, it } from '@jest/globals';
import { buildSchema, isObjectType, validateSchema } from 'graphql';
import { createSchema, typeDefinitions } from '../../src/graphql/schema.ts';

it('The SDL is valid by itself, and with its resolvers', () => {
  expect(() => buildSchema(typeDefinitions())).not.toThrow();
  const schema = createSchema();
  expect(validateSchema(schema)).toEqual([]);
  const query = schema.getQueryType();
  const fields = isObjectType(query) ? Object.values(query.getFields()) : [];
  expect(fields.filter(({ resolve }) => resolve === undefined)).toEqual([]);
});
