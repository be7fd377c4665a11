import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { GraphQLInt, getNullableType, isListType, isObjectType } from 'graphql';
import { schemaWithLimits, securityWithLimits } from '../../scripts/limits.ts';
import { boundsOf, listSizeOf } from '../../src/graphql/limits/charges.ts';
import { LIMITS } from '../../src/graphql/limits.ts';
import { createSchema } from '../../src/graphql/schema.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the table of limits', () => {
  it('is the one that npm run generate prints from the values', () => {
    expect(read('SECURITY.md')).toContain(LIMITS.nodes.toLocaleString('en'));
    expect(securityWithLimits(read('SECURITY.md'))).toBe(read('SECURITY.md'));
    expect(schemaWithLimits(read('schema/query.graphql'))).toBe(read('schema/query.graphql'));
    expect(createSchema().getQueryType()?.description).toContain('| aliases | 200 | TOO_MANY_ALIASES |');
  });
});

describe('the directives of the schema', () => {
  const schema = createSchema();
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !/^__|Result$/.test(type.name)
      ? Object.values(type.getFields()).map((field) => ({ field, name: `${type.name}.${field.name}` }))
      : [],
  );

  it('bound every number that a field is given, but for those of calculators', () => {
    const unbound = fields.flatMap(({ field, name }) =>
      field.args
        .filter((argument) => getNullableType(argument.type) === GraphQLInt && boundsOf(argument).range === undefined)
        .map((argument) => `${name}(${argument.name})`),
    );
    expect(unbound).toEqual([]);
  });

  it('name only arguments and fields that there are', () => {
    for (const { field, name } of fields) {
      const size = listSizeOf(field);
      const given = field.args.map((argument) => argument.name);
      for (const argument of size?.slicingArguments ?? [])
        expect([name, given]).toEqual([name, expect.arrayContaining([argument])]);
      if (size?.sizedFields === undefined) continue;
      const type = schema.getType(String(getNullableType(field.type)));
      for (const sized of size.sizedFields) {
        const inside = isObjectType(type) ? type.getFields()[sized] : undefined;
        expect([name, isListType(getNullableType(inside?.type))]).toEqual([name, true]);
      }
    }
  });

  it('say of `calculators` how many there are', () => {
    const calculators = schema.getQueryType()?.getFields().calculators;
    const runs = Object.keys((schema.getType('Calculate') as { getFields(): object } | undefined)?.getFields() ?? {});
    expect(calculators && listSizeOf(calculators)?.assumedSize).toBe(runs.length);
  });
});
