/** Lets variables spell enum values of typed inputs as the catalogue does, as presets and answers do. */
import { type GraphQLSchema, isEnumType } from 'graphql';
import type { Calculator } from '../calculators/kit/definition.ts';
import { constantCase } from '../calculators/kit/spelling.ts';
import { inputEnums } from './calculator-sdl.ts';

/** Makes the schema accept both spellings, in place. */
export function takeBothSpellings(schema: GraphQLSchema, calculators: readonly Calculator[]): GraphQLSchema {
  for (const [name, values] of inputEnums(calculators)) {
    const type = schema.getType(name);
    if (!isEnumType(type)) continue;
    const parseValue = type.parseValue.bind(type);
    type.parseValue = (value) =>
      parseValue(typeof value === 'string' && Object.hasOwn(values, value) ? constantCase(value) : value);
  }
  return schema;
}
