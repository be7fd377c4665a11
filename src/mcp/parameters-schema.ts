/** The JSON Schema of a calculator's parameters, from their description in the API. */
import type { JsonSchema, ObjectSchema } from './json-schema.ts';

/** A `Parameter` of the API. */
export interface Parameter {
  name: string;
  type: string;
  unit: string;
  description: string;
  required: boolean;
  nullable: boolean;
  default: unknown;
  note: string | null;
  minimum: number | null;
  minimumExcluded: boolean;
  maximum: number | null;
  maximumExcluded: boolean;
  minimumLength: number | null;
  maximumLength: number | null;
  values: readonly string[] | null;
  fields?: readonly Parameter[];
}

export function parametersSchema(parameters: readonly Parameter[]): ObjectSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, schemaOf(parameter)])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function schemaOf(parameter: Parameter): JsonSchema {
  const { unit, description, note, nullable, default: value } = parameter;
  const { type, ...rest } = valueSchema(parameter);
  const noted = note === null ? description : `${description} ${note}`;
  return {
    ...(type !== undefined && { type: nullable ? [type, 'null'] : type }),
    description: unit === '1' ? noted : `${noted} [${unit}]`,
    ...rest,
    ...(value !== null && { default: value }),
  };
}

/** With a single type; for an enum, `enum` replaces the type. */
type OfOneType = Omit<JsonSchema, 'type'> & { type?: string };

function valueSchema(parameter: Parameter): OfOneType {
  const { values, nullable, fields = [] } = parameter;
  switch (parameter.type) {
    case 'NUMBER':
      return { type: 'number', ...bounds(parameter) };
    case 'INTEGER':
      return { type: 'integer', ...bounds(parameter) };
    case 'BOOLEAN':
      return { type: 'boolean' };
    case 'ENUM':
      return { enum: nullable ? [...(values ?? []), null] : (values ?? []) };
    case 'NUMBER_LIST':
      return list(parameter, { type: 'number', ...bounds(parameter) });
    case 'BOOLEAN_LIST':
      return list(parameter, { type: 'boolean' });
    case 'NUMBER_MATRIX':
      return list(parameter, { type: 'array', items: { type: 'number', ...bounds(parameter) } });
    case 'OBJECT_LIST':
      return list(parameter, parametersSchema(fields));
    default:
      throw new Error(`no JSON Schema for parameters of type ${parameter.type}`);
  }
}

function list({ minimumLength, maximumLength }: Parameter, items: JsonSchema): OfOneType {
  return {
    type: 'array',
    items,
    ...(minimumLength !== null && { minItems: minimumLength }),
    ...(maximumLength !== null && { maxItems: maximumLength }),
  };
}

function bounds({ minimum, minimumExcluded, maximum, maximumExcluded }: Parameter): Omit<JsonSchema, 'type'> {
  return {
    ...(minimum !== null && { [minimumExcluded ? 'exclusiveMinimum' : 'minimum']: minimum }),
    ...(maximum !== null && { [maximumExcluded ? 'exclusiveMaximum' : 'maximum']: maximum }),
  };
}
